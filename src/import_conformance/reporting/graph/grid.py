"""Where the parts of a structure stand in the layered picture, in pixels."""

from collections.abc import Mapping, Sequence

from import_conformance.model.structure.structure import Part, Structure
from import_conformance.model.value import dataclass

COLUMN, ROW, BAR = 76, 92, 52
NODE_WIDTH, NODE_HEIGHT, BAR_HEIGHT = 50, 36, 26
LEFT, LANE, EDGE = 96, 5, 12
LINE = 14

Group = tuple[str, ...]


@dataclass(frozen=True)
class Box:
    """The place of a part. column: its column from 0, -1 for a bar, which spans all columns; row: from the top."""

    x: float
    y: float
    width: float
    height: float
    row: int
    column: int

    @property
    def is_bar(self) -> bool:
        """True for a part that stands below all columns."""
        return self.column < 0

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class Grid:
    """The whole plan: boxes by part; columns: x and the lines of its name; rows: y and name, for rows of parts."""

    width: int
    height: int
    header: int
    left: int
    boxes: Mapping[str, Box]
    columns: tuple[tuple[int, tuple[str, ...]], ...]
    rows: tuple[tuple[int, str], ...]

    @property
    def bars(self) -> list[Box]:
        """The bars, from the top down."""
        return sorted((box for box in self.boxes.values() if box.is_bar), key=lambda box: box.y)


def grid(structure: Structure, layers: Sequence[str] = ()) -> Grid:
    """Place the parts: rows in the order of `layers`, then of the parts; columns in the order of the parts."""
    groups = list(dict.fromkeys(part.group for part in structure.parts if part.group))
    rows = _rows(structure.parts, layers)
    mixed = [row for row in rows if any(part.group for part in row) and not all(part.group for part in row)]
    columns: list[Group] = [*groups, *([()] if mixed else [])]
    deep = max((len(group) for group in columns), default=0)
    header = LINE * deep + EDGE
    right = LEFT + COLUMN * len(columns) + EDGE + max(_between_bars(structure, rows), 0 if columns else 240)
    boxes: dict[str, Box] = {}
    named, y = [], header
    for number, row in enumerate(rows):
        if any(part.group for part in row):
            boxes |= {part.key: _node(number, y, columns.index(part.group)) for part in row}
            named.append((y + NODE_HEIGHT // 2, row[0].layer))
            y += ROW
        else:
            boxes |= {part.key: _bar(number, y, right) for part in row}
            y += BAR
    centers = [(LEFT + COLUMN * at + COLUMN // 2, tuple(reversed(group))) for at, group in enumerate(columns)]
    return Grid(right + 8, y, header, LEFT, boxes, tuple(centers), tuple(named))


def _rows(parts: Sequence[Part], layers: Sequence[str]) -> list[list[Part]]:
    """The parts by layer; each part without a layer and a group is a row of its own, at the end."""
    by_layer: dict[tuple[str, str], list[Part]] = {(name, ""): [] for name in layers}
    for part in parts:
        alone = "" if part.layer or part.group else part.key
        by_layer.setdefault((part.layer, alone), []).append(part)
    rows = [row for row in by_layer.values() if row]
    return sorted(rows, key=lambda row: not (row[0].layer or row[0].group))


def _between_bars(structure: Structure, rows: Sequence[Sequence[Part]]) -> int:
    """The room that lines between bars need, beyond the columns."""
    bars = {part.key for row in rows for part in row if not any(each.group for each in row)}
    lines = [b for b in structure.bonds if b.source in bars and b.target in bars and b.source != b.target]
    return 14 * len(lines) + (EDGE if lines else 0)


def _bar(row: int, y: int, right: int) -> Box:
    return Box(LEFT - 16, y, right - LEFT + 16, BAR_HEIGHT, row, -1)


def _node(row: int, y: int, column: int) -> Box:
    return Box(LEFT + COLUMN * column + (COLUMN - NODE_WIDTH) / 2, y, NODE_WIDTH, NODE_HEIGHT, row, column)
