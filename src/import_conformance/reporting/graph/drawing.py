"""The picture as SVG: one file that needs nothing else, follows the reader's dark mode, and can be read aloud.

Layers stand in a column, all else in rows; what is broken is red, bold and crossed, what is missing dashed. No script.
"""

from collections.abc import Iterator

from import_conformance.model.structure.excerpt import Excerpt
from import_conformance.model.structure.structure import LAYER, Part, Structure
from import_conformance.reporting.escaping import html
from import_conformance.reporting.graph import in_column, in_rows
from import_conformance.reporting.graph.curves import number
from import_conformance.reporting.graph.edges import Look, thickness
from import_conformance.reporting.graph.labels import EMPTY, figures, heading, title
from import_conformance.reporting.graph.lettering import CROSS, SMALL, frame, label, spots, widths
from import_conformance.reporting.graph.limits import Drawn, fitted
from import_conformance.reporting.graph.shapes import Band, Box, Curve, Point
from import_conformance.reporting.words import counted

MOST_EDGES = 300
HEAD, FOOT, LINE = 40.0, 34.0, 18.0
LEGEND_WIDTH, LONG_LEGEND_WIDTH = 740.0, 980.0
LEGEND = {Look.ALLOWED: 1.5, Look.UNJUDGED: 1.5, Look.BROKEN: 2.5, Look.MISSING: 1.5}
STYLE = """\
svg{color-scheme:light dark;--ground:#fff;--ink:#1f2328;--soft:#59636e;--line:#818b98;--box:#f6f8fa;--band:#f6f8fa;\
--red:#cf222e;--amber:#9a6700}
@media(prefers-color-scheme:dark){svg{--ground:#0d1117;--ink:#f0f6fc;--soft:#9198a1;--line:#6e7681;--box:#21262d;\
--band:#151b23;--red:#ff7b72;--amber:#e3b341}}
text{font:13px system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;fill:var(--ink)}
.ground{fill:var(--ground)}.band{fill:var(--band)}.soft,.soft text{font-size:11px;fill:var(--soft)}
.head{font-size:16px;font-weight:600}.box rect{fill:var(--box);stroke:var(--line)}.box text{text-anchor:middle}
.box .name{font-weight:600}.focus rect{stroke:var(--ink);stroke-width:3}
.edge path{fill:none;stroke:var(--line)}.edge:hover path{stroke:var(--ink)}
.tip{fill:var(--line)}.broken .tip{fill:var(--red);stroke:none}.missing .tip{fill:var(--amber);stroke:none}
.broken path{stroke:var(--red)}.unjudged path{stroke-dasharray:1 5;stroke-linecap:round}
.missing path{stroke:var(--amber);stroke-dasharray:6 4}
.label text{text-anchor:middle;font-size:11px;fill:var(--soft)}.label.broken text{fill:var(--red);font-weight:600}
.label.missing text{fill:var(--amber);font-weight:600}
"""


def render(excerpt: Excerpt) -> Drawn:
    """The drawing, with as many edges as can be told apart at all."""
    chosen = fitted(excerpt, MOST_EDGES)
    return Drawn("\n".join([*_lines(chosen), ""]), chosen.left_out)


def _lines(excerpt: Excerpt) -> Iterator[str]:
    boxes = widths(excerpt)
    plan = (in_column if excerpt.structure.by == LAYER else in_rows).plan(excerpt, boxes)
    notes = [*([] if excerpt.structure.parts else [EMPTY]), *excerpt.left_out]
    is_open = any(bond.unjudged for bond in excerpt.structure.bonds)
    least = LONG_LEGEND_WIDTH if is_open else LEGEND_WIDTH
    width = max(plan.width, least, *(24 + SMALL * len(note) + 24 for note in notes))
    height = HEAD + plan.height + FOOT + LINE * len(notes)
    size = f'width="{number(width)}" height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}"'
    called = html(heading(excerpt))
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title summary">'
    yield f'<title id="title">{called}</title>'
    yield f'<desc id="summary">{html(summary(excerpt.structure))}</desc>'
    yield f"<style>{STYLE}</style>"
    yield from _tips()
    yield f'<rect class="ground" width="{number(width)}" height="{number(height)}"/>'
    yield f'<text class="head" x="24" y="32">{called}</text>'
    yield f'<g transform="translate(0 {number(HEAD)})">'
    yield from (_band(band, excerpt, width) for band in plan.bands)
    placed = tuple(spots(plan))
    # Broken lines lie over the others, labels over all lines.
    yield from (_line(curve) for curve, _ in sorted(placed, key=lambda item: item[0].edge.look is Look.BROKEN))
    yield from (_box(box, excerpt) for box in plan.boxes)
    yield from (_label(curve, spot) for curve, spot in placed if spot)
    yield "</g>"
    yield from _foot(HEAD + plan.height, notes, is_open=is_open)
    yield "</svg>"


def _tips() -> Iterator[str]:
    yield "<defs>"
    for look in Look:
        size = 'viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8"'
        tip = '<path class="tip" d="M0,0L8,4L0,8z"/>'
        yield f'<marker id="{look}" class="{look}" {size} markerUnits="userSpaceOnUse" orient="auto">{tip}</marker>'
    yield "</defs>"


def _band(band: Band, excerpt: Excerpt, width: float) -> str:
    name, y = band.name or "no layer", band.y
    words = f'<text x="24" y="{number(y + 24)}">{html(name)}</text>'
    if excerpt.layers.get(band.name):
        words += f'<text class="soft" x="24" y="{number(y + 40)}">{html(excerpt.layers[band.name])}</text>'
    strip = _rectangle(12, y, width - 24, band.height, 'class="band" rx="8"')
    return f"<g>{strip}{words}</g>"


def _line(curve: Curve) -> str:
    edge = curve.edge
    laws = f" ({', '.join(edge.laws)})" if edge.laws else ""
    said = html(f"{edge.source} → {edge.target}: {edge.label}{laws}")
    return (
        f'<g class="edge {edge.look}"><title>{said}</title>'
        f'<path d="{curve.path}" stroke-width="{thickness(edge):g}" marker-end="url(#{edge.look})"/></g>'
    )


def _label(curve: Curve, spot: Point) -> str:
    words = label(curve.edge)
    x, y, right, bottom = frame(curve.edge, spot)
    ground = _rectangle(x, y, right - x, bottom - y, 'class="ground" rx="3"')
    return (
        f'<g class="label {curve.edge.look}">{ground}'
        f'<text x="{number(spot[0])}" y="{number(spot[1] + 4)}">{html(words)}</text></g>'
    )


def _box(box: Box, excerpt: Excerpt) -> str:
    part = excerpt.structure.part(box.key)
    middle, half = number(box.x + box.width / 2), box.y + box.height / 2
    outline = _rectangle(box.x, box.y, box.width, box.height, 'rx="6"')
    look = "box focus" if box.key in excerpt.focus else "box"
    return (
        f'<g class="{look}"><title>{html(_coupling(part))}</title>'
        f"{outline}"
        f'<text class="name" x="{middle}" y="{number(half - 3)}">{html(title(part, excerpt))}</text>'
        f'<text class="soft" x="{middle}" y="{number(half + 13)}">{html(figures(part))}</text></g>'
    )


def _rectangle(x: float, y: float, width: float, height: float, looks: str) -> str:
    size = f'width="{number(width)}" height="{number(height)}"'
    return f'<rect x="{number(x)}" y="{number(y)}" {size} {looks}/>'


def _coupling(part: Part) -> str:
    words = (
        f"{part.key}: {figures(part)}; imported by others {part.afferent} times, imports others {part.efferent} times"
    )
    return words if part.instability is None else f"{words}, instability {part.instability:.2f}"


def summary(structure: Structure) -> str:
    """The drawing in one sentence, for those who cannot see it."""
    ways = [bond for bond in structure.bonds if bond.source != bond.target]
    unjudged = sum(bond.unjudged for bond in structure.bonds)
    return (
        f"{counted(len(structure.parts), 'part')}; "
        f"{counted(sum(bond.statements for bond in ways), 'import statement')} between them, "
        f"{f'{unjudged} of all not judged, ' if unjudged else ''}"
        f"{sum(bond.divergences for bond in structure.bonds)} of all not allowed, "
        f"{sum(bond.absences for bond in structure.bonds)} required ones missing"
    )


def _foot(y: float, notes: list[str], *, is_open: bool) -> Iterator[str]:
    """What the lines mean, and what is not shown. is_open: some imports are not judged."""
    legend = [
        (Look.ALLOWED, "imports, counted in statements: wider is more", 24),
        (Look.BROKEN, f"{CROSS} not allowed", 360),
        (Look.MISSING, "missing: required, and not there", 500),
    ]
    if is_open:
        legend.append((Look.UNJUDGED, "not judged: an end is in no layer", 740))
    for look, words, x in legend:
        yield (
            f'<g class="edge {look}"><path d="M{x},{number(y + 6)}h32" stroke-width="{LEGEND[look]:g}" '
            f'marker-end="url(#{look})"/><text class="soft" x="{x + 40}" y="{number(y + 10)}">{words}</text></g>'
        )
    for at, note in enumerate(notes, 1):
        yield f'<text class="soft" x="24" y="{number(y + 10 + LINE * at)}">{html(note)}</text>'
