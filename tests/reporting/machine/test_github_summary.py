"""The step summary when there is too much of everything."""

from dataclasses import replace

from import_conformance.model.structure.structure import Dependency, Part, Structure
from import_conformance.reporting.machine.domain_picture import picture
from import_conformance.reporting.machine.github_summary import render
from import_conformance.reporting.view import View
from tests.reporting.machine.verdicts import ALONE, AROUND
from tests.reporting.verdicts import KNOWN, UPWARD, verdict


def test_a_summary_stays_below_the_limit_of_github() -> None:
    """The least severe laws that do not fit are counted, and the rest is complete, next step included."""
    many = [replace(UPWARD, law=f"law-{number:04}", message="é" * 1000) for number in range(1000)]
    summary = render(verdict(*many), AROUND, View(), ALONE)
    shown = [line.partition("<code>")[2].partition("</code>")[0] for line in summary.splitlines() if "<details" in line]

    assert 1_000_000 < len(summary.encode()) <= 1024 * 1024
    assert shown == [f"law-{number:04}" for number in range(len(shown))]
    assert f"\n{1000 - len(shown)} laws with findings left out: a summary may hold 1024 KiB.\n" in summary
    assert summary.count("<details") == summary.count("</details>") == len(shown)
    assert summary.splitlines()[-1].startswith("next: ")


def test_known_findings_are_counted_and_shown_only_when_wanted() -> None:
    """Known findings are always in the table, and listed only on request."""
    hidden, shown = (render(verdict(KNOWN), AROUND, View(show_known=wanted), ALONE) for wanted in (False, True))

    assert "| 🔴 high | 0 | 1 | 0 |" in hidden
    assert ("<details" in hidden, "#L9) (known) low imports" in shown) == (False, True)


def test_a_picture_keeps_the_forty_worst_edges() -> None:
    """Missing imports come first, then the edges with most imports; parts without an edge are not drawn."""
    parts = tuple(Part(f"p{at}") for at in range(60))
    bonds = tuple(Dependency("p0", f"p{at}", divergences=at, new=at) for at in range(1, 59))
    lines, left = picture(Structure("package", parts, (*bonds, Dependency("p1", "p2", absences=1))))
    edges = [line.strip() for line in lines if ">|" in line]

    assert (len(edges), left) == (40, 19)
    assert edges[:2] == ['p_p1 -.->|"1 missing"| p_p2', 'p_p0 ==>|"58 not allowed"| p_p58']
    assert '  p_p59["p59"]' not in lines


def test_no_picture_without_a_breach_between_two_parts() -> None:
    """Findings within one part are only described."""
    assert picture(ALONE) == ((), 0)
