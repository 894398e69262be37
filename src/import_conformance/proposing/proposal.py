"""A proposed law as a value: what the text of a topology is written from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

UNCERTAIN_BELOW = 5


@dataclass(frozen=True)
class ProposedLayer:
    """A layer: its name, the patterns of its modules, and what is to be said of it."""

    name: str
    patterns: tuple[str, ...]
    title: str = ""
    comment: str = ""
    optional_because: str = ""


@dataclass(frozen=True)
class ProposedEdge:
    """A line of `allow`. across: axes that it reaches over; comment: what speaks for it; kinds: all when empty."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    across: tuple[str, ...] = ()
    comment: str = ""
    because: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProposedLaw:
    """A named law of another section: its keys with one text or a list of them, in the order of writing."""

    section: str
    name: str
    keys: Mapping[str, str | tuple[str, ...]]
    comment: str = ""


@dataclass(frozen=True)
class Proposal:
    """A whole topology.

    headline: what tells it from other proposals, in one line. findings: sentences about the code that head the file,
    figures first. exclude: (pattern, why). values: of each axis, and what is to be said of it. acyclic: what may have
    no circles, and what is to be said of it. ending: sentences, and laws to be uncommented, that close the file.
    untranslated: what another tool's configuration says and this does not.
    """

    name: str
    roots: tuple[str, ...]
    packages: tuple[str, ...]
    headline: str
    findings: tuple[str, ...] = ()
    exclude: tuple[tuple[str, str], ...] = ()
    layers: tuple[ProposedLayer, ...] = ()
    axes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    axis_comments: Mapping[str, str] = field(default_factory=dict)
    edges: tuple[ProposedEdge, ...] = ()
    laws: tuple[ProposedLaw, ...] = ()
    acyclic: tuple[tuple[str, str], ...] = ()
    untranslated: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()


def support(count: int, against: int = 0, typing: int = 0) -> str:
    """What the imports say of an edge: `27 imports, 2 against`; few or divided ones are `uncertain`.

    typing: imports for type checkers, which tell no order and are counted apart.
    """
    every = count or typing
    said = f"{every} import{'' if every == 1 else 's'}" if every else "no import yet"
    said += f", {against} against" if against and count else ""
    said += f", {typing} more for type checkers" if count and typing else ""
    said += " for type checkers only" if typing and not count else ""
    said += f", {against} against" if against and not count else ""
    return f"{said}; uncertain" if is_uncertain(count, against) else said


def told_of_typing(order: Sequence[str], typed: Mapping[tuple[str, str], int]) -> Iterator[str]:
    """What is to be said of imports for type checkers that go up. order: layers from the top down; typed: by layers."""
    place = {name: at for at, name in enumerate(order)}
    up = sum(count for (source, target), count in typed.items() if place[source] > place[target])
    if up:
        verb = " for type checkers only goes" if up == 1 else "s for type checkers only go"
        yield (
            f"{up} import{verb} up; such imports tell no order, and are in the baseline. `kinds: [typing]` on a line "
            "of `allow` permits them alone."
        )


def is_uncertain(count: int, against: int = 0) -> bool:
    """True when so few imports, or so many against it, could as well be chance."""
    return count < UNCERTAIN_BELOW or against * 3 > count
