"""Which dependency of a structure each finding belongs to."""

from import_conformance.judging.session import session_of
from import_conformance.model.structure.structure import ends, structure
from tests.reporting.html.reports import LAW, SOURCES
from tests.support.building import code, law


def test_each_finding_about_an_import_has_the_ends_of_its_dependency() -> None:
    """A divergence and an absence have their ends; a finding about a name or an external import has none."""
    extra = "forbid: {no-json: {from: low, to: [json]}}\nnames: {no-low: {in: users.low, deny: [low]}}\n"
    topology = law(LAW + extra)
    codebase = code(topology, SOURCES | {"app/users/low.py": "import json\n"})
    findings = session_of(topology, codebase).verdict.findings
    found = dict(zip((finding.law for finding in findings), ends(topology, codebase, findings), strict=True))

    assert found == {
        "users-first": ("bills high", "users low"),
        "low-to-high": ("bills low", "bills high"),
        "no-json": None,
        "no-low": None,
    }
    pairs = {(bond.source, bond.target) for bond in structure(topology, codebase, findings).bonds}
    assert {pair for pair in found.values() if pair} <= pairs
