"""What a text in a law means."""

import pytest

from import_conformance.model.laws.forbid import Forbid
from import_conformance.model.patterns.pattern import Pattern
from import_conformance.model.topology import Position, Selector
from import_conformance.reading.topology.load import parse_topology

HEAD = "topology: 1\nname: Shop\nsource: {roots: [src], packages: [shop]}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("api", {"layer": "api"}),
        ("L2.1", {"layer": "L2.1"}),
        ("pay", {"value": "pay"}),
        ("pay.x.*", {"value": "pay", "below": Pattern("x.*")}),
        ("team=pay", {"value": "team=pay"}),
        ("team=web.x", {"value": "team=web", "below": Pattern("x")}),
        ("shop", {"pattern": Pattern("shop")}),
        ("shop.**.x", {"pattern": Pattern("shop.**.x")}),
        ("both", {"layer": "both"}),
        ("team=both", {"value": "team=both"}),
        ("both.x", {"value": "both", "below": Pattern("x")}),
    ],
)
def test_a_name_in_a_law_is_a_layer_before_a_value_before_a_pattern(text: str, expected: dict[str, object]) -> None:
    """A layer of that name wins over an axis value, and an axis value over a pattern of module names."""
    places = 'layers: {api: {modules: "shop.{team}.{tier}"}, L2.1: {modules: shop.x}, both: {modules: shop.y}}\n'
    axes = "axes: {team: [pay, web, both], tier: [web]}\n"

    law = parse_topology(f"{HEAD}{places}{axes}forbid: {{f: {{to: [{text}], from: shop.a}}}}", "t").of(Forbid)[0]

    assert law.targets == (Selector(text, Position(6, 19), **expected),)  # type: ignore[arg-type]  # fields by name
