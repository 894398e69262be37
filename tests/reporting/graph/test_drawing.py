"""The SVG drawing: places of parts, what a page that embeds it can rely on, and names as text."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from import_conformance.model.structure.excerpt import Excerpt
from import_conformance.model.structure.structure import Dependency, Part, Structure
from import_conformance.reporting.graph.drawing import MOST_EDGES, picture, render
from import_conformance.reporting.graph.label_spots import widths
from import_conformance.reporting.graph.layout import plan
from import_conformance.reporting.graph.shapes import Box

LAYERS = {"api": "Interfaces", "core": "", "models": ""}
PARTS = (
    Part("bills api", "api", ("bills",), modules=2, efferent=3),
    Part("bills core", "core", ("bills",), modules=1, findings=4),
    Part("users core", "core", ("users",)),
    Part("models", "models", modules=7, afferent=2),
    Part("unplaced"),
)
BONDS = (
    Dependency("bills api", "bills core", 2, 1, 1, laws=("api-to-core",)),
    Dependency("bills api", "models", divergences=8),
    Dependency("bills core", "users core", absences=1, laws=("needs",)),
    Dependency("bills core", "bills core", 5, divergences=1),
    Dependency("models", "bills api", 1),
    Dependency("unplaced", "bills core", unjudged=4321),
)
CELLS = Excerpt(Structure("cell", PARTS, BONDS), "Shop", LAYERS)
SVG = "{http://www.w3.org/2000/svg}"


def boxes(excerpt: Excerpt) -> dict[str, Box]:
    """Return the boxes of the layout, by key."""
    return {box.key: box for box in plan(excerpt, widths(excerpt)).boxes}


def numbers(svg: str, attribute: str) -> list[str]:
    """Return the values of an attribute in a drawing."""
    return [each.attrib[attribute] for each in ElementTree.fromstring(svg).iter() if attribute in each.attrib]  # noqa: S314  our own


def test_cells_of_one_layer_are_in_one_row() -> None:
    """The rows are in the order of the topology, and parts without a layer are below all."""
    tops = [boxes(CELLS)[part.key].y for part in PARTS]

    assert tops[1] == tops[2]
    assert sorted(set(tops)) == list(dict.fromkeys(tops))


def test_cells_of_one_group_are_below_each_other() -> None:
    """They are as near to one vertical line as their edges allow."""
    found = boxes(CELLS)
    middles = {key: box.x + box.width / 2 for key, box in found.items()}

    assert abs(middles["bills api"] - middles["bills core"]) < abs(middles["bills api"] - middles["users core"])


def test_layers_have_one_width() -> None:
    """All layers are equally wide, whatever edges pass beside them or lie within."""
    parts = tuple(Part(f"L{at}", f"L{at}", modules=10**at) for at in range(6))
    bonds = tuple(Dependency(one.key, other.key, 1, 1) for one in parts for other in parts[1:])
    found = boxes(Excerpt(Structure("layer", parts, bonds), "Shop", {part.key: "" for part in parts}))

    assert {(round(box.x), box.width) for box in found.values()} == {(round(found["L0"].x), found["L0"].width)}


def test_parts_and_edges_have_part_numbers() -> None:
    """By these numbers the script of a page finds the edges of a part, and their labels."""
    svg = picture(CELLS)
    ends = ["0 1", "0 3", "1 2", "1 1", "3 0", "4 1"]

    assert sorted(numbers(svg, "data-part")) == ["0", "1", "2", "3", "4"]
    assert sorted(numbers(svg, "data-ends")) == sorted(2 * ends)


def test_numbers_do_not_change_when_edges_are_left_out() -> None:
    """A page numbers all parts, also those for which the drawing has no room."""
    parts = tuple(Part(f"p{at}") for at in range(MOST_EDGES + 3))
    heavy = [Dependency("p1", part.key, 2) for part in parts[2:]]
    svg = picture(Excerpt(Structure("package", parts, (Dependency("p0", "p1", 1), *heavy))))

    assert "0" not in numbers(svg, "data-part")
    assert numbers(svg, "data-ends").count("1 2") >= 1
    assert "2 of 302 edges are left out" in svg


def test_a_drawing_for_a_page_has_no_style() -> None:
    """The page has the style sheet, and its policy allows no other."""
    assert "<style" not in picture(CELLS)
    assert "<style" in render(CELLS).text


@pytest.mark.parametrize("by", ["layer", "cell", "package"])
def test_labels_are_within_the_drawing(by: str) -> None:
    """This holds for a label wider than the room beside its edge, too."""
    svg = ElementTree.fromstring(picture(replace(CELLS, structure=replace(CELLS.structure, by=by))))  # noqa: S314  our own
    body = next(group for group in svg.iter(f"{SVG}g") if "transform" in group.attrib)
    shift = float(body.attrib["transform"].removeprefix("translate(").split()[0])
    frames = [group[0].attrib for group in svg.iter(f"{SVG}g") if group.get("class", "").startswith("label ")]

    assert frames
    assert all(float(each["x"]) + shift >= 0 for each in frames)
    assert all(float(each["x"]) + float(each["width"]) + shift <= float(svg.attrib["width"]) for each in frames)


def test_hostile_names_stay_text() -> None:
    """A name with markup is a title and a label, and adds no element."""
    name = "<script>alert(1)</script>"
    svg = picture(Excerpt(Structure("cell", (Part(name, "low", (name,)), Part("low", "low")), ()), name, {"low": name}))

    assert "<script" not in svg
    assert name in [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314  our own
