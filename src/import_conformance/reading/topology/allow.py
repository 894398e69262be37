"""Read the `allow` section of a topology file: edges, most of them a line of text."""

import re
from itertools import chain
from typing import NamedTuple

from import_conformance.model.laws.allow import ALLOW_KEYS, EDGE_KEYS
from import_conformance.model.topology import Allow, ImportKind, Position, Selector, Severity
from import_conformance.reading.text.strict_text import shortened
from import_conformance.reading.topology.law_reader import read_header
from import_conformance.reading.topology.section import Section, describe
from import_conformance.reading.topology.selectors import DeclaredNames
from import_conformance.reading.topology.yaml_nodes import Mapping, Node, Scalar

# A name that holds whitespace is in quotes of its own.
_WORD = re.compile(r"'(?P<one>[^']*)'(?!\S)|\"(?P<two>[^\"]*)\"(?!\S)|(?P<bare>\S+)")
MAX_LENGTH = 3_000_000
_NOT_OF_AN_ID = re.compile(r"[^A-Za-z0-9_.+-]+")


class Permissions(NamedTuple):
    """The section as a whole: its edges, its position, and the severity of a divergence."""

    laws: tuple[Allow, ...] = ()
    position: Position | None = None
    severity: Severity = Severity.HIGH


def read_allow(top: Section, names: DeclaredNames) -> Permissions:
    """Read the `allow` section: a list of edges, or a mapping of `severity` and `edges`."""
    if "allow" not in top:
        return Permissions()
    position, severity, outer, key = top.key_position("allow"), Severity.HIGH, top, "allow"
    if isinstance(top.entries["allow"][1], Mapping):
        long = Section.open(top.entries["allow"][1], "'allow'", position, ALLOW_KEYS, top.report)
        if not long or "edges" not in long:
            return Permissions((), position)
        severity, outer, key = long.choice("severity", Severity, severity), long, "edges"
    nodes = outer.items(key)
    if _length(nodes) > MAX_LENGTH:
        outer.report.add(position, f"the edges are longer than {MAX_LENGTH:,} characters in all")
        return Permissions((), position, severity)
    ids: set[str] = set()
    edges = tuple(_edge(node, severity, ids, outer, names) for node in nodes)
    return Permissions(tuple(edge for edge in edges if edge), position, severity)


def _length(nodes: tuple[Node, ...]) -> int:
    """Return the total length of the edges in characters, since each of their words costs as much as a YAML value."""
    texts = (
        node.entries["edge"][1] if isinstance(node, Mapping) and "edge" in node.entries else node for node in nodes
    )
    return sum(len(text.text) for text in texts if isinstance(text, Scalar))


def _edge(node: Node, severity: Severity, ids: set[str], outer: Section, names: DeclaredNames) -> Allow | None:
    """Read one entry of the list; a plain string is the same as a mapping with `edge` alone."""
    if isinstance(node, Scalar):
        section: Section | None = Section("an edge", node.position, {"edge": (node, node)}, outer.report, EDGE_KEYS)
    elif isinstance(node, Mapping):
        section = Section.open(node, "an edge of 'allow'", node.position, EDGE_KEYS, outer.report)
    else:
        outer.report.add(
            node.position, f"an edge must be a text as in A -> B, or a mapping, but this is {describe(node)}"
        )
        return None
    if not section or "edge" not in section:
        return None
    across = section.scalars("across")
    kinds = section.choices("kinds", ImportKind)
    axes = frozenset(scalar.text for scalar in across if names.declares_axis(scalar.text, scalar.position))
    text = section.scalar("edge")
    ends = _ends(text, section, names) if text else None
    header = read_header(_unique(ends[0], ids) if ends else "", node.position, section, severity)
    return Allow(**header, sources=ends[1], targets=ends[2], across=axes, kinds=kinds) if ends else None


def _ends(
    edge: Scalar, section: Section, names: DeclaredNames
) -> tuple[str, tuple[Selector, ...], tuple[Selector, ...]] | None:
    """Return the id of an edge and the selectors of its two sides; None, and a problem, when it is not an edge."""
    words = [Scalar(found[found.lastgroup or 0], _place(edge, found.start())) for found in _WORD.finditer(edge.text)]
    arrows = [index for index, word in enumerate(words) if word.text == "->"]
    if len(arrows) != 1 or arrows[0] in (0, len(words) - 1):
        sentence = f"'{shortened(edge.text)}' is not an edge; write it as in A B -> C D, with one arrow between blanks"
        section.report.add(edge.position, sentence)
        return None
    left, right = words[: arrows[0]], words[arrows[0] + 1 :]
    sides = [tuple(section.without_repeats(side, "edge")) for side in (left, right)]
    law_id = "-to-".join("+".join(_NOT_OF_AN_ID.sub("-", word.text) for word in side) for side in sides)
    return law_id, names.selectors(sides[0]), names.selectors(sides[1])


def _place(edge: Scalar, offset: int) -> Position:
    """Return the position of a word of an edge; that of the edge when the file does not hold its text verbatim."""
    return Position(edge.position.line, edge.position.column + offset) if edge.verbatim else edge.position


def _unique(law_id: str, ids: set[str]) -> str:
    """Return an id that no other edge has, by adding a number to a second one."""
    candidates = chain((law_id,), (f"{law_id}-{number}" for number in range(2, len(ids) + 3)))
    chosen = next(candidate for candidate in candidates if candidate not in ids)
    ids.add(chosen)
    return chosen
