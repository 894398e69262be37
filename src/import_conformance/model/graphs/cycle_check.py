"""Whether a graph has a circle at all: told without networkx, which takes longer to load than all rules to run."""

from collections.abc import Iterable


def is_circular(arcs: Iterable[tuple[str, str]]) -> bool:
    """True when nodes are left after those from which no arc leads on are taken out, one after the other (Kahn 1962).

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
