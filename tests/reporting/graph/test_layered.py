"""The layered picture: where parts stand, how lines run, and that it is well-formed by itself."""

from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from import_conformance.model.structure.structure import Dependency, Part, Structure
from import_conformance.reporting.graph.grid import Box, grid
from import_conformance.reporting.graph.layered import layered_svg, said, short
from import_conformance.reporting.graph.routes import route

LAYERS = ("api", "core", "models")
PARTS = (
    Part("bills api", "api", ("bills",), modules=2, efferent=3),
    Part("bills core", "core", ("bills",), modules=1, findings=4),
    Part("users core", "core", ("users",)),
    Part("models", "models", modules=7, afferent=2),
    Part("tools", "tools"),
    Part("unplaced"),
)
BONDS = (
    Dependency("bills api", "bills core", 2, 1, 1, laws=("api-to-core",)),
    Dependency("bills api", "models", divergences=8),
    Dependency("bills core", "users core", absences=1, laws=("needs",)),
    Dependency("bills core", "bills core", 5),
    Dependency("models", "tools", 1),
    Dependency("tools", "models", 1),
    Dependency("unplaced", "bills core", 1),
    Dependency("users core", "bills api", 1),
)
WHOLE = Structure("cell", PARTS, BONDS)
SVG = "{http://www.w3.org/2000/svg}"


def lines(svg: str) -> list[tuple[str, str, str]]:
    """The lines of a picture: class, title and width, in the order in which they are drawn."""
    found = [path for path in ET.fromstring(svg).iter(f"{SVG}path") if "data-ends" in path.attrib]  # noqa: S314  our own
    return [(path.attrib["class"], str(path[0].text), path.attrib["stroke-width"]) for path in found]


def test_rows_are_layers_and_columns_are_domains() -> None:
    """Layers stand as the law lists them; what has no domain is a bar below, the unplaced last."""
    boxes = grid(WHOLE, LAYERS).boxes

    assert [boxes[part.key].row for part in PARTS] == [0, 1, 1, 2, 3, 4]
    assert [boxes[part.key].column for part in PARTS] == [0, 0, 1, -1, -1, -1]
    assert [boxes[part.key].is_bar for part in PARTS] == [False, False, False, True, True, True]


def test_no_two_parts_overlap() -> None:
    """Each part has a place of its own, all within the picture."""
    plan = grid(WHOLE, LAYERS)

    def apart(one: Box, other: Box) -> bool:
        beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        return beside or one.bottom <= other.y or other.bottom <= one.y

    assert all(apart(one, other) for one, other in combinations(plan.boxes.values(), 2))
    assert all(box.x >= 0 and box.x + box.width <= plan.width for box in plan.boxes.values())
    assert max(box.bottom for box in plan.boxes.values()) <= plan.height


def test_lines_are_weighted_and_what_is_wrong_lies_on_top() -> None:
    """The width grows with the logarithm of the statements; imports within a part are not drawn."""
    assert lines(layered_svg(WHOLE, layers=LAYERS)) == [
        ("legal", "bills api → bills core: 3 imports, 1 against the law (api-to-core)", "1.7"),
        ("legal", "models → tools: 1 import", "1.0"),
        ("legal", "tools → models: 1 import", "1.0"),
        ("legal", "unplaced → bills core: 1 import", "1.0"),
        ("legal", "users core → bills api: 1 import", "1.0"),
        ("lack", "bills core → users core: no import, 1 required and lacking (needs)", "1.8"),
        ("against", "bills api → bills core: 3 imports, 1 against the law (api-to-core)", "1.0"),
        ("against", "bills api → models: 8 imports, 8 against the law", "3.1"),
    ]


def test_lines_between_bars_have_lanes_of_their_own() -> None:
    """There and back again are two lines."""
    plan = grid(WHOLE, LAYERS)

    assert route(plan, "models", "tools").partition(" ")[0] != route(plan, "tools", "models").partition(" ")[0]


@pytest.mark.parametrize("by", ["layer", "domain"])
def test_any_structure_can_be_drawn(by: str) -> None:
    """Parts without a layer, or without a domain, stand in one row, or as bars."""
    parts = (
        (Part("one", "one"), Part("two", "two")) if by == "layer" else (Part("one", group=("one",)), Part("no domain"))
    )
    one, other = parts[0].key, parts[1].key
    svg = layered_svg(Structure(by, parts, (Dependency(one, other, 1), Dependency(other, one, 1))))

    assert [look for look, _, _ in lines(svg)] == ["legal", "legal"]


def test_an_empty_structure_has_no_picture() -> None:
    """Nothing is drawn of nothing."""
    assert layered_svg(Structure("cell", (), ())) == ""


def test_a_picture_brings_no_style() -> None:
    """The page around it has the style, whose policy allows no other."""
    assert "<style" not in layered_svg(WHOLE)


def test_hostile_names_stay_text() -> None:
    """A name with markup is a title and a label, and adds no element."""
    name = "<script>alert(1)</script>"
    svg = layered_svg(Structure("cell", (Part(f"{name} low", "low", (name,)), Part("low", "low")), ()))

    assert "<script" not in svg
    assert name in [element.text for element in ET.fromstring(svg).iter(f"{SVG}title")]  # noqa: S314  our own


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("integrations", "integrations"),
        ("integrations2", "integration…"),
        ("mmmmmmmmmmmm", "mmmmmmm…"),
        ("領域領域領域領域", "領域領域領…"),
    ],
)
def test_a_name_fits_its_column(name: str, expected: str) -> None:
    """What is too wide is cut, by the width of its letters."""
    assert short(name) == expected


def test_a_bond_in_words() -> None:
    """Statements first, then what is wrong with them."""
    bond = Dependency("a", "b", 3, 2, 1, 1, ("x", "y"))

    assert said(bond) == "5 imports, 2 against the law, 1 required and lacking (x, y)"
