"""The code base as parts and dependencies."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from import_conformance.model.codebase import Codebase
from import_conformance.model.finding import Finding, Kind, State
from import_conformance.model.structure.naming import CELL, Naming
from import_conformance.model.structure.structure import Dependency, Part, Structure, structure
from import_conformance.model.topology import Topology
from import_conformance.rules import RULES
from import_conformance.rules.shared.base import Case
from tests.reporting.verdicts import ABSENT
from tests.support.building import code, law

LAW = law(
    """\
    layers:
      high: {modules: "app.{domain}.high"}
      low: {modules: "app.{domain}.low"}
      hub: {modules: app.hub}
    axes: {domain: [b, a]}
    allow: [high -> high low, low -> hub]
    forbid: {no-hub: {from: b, to: app.hub}}
    require: {use-hub: {every: domain, of: [a, b], must_import: app.hub}}
    """
)
SOURCES = {
    "app/a/high.py": "import app.a.low\nimport app.b.low\nimport app.a.high\n",
    "app/a/low.py": "",
    "app/b/low.py": "import app.hub, app.a.high\nimport app.hub\n",
    "app/hub.py": "",
    "app/free.py": "import app.hub\n",
}
WAYS = ("layer", "cell", "domain", "package")


def found(topology: Topology, codebase: Codebase) -> tuple[Finding, ...]:
    """Return all findings of all rules, in the order of a verdict."""
    case = Case(topology, codebase)
    findings = (finding for rule in RULES for judgement in rule(case) for finding in judgement.findings)
    return tuple(sorted(findings, key=lambda finding: finding.order))


def built(by: str, depth: int = 2) -> Structure:
    """Return the structure of the small code base above."""
    codebase = code(LAW, SOURCES)
    return structure(LAW, codebase, found(LAW, codebase), by, depth)


def test_layers_are_listed_from_the_top_down_and_unplaced_modules_last() -> None:
    """Each has its modules, the findings about them, and the statements that cross its border."""
    assert built("layer").parts == (
        Part("high", "high", (), 1, 1, 1, afferent=1, efferent=2),
        Part("low", "low", (), 2, 5, 5, afferent=2, efferent=3),
        Part("hub", "hub", (), 1, 0, 0, afferent=3),
        Part("unplaced", "", (), 4, 0, 0, efferent=1),
    )


def test_a_dependency_counts_convergences_divergences_and_absences() -> None:
    """A statement with an end in no layer is counted as unjudged."""
    assert built("layer").bonds == (
        Dependency("high", "low", convergences=1, divergences=1, new=1, laws=("high-to-low",)),
        Dependency("low", "high", divergences=1, new=1, laws=("low-to-high",)),
        Dependency("low", "hub", divergences=2, new=2, absences=2, laws=("no-hub", "use-hub")),
        Dependency("unplaced", "hub", unjudged=1),
    )


def test_values_are_listed_in_the_order_of_the_law() -> None:
    """An axis makes one part of each of its values, whatever the layer, and one of all modules without."""
    assert [(part.key, part.modules) for part in built("domain").parts] == [("b", 1), ("a", 2), ("no domain", 5)]


def test_a_cell_is_one_layer_of_one_value() -> None:
    """It belongs to the group of its value."""
    cells = [(part.key, part.layer, part.group) for part in built("cell").parts]

    assert cells == [
        ("b low", "low", ("b",)),
        ("a high", "high", ("a",)),
        ("a low", "low", ("a",)),
        ("hub", "hub", ()),
        ("unplaced", "", ()),
    ]


@pytest.mark.parametrize(
    ("depth", "keys"),
    [(1, ["app"]), (2, ["app", "app.a", "app.b", "app.free", "app.hub"])],
)
def test_packages_are_cut_at_a_depth(depth: int, keys: list[str]) -> None:
    """A name of fewer segments is a part of its own."""
    assert [part.key for part in built("package", depth).parts] == keys


def test_a_package_stands_in_all_packages_above_it() -> None:
    """The outermost comes first."""
    assert built("package", 3).part("app.a.low").group == ("app", "app.a")


def test_an_unknown_part_is_a_key_error() -> None:
    """Requesting an unknown part is a mistake of the caller."""
    with pytest.raises(KeyError, match=r"app\.gone"):
        built("package").part("app.gone")


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (Part("a"), None),
        (Part("a", afferent=3), 0),
        (Part("a", afferent=3, efferent=1), 0.25),
        (Part("a", efferent=1), 1),
    ],
)
def test_instability_is_the_share_of_outgoing_imports(part: Part, expected: float | None) -> None:
    """Martin's measure; a part that nothing binds to another has none."""
    assert part.instability == expected


def test_a_layer_and_a_value_of_one_name_are_two_parts() -> None:
    """The second one says its axis; neither swallows the other."""
    topology = law('layers: {shop: {modules: app.shop}, x: {modules: "app.{area}.x"}}\naxes: {area: [shop]}\n')
    codebase = code(topology, {"app/shop.py": "", "app/y.py": ""})
    finding = replace(ABSENT, module="app.y", layer="", axes={"area": "shop"})
    built_up = structure(topology, codebase, (finding,), "cell")

    assert [(part.key, part.findings) for part in built_up.parts] == [("area=shop", 1), ("shop", 0), ("unplaced", 0)]


def test_keys_do_not_depend_on_the_order_of_requests() -> None:
    """A module has the plain key, whichever part is requested first."""
    topology = law('layers: {shop: {modules: app.shop}, x: {modules: "app.{area}.x"}}\naxes: {area: [shop]}\n')
    naming = Naming(topology, code(topology, {"app/shop.py": ""}), CELL, 2)

    finding = replace(ABSENT, module="app.y", layer="", axes={"area": "shop"})
    assert [naming.of_finding(finding), naming.part("app.shop")] == ["area=shop", "shop"]


def test_a_finding_about_no_module_is_counted() -> None:
    """By package it has a part of its own, behind the others."""
    codebase = code(LAW, SOURCES)
    nowhere = replace(found(LAW, codebase)[0], module="", layer="", axes={}, kind=Kind.UNPARSABLE, rule="builtin")

    assert structure(LAW, codebase, (nowhere,), "package").parts[-1] == Part("no module", findings=1, new=1)


def test_known_divergences_are_counted_as_not_new() -> None:
    """A divergence in the baseline stays a divergence."""
    codebase = code(LAW, SOURCES)
    known = [replace(finding, state=State.KNOWN) for finding in found(LAW, codebase)]
    bonds = structure(LAW, codebase, known, "layer").bonds

    assert [(bond.divergences, bond.new) for bond in bonds] == [(1, 0), (1, 0), (2, 0), (0, 0)]


MODULES = ("app.a.high", "app.a.low", "app.b.high", "app.b.low", "app.c.low", "app.hub", "app.free", "app.a")
FILES = {name: f"{name.replace('.', '/')}.py" for name in MODULES} | {"app.a": "app/a/__init__.py"}
CODE = st.dictionaries(
    st.sampled_from(MODULES),
    st.lists(st.sampled_from([f"import {name}\n" for name in MODULES]), max_size=4),
    min_size=1,
)


@given(CODE, st.sampled_from(WAYS), st.integers(1, 4))
@settings(deadline=None, max_examples=150)
def test_every_module_finding_and_import_is_counted_once(sources: dict[str, list[str]], by: str, depth: int) -> None:
    """Parts divide modules and findings, dependencies divide imports, and divergences are those of the findings."""
    codebase = code(LAW, {FILES[name]: "".join(lines) for name, lines in sources.items()})
    findings = found(LAW, codebase)
    whole = structure(LAW, codebase, findings, by, depth)
    between = [bond for bond in whole.bonds if bond.source != bond.target]

    assert sum(part.modules for part in whole.parts) == len(codebase.modules)
    assert sum(part.findings for part in whole.parts) == len(findings)
    assert sum(bond.statements for bond in whole.bonds) == len(codebase.imports)
    broken = {(f.path, f.line, f.details["imported"]) for f in findings if f.kind is Kind.DIVERGENCE}
    assert sum(bond.divergences for bond in whole.bonds) == len(broken)
    missing = sum(finding.kind is Kind.ABSENCE for finding in findings) if "app.hub" in codebase.modules else 0
    assert sum(bond.absences for bond in whole.bonds) == missing
    assert sum(part.afferent for part in whole.parts) == sum(bond.statements for bond in between)
    assert sum(part.efferent for part in whole.parts) == sum(bond.statements for bond in between)
    assert len({part.key for part in whole.parts}) == len(whole.parts)


@given(CODE, st.sampled_from(WAYS), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_the_order_of_modules_and_findings_does_not_matter(
    sources: dict[str, list[str]], by: str, chance: Random
) -> None:
    """The same code and findings give the same structure, however they are shuffled."""
    codebase = code(LAW, {FILES[name]: "".join(lines) for name, lines in sources.items()})
    findings = list(found(LAW, codebase))
    shuffled = list(findings)
    chance.shuffle(shuffled)
    imports = list(codebase.imports)
    chance.shuffle(imports)
    again = replace(codebase, imports=imports)

    assert structure(LAW, again, shuffled, by) == structure(LAW, codebase, findings, by)
