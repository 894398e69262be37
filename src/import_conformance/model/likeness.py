"""How alike contents are, as far as it was worked out before: nothing that is found here depends on it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

Digests = frozenset[bytes]


@dataclass
class Likeness:
    """Similarities of contents that are known by digests.

    compared: all of these were compared with each other; indices: of each such pair, in the order of their digests, the
    Jaccard index where it is at least `least`.
    """

    least: float = 1.0
    compared: Digests = frozenset()
    indices: dict[tuple[bytes, bytes], float] = field(default_factory=dict)
    is_news: bool = False

    def knows(self, least: float) -> bool:
        """True when pairs that are alike to such a degree would have been noted."""
        return bool(self.compared) and self.least <= least

    def learn(self, least: float, compared: Iterable[bytes], indices: dict[tuple[bytes, bytes], float]) -> None:
        """Note a whole comparison; what was compared before with others is forgotten."""
        self.least, self.compared, self.indices = least, frozenset(compared), indices
        self.is_news = True
