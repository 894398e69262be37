"""Compare the promises about speed with the figures."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from benchmarks import scenarios as names
from benchmarks.measuring import Figures

Results = Mapping[str, Mapping[str, Figures]]
MEGABYTE = 1_000_000


class Bound(NamedTuple):
    """A promise: what, the figure, the most that it may be, and its unit."""

    what: str
    figure: float
    most: float
    unit: str = "x"

    @property
    def holds(self) -> bool:
        """Whether the promise was kept."""
        return self.figure <= self.most


def bounds(results: Results, sizes: Sequence[tuple[str, int]]) -> Iterator[Bound]:
    """Yield all promises whose trees were measured; `sizes` are labels and modules of the generated trees, growing."""
    for label, most in (("application", 0.5), ("home-assistant", 0.25)):
        if label in results:
            figures = results[label]
            yield _ratio(label, figures, names.UNCHANGED, names.WARM, most)
            yield _ratio(label, figures, names.UNCHANGED, names.TACH, 0.33)
            yield _ratio(label, figures, names.SAME_FACTS, names.WARM, 1.0)
            yield _ratio(label, figures, names.NEW_FACTS, names.WARM, 1.0)
            yield _ratio(label, figures, names.COLD, names.BARE, 1.3)
    if "application" in results:
        yield _ratio("application", results["application"], names.ALL_COLD, names.TACH, 3.0)
    if "home-assistant" in results:
        peak = max(figures.peak for name, figures in results["home-assistant"].items() if name in names.OURS_BY_NAME)
        yield Bound("home-assistant: most memory of this tool", peak / MEGABYTE, 400, " MB")
    for (small, few), (large, many) in pairwise(sizes):
        for name in (names.COLD, names.UNCHANGED):
            before, after = results[small][name], results[large][name]
            yield Bound(f"{small} to {large}, {name}: time", after.wall / before.wall, many / few)
            yield Bound(f"{small} to {large}, {name}: memory", after.peak / before.peak, many / few)


def _ratio(label: str, figures: Mapping[str, Figures], ours: str, other: str, most: float) -> Bound:
    return Bound(f"{label}: {ours} / {other}", figures[ours].wall / figures[other].wall, most)
