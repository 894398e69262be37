"""A proposed law as a value: what the text of a topology is written from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

UNCERTAIN_BELOW = 5


@dataclass(frozen=True)
class ProposedLayer:
    """A layer.

    Attributes:
        patterns: Of its modules.
        title: For people, "" for none.
        comment: Sentences that stand above it.
        optional_because: Why it may claim no module; "" where it may not.
    """

    name: str
    patterns: tuple[str, ...]
    title: str = ""
    comment: str = ""
    optional_because: str = ""


@dataclass(frozen=True)
class ProposedEdge:
    """A line of `allow`.

    Attributes:
        across: Axes that it reaches over.
        comment: The evidence for it.
        kinds: Of imports; all when empty.
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    across: tuple[str, ...] = ()
    comment: str = ""
    because: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProposedLaw:
    """A named law of another section.

    Attributes:
        keys: With one string or a list of them, in the order of writing.
    """

    section: str
    name: str
    keys: Mapping[str, str | tuple[str, ...]]
    comment: str = ""


@dataclass(frozen=True)
class Proposal:
    """A whole topology.

    Attributes:
        headline: What distinguishes it from other proposals, in one line.
        findings: Sentences about the code at the head of the file, figures first.
        exclude: (pattern, why).
        axes: The values of each axis.
        axis_comments: A comment about some axes.
        acyclic: Between what there may be no cycles, each with a comment.
        untranslated: What another tool's configuration states and this does not.
        ending: Sentences, and laws to be uncommented, at the end of the file.
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
    """Phrase the evidence for an edge: `27 imports, 2 against`; little or divided evidence is `uncertain`.

    Args:
        count: Import statements along the edge.
        against: Import statements in the other direction.
        typing: Further ones along the edge for type checkers, which show no order and are counted apart.
    """
    number = count or typing
    phrase = f"{number} import{'' if number == 1 else 's'}"
    phrase += " for type checkers only" if not count else ""
    phrase += f", {against} against" if against else ""
    phrase += f", {typing} more for type checkers" if count and typing else ""
    is_uncertain = count < UNCERTAIN_BELOW or against * 3 > count
    return f"{phrase}; uncertain" if is_uncertain else phrase


def typing_sentences(order: Sequence[str], typed: Mapping[tuple[str, str], int]) -> Iterator[str]:
    """Yield a sentence about imports for type checkers that go up, if there are any.

    Args:
        order: Layers from the top down.
        typed: How many such imports lead from one layer to another.
    """
    place = {name: index for index, name in enumerate(order)}
    up = sum(count for (source, target), count in typed.items() if place[source] > place[target])
    if up:
        verb = " for type checkers only goes" if up == 1 else "s for type checkers only go"
        yield (
            f"{up} import{verb} up; such imports show no order, and are in the baseline. `kinds: [typing]` on a line "
            "of `allow` permits them alone."
        )
