"""Contracts of import-linter, translated: the verdict on direct imports is the one that import-linter gives."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.independence import IndependenceContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract
from importlinter.domain.contract import Contract as TheirContract

from import_conformance.model.contracts.foreign import ImportLinterConfig, ImportLinterContract
from import_conformance.proposing.proposal import Proposal
from import_conformance.proposing.text import render
from import_conformance.proposing.translating.from_importlinter import ignored_by, translate
from import_conformance.reading.foreign.importlinter_file import ConfigError, read_importlinter
from tests.differential.test_against_import_linter import (
    INSIDE,
    MODULES,
    PARTS,
    Pairs,
    among,
    case,
    checked,
    diverging,
    graph_of,
    graphs,
    stacks,
)

GRAPHS = 300
some = settings(max_examples=GRAPHS, deadline=None)
expressions = st.lists(st.sampled_from(("app.*", "app.a.**", "app.*.x", *INSIDE)), min_size=1, max_size=3, unique=True)


def config(*contracts: ImportLinterContract, **session: tuple[str, ...]) -> ImportLinterConfig:
    """Return a configuration over the package `app`."""
    return ImportLinterConfig(".importlinter", {"root_package": ("app",), **session}, contracts)


def translated(*contracts: ImportLinterContract, **session: tuple[str, ...]) -> Proposal:
    """Return the topology of some contracts."""
    return translate(config(*contracts, **session), "Test", (".",), frozenset(MODULES), frozenset({"orm"}))[0]


def sections(proposal: Proposal) -> str:
    """Return the text of a proposal behind the head that the tests' laws have."""
    return render(proposal).partition("baseline.json")[2].partition("\n")[2]


def ours(contract: ImportLinterContract, pairs: Pairs) -> bool:
    """Return whether the translated law finds nothing."""
    return not diverging(case(sections(translated(contract)), pairs))


def theirs(kind: type[TheirContract], pairs: Pairs, options: Mapping[str, str | Sequence[str]]) -> bool:
    """Return whether import-linter keeps the contract."""
    return checked(kind, graph_of(pairs), **options)[0]


@some
@given(stack=stacks(), pairs=graphs, container=st.sampled_from(("", "app")))
def test_a_layers_contract_is_translated(stack: list[tuple[str, list[str]]], pairs: Pairs, container: str) -> None:
    """Layers, with siblings apart or together, with a container or without."""
    start = len(container) + 1 if container else 0
    lines = tuple(f" {sign} ".join(part[start:] for part in parts) for sign, parts in stack)
    options = {"layers": lines, **({"containers": (container,)} if container else {})}
    held = among(PARTS, pairs)

    assert ours(ImportLinterContract("x", "X", "layers", options), held) == theirs(LayersContract, held, options)


@some
@given(stack=stacks(), pairs=graphs)
def test_a_second_order_of_layers_becomes_bans(stack: list[tuple[str, list[str]]], pairs: Pairs) -> None:
    """Only one contract can be the layers of the topology; another one is judged all the same."""
    options = {"layers": tuple(f" {sign} ".join(part[4:] for part in parts) for sign, parts in stack)}
    main = ImportLinterContract(
        "main", "Main", "layers", {"layers": ("app.source", "(app.n)", "(app.o)", "(app.p)", "(app.q)")}
    )
    second = ImportLinterContract("x", "X", "layers", {**options, "containers": ("app",)})
    found = diverging(case(sections(translated(main, second)), among(PARTS, pairs)))

    assert (not found) == theirs(LayersContract, among(PARTS, pairs), {**options, "containers": ("app",)})


@some
@given(sources=expressions, targets=expressions, pairs=graphs, as_packages=st.booleans())
def test_a_forbidden_contract_is_translated(
    sources: list[str], targets: list[str], pairs: Pairs, as_packages: bool
) -> None:
    """Sources and targets by name and by pattern, as packages or as single modules."""
    plain = [text for text in (*sources, *targets) if "*" not in text]
    if len(plain) < len(sources) + len(targets):
        # What import-linter does with patterns that overlap is its own affair: two disjoint ones are compared.
        sources, targets = ["app.a.**", "app.*.y"][: len(sources)], ["app.b.x"]
    options = {
        "source_modules": tuple(sources),
        "forbidden_modules": tuple(targets),
        "allow_indirect_imports": ("true",),
        "as_packages": (str(as_packages),),
    }
    given_ = {key: value[0] if len(value) == 1 and key.startswith("a") else value for key, value in options.items()}

    assert ours(ImportLinterContract("x", "X", "forbidden", options), pairs) == theirs(ForbiddenContract, pairs, given_)


@some
@given(modules=st.lists(st.sampled_from(PARTS), min_size=2, unique=True), pairs=graphs)
def test_an_independence_contract_is_translated(modules: list[str], pairs: Pairs) -> None:
    """None of some modules imports another."""
    held = among(modules, pairs)
    options = {"modules": tuple(modules)}

    assert ours(ImportLinterContract("x", "X", "independence", options), held) == theirs(
        IndependenceContract, held, options
    )


@some
@given(
    protected=st.sampled_from(INSIDE),
    importers=st.lists(st.sampled_from(INSIDE), max_size=2, unique=True),
    pairs=graphs,
)
def test_a_protected_contract_is_translated(protected: str, importers: list[str], pairs: Pairs) -> None:
    """Only those that are named may import what is protected."""
    options = {"protected_modules": (protected,), "allowed_importers": tuple(importers)}

    assert ours(ImportLinterContract("x", "X", "protected", options), pairs) == theirs(
        ProtectedContract, pairs, options
    )


def test_untranslated_parts_are_listed() -> None:
    """Chains, exhaustive layers, other contract types and modules that are not there are listed with their contract."""
    layers = ImportLinterContract(
        "order", "Order", "layers", {"layers": ("a", "b", "gone"), "containers": ("app",), "exhaustive": ("True",)}
    )
    ring = ImportLinterContract("ring", "Ring", "acyclic_siblings", {"ancestors": ("app",)})
    found = translated(layers, ring, ImportLinterContract("own", "Own", "my_type", {})).untranslated

    assert [sentence.partition(";")[0] for sentence in found] == [
        "order: the layer app.gone does not exist, so it is left out",
        "order: import-linter also follows chains of imports through modules that the contract does not name",
        "order: exhaustive",
        "ring: siblings below app without cycles",
        "own: the contract type 'my_type' is not one of import-linter's own",
    ]


def test_imports_for_type_checkers_are_left_out_where_they_were() -> None:
    """exclude_type_checking_imports becomes `typing_only: allowed` in bans and a line of its own in `allow`."""
    layers = ImportLinterContract("order", "Order", "layers", {"layers": ("app.a", "app.b")})
    ban = ImportLinterContract(
        "ban", "Ban", "forbidden", {"source_modules": ("app.c",), "forbidden_modules": ("orm", "django")}
    )
    text = sections(translated(layers, ban, exclude_type_checking_imports=("True",)))

    assert "kinds: [typing], because: exclude_type_checking_imports" in text
    assert "typing_only: allowed\n    optional: true\n    because: django is imported nowhere today\n" in text


def test_an_ignored_import_leads_to_its_contract() -> None:
    """`a -> b` names two modules, not what lies below them; patterns do."""
    ignoring = ImportLinterContract("x", "X", "forbidden", {"ignore_imports": ("app.a -> app.b", "app.c.* -> orm")})
    held = config(ignoring)

    assert list(ignored_by(held, "app.a", "app.b", ["x"])) == [ignoring]
    assert list(ignored_by(held, "app.c.x", "orm.session", ["x"])) == [ignoring]
    assert list(ignored_by(held, "app.a.x", "app.b", ["x"])) == []
    assert list(ignored_by(held, "app.a", "app.b", ["y"])) == []


INI = """\
[importlinter]
root_packages =
    app
    lib

[importlinter:contract:one]
name = One
type = independence
modules =
    app.a
    app.b
"""
TOML = """\
[tool.importlinter]
root_packages = ["app", "lib"]

[[tool.importlinter.contracts]]
id = "one"
name = "One"
type = "independence"
modules = ["app.a", "app.b"]
"""


@pytest.mark.parametrize(("name", "text"), [("setup.cfg", INI), (".importlinter", INI), ("pyproject.toml", TOML)])
def test_a_configuration_is_found_where_import_linter_finds_it(tmp_path: Path, name: str, text: str) -> None:
    """INI and TOML say the same."""
    (tmp_path / name).write_text(text)

    assert read_importlinter(tmp_path) == ImportLinterConfig(
        name,
        {"root_packages": ("app", "lib")},
        (ImportLinterContract("one", "One", "independence", {"modules": ("app.a", "app.b")}),),
    )


def test_a_missing_and_a_broken_configuration_are_refused_in_a_sentence(tmp_path: Path) -> None:
    """The sentence names the files that were looked for, or the fault."""
    with pytest.raises(ConfigError, match=r"were found in setup\.cfg, \.importlinter, pyproject\.toml; name a file"):
        read_importlinter(tmp_path)
    (tmp_path / ".importlinter").write_text("[importlinter\n")
    with pytest.raises(ConfigError, match=r"^\.importlinter cannot be read: "):
        read_importlinter(tmp_path)


def test_an_external_package_with_the_name_of_a_layer_is_spelled_out() -> None:
    """A ban on `sqlite3` is none on the layer sqlite3, which is a module of the code base."""
    stack = ImportLinterContract("stack", "stack", "layers", {"layers": ("app.core", "app.sqlite3")})
    ban = ImportLinterContract(
        "ban", "ban", "forbidden", {"source_modules": ("app.core",), "forbidden_modules": ("sqlite3", "orm")}
    )
    modules = frozenset({"app", "app.core", "app.sqlite3"})
    proposal, _ = translate(config(stack, ban), "Test", (".",), modules, frozenset({"sqlite3", "orm"}))

    (law,) = (law for law in proposal.laws if law.section == "forbid")
    assert law.keys["to"] == ("external:sqlite3", "orm")
