"""A proposed law as a value: what the text of a topology is written from."""

from collections.abc import Mapping
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


def support(count: int, against: int = 0) -> str:
    """What the imports say of an edge: `27 imports, 2 against`; few or divided ones are `uncertain`."""
    said = f"{count} import{'' if count == 1 else 's'}" if count else "no import yet"
    said += f", {against} against" if against else ""
    return f"{said}; uncertain" if is_uncertain(count, against) else said


def is_uncertain(count: int, against: int = 0) -> bool:
    """True when so few imports, or so many against it, could as well be chance."""
    return count < UNCERTAIN_BELOW or against * 3 > count
