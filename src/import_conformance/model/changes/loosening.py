"""Changes of the law itself: debt that vanishes because a law was loosened was not paid."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from hashlib import blake2b

from import_conformance.model.topology import Position, Topology

# Fields that change what is printed, not what is found.
WORDS = frozenset({"because", "fix", "owner_team", "title", "position"})


@dataclass(frozen=True)
class LawChanges:
    """The parts of a topology, by name, that differ from those that a baseline was written under."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return True when there is any change."""
        return bool(self.added or self.removed or self.changed)


def digests(topology: Topology) -> dict[str, str]:
    """Return eight hexadecimal digits for each layer, axis and law, and for the source.

    They are equal while the part finds the same.
    """
    parts: dict[str, object] = {f"layer {layer.name}": layer for layer in topology.layers}
    parts |= {f"axis {axis.name}": axis for axis in topology.axes}
    parts |= {law.id: law for law in topology.laws}
    parts["source"] = topology.source
    parts |= {f"waiver {number}": waiver for number, waiver in enumerate(topology.waive, 1)}
    return {name: digest(part) for name, part in sorted(parts.items())}


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> LawChanges:
    """Return what was added, removed and changed between two sets of digests."""
    return LawChanges(
        tuple(sorted(now.keys() - before.keys())),
        tuple(sorted(before.keys() - now.keys())),
        tuple(sorted(name for name in before.keys() & now.keys() if before[name] != now[name])),
    )


def digest(part: object) -> str:
    """Return eight hexadecimal digits of a part of the topology; equal while it finds the same."""
    return blake2b("\0".join(_as_strings(part)).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def _as_strings(value: object) -> Iterator[str]:
    """Yield a value as strings, without positions in the file and words for people."""
    if is_dataclass(value) and not isinstance(value, type | Position):
        yield type(value).__name__
        for field in fields(value):
            if field.name not in WORDS:
                yield field.name
                yield from _as_strings(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from map(str, value)
    elif isinstance(value, frozenset):
        yield from sorted(map(str, value))
    elif isinstance(value, tuple):
        yield f"({len(value)}"
        for item in value:
            yield from _as_strings(item)
    elif not isinstance(value, Position):
        yield str(value)
