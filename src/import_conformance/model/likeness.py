"""Similarities of file contents that an earlier run computed: a cache, on which no finding depends."""

from collections.abc import Iterable
from dataclasses import dataclass, field

Digests = frozenset[bytes]


@dataclass
class Likeness:
    """Similarities of contents that are identified by digests.

    Attributes:
        least: The smallest Jaccard index that was recorded.
        compared: The contents that were all compared with each other.
        indices: The Jaccard index of each pair with at least `least`, by digests in ascending order.
        is_news: Whether something was recorded that the cache on disk does not have.
    """

    least: float = 1.0
    compared: Digests = frozenset()
    indices: dict[tuple[bytes, bytes], float] = field(default_factory=dict)
    is_news: bool = False

    def knows(self, least: float) -> bool:
        """Return True when pairs with at least this Jaccard index would have been recorded."""
        return bool(self.compared) and self.least <= least

    def learn(self, least: float, compared: Iterable[bytes], indices: dict[tuple[bytes, bytes], float]) -> None:
        """Record a whole comparison; earlier ones are forgotten."""
        self.least, self.compared, self.indices = least, frozenset(compared), indices
        self.is_news = True
