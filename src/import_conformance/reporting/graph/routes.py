"""How a line runs from one part of the layered picture to another: as the data of an SVG path."""

from import_conformance.reporting.graph.grid import COLUMN, EDGE, LANE, LEFT, NODE_WIDTH, Box, Grid

TURN = 18


def route(plan: Grid, source: str, target: str, shift: int = 0) -> str:
    """The way from one part to another; shift: pixels to the right, to tell lines between the same parts apart."""
    here, there = plan.boxes[source], plan.boxes[target]
    if here.is_bar and there.is_bar:
        return _between_bars(plan, here, there, shift)
    if there.is_bar:
        return _into_bar(plan, here, there, shift)
    if here.is_bar:
        return _out_of_bar(here, there, shift)
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
    """From the edge of a part into the lane beside its column, and along it to the bar."""
    lane = _lane(plan, here, there) + shift / 5
    is_down = here.y < there.y
    start, end, step = (here.bottom, there.y, TURN) if is_down else (here.y, there.bottom, -TURN)
    x = here.middle + 8
    return (
        f"M{x:g} {start:g}C{x:g} {start + step:g} {lane:g} {start + step / 3:g} {lane:g} {start + 2 * step:g}V{end:g}"
    )


def _out_of_bar(here: Box, there: Box, shift: int) -> str:
    """Along the lane before the column of a part, and in at its edge."""
    lane = there.x - 6 - shift / 5
    is_down = here.y < there.y
    start, end, step = (here.bottom, there.y, -TURN) if is_down else (here.y, there.bottom, TURN)
    x = there.middle - 12
    return f"M{lane:g} {start:g}V{end + 2 * step:g}C{lane:g} {end + step / 3:g} {x:g} {end + step:g} {x:g} {end:g}"


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
