"""docs/compatibility.md agrees with the promises of pyproject.toml, and with what was tried."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from import_conformance.reading.environment import TRIED
from tests.matrix.combinations import LIBRARIES, NEWEST, OLDEST, Combination, extremes, promised
from tests.matrix.page import BEGIN, COLUMNS, END, PAGE, rendered
from tests.matrix.trying import ROOT, TESTS, Outcome, why_not
from tests.oldest import PROJECT

TEXT = PAGE.read_text(encoding="utf-8")
SUPPORTED, _, REST = TEXT.partition(BEGIN)
RUN = REST.partition(END)[0]


def cells(text: str) -> Iterator[list[str]]:
    """The rows of the tables in a text."""
    for line in text.splitlines():
        if line.startswith("| "):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def ran() -> list[dict[str, str]]:
    """The runs that the page lists, by column."""
    return [dict(zip(COLUMNS, row, strict=True)) for row in cells(RUN) if row[0] != COLUMNS[0]]


def test_the_page_names_every_python_and_every_bound() -> None:
    """The page names the Pythons and bounds of pyproject.toml."""
    rows = {row[0]: row[1:3] for row in cells(SUPPORTED)}
    for line in tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]:
        wanted = Requirement(line)
        for bound in wanted.specifier:
            shown = rows[wanted.name][bound.operator != ">="]
            assert bound.version in re.split(r"[ ,]+", shown), line
    *most, last = promised()

    assert f"Python {', '.join(most)} and {last}," in SUPPORTED


def test_every_python_was_run_or_is_listed_as_missing() -> None:
    """Each Python has a run with the oldest and one with the newest dependencies, or is listed as missing."""
    missing = re.findall(r"3\.\d+", RUN.rpartition("Not run")[2]) if "Not run" in RUN else []
    tried = [(run["Python"].rpartition(".")[0], run["dependencies"]) for run in ran()]

    assert tried[:1] == [(promised()[0], OLDEST)]
    for python in (each for each in promised() if each not in missing):
        assert {(python, OLDEST), (python, NEWEST)} <= set(tried)


def test_nothing_failed() -> None:
    """No run on the page has failures, and only mixed releases may refuse each other."""
    promises = [run for run in ran() if run["dependencies"] in {OLDEST, NEWEST}]

    assert promises
    assert {run["failed"] for run in promises} == {"0"}
    assert {run["failed"] for run in ran()} <= {"0", ""}


@pytest.mark.parametrize("library", TRIED)
def test_the_recommended_release_is_the_newest_that_was_tried(library: str) -> None:
    """The sentence that refuses a release recommends the one in `TRIED`, which must be the newest that passed."""
    assert max((run[library] for run in ran() if run["failed"]), key=Version) == TRIED[library]


def test_the_tests_that_are_run_exist() -> None:
    """Each test file that the matrix runs exists, so that a renamed one is not skipped silently."""
    assert [name for name in TESTS if not (ROOT / "tests" / name).exists()] == []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (
            "WARNING: x\nERROR: Cannot install a==1 and b==2.0 because these package versions have conflicting "
            "dependencies.\nERROR: ResolutionImpossible\n",
            "a 1 and b 2.0 exclude each other",
        ),
        ("error: subprocess-exited-with-error\n", "a package cannot be built"),
    ],
)
def test_why_releases_could_not_be_installed(said: str, why: str) -> None:
    """The reason is a short extract of pip's message."""
    assert why_not(said) == why


def test_a_run_as_a_table() -> None:
    """The table includes releases that could not be installed, and Pythons that were missing."""
    oldest, newest = extremes("3.11")
    releases = {"Python": "3.11.7", **dict.fromkeys(LIBRARIES, "1.0")}
    refused = Outcome(Combination("3.11", "crossed", ()), why_not="a 2 depends on b>=2")

    said = rendered([Outcome(oldest, releases, 1000, 1, 2), Outcome(newest, releases, 3), refused], ["3.14"])

    assert said == TABLE


TABLE = """
| Python | dependencies | grimp | import-linter | pytest | passed | failed | skipped |
|--|--|--|--|--|--:|--:|--:|
| 3.11.7 | oldest | 1.0 | 1.0 | 1.0 | 1,000 | 1 | 2 |
| 3.11.7 | newest | 1.0 | 1.0 | 1.0 | 3 | 0 | 0 |
| 3.11 | crossed | cannot be installed: a 2 depends on b>=2 | | | | | |

Not run, for there was no such Python on the machine: 3.14.

"""
