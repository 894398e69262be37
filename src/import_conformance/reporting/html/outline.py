"""The rows of the matrix: groups of parts that can be opened, parts below them, and the bonds between all of these."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from import_conformance.model.by_key import by_key
from import_conformance.model.structure.structure import Dependency, Part, Structure


@dataclass(frozen=True)
class MatrixRow:
    """A row, and the column of the same number: a group (of several parts) or one part.

    label: its name where it stands; part: its figures, summed up for a group, imports within a group left out.
    held: the parts that it stands for, by their number in the structure; parent: the number of its group's row, or -1.
    """

    label: str
    part: Part
    held: tuple[int, ...]
    parent: int = -1

    @property
    def is_group(self) -> bool:
        """True for a row that stands for several others."""
        return len(self.held) > 1


@dataclass(frozen=True)
class Outline:
    """The rows in their order, each group before its parts."""

    structure: Structure
    rows: tuple[MatrixRow, ...]

    @cached_property
    def bonds(self) -> Mapping[tuple[int, int], Dependency]:
        """What lies between any two rows, by their numbers; for a row and itself, what lies within."""
        keys = {part.key: at for at, part in enumerate(self.structure.parts)}
        standing = by_key((at, number) for number, row in enumerate(self.rows) for at in row.held)
        found: dict[tuple[int, int], Dependency] = {}
        for bond in self.structure.bonds:
            for source in standing[keys[bond.source]]:
                for target in standing[keys[bond.target]]:
                    ends = Dependency(self.rows[source].part.key, self.rows[target].part.key)
                    found[source, target] = found.get((source, target), ends).with_all_of(bond)
        return found


def outline(structure: Structure) -> Outline:
    """The parts under their groups (all but the layer of a cell); a group of one part is that part."""
    groups = by_key((part.group or (part.key,), at) for at, part in enumerate(structure.parts))
    rows: list[MatrixRow] = []
    for members in groups.values():
        rows += _rows(structure, tuple(members), len(rows))
    return Outline(structure, tuple(rows))


def _rows(structure: Structure, members: tuple[int, ...], number: int) -> Iterator[MatrixRow]:
    parts = [structure.parts[at] for at in members]
    if len(parts) == 1:
        yield MatrixRow(parts[0].key, parts[0], members)
        return
    key = " ".join(reversed(parts[0].group))
    yield MatrixRow(key, _together(structure, key, parts), members)
    for at, part in zip(members, parts, strict=True):
        yield MatrixRow(part.layer or "no layer", part, (at,), number)


def _together(structure: Structure, key: str, parts: list[Part]) -> Part:
    """The figures of a group: imports between its own parts are neither afferent nor efferent."""
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
