"""`conformance reconcile`: whole outputs on a tiny application, on the sample, and on the application itself."""

import json
import os
from pathlib import Path

import pytest

from tests.support import tiny
from tests.support.tiny import run, said

PROJECT = Path(__file__).parents[1]
SAMPLE_CLAIMS = "examples/hoc/claims.yaml"
HOC = "CONFORMANCE_HOC"
CLAIMS = """\
claims: 1
source: a *bold* report
root: app
categories:
  upward: {title: Upward imports, laws: low-to-top}
  vague: {explained_by: [low-to-top, unresolved-imports]}
rows:
  - {category: upward, file: low.py, claim: app.top, count: 2, severity: high}
  - {category: upward, file: other.py, claim: "app.low()"}
  - {category: upward, file: gone/low.py, claim: a|b}
  - {category: vague, file: low.py, claim: lifecycle}
  - {category: vague, file: top.py, claim: lifecycle}
"""
EVIDENCE = "low-to-top: low imports app.top (top); no line of `allow` lets low import top"
TEXT = f"""\
Upward imports (stated by low-to-top)
  1  low.py (high): app.top
     confirmed, count differs: 3 found, 2 claimed
       src/app/low.py:1:1: {EVIDENCE}; also at lines 2, 4
  2  other.py: app.low()
     refuted: the code has no such thing; the words stand only in a comment at line 2
  3  gone/low.py: a|b
     file absent: files of this name: app/low.py

vague (stated by no law; perhaps explained by low-to-top, unresolved-imports)
  4  low.py: lifecycle
     explained: no law states this claim; the file is caught by low-to-top
       src/app/low.py:1:1: {EVIDENCE}; also at lines 2, 4
  5  top.py: lifecycle
     undecided: no law states this claim, and no law that might explain it finds anything

Missed by upward: 1 finding in 1 file
src/app/low2.py:1:1: {EVIDENCE}

        rows  confirmed  refuted  absent  explained  undecided  missed
upward     3          1        1       1          -          -       1
vague      2          -        -       -          1          1       -
total      5          1        1       1          1          1       1

5 rows: 1 confirmed, 1 refuted, 1 absent, 1 explained, 1 undecided. Missed: 1 finding in 1 file.
"""
MARKDOWN = r"""# Claims and code

Claims: a \*bold\* report. Files are named below `app`.

| category | rows | confirmed | refuted | absent | explained | undecided | missed |
|---|--:|--:|--:|--:|--:|--:|--:|
| upward | 3 | 1 | 1 | 1 | - | - | 1 |
| vague | 2 | - | - | - | 1 | 1 | - |
| total | 5 | 1 | 1 | 1 | 1 | 1 | 1 |

5 rows: 1 confirmed, 1 refuted, 1 absent, 1 explained, 1 undecided. Missed: 1 finding in 1 file.

## Upward imports

Claims of this kind are stated by low-to-top.

| # | file | claim | answer | evidence |
|--:|---|---|---|---|
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a directory that holds the tiny application, with claims about it."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)
    Path("topology.yaml").write_text(tiny.TOPOLOGY.replace("modules: app.low", "modules: 'app.low*'"))
    Path("src/app/low.py").write_text("import app.top\nimport app.top\n\nimport app.top\n")
    Path("src/app/low2.py").write_text("import app.top\n")
    Path("src/app/other.py").write_text("import app.low\n# app.low()\n")
    Path("claims.yaml").write_text(CLAIMS)


def test_every_row_is_answered_and_the_exit_code_is_0() -> None:
    """Rows are in the order of their categories, with evidence, missed findings and totals."""
    assert said(run("reconcile", "claims.yaml")) == (0, TEXT, "")


def test_known_findings_count_as_evidence() -> None:
    """Known findings confirm a claim like new ones."""
    run("baseline", "update", "--allow-new", "--reason", "later")

    assert run("check").exit_code == 0
    assert said(run("reconcile", "claims.yaml")) == (0, TEXT, "")


def test_markdown_escapes_every_text() -> None:
    """Markdown syntax is escaped, and paths are relative to the source root."""
    output = run("reconcile", "claims.yaml", "--format", "markdown").stdout
    evidence = r"low imports app.top (top); no line of \`allow\` lets low import top"

    assert output.startswith(MARKDOWN)
    assert output.removeprefix(MARKDOWN).splitlines()[:3] == [
        "| 1 | `low.py` | app.top (high) | confirmed, count differs: 3 found, 2 claimed "
        rf"| line 1, `low-to-top`: {evidence}; also at lines 2, 4 |",
        "| 2 | `other.py` | app.low() "
        "| refuted: the code has no such thing; the words stand only in a comment at line 2 |  |",
        r"| 3 | `gone/low.py` | a\|b | file absent: files of this name: app/low.py |  |",
    ]
    assert output.endswith(f"| law | place | what |\n|---|---|---|\n| `low-to-top` | `app/low2.py:1` | {evidence} |\n")


def test_json_goes_to_a_file() -> None:
    """The JSON file has every finding of each row, and standard output stays empty."""
    result = said(run("reconcile", "claims.yaml", "--format", "json", "--output", "answers.json"))

    assert result == (0, "", "The reconciliation is in answers.json\n")

    document = json.loads(Path("answers.json").read_text())
    first, second = document["rows"][:2]
    lines = [finding["line"] for finding in first.pop("findings")]

    assert document["answers"] == {"absent": 1, "confirmed": 1, "explained": 1, "refuted": 1, "undecided": 1}
    assert lines == [1, 2, 4]
    assert first == {
        "number": 1,
        "line": 8,
        "category": "upward",
        "file": "low.py",
        "path": "app/low.py",
        "claim": "app.top",
        "count": 2,
        "models": [],
        "severity": "high",
        "answer": "confirmed",
        "why": "count differs: 3 found, 2 claimed",
    }
    assert (second["severity"], second["findings"]) == (None, [])
    assert [(missed["path"], missed["category"], missed["named_in_rows"]) for missed in document["missed"]] == [
        ("app/low2.py", "upward", [])
    ]


def test_invalid_claims_exit_with_2() -> None:
    """All problems of the claims are reported at once, an unknown law with the nearest, and nothing is answered."""
    Path("claims.yaml").write_text(
        CLAIMS.replace("laws: low-to-top", "laws: low-to-tip").replace("count: 2", "coun: 2")
    )

    assert said(run("reconcile", "claims.yaml")) == (
        2,
        "",
        "claims.yaml:5:41: no law has the id 'low-to-tip'; did you mean 'low-to-top'?\n"
        "claims.yaml:8:54: unknown key 'coun' in row 1; did you mean 'count'?\n"
        "2 problems; nothing was judged.\n",
    )


def test_each_claim_gets_its_own_evidence() -> None:
    """Two claims about one file are each refuted by the lines with their own words."""
    Path("src/app/other.py").write_text('# a.b()\n"c.d()"\n')
    row = "\n  - {category: upward, file: other.py, claim: "
    Path("claims.yaml").write_text(CLAIMS.replace(f'{row}"app.low()"', f"{row}a.b()}}{row}c.d()"))

    assert run("reconcile", "claims.yaml").stdout.splitlines()[4:8] == [
        "  2  other.py: a.b()",
        "     refuted: the code has no such thing; the words stand only in a comment at line 1",
        "  3  other.py: c.d()",
        "     refuted: the code has no such thing; the words stand only in a docstring at line 2",
    ]


def test_the_sample_is_reconciled_as_documented(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page in docs is what the command writes, byte for byte."""
    monkeypatch.chdir(PROJECT)
    page = (PROJECT / "docs/sample-reconciliation.md").read_bytes()

    assert run("reconcile", SAMPLE_CLAIMS, "--format", "markdown").stdout_bytes == page


@pytest.mark.skipif(HOC not in os.environ, reason=f"{HOC} names no checkout of the application at d679f0c1")
def test_the_report_is_reconciled_with_the_application(monkeypatch: pytest.MonkeyPatch) -> None:
    """All 30 rows are answered: one is a docstring, two files are missing, and 30 clone pairs were missed."""
    monkeypatch.chdir(PROJECT)
    root = str(Path(os.environ[HOC]) / "backend")
    document = json.loads(run("reconcile", SAMPLE_CLAIMS, "--source-root", root, "--format", "json").stdout)
    rows = {row["file"]: row for row in document["rows"]}
    others = [(row["answer"], row["file"]) for row in rows.values() if row["answer"] not in ("confirmed", "explained")]
    missed = [missed for missed in document["missed"] if missed["category"] == "duplicates"]
    catching = {
        finding["law"] for row in document["rows"] if row["answer"] == "explained" for finding in row["findings"]
    }

    assert document["answers"] == {"absent": 2, "confirmed": 13, "explained": 14, "refuted": 1, "undecided": 0}
    assert others == [
        ("refuted", "analytics/L5_engines/divergence.py"),
        ("absent", "policies/L5_engines/policy_proposal_engine.py"),
        ("absent", "policies/L6_drivers/policy_proposal_write_driver.py"),
    ]
    assert rows["analytics/L5_engines/divergence.py"]["why"] == (
        "the code has no such thing; the words stand only in a docstring at lines 66-67"
    )
    assert {row["why"] for row in rows.values() if row["answer"] == "confirmed"} == {
        *("", "models as claimed"),
        *(f"{count} found as claimed" for count in (1, 2, 6, 9)),
    }
    assert catching == {
        *("general-owns", "one-home-per-module", "commit-authority", "engines-know-no-orm", "L5-to-L3"),
        "domains-use-the-runtime",
    }
    # 29 are alike by 90 % and more; general-owns counts from 50 % on.
    assert len(missed) == 30
    assert [one["path"] for one in missed if "72 % the same" in one["message"]] == [
        "app/hoc/cus/incidents/L6_drivers/guard_write_driver.py"
    ]
