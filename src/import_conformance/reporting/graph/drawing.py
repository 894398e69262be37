"""The picture as SVG: one file that needs nothing else, follows the reader's dark mode, and can be read aloud.

The same picture stands in the HTML report. Parts stand in rows; what is broken is red, bold and crossed, what is
missing dashed. No script.
"""

from collections.abc import Mapping

from import_conformance.model.structure.excerpt import Excerpt
from import_conformance.model.structure.structure import Part, Structure
from import_conformance.reporting.graph.curves import number
from import_conformance.reporting.graph.edges import Edge, Look, thickness
from import_conformance.reporting.graph.label_spots import CROSS, SMALL, Frame, frame, label, name, spots, widths
from import_conformance.reporting.graph.labels import EMPTY, figures, heading
from import_conformance.reporting.graph.layout import plan
from import_conformance.reporting.graph.limits import Drawn, fitted
from import_conformance.reporting.graph.shapes import Band, Box, Curve, Plan, Point
from import_conformance.reporting.markup import Markup, element, join
from import_conformance.reporting.words import counted

MOST_EDGES = 300
HEAD, LINE = 68.0, 18.0
LEGEND = (
    (Look.ALLOWED, 1.5, 24, "imports, counted in statements: wider is more"),
    (Look.BROKEN, 2.5, 360, f"{CROSS} not allowed"),
    (Look.MISSING, 1.5, 500, "missing: required, and not there"),
    (Look.UNJUDGED, 1.5, 740, "not judged: an end is in no layer"),
)
LEGEND_WIDTH, LONG_LEGEND_WIDTH = 740.0, 980.0

COLORS = """\
svg.graph{color-scheme:light dark;--ground:#fff;--ink:#1f2328;--soft:#59636e;--line:#818b98;--box:#f6f8fa;\
--band:#f6f8fa;--broken:#cf222e;--missing:#9a6700}
@media(prefers-color-scheme:dark){svg.graph{--ground:#0d1117;--ink:#f0f6fc;--soft:#9198a1;--line:#6e7681;\
--box:#21262d;--band:#151b23;--broken:#ff7b72;--missing:#e3b341}}
"""
"""The colours of a picture that stands alone; a page that holds one sets these variables itself."""

STYLE = """\
svg.graph text{font:13px system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;fill:var(--ink)}
svg.graph .ground{fill:var(--ground)}
svg.graph .band{fill:var(--band)}
svg.graph text.soft{font-size:11px;fill:var(--soft)}
svg.graph text.head{font-size:16px;font-weight:600}
svg.graph .node rect{fill:var(--box);stroke:var(--line)}
svg.graph .node text{text-anchor:middle}
svg.graph text.name{font-weight:600}
svg.graph .focus rect{stroke:var(--ink);stroke-width:3}
svg.graph .edge path{fill:none;stroke:var(--line)}
svg.graph .edge:hover path{stroke:var(--ink)}
svg.graph .broken path{stroke:var(--broken)}
svg.graph .missing path{stroke:var(--missing);stroke-dasharray:6 4}
svg.graph .unjudged path{stroke-dasharray:1 5;stroke-linecap:round}
svg.graph marker path{fill:var(--line)}
svg.graph marker.broken path{fill:var(--broken);stroke:none}
svg.graph marker.missing path{fill:var(--missing);stroke:none}
svg.graph .label text{text-anchor:middle;font-size:11px;fill:var(--soft)}
svg.graph .label.broken text{fill:var(--broken);font-weight:600}
svg.graph .label.missing text{fill:var(--missing);font-weight:600}
"""


def render(excerpt: Excerpt) -> Drawn:
    """Draw the picture as a file of its own, with no more edges than a reader can distinguish."""
    chosen = fitted(excerpt, MOST_EDGES)
    return Drawn(f"{picture(chosen, COLORS + STYLE)}\n", chosen.left_out)


def picture(excerpt: Excerpt, style: str = "") -> Markup:
    """Draw the picture, with at most `MOST_EDGES` edges.

    Args:
        excerpt: What is drawn. Parts have their number in it as `data-part`, edges those of their ends as `data-ends`.
        style: The style sheet within the picture. A page that holds the picture has `STYLE` itself, and no second one,
            because the ids in all pictures are the same.
    """
    order = {part.key: number for number, part in enumerate(excerpt.structure.parts)}
    chosen = fitted(excerpt, MOST_EDGES)
    drawn = plan(chosen, widths(chosen))
    labelled = tuple(spots(drawn))
    left, right = _sides(drawn, [frame(curve.edge, spot) for curve, spot in labelled if spot])
    head, width, top = _head(chosen)
    width = max(width, right - left)
    size = {"width": number(width), "height": number(top + drawn.height)}
    return element(
        "svg",
        element("title", heading(chosen), id="graph-title"),
        element("desc", summary(chosen.structure), id="graph-summary"),
        element("style", Markup(style)) if style else "",
        element("defs", *map(_tip, Look)),
        element("rect", class_="ground", **size),
        head,
        element(
            "g",
            *(_band(band, chosen, width) for band in drawn.bands),
            # Broken lines lie over the others, labels over all lines.
            *(_line(curve, order) for curve in sorted(drawn.curves, key=lambda each: each.edge.look is Look.BROKEN)),
            *(_box(box, chosen, order) for box in drawn.boxes),
            *(_label(curve.edge, spot, order) for curve, spot in labelled if spot),
            transform=f"translate({number(-left)} {number(top)})",
        ),
        xmlns="http://www.w3.org/2000/svg",
        class_="graph",
        viewBox=f"0 0 {size['width']} {size['height']}",
        role="img",
        aria_labelledby="graph-title graph-summary",
        **size,
    )


def _sides(drawn: Plan, labels: list[Frame]) -> tuple[float, float]:
    """Find the left and the right side of all that is drawn; a label may stand out beyond the boxes and lines."""
    left, right = (min((each[0] for each in labels), default=0.0), max((each[2] for each in labels), default=0.0))
    return min(0.0, left - 8), max(drawn.width, right + 8)


def _head(excerpt: Excerpt) -> tuple[Markup, float, float]:
    """Write what is drawn, what the lines mean, and what is not shown; and how wide and how high all that is."""
    notes = [*([] if excerpt.structure.parts else [EMPTY]), *excerpt.left_out]
    is_open = any(bond.unjudged for bond in excerpt.structure.bonds)
    written = [element("text", heading(excerpt), class_="head", x=24, y=32)]
    for look, thick, x, words in LEGEND:
        if is_open or look is not Look.UNJUDGED:
            line = element("path", d=f"M{x},54h32", stroke_width=f"{thick:g}", marker_end=f"url(#graph-{look})")
            written.append(element("g", line, _soft(words, x + 40, 58), class_=f"edge {look}"))
    written += [_soft(note, 24, 58 + LINE * row) for row, note in enumerate(notes, 1)]
    least = LONG_LEGEND_WIDTH if is_open else LEGEND_WIDTH
    return join(written), max([least, *(48 + SMALL * len(note) for note in notes)]), HEAD + LINE * len(notes)


def _tip(look: Look) -> Markup:
    """Draw the tip of an arrow."""
    tip = element("path", d="M0,0L8,4L0,8z")
    size = {"viewBox": "0 0 8 8", "refX": "7.5", "refY": "4", "markerWidth": "8", "markerHeight": "8"}
    return element("marker", tip, id=f"graph-{look}", class_=look, markerUnits="userSpaceOnUse", orient="auto", **size)


def _soft(words: str, x: float, y: float) -> Markup:
    return element("text", words, class_="soft", x=number(x), y=number(y))


def _band(band: Band, excerpt: Excerpt, width: float) -> Markup:
    named = excerpt.layers.get(band.name)
    return element(
        "g",
        _rectangle((12, band.y, width - 24, band.height), class_="band", rx=8),
        element("text", band.name or "no layer", x=24, y=number(band.y + 24)),
        _soft(named, 24, band.y + 40) if named else "",
    )


def _line(curve: Curve, order: Mapping[str, int]) -> Markup:
    edge = curve.edge
    laws = f" ({', '.join(edge.laws)})" if edge.laws else ""
    return element(
        "g",
        element("title", f"{edge.source} → {edge.target}: {edge.label}{laws}"),
        element("path", d=curve.path, stroke_width=f"{thickness(edge):g}", marker_end=f"url(#graph-{edge.look})"),
        class_=f"edge {edge.look}",
        data_ends=f"{order[edge.source]} {order[edge.target]}",
    )


def _label(edge: Edge, spot: Point, order: Mapping[str, int]) -> Markup:
    x, y, right, bottom = frame(edge, spot)
    return element(
        "g",
        _rectangle((x, y, right - x, bottom - y), class_="ground", rx=3),
        element("text", label(edge), x=number(spot[0]), y=number(spot[1] + 4)),
        class_=f"label {edge.look}",
        data_ends=f"{order[edge.source]} {order[edge.target]}",
    )


def _box(box: Box, excerpt: Excerpt, order: Mapping[str, int]) -> Markup:
    part = excerpt.structure.part(box.key)
    middle, half = box.x + box.width / 2, box.y + box.height / 2
    return element(
        "g",
        element("title", _coupling(part)),
        _rectangle((box.x, box.y, box.width, box.height), rx=6),
        element("text", name(part, excerpt), class_="name", x=number(middle), y=number(half - 3)),
        _soft(figures(part), middle, half + 13),
        class_="node focus" if box.key in excerpt.focus else "node",
        data_part=order[box.key],
    )


def _rectangle(place: Frame, **looks: str | int) -> Markup:
    """Draw a rectangle. place: x, y, width, height."""
    x, y, width, height = map(number, place)
    return element("rect", x=x, y=y, width=width, height=height, **looks)


def _coupling(part: Part) -> str:
    words = (
        f"{part.key}: {figures(part)}; imported by others {part.afferent} times, imports others {part.efferent} times"
    )
    return words if part.instability is None else f"{words}, instability {part.instability:.2f}"


def summary(structure: Structure) -> str:
    """Describe the picture in one sentence, for those who cannot see it."""
    ways = [bond for bond in structure.bonds if bond.source != bond.target]
    unjudged = sum(bond.unjudged for bond in structure.bonds)
    return (
        f"{counted(len(structure.parts), 'part')}; "
        f"{counted(sum(bond.statements for bond in ways), 'import statement')} between them, "
        f"{f'{unjudged} of all not judged, ' if unjudged else ''}"
        f"{sum(bond.divergences for bond in structure.bonds)} of all not allowed, "
        f"{sum(bond.absences for bond in structure.bonds)} required ones missing"
    )
