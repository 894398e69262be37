"""Try the project with every installed Python, and with the oldest and newest dependencies: `make matrix`.

PYTHONS names some of the promised Pythons (`PYTHONS="3.11 3.13"`); such a run writes no page.
"""

import os
import sys
from collections.abc import Iterator

from tests.matrix.combinations import NEWEST, crossed, extremes, interpreters, promised
from tests.matrix.page import PAGE, rendered, written
from tests.matrix.trying import Outcome, tried


def main() -> int:
    """Run all combinations, print the table and write the page; return 1 for a failure or an empty run."""
    asked = os.environ.get("PYTHONS", "").split()
    missing = [version for version in promised() if version not in interpreters()]
    outcomes = list(_outcomes(asked or promised()))
    sys.stdout.write(rendered(outcomes, missing))
    if not asked:
        PAGE.write_text(written(outcomes, missing), encoding="utf-8")
    is_broken = any(each.failed or (each.why_not and not _is_crossed(each)) for each in outcomes)
    return int(is_broken or not outcomes)


def _is_crossed(outcome: Outcome) -> bool:
    """Return True for a combination without a promise, which pip may refuse but which works once installed."""
    return outcome.combination.name.startswith(f"{NEWEST},")


def _outcomes(versions: list[str]) -> Iterator[Outcome]:
    there = interpreters()
    newest = max((version for version in versions if version in there), key=promised().index, default="")
    for version in (each for each in versions if each in there):
        oldest, latest = (tried(combination, there[version]) for combination in extremes(version))
        yield from (oldest, latest)
        if version == newest and latest.releases:
            yield from (tried(each, there[version]) for each in crossed(version, latest.releases))


if __name__ == "__main__":
    sys.exit(main())
