"""The picture of all layers and domains, as `conformance graph --by cell --format svg` draws it."""

from import_conformance.model.structure.excerpt import Excerpt
from import_conformance.reporting.graph import drawing
from import_conformance.reporting.html.words import scroller, section
from import_conformance.reporting.markup import Markup
from import_conformance.reviewing.page_content import PageContent

NOTE = "Rows are layers from the top down; parts of one domain stand below each other where there is room."


def picture(content: PageContent) -> Markup:
    """Draw all layers and domains; without layers in the topology there is no picture."""
    topology = content.topology
    if not topology.layers:
        return section("layers", "Layers and domains", "The law names no layers, so there is no picture of them.")
    layers = {layer.name: layer.title for layer in topology.layers}
    svg = drawing.picture(Excerpt(content.structure, topology.name, layers))
    return section("layers", "Layers and domains", NOTE, scroller("Layers and domains", svg, "scroll picture"))
