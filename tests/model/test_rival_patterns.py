"""Two patterns that claim one module: which one has it, and when that cannot be said."""

import pytest

from import_conformance.model.codebase import Place
from import_conformance.model.placement import Clash, place
from tests.support.building import law

AXES = "axes: {team: [pay, stock], part: [core]}\n"


def layer_of(one: str, other: str, module: str = "app.pay.core.x") -> str:
    """Return the layer that has the module: the one of the first pattern, of the second, or none."""
    rest = 'all: {modules: "app.**.{team}.{part}"}'
    found = place(module, law(f'layers: {{one: {{modules: "{one}"}}, other: {{modules: "{other}"}}, {rest}}}\n{AXES}'))
    return found.layer if isinstance(found, Place) else "clash" if isinstance(found, Clash) else ""


@pytest.mark.parametrize(
    ("one", "other", "layer"),
    [
        ("app.pay.*", "app.pay.core", "other"),  # more literal segments
        ("app.{team}.core", "app.*.core", "other"),  # no captures
        ("app.*.core", "app.{team}.core", "one"),
        ("app.{team}.*.x", "app.*.{part}.x", "clash"),  # both values are declared
        ("app.pay.**.x", "app.**.core.x", "clash"),
        ("app.pay.*.x", "app.*.core.x", "clash"),
    ],
)
def test_the_more_literal_pattern_wins_then_the_one_without_captures(one: str, other: str, layer: str) -> None:
    """Where neither decides, the module is in no layer."""
    assert (layer_of(one, other), layer_of(other, one)) == (
        layer,
        {"one": "other", "other": "one"}.get(layer, layer),
    )


def test_a_pattern_whose_captures_are_declared_values_wins_last() -> None:
    """`web` is no team, but `core` is a part."""
    assert layer_of("app.{team}.*.x", "app.*.{part}.x", "app.web.core.x") == "other"
    assert layer_of("app.{team}.*.x", "app.*.{part}.x", "app.pay.odd.x") == "one"
