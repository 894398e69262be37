"""The description of the language: loader and schema take the same keys, and the schema refuses nothing that loads."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from import_conformance.model.language import parts, waiver
from import_conformance.model.language.terms import Choice, Key, Keys
from import_conformance.model.laws import (
    acyclic,
    allow,
    ban,
    builtin,
    custom,
    forbid,
    headers,
    names,
    own,
    quarantine,
    require,
    sections,
)
from import_conformance.model.topology import Own, TopologyError
from import_conformance.reading.topology.load import parse_topology
from import_conformance.reading.topology.strict_yaml import read_yaml
from import_conformance.reading.topology.yaml_nodes import Mapping, Node, Scalar
from import_conformance.reporting.language import schema

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads(schema.to_json())
VALIDATOR = Draft202012Validator(SCHEMA)
BASE: dict[str, Any] = {
    "topology": 1,
    "name": "Shop",
    "source": {"roots": "src", "packages": "shop"},
    "layers": {name: {"modules": f"shop.{{team}}.{name}"} for name in ("api", "core", "store")},
    "axes": {"team": ["base", "pay", "stock"]},
    "forbid": {"no-legacy": {"from": "core", "to": "shop.legacy"}},
}
OF_MODULES = {"every": "module", "must_import": "core"}
Wrap = Callable[[object], dict[str, Any]]


def within(*path: str) -> Wrap:
    """Put an entry into the base, below some keys; `[]` stands for a list around it."""

    def wrap(entry: object) -> dict[str, Any]:
        for step in reversed(path[1:]):
            entry = [entry] if step == "[]" else {step: entry}
        known = BASE.get(path[0])
        merged = {**known, **entry} if isinstance(known, dict) and isinstance(entry, dict) and path[1:] else entry
        return {**BASE, path[0]: merged}

    return wrap


TABLES: dict[str, tuple[Keys, Wrap]] = {
    "source": (parts.SOURCE, within("source")),
    "layer": (parts.LAYER, within("layers", "core")),
    "axis": (parts.AXIS_KEYS, within("axes", "team")),
    "edge": (allow.EDGE_KEYS, within("allow", "[]")),
    "allow": (allow.ALLOW_KEYS, within("allow")),
    "forbid": (forbid.FORBID_KEYS, within("forbid", "x")),
    "require": (require.REQUIRE_KEYS, within("require", "x")),
    "when": (
        require.WHEN_KEYS,
        lambda entry: within("require", "x")({"every": "module", "must_import": "core", "when": entry}),
    ),
    "own": (own.OWN_KEYS, within("own", "x")),
    "ban": (ban.BAN_KEYS, within("ban", "x")),
    "acyclic": (acyclic.ACYCLIC_KEYS, within("acyclic", "x")),
    "names": (names.NAME_KEYS, within("names", "x")),
    "headers": (headers.HEADERS_KEYS, within("headers", "x")),
    "quarantine": (quarantine.QUARANTINE_KEYS, within("quarantine", "x")),
    "rules": (custom.RULE_KEYS, within("rules", "x")),
    "waive": (waiver.WAIVER_KEYS, within("waive", "[]")),
    "builtin": (builtin.BUILTIN_LAW, within("builtin", "shadowed-modules")),
}
# What the loader knows of the sense of a file: a condition on single files goes with `every: module` alone.
SENSE = re.compile(r"has 'when', which goes with 'every: module'")
ODD: list[Any] = [
    *(
        "",
        " ",
        "x",
        "core",
        "two words",
        "1",
        "a.b",
        "../up",
        "/root",
        "-",
        "*",
        "{team}",
        "**",
        "a..b",
        "é",
        "2027-03-31",
    ),
    *(
        "high",
        "runtime",
        "true",
        "0.5",
        "\N{ARABIC-INDIC DIGIT ONE}",
        "x()",
        "a.b()",
        "[x]",
        "core -> store",
        "->",
        "0123456789abcdef",
    ),
    *(0, 1, 3, 999, 1000, -1, 0.5, 1.5, 2027, True, False, None),
    *([], {}, ["x"], ["x", "x"], [[]], [["base"]], ["core", "store"], {"a": 1}, {"writes_models": 0}, ["typing"]),
]


def value(node: Node) -> Any:  # noqa: ANN401  # as JSON has it
    """Return a node as an editor understands it: bare numbers and truth values have their type (YAML 1.2)."""
    if isinstance(node, Mapping):
        return {name: value(held) for name, (_, held) in node.entries.items()}
    if not isinstance(node, Scalar):
        return [value(item) for item in node.items]
    if node.quoted:
        return node.text
    if node.text in ("true", "false", "null", "~", ""):
        return {"true": True, "false": False}.get(node.text)
    try:
        return int(node.text) if node.text.isdigit() else float(node.text)
    except ValueError:
        return node.text


def parsed(text: str) -> Any:  # noqa: ANN401  # as JSON has it
    """Return a piece of YAML as an editor understands it."""
    root = read_yaml(text.encode(), "x").root
    assert root is not None, text
    return value(root)


def example(key: Key) -> Any:  # noqa: ANN401  # as JSON has it
    """Return the value that the language shows for a key."""
    return parsed(f"it: {key.example}")["it"]


def complaints(document: object) -> list[str]:
    """Return the loader's problems with a document, without those of its meaning."""
    try:
        parse_topology(json.dumps(document), "t")
    except TopologyError as error:
        return [problem.sentence for problem in error.problems if not SENSE.search(problem.sentence)]
    return []


def refusals(document: object) -> list[str]:
    """Return the schema's problems with a document."""
    return [error.message for error in VALIDATOR.iter_errors(document)]


def test_the_schema_is_a_valid_json_schema() -> None:
    """It is valid under the draft that it names."""
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", ["topology.yaml", "tests/self/topology.yaml"])
def test_the_schema_accepts_the_topologies_of_the_project(path: str) -> None:
    """The topologies of the sample and of the project itself are valid."""
    assert refusals(parsed((ROOT / path).read_text(encoding="utf-8"))) == []


def test_the_examples_of_the_sections_make_a_topology() -> None:
    """Combined they load, and the schema accepts them."""
    text = "".join(f"{key.name}: {key.example}\n" for key in sections.TOPOLOGY.keys)

    assert (parse_topology(text, "t").name, refusals(parsed(text))) == ("Shop", [])


@pytest.mark.parametrize("table", TABLES)
def test_every_key_has_an_example_that_loads(table: str) -> None:
    """All keys of an entry with their examples, as far as they go together."""
    keys, wrap = TABLES[table]
    apart = {*keys.one_of[1:], *(second for _, second in keys.alone)} - {"modules"}
    entry = {key.name: example(key) for key in keys.keys if key.name not in apart}

    assert (complaints(wrap(entry)), refusals(wrap(entry))) == ([], [])


@pytest.mark.parametrize("table", TABLES)
@settings(max_examples=40)
@given(data=st.data())
def test_loader_and_schema_accept_the_same_keys(table: str, data: st.DataObject) -> None:
    """For any choice of keys, known or not, either both accept the entry or neither does."""
    keys, wrap = TABLES[table]
    names = data.draw(st.sets(st.sampled_from([*keys, "colour"]), min_size=1))
    entry = {name: example(keys[name]) if name in keys else "x" for name in sorted(names)}

    assert bool(refusals(wrap(entry))) == bool(complaints(wrap(entry)))


@given(st.sets(st.sampled_from(["topology", "name", "source", "colour"])))
def test_loader_and_schema_accept_the_same_sections(names: set[str]) -> None:
    """Required and unknown sections are the same for both."""
    document = {name: BASE.get(name, "x") for name in sorted(names)}

    assert bool(refusals(document)) == bool(complaints(document))


@pytest.mark.parametrize("table", TABLES)
@settings(max_examples=40)
@given(data=st.data())
def test_the_schema_refuses_nothing_that_loads(table: str, data: st.DataObject) -> None:
    """Whatever the value of a key is, the loader complains where the schema does."""
    keys, wrap = TABLES[table]
    name = data.draw(st.sampled_from(list(keys)))
    required = {key.name: example(key) for key in keys.keys if key.required}
    document = wrap({**required, name: data.draw(st.sampled_from(ODD) | st.text(max_size=4))})

    assert not refusals(document) or complaints(document) or _is_bare_truth_value(document, name)


def _is_bare_truth_value(document: object, name: str) -> bool:
    """Return True for a bare truth value, which the loader takes as a string and an editor as a boolean."""
    return re.search(rf'"{name}": (true|false)', json.dumps(document)) is not None


def test_defaults_are_those_of_the_laws() -> None:
    """The default that the language states for a number is the one that the law has."""
    assert float(str(own.OWN_KEYS["similarity"].default)) == Own.similarity


@pytest.mark.parametrize("table", TABLES)
def test_a_default_is_one_of_the_choices(table: str) -> None:
    """The loader builds its defaults from the choices."""
    for key in TABLES[table][0].keys:
        if isinstance(key.holds, Choice) and key.default:
            said = {key.default} if isinstance(key.default, str) else set(key.default)
            assert said <= {word for word, _ in key.holds.options}
