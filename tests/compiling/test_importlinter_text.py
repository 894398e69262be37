"""The text of `.importlinter`, compiled from laws and code bases in memory."""

import configparser
from dataclasses import replace
from pathlib import Path

import pytest

from import_conformance.compiling.importlinter_text import Origin, compile_text
from import_conformance.model.laws.forbid import Forbid
from import_conformance.model.topology import TopologyError
from import_conformance.model.verdict import KnownFinding
from import_conformance.rules import RULES
from import_conformance.rules.shared.base import Case
from tests.support.building import code, law

LAYERS = """\
layers:
  top: {modules: "app.{domain}.top"}
  low: {modules: ["app.{domain}.low", "app.{domain}.top.deep"]}
axes: {domain: [a, b]}
allow: [top -> top low, low -> low]
"""
SOURCES = {"app/a/top.py": "", "app/a/low.py": "", "app/b/top.py": "", "app/b/low.py": ""}


def compiled(text: str, sources: dict[str, str], known: tuple[KnownFinding, ...] = (), name: str = "Test") -> str:
    """Return the compiled file for a law and a code base."""
    topology = replace(law(text), name=name, digest="0123")
    codebase = code(topology, sources)
    case = Case(topology, codebase)
    return compile_text(topology, codebase, known, [judgement for rule in RULES for judgement in rule(case)])


def contracts(text: str) -> dict[str, dict[str, str]]:
    """Return the contracts of a file for the laws that an author wrote, by id."""
    parser = configparser.ConfigParser()
    parser.read_string(text)
    found = {name.rpartition(":")[2]: dict(parser[name]) for name in parser.sections()[1:]}
    return {
        name: options
        for name, options in found.items()
        if not name.startswith("conformance-") and not options.get("law", "").startswith("builtin.")
    }


def types(text: str) -> dict[str, str]:
    """Return the type of each such contract."""
    return {name: options["type"] for name, options in contracts(text).items()}


def test_the_compiled_file_is_as_expected() -> None:
    """Head, guards, a cell and a ban in the order of the topology, each leading back to its lines."""
    head, _, rest = compiled(
        LAYERS + "forbid: {pure: {from: low, to: requests, because: no web, fix: ask top}}",
        SOURCES | {"app/a/low.py": "import requests"},
    ).partition("# topology.yaml:3\n[importlinter:contract:unresolved-imports]")
    assert rest
    assert head == Path(__file__).with_name("whole.importlinter").read_text()


def test_an_impure_package_leaves_a_rest() -> None:
    """What cannot be named as a package with all it holds is left to our own type, for its layer."""
    sources = {path: text for path, text in SOURCES.items() if path != "app/a/top.py"}
    found = contracts(compiled(LAYERS, sources | {"app/a/top/__init__.py": "", "app/a/top/deep.py": ""}))
    assert found["a-low"]["source_modules"].split() == ["app.a.low", "app.a.top.deep"]
    assert found["a-low"]["forbidden_modules"].split() == ["app.b.low", "app.b.top"]
    assert found["low-rest"]["layer"] == "low"


def test_a_limit_to_kinds_leaves_a_rest() -> None:
    """Where the kind of import decides, our own type judges, and the native contract leaves those modules out."""
    found = contracts(
        compiled(LAYERS.replace("low -> low]", "low -> low, {edge: low -> top, kinds: [typing]}]"), SOURCES)
    )
    assert found["a-low"]["forbidden_modules"].split() == ["app.b.low", "app.b.top"]
    assert found["low-rest"]["type"] == "conformance_layers"
    assert "top-rest" not in found


def test_a_layer_that_may_not_import_itself_leaves_a_rest() -> None:
    """A contract whose two sides overlap says nothing of the overlap, so it is not written natively."""
    found = contracts(compiled(LAYERS.replace("low -> low", "low -> top"), {**SOURCES, "app/a/low/more.py": ""}))
    assert found["a-low"]["forbidden_modules"].split() == ["app.b.low", "app.b.top"]
    assert "low-rest" in found


def test_a_cell_with_modules_under_different_laws_has_two_contracts() -> None:
    """Modules of one place that the law treats differently are separated, under ids of their own."""
    law_text = LAYERS.replace("low -> low]", "low -> low, {edge: a.low.x -> b.low, across: domain}]")
    found = contracts(
        compiled(law_text, SOURCES | {"app/a/low/__init__.py": "", "app/a/low/x.py": "", "app/a/low/y.py": ""})
    )
    assert {name for name in found if name.startswith("a-low")} == {"a-low", "a-low-2"}
    assert found["a-low-2"]["source_modules"].split() == ["app.a.low.x"]


BANS = {
    "internal": ("{from: app.a, to: app.b}", {"law": "forbidden"}),
    "by kind": ("{from: app.a, to: app.b, kinds: [runtime]}", {"law": "conformance_law"}),
    "external": ("{from: app.a, to: orm}", {"law": "forbidden"}),
    "inside an external": (
        "{from: app.a, to: [orm, http.client]}",
        {"law": "forbidden", "law-rest": "conformance_law"},
    ),
    "external that is not there": (
        "{from: app.a, to: absent, optional: true, because: soon}",
        {"law": "conformance_law"},
    ),
    "inside itself": ("{from: app, to: app.b}", {"law": "conformance_law"}),
    "overlapping": ("{from: [app.a, app.b.top], to: app.b}", {"law": "forbidden", "law-rest": "conformance_law"}),
}


@pytest.mark.parametrize(("ban", "expected"), BANS.values(), ids=BANS)
def test_types_of_bans(ban: str, expected: dict[str, str]) -> None:
    """A ban is native as far as import-linter means the same by it."""
    assert (
        types(compiled(f"forbid: {{law: {ban}}}", SOURCES | {"app/a/low.py": "import orm.session, http.client"}))
        == expected
    )


def test_of_two_overlapping_bans_only_one_is_native() -> None:
    """The second ban cannot be native: an import that both cover is reported under the first alone."""
    found = types(compiled("forbid: {one: {from: app.a, to: app.b}, two: {from: app, to: app.b.low}}", SOURCES))
    assert found == {"one": "forbidden", "two": "conformance_law"}
    found = types(
        compiled(
            "forbid: {one: {from: app.a, to: orm}, two: {from: app, to: orm}}", SOURCES | {"app/a/low.py": "import orm"}
        )
    )
    assert found == {"one": "forbidden", "two": "conformance_law"}


def test_imports_in_the_baseline_are_left_out_of_native_contracts() -> None:
    """The package that a tolerated import leads to is left out, for a native contract cannot count."""
    topology = law(LAYERS)
    codebase = code(topology, SOURCES | {"app/a/low.py": "import app.a.top"})
    finding = next(f for rule in RULES for j in rule(Case(topology, codebase)) for f in j.findings)
    known = (KnownFinding(finding.fingerprint, finding.law, finding.path, finding.message),)
    found = contracts(compiled(LAYERS, SOURCES | {"app/a/low.py": "import app.a.top"}, known))
    assert found["a-low"]["forbidden_modules"].split() == ["app.b.low", "app.b.top"]
    assert "app.a.top" in found["b-low"]["forbidden_modules"].split()
    assert "low-rest" in found


def test_a_law_with_a_waiver_is_not_native() -> None:
    """A waived law is judged by our own type, because a native contract has no dates and no reasons."""
    waive = "waive: [{law: low-to-top, modules: app.a.low, reason: r, owner: o, until: 2100-01-01}]"
    found = contracts(compiled(f"{LAYERS}{waive}", SOURCES))
    assert found["a-low"]["forbidden_modules"].split() == ["app.b.low"]
    assert "low-rest" in found


def test_names_and_sentences_are_escaped() -> None:
    """Whatever stands in names and sentences, the file is ASCII, INI reads it, and rich takes nothing for markup."""
    topology = law("forbid: {law: {from: app.a, to: app.b}}")
    said = "100 % [bold]sure[/nope] \\[red] \u201cGr\u00fc\u00dfe\u201d \u65e5\x1b\n[second]: line"
    topology = replace(
        topology, name="\u00dc [x]\n[importlinter]", laws=(replace(topology.of(Forbid)[0], because=said),)
    )
    text = compile_text(topology, code(topology, SOURCES), (), ())
    assert text.isascii()
    assert text.startswith("# U x importlinter: generated by ")
    guidance = contracts(text)["law"]["broken_contract_guidance"]
    assert guidance == '\nWhy: 100 % \\[bold]sure\\[/nope] \\\\\\[red] "Gru?e" ? \\[second]: line'


def test_names_outside_ascii_get_our_own_contract_type() -> None:
    """A module with a name outside ASCII cannot be written in the file, so our own type has it."""
    text = compiled(LAYERS, SOURCES | {"app/gr\u00fcn/top.py": ""})
    assert text.isascii()
    assert {"top-rest", "low-rest"} <= set(contracts(text))


def test_contract_ids_are_unique() -> None:
    """A law that is called like a cell still gets a contract of its own."""
    found = types(compiled(LAYERS + "forbid: {a-low: {from: top, to: app.b, kinds: [lazy]}}", SOURCES))
    assert found["a-low"] == "forbidden"
    assert found["a-low-2"] == "conformance_law"


def test_the_file_names_its_topology_code_and_baseline() -> None:
    """The file says where the law, the code and the baseline are, as seen from its own place."""
    topology = law("")
    origin = Origin("../law.yaml", "../elsewhere", "known.json")
    text = compile_text(topology, code(topology, SOURCES), (), (), origin)
    assert "# ../law.yaml:3\n[importlinter:contract:conformance-baseline]" in text
    lines = (
        "conformance_topology = ../law.yaml",
        "conformance_source_root = ../elsewhere",
        "conformance_baseline = known.json",
    )
    assert "\n".join(lines) in text


def test_a_topology_path_outside_ascii_is_refused() -> None:
    """The message is one sentence that names the path."""
    topology = law("")
    with pytest.raises(TopologyError, match="not plain ASCII"):
        compile_text(topology, code(topology, SOURCES), (), (), Origin("gr\u00fcn.yaml"))
