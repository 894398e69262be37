"""The layered picture: one row for each layer, one column for each domain, imports as lines from part to part.

The law lays the picture out, so no engine is needed and the same parts always stand in the same place. A layer without
domains is a bar below or between the rows, as wide as the picture, and whoever imports it drops a line into it.
"""

from collections.abc import Iterator, Sequence
from math import log2
from unicodedata import east_asian_width

from import_conformance.model.structure.structure import Dependency, Part, Structure
from import_conformance.reporting.graph.grid import Box, Grid, grid
from import_conformance.reporting.graph.routes import route
from import_conformance.reporting.markup import Markup, element, join
from import_conformance.reporting.words import counted

# What fits a column, in letters of usual width.
NAME_WIDTH = 12

# What lies on top comes last.
LOOKS = ("unjudged", "legal", "lack", "against")

# How far lines of one kind run beside the middle, so that those between the same parts do not hide each other.
SHIFT = {"legal": 0, "unjudged": 2, "lack": 5, "against": -5}

# The look of the picture; the page that holds it has the colours, under the names that stand in `var()`.
STYLE = """\
svg.layered{color:var(--ink);font:11px system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
svg.layered text{fill:currentColor;text-anchor:middle}
svg.layered .head{font-size:10px}
svg.layered .layer{text-anchor:start;font-weight:600}
svg.layered .soft{fill:var(--soft)}
svg.layered .found{fill:var(--against)}
svg.layered rect{fill:var(--box);stroke:var(--rule)}
svg.layered .ruled{stroke:var(--rule);stroke-dasharray:1 4;stroke-width:1}
svg.layered path{fill:none}
svg.layered .legal{stroke:var(--legal);opacity:.55}
svg.layered .unjudged{stroke:var(--soft);stroke-dasharray:1 5;stroke-linecap:round}
svg.layered .against{stroke:var(--against)}
svg.layered .lack{stroke:var(--lack);stroke-dasharray:5 4}
svg.layered marker path{stroke:none}
svg.layered .tip-legal{fill:var(--legal)}
svg.layered .tip-unjudged{fill:var(--soft)}
svg.layered .tip-against{fill:var(--against)}
svg.layered .tip-lack{fill:var(--lack)}
"""


def layered_svg(structure: Structure, *, layers: Sequence[str] = ()) -> Markup:
    """The picture of a structure (by cell, or by anything else: what has no layer and no domain becomes a bar).

    Lines: allowed imports pale, those against the law strong, required ones that are lacking dashed; the more
    statements, the wider, by the logarithm. Each carries its figures as a title. An empty structure has no picture: "".
    layers: names from the top down; others follow as they are met. The page has `STYLE`, and one picture at the most,
    for the ids within are always the same.
    """
    if not structure.parts:
        return Markup("")
    plan = grid(structure, layers)
    return element(
        "svg",
        element("title", "Layers and domains, with the imports between them"),
        _tips(),
        *_frame(plan),
        *_lines(structure, plan),
        *(_node(part, at, plan.boxes[part.key]) for at, part in enumerate(structure.parts)),
        xmlns="http://www.w3.org/2000/svg",
        class_="layered",
        viewBox=f"0 0 {plan.width} {plan.height}",
        width=plan.width,
        height=plan.height,
        role="img",
    )


def _tips() -> Markup:
    return element(
        "defs",
        *(
            element(
                "marker",
                element("path", d="M0 0L7 3.5L0 7Z", class_=f"tip-{look}"),
                id=f"layered-{look}",
                viewBox="0 0 7 7",
                refX=6,
                refY="3.5",
                markerWidth=7,
                markerHeight=7,
                markerUnits="userSpaceOnUse",
                orient="auto",
            )
            for look in LOOKS
        ),
    )


def _frame(plan: Grid) -> Iterator[Markup]:
    """The names of columns and rows, and a faint line under each row of parts."""
    for x, lines in plan.columns:
        for at, line in enumerate(lines):
            y = plan.header - 14 * (len(lines) - at) + 4
            yield element("text", element("title", line), short(line), x=x, y=y, class_="head soft" if at else "head")
    for y, name in plan.rows:
        yield element("path", class_="ruled", d=f"M{plan.left - 8} {y}H{plan.width - 8}")
        yield element("text", element("title", name), short(name), x=8, y=y + 4, class_="layer")


def _node(part: Part, at: int, box: Box) -> Markup:
    figures = [f"{part.key}: {counted(part.modules, 'module')}, {counted(part.findings, 'finding')}"]
    figures.append(f"{counted(part.afferent, 'import')} from other parts, {counted(part.efferent, 'import')} of others")
    shape = element("rect", x=f"{box.x:g}", y=f"{box.y:g}", width=f"{box.width:g}", height=f"{box.height:g}", rx=5)
    label = _bar_label(part, box) if box.is_bar else _label(part, box)
    return element("g", element("title", "; ".join(figures)), shape, label, class_="node", data_part=at)


def _bar_label(part: Part, box: Box) -> Markup:
    y = f"{box.y + box.height / 2 + 4:g}"
    name = element("text", short(part.layer or part.key), x=f"{box.x + 14:g}", y=y, class_="layer")
    figures = element("text", f"{part.modules} ", _found(part, "tspan"), x=f"{box.x + 130:g}", y=y)
    return join([name, figures])


def _label(part: Part, box: Box) -> Markup:
    x, y = f"{box.middle:g}", box.y + box.height / 2
    if not part.findings:
        return element("text", str(part.modules), x=x, y=f"{y + 4:g}")
    return join([element("text", str(part.modules), x=x, y=f"{y - 3:g}"), _found(part, "text", x=x, y=f"{y + 11:g}")])


def _found(part: Part, name: str, **place: str) -> Markup:
    return element(name, f"✕{part.findings}", class_="found", **place) if part.findings else Markup("")


def _lines(structure: Structure, plan: Grid) -> Iterator[Markup]:
    """What is allowed first, so that what is wrong lies on top."""
    order = {part.key: at for at, part in enumerate(structure.parts)}
    bonds = [bond for bond in structure.bonds if bond.source != bond.target]
    for look in LOOKS:
        for bond in bonds:
            number = _number(bond, look)
            if number:
                width = 1.8 if look in ("lack", "unjudged") else min(1 + log2(number) * 0.7, 6)
                yield element(
                    "path",
                    element("title", f"{bond.source} → {bond.target}: {said(bond)}"),
                    d=route(plan, bond.source, bond.target, SHIFT[look]),
                    class_=look,
                    stroke_width=f"{width:.1f}",
                    marker_end=f"url(#layered-{look})",
                    data_ends=f"{order[bond.source]} {order[bond.target]}",
                )


def _number(bond: Dependency, look: str) -> int:
    """How many imports of a bond are drawn in one of the LOOKS."""
    numbers = (bond.unjudged, bond.convergences, bond.absences, bond.divergences)
    return dict(zip(LOOKS, numbers, strict=True))[look]


def said(bond: Dependency) -> str:
    """The figures of a bond in words."""
    parts = [counted(bond.statements, "import") if bond.statements else "no import"]
    if bond.divergences:
        parts.append(f"{bond.divergences} against the law")
    if bond.unjudged:
        parts.append(f"{bond.unjudged} not judged")
    if bond.absences:
        parts.append(f"{bond.absences} required and lacking")
    laws = f" ({', '.join(bond.laws)})" if bond.laws else ""
    return ", ".join(parts) + laws


def short(name: str) -> str:
    """A name that fits its column, whatever its letters are; the whole one is its title."""
    if sum(map(_width, name)) <= NAME_WIDTH:
        return name
    room, kept = NAME_WIDTH - 1.0, ""
    for letter in name:
        room -= _width(letter)
        if room < 0:
            break
        kept += letter
    return f"{kept}…"


def _width(letter: str) -> float:
    """About how wide a letter is, in letters of usual width."""
    if east_asian_width(letter) in "WF":
        return 2
    return 1.5 if letter in "mwMW@%" else 1.2 if letter.isupper() else 1
