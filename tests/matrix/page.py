"""Write the part of docs/compatibility.md that comes from a run."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.matrix.combinations import LIBRARIES
from tests.matrix.trying import Outcome

PAGE = Path(__file__).parents[2] / "docs/compatibility.md"
BEGIN, END = "<!-- from here on written by `make matrix` -->\n", "<!-- until here -->\n"
COLUMNS = ("Python", "dependencies", *LIBRARIES, "passed", "failed", "skipped")


def written(outcomes: Sequence[Outcome], missing: Sequence[str]) -> str:
    """Return the page with a run in it; missing: the promised Pythons that were not installed."""
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    return head + BEGIN + rendered(outcomes, missing) + END + rest.partition(END)[2]


def rendered(outcomes: Sequence[Outcome], missing: Sequence[str]) -> str:
    """Return a run as Markdown."""
    return "\n".join(("", *_table(outcomes), "", *_missing(missing), ""))


def _table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"|{'--|' * (2 + len(LIBRARIES))}{'--:|' * 3}"
    for outcome in outcomes:
        combination, releases = outcome.combination, outcome.releases
        python = releases.get("Python", combination.python)
        if outcome.why_not:
            rest = [f"cannot be installed: {outcome.why_not}", *([""] * (2 + len(LIBRARIES)))]
        else:
            counts = (f"{count:,}" for count in (outcome.passed, outcome.failed, outcome.skipped))
            rest = [*(releases[name] for name in LIBRARIES), *counts]
        yield f"| {' | '.join((python, combination.name, *rest))} |".replace("|  |", "| |").replace("|  |", "| |")


def _missing(missing: Sequence[str]) -> Iterator[str]:
    if missing:
        yield f"Not run, for there was no such Python on the machine: {', '.join(missing)}."
        yield ""
