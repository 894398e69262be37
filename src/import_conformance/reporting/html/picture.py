"""The layered picture, with its legend."""

from import_conformance.reporting.graph.layered import layered_svg
from import_conformance.reporting.html.values import Subject
from import_conformance.reporting.html.words import scroller, section
from import_conformance.reporting.markup import Markup, element

NOTE = "Rows are layers from the top down, columns are domains; a box holds its modules and, behind ✕, its findings."
KEYS = (
    ("legal", "allowed: the wider, the more statements"),
    ("unjudged", "not judged: one end is in no layer"),
    ("against", "against the law"),
    ("lack", "required and lacking"),
)


def picture(subject: Subject) -> Markup:
    """The picture of all layers and domains; it needs a law that names layers."""
    layers = [layer.name for layer in subject.topology.layers]
    if not layers:
        return section("layers", "Layers and domains", "The law names no layers, so there is no picture of them.")
    keys = [element("li", _line(look), text) for look, text in KEYS]
    legend = element("div", element("ul", *keys), class_="legend")
    svg = layered_svg(subject.structure, layers=layers)
    return section("layers", "Layers and domains", NOTE, legend, scroller("Layers and domains", svg, "scroll picture"))


def _line(look: str) -> Markup:
    stroke = element("path", d="M1 6H35", class_=look, stroke_width=2)
    return element("svg", stroke, viewBox="0 0 36 12", width=36, height=12, class_="layered", aria_hidden="true")
