"""Compare the tool with the extract on all distributions, and write the table of docs/quality.md: `make oracle`.

DIST names one, of which all differences are printed; then the page stays as it is. The newest Python that is there
parses the files for the extract, for some are written for a newer one than the tool runs on.
"""

import os
import sys
from pathlib import Path

from tests.matrix.combinations import interpreters
from tests.oracle import page
from tests.oracle.comparing import Comparison, compare
from tests.oracle.distributions import DISTRIBUTIONS

SHOWN = 30


def main() -> int:
    """Compare all; return 1 where a difference has no explanation."""
    wanted = os.environ.get("DIST", "").lower()
    chosen = [each for each in DISTRIBUTIONS if not wanted or wanted in each.name.lower()]
    if not chosen:
        sys.stderr.write(
            f"no such distribution: {wanted}; there are {', '.join(each.name for each in DISTRIBUTIONS)}\n"
        )
        return 2
    newest = str([Path(sys.executable), *interpreters().values()][-1])
    done = []
    for distribution in chosen:
        done.append(compare(distribution, newest))
        _show(done[-1], None if wanted else SHOWN)
    if not wanted:
        page.write(done)
    return int(any(comparison.differences.get("") for comparison in done))


def _show(comparison: Comparison, most: int | None) -> None:
    counts = ", ".join(f"{len(texts)} {kind or 'unexplained'}" for kind, texts in comparison.differences.items())
    sys.stdout.write(
        f"{comparison.distribution.name}: {comparison.files} files, {comparison.edges} imports agree, "
        f"{comparison.missing[0]} called missing; differences: {counts or 'none'}\n"
    )
    for text in comparison.differences.get("", [])[:most]:
        sys.stdout.write(f"    {text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
