"""The structure as rows of a matrix: groups of parts, the parts below them, and the dependencies between all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from import_conformance.model.by_key import by_key
from import_conformance.model.structure.structure import Dependency, Part, Structure


@dataclass(frozen=True)
class MatrixRow:
    """A row, and the column of the same number: a group of several parts, or one part.

    Attributes:
        label: The name of the row below its group.
        part: The figures, summed up for a group without the imports within it.
        held: The numbers of the parts in the structure that the row stands for.
        parent: The number of the row of its group, or -1.
    """

    label: str
    part: Part
    held: tuple[int, ...]
    parent: int = -1

    @property
    def is_group(self) -> bool:
        """Return whether the row stands for several others."""
        return len(self.held) > 1


@dataclass(frozen=True)
class Outline:
    """The rows in their order, each group before its parts."""

    structure: Structure
    rows: tuple[MatrixRow, ...]

    @cached_property
    def bonds(self) -> Mapping[tuple[int, int], Dependency]:
        """Return the dependencies between any two rows, by their numbers; for a row and itself, those within."""
        numbers = {part.key: number for number, part in enumerate(self.structure.parts)}
        rows = by_key((part, row) for row, each in enumerate(self.rows) for part in each.held)
        found: dict[tuple[int, int], Dependency] = {}
        for bond in self.structure.bonds:
            for source in rows[numbers[bond.source]]:
                for target in rows[numbers[bond.target]]:
                    ends = Dependency(self.rows[source].part.key, self.rows[target].part.key)
                    found[source, target] = found.get((source, target), ends).with_all_of(bond)
        return found


def outline(structure: Structure) -> Outline:
    """Put the parts under their groups (all but the layer of a cell); a group of one part is that part."""
    groups = by_key((part.group or (part.key,), number) for number, part in enumerate(structure.parts))
    rows: list[MatrixRow] = []
    for members in groups.values():
        rows += _rows(structure, tuple(members), len(rows))
    return Outline(structure, tuple(rows))


def _rows(structure: Structure, members: tuple[int, ...], number: int) -> Iterator[MatrixRow]:
    parts = [structure.parts[member] for member in members]
    if len(parts) == 1:
        yield MatrixRow(parts[0].key, parts[0], members)
        return
    key = " ".join(reversed(parts[0].group))
    yield MatrixRow(key, _together(structure, key, parts), members)
    for member, part in zip(members, parts, strict=True):
        yield MatrixRow(part.layer or "no layer", part, (member,), number)


def _together(structure: Structure, key: str, parts: list[Part]) -> Part:
    """Sum up the figures of a group; imports between its own parts are neither afferent nor efferent."""
    inside = {part.key for part in parts}
    return Part(
        key,
        group=parts[0].group,
        modules=sum(part.modules for part in parts),
        findings=sum(part.findings for part in parts),
        new=sum(part.new for part in parts),
        afferent=sum(b.statements for b in structure.bonds if b.target in inside and b.source not in inside),
        efferent=sum(b.statements for b in structure.bonds if b.source in inside and b.target not in inside),
    )
