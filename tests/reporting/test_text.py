"""The verdict for people: whole outputs."""

from dataclasses import replace
from textwrap import dedent

import pytest

from import_conformance.model.finding import Confidence
from import_conformance.model.topology import Severity
from import_conformance.model.verdict import Verdict
from import_conformance.reporting.text import render
from import_conformance.reporting.view import View
from tests.reporting.verdicts import ABSENT, KNOWN, STALE, UNREAD, UPWARD, verdict

FILES = "3 files on disk = 1 judged + 1 unplaced + 1 not importable; plain grimp would have missed 1"


def test_findings_are_grouped_by_law_with_the_worst_first() -> None:
    """Each finding is one line with escape sequences spelt out, then come the totals and the next step."""
    assert render(verdict(UPWARD, KNOWN, ABSENT)) == dedent(f"""\
        CRITICAL use-runtime  topology.yaml:12  1 finding
            fix: import app.run where a starts its work
        app/a/__init__.py:1:1: no module of a imports app.run\\u001b[2J

        HIGH low-to-high  topology.yaml:8  1 finding
            why: what is below does not know what is above
            fix: low may import low
        app/a/low.py:3:5: low imports app.a.high (high)

        {FILES}
        2 laws applied, 2 with new findings

                        new  known  fixed
        critical          1      -      -
        high              1      1      -
        total             2      1      -

        DIVERGES: 2 new findings under 2 laws, 1 of them critical.
        next: fix the worst first, in the order of conformance plan; to tolerate what is left as known debt:
              conformance baseline update --allow-new --reason TEXT
        """)


def test_on_a_terminal_places_have_their_own_line_and_texts_wrap() -> None:
    """On a terminal longer texts are broken between words and indented."""
    finding = replace(UPWARD, fix="low may import low and what is shared", confidence=Confidence.LIKELY)
    view = View(width=40, locate=lambda path, _="": f"src/{path}")

    assert render(verdict(finding), view).partition("\n\n")[0] == dedent("""\
        HIGH low-to-high  topology.yaml:8  1 finding
            why: what is below does not know
                 what is above
            fix: low may import low and what is
                 shared
        src/app/a/low.py:3:5
            (likely) low imports app.a.high
            (high)""")


def test_a_name_is_never_broken() -> None:
    """A name wider than the terminal stays whole, so that it can be copied."""
    name = "app." + "very_long_name_" * 5
    finding = replace(UPWARD, message=f"it imports {name}", because="", fix="")

    assert render(verdict(finding), View(width=40)).splitlines()[1:4] == [
        "app/a/low.py:3:5",
        "    it imports",
        f"    {name}",
    ]


def test_a_shared_fix_is_printed_once_and_another_at_its_finding() -> None:
    """Shared reasons and fixes are in the heading, and a finding with another one shows its own."""
    other = replace(UPWARD, line=7, fix="split it", because="it is old")

    assert render(verdict(UPWARD, KNOWN, other), View(show_known=True)).partition("\n\n")[0] == dedent("""\
        HIGH low-to-high  topology.yaml:8  3 findings, 1 of them known
            why: what is below does not know what is above
            fix: low may import low
        app/a/low.py:3:5: low imports app.a.high (high)
        app/a/low.py:9:5: (known) low imports app.a.high (high)
        app/a/low.py:7:5: low imports app.a.high (high)
            why: it is old
            fix: split it""")


def test_findings_that_share_no_fix_have_none_in_the_heading() -> None:
    """With two findings and two fixes neither is in the heading."""
    other = replace(UPWARD, line=7, fix="split it", because="")

    assert render(verdict(replace(UPWARD, because=""), other)).partition("\n\n")[0] == dedent("""\
        HIGH low-to-high  topology.yaml:8  2 findings
        app/a/low.py:3:5: low imports app.a.high (high)
            fix: low may import low
        app/a/low.py:7:5: low imports app.a.high (high)
            fix: split it""")


def test_a_limit_cuts_each_law_and_says_how_much() -> None:
    """Beyond the limit the findings of a law are only counted."""
    many = [replace(UPWARD, line=line, because="", fix="") for line in range(1, 3001)]

    assert render(verdict(*many), View(limit=2)).partition("\n\n")[0] == dedent("""\
        HIGH low-to-high  topology.yaml:8  3000 findings
        app/a/low.py:1:5: low imports app.a.high (high)
        app/a/low.py:2:5: low imports app.a.high (high)
        ... and 2998 more under this law (--limit 0 shows all)""")


def test_hiding_low_severities_does_not_change_the_verdict() -> None:
    """Findings below the chosen severity are hidden, but still counted and mentioned."""
    assert render(verdict(UPWARD, ABSENT), View(severity=Severity.CRITICAL)) == dedent(f"""\
        CRITICAL use-runtime  topology.yaml:12  1 finding
            fix: import app.run where a starts its work
        app/a/__init__.py:1:1: no module of a imports app.run\\u001b[2J

        {FILES}
        2 laws applied, 2 with new findings
        1 new finding below critical not shown, but counted

                        new  known  fixed
        critical          1      -      -
        high              1      -      -
        total             2      -      -

        DIVERGES: 2 new findings under 2 laws, 1 of them critical.
        next: fix the worst first, in the order of conformance plan; to tolerate what is left as known debt:
              conformance baseline update --allow-new --reason TEXT
        """)


def test_paid_debt_is_listed_with_the_command_that_removes_it() -> None:
    """Stale baseline entries are listed, those of removed laws in a row of their own."""
    assert render(verdict(KNOWN, stale=STALE), View(options=" --topology t.yaml")) == dedent(f"""\
        {FILES}
        2 laws applied, 2 with new findings

                        new  known  fixed
        high              -      1      2
        law is gone       -      -      1
        total             -      1      3

        Fixed, but still in the baseline (2 entries):
        app/a/low.py: low-to-high: 1 of 3 left: low imports app.a.gone
        app/b.py: dropped-law: 0 of 1 left: b was bad

        OUT OF DATE: no new finding, and 3 known ones fixed that the baseline still lists.
        next: conformance baseline prune --topology t.yaml
        """)


@pytest.mark.parametrize(
    ("judged", "sentence"),
    [
        (verdict(), "CONFORMS: 2 laws applied to 2 files, no new finding."),
        (verdict(KNOWN), "CONFORMS: 2 laws applied to 2 files, no new finding; 1 known one left."),
        (verdict(UNREAD), "INCOMPLETE: 1 file could not be read; in all others there is no new finding."),
        (verdict(UNREAD, UPWARD), "DIVERGES: 2 new findings under 2 laws, 1 of them critical."),
        (verdict(UPWARD), "DIVERGES: 1 new finding under 1 law, high."),
        (verdict(stale=STALE[1:]), "OUT OF DATE: no new finding, and 1 known one fixed that the baseline still lists."),
    ],
)
def test_the_answer_is_one_sentence(judged: Verdict, sentence: str) -> None:
    """Each outcome has its sentence, which is all that `--quiet` prints."""
    assert render(judged, View(quiet=True)) == sentence + "\n"


def test_colours_do_not_change_the_text() -> None:
    """The text is the same with and without ANSI codes, and codes in names are escaped."""
    finding = replace(ABSENT, path="app/\x1b[2J.py")

    assert render(verdict(finding), View(color=True)).splitlines()[:3] == [
        "\x1b[1;35mCRITICAL\x1b[0m \x1b[1muse-runtime\x1b[0m  topology.yaml:12  1 finding",
        "    fix: import app.run where a starts its work",
        "\x1b[1mapp/\\u001b[2J.py:1:1\x1b[0m: no module of a imports app.run\\u001b[2J",
    ]
    assert "\x1b" not in render(verdict(ABSENT, KNOWN, UPWARD, stale=STALE), View(show_known=True))
