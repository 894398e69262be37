"""Write the table in docs/quality.md."""

from collections.abc import Iterable
from pathlib import Path
from sys import version_info

from tests.oracle.comparing import KINDS, Comparison

PAGE = Path(__file__).parents[2] / "docs/quality.md"
START, END = "<!-- written by make oracle -->", "<!-- end of what make oracle writes -->"
HEAD = """\
| distribution | version | files | imports that agree | called missing | by both | {kinds} | unexplained |
|--|--|--:|--:|--:|--:|{lines}--:|"""


def write(comparisons: Iterable[Comparison]) -> None:
    """Replace the former table."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{START}\n{table(list(comparisons))}\n{END}{after}", encoding="utf-8")


def table(comparisons: list[Comparison]) -> str:
    """Return all comparisons, one a line, and the meaning of each kind of difference."""
    total = sum(comparison.edges for comparison in comparisons)
    lines = [HEAD.format(kinds=" | ".join(KINDS), lines="--:|" * len(KINDS)), *map(_line, comparisons), ""]
    lines += [f"In all {total:,} imports agree; the tool ran on Python {version_info.major}.{version_info.minor}.", ""]
    lines += [f"- *{kind}*: {meaning}." for kind, meaning in KINDS.items()]
    lines += [f"\n{comparison.note}" for comparison in comparisons if comparison.note]
    return "\n".join(lines)


def _line(comparison: Comparison) -> str:
    counts = [len(comparison.differences.get(kind, ())) for kind in (*KINDS, "")]
    shown = " | ".join(f"{count:,}" if count else "-" for count in counts)
    wheel = comparison.distribution
    ours, both = comparison.missing
    return (
        f"| {wheel.name} | {wheel.version} | {comparison.files:,} | {comparison.edges:,} | {ours} | {both} | {shown} |"
    )
