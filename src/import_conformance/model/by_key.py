"""Pairs read as a mapping to lists, and as the arcs of a graph."""

from collections.abc import Iterable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def by_key(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Collect the values of each key, keys and values in the order in which they come."""
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def reachable(start: Iterable[str], arcs: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the nodes to which some chain of arcs leads from a start node, the start nodes included."""
    after = by_key(arcs)
    seen = set(start)
    pending = list(seen)
    while pending:
        fresh = set(after.get(pending.pop(), ())) - seen
        seen |= fresh
        pending += fresh
    return frozenset(seen)
