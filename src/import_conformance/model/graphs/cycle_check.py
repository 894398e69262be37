"""Whether a graph has a cycle at all, without networkx, which takes longer to load than all rules to run."""

from collections.abc import Iterable


def is_circular(arcs: Iterable[tuple[str, str]]) -> bool:
    """Return True when nodes are left after repeatedly removing those without outgoing edges (Kahn 1962).

    Args:
        arcs: (source, target) pairs, each at most once.
    """
    onward: dict[str, int] = {}
    before: dict[str, list[str]] = {}
    for source, target in arcs:
        onward[source] = onward.get(source, 0) + 1
        before.setdefault(target, []).append(source)
    pending = [node for node in before if node not in onward]
    for node in pending:
        for source in before.get(node, ()):
            onward[source] -= 1
            if not onward[source]:
                pending.append(source)
    return any(onward.values())
