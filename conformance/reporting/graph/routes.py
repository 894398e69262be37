"""How a line runs from one part of the layered picture to another: as the data of an SVG path."""

from conformance.reporting.graph.grid import COLUMN, EDGE, LANE, LEFT, NODE_WIDTH, Box, Grid

TURN = 18


def route(plan: Grid, source: str, target: str, shift: int = 0) -> str:
    """The way from one part to another; shift: pixels to the right, to tell lines between the same parts apart."""
    here, there = plan.boxes[source], plan.boxes[target]
    if here.is_bar and there.is_bar:
        return _between_bars(plan, here, there, shift)
    if there.is_bar:
        return _into_bar(plan, here, there, shift)
    if here.is_bar:
        return _out_of_bar(plan, here, there, shift)
    if here.row == there.row:
        return _sideways(here, there, shift)
    return _across(here, there, shift)


def _between_bars(plan: Grid, here: Box, there: Box, shift: int) -> str:
    """Straight down or up, behind the last column; each pair of bars has a lane of its own."""
    bars = plan.bars
    pairs = [(one.y, other.y) for one in bars for other in bars if one is not other]
    used = pairs.index((here.y, there.y))
    room = max(plan.width - (LEFT + COLUMN * len(plan.columns)) - 3 * EDGE, 40)
    x = plan.width - 2 * EDGE - (used * 13 + shift) % room
    start, end = (here.bottom, there.y) if here.y < there.y else (here.y, there.bottom)
    return f"M{x:g} {start:g}V{end:g}"


def _lane(plan: Grid, box: Box, bar: Box) -> float:
    """The x beside the column of a part on which its lines to a bar run, one lane for each bar."""
    number = [each.y for each in plan.bars].index(bar.y)
    gutter = COLUMN - NODE_WIDTH
    return box.x + box.width + 3 + (number * LANE) % (gutter - 5)


def _into_bar(plan: Grid, here: Box, there: Box, shift: int) -> str:
    lane = _lane(plan, here, there) + (shift / 5)
    if there.y < here.y:
        return f"M{here.middle + 8:g} {here.y:g}C{here.middle + 8:g} {here.y - TURN:g} {lane:g} {here.y - 6:g} {lane:g} {here.y - 2 * TURN:g}V{there.bottom:g}"
    x, y = here.middle + 8, here.bottom
    return f"M{x:g} {y:g}C{x:g} {y + TURN:g} {lane:g} {y + 6:g} {lane:g} {y + 2 * TURN:g}V{there.y:g}"


def _out_of_bar(plan: Grid, here: Box, there: Box, shift: int) -> str:
    lane = there.x - 6 - (shift / 5)
    if here.y < there.y:
        return f"M{lane:g} {here.bottom:g}V{there.y - 2 * TURN:g}C{lane:g} {there.y - 6:g} {there.middle - 12:g} {there.y - TURN:g} {there.middle - 12:g} {there.y:g}"
    return f"M{lane:g} {here.y:g}V{there.bottom + 2 * TURN:g}C{lane:g} {there.bottom + 6:g} {there.middle - 12:g} {there.bottom + TURN:g} {there.middle - 12:g} {there.bottom:g}"


def _sideways(here: Box, there: Box, shift: int) -> str:
    """An arc over the row, the higher the farther."""
    rise = min(20 + 3 * abs(there.column - here.column), 46)
    lean = 10 if there.column > here.column else -10
    start, end = here.middle + lean + shift / 2, there.middle - lean + shift / 2
    return f"M{start:g} {here.y:g}C{start:g} {here.y - rise:g} {end:g} {here.y - rise:g} {end:g} {there.y:g}"


def _across(here: Box, there: Box, shift: int) -> str:
    """An S between rows; over several rows of one column it bows out, so that it does not hide behind the parts."""
    start, end = (here.bottom, there.y) if here.y < there.y else (here.y, there.bottom)
    bend = (end - start) / 2
    bow = -COLUMN * 0.75 if here.column == there.column and abs(here.row - there.row) > 1 else 0
    x, z = here.middle + shift, there.middle + shift
    return f"M{x:g} {start:g}C{x + bow:g} {start + bend:g} {z + bow:g} {end - bend:g} {z:g} {end:g}"
