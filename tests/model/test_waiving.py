"""Findings that somebody answers for until a day."""

from dataclasses import replace

import pytest

from import_conformance.model.debt.waiving import apply
from import_conformance.model.finding import Finding, Kind
from import_conformance.model.topology import Topology
from tests.reporting.verdicts import UPWARD
from tests.support.building import law

HERE = replace(UPWARD, law="x", module="app.low.a")
BESIDE = replace(HERE, module="app.lower", identity="other")
OTHER = replace(HERE, law="y", identity="third")
UNREAD = replace(HERE, law="unparsable-files", kind=Kind.UNPARSABLE)


def waiving(*waivers: str) -> Topology:
    """Return a topology with the laws x and y, and these waivers; the first is on line 6."""
    lines = "".join(f"  - {{{waiver}, reason: r, owner: o, until: 2027-03-31}}\n" for waiver in waivers)
    return law(f"ban: {{x: {{methods: f}}, y: {{methods: g}}}}\nwaive:\n{lines}")


@pytest.mark.parametrize(
    ("waiver", "waived"),
    [
        ("law: x, modules: app.low", [HERE]),
        ("law: x, modules: [app.high, app.*.a]", [HERE]),
        ("law: x, modules: app", [HERE, BESIDE]),
        ("law: x, modules: '**.lower'", [BESIDE]),
        (f"finding: {OTHER.fingerprint}", [OTHER]),
    ],
)
def test_a_waiver_removes_the_findings_that_it_names(waiver: str, waived: list[Finding]) -> None:
    """It names findings of one law in the modules of a pattern and below, or one finding by its fingerprint."""
    topology = waiving(waiver)
    given = (HERE, BESIDE, OTHER)

    assert apply(topology, given, "2027-03-31") == (
        tuple(finding for finding in given if finding not in waived),
        tuple((topology.waive[0], finding) for finding in waived),
        (),
    )


def test_a_finding_that_two_waivers_name_goes_to_the_first() -> None:
    """Both count as used."""
    topology = waiving("law: x, modules: app.low", "law: x, modules: app")

    assert apply(topology, (HERE, BESIDE), "2027-03-31") == (
        (),
        ((topology.waive[0], HERE), (topology.waive[1], BESIDE)),
        (),
    )


@pytest.mark.parametrize(
    ("findings", "today", "problems"),
    [
        ((HERE,), "2027-03-31", []),
        (
            (HERE,),
            "2027-04-01",
            ["ran out on 2027-03-31 and its finding is still there; fix the code, or agree on another day"],
        ),
        (
            (HERE, HERE),
            "2028-01-01",
            ["ran out on 2027-03-31 and its 2 findings are still there; fix the code, or agree on another day"],
        ),
        ((BESIDE, OTHER), "2026-01-01", ["matches no finding any more; take it out"]),
        ((), "2028-01-01", ["matches no finding any more; take it out"]),
    ],
)
def test_a_waiver_that_expired_or_is_not_needed_is_a_problem(
    findings: tuple[Finding, ...], today: str, problems: list[str]
) -> None:
    """Its last day is included; a waiver that matches nothing any more is a problem whatever the date."""
    _, _, reported = apply(waiving("law: x, modules: app.low"), findings, today)

    assert [str(problem) for problem in reported] == [
        f"topology.yaml:6:5: this waiver (o: r) {text}" for text in problems
    ]


def test_a_file_that_cannot_be_read_is_not_waived() -> None:
    """It may hold anything, so the finding stands and the waiver is a problem."""
    topology = waiving("law: unparsable-files, modules: app.low")

    kept, waived, problems = apply(topology, (UNREAD,), "2027-01-01")

    assert (kept, waived) == ((UNREAD,), ())
    assert [problem.sentence for problem in problems] == [
        "this waiver (o: r) is for a file that cannot be read; no one can answer for that: fix it, or exclude it"
    ]


@pytest.mark.parametrize(
    ("waiver", "number"),
    [("law: x, modules: app.low", 0), (f"finding: {HERE.fingerprint}", 0), ("law: x, modules: app.high", 1)],
)
def test_a_waiver_for_a_file_that_cannot_be_read_stays_valid(waiver: str, number: int) -> None:
    """A syntax error hides what was waived; that is one finding, and no fault of the law."""
    assert len(apply(waiving(waiver), (UNREAD,), "2027-01-01")[2]) == number
