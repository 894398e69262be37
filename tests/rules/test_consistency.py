"""What the law requires must be possible without breaking it; legal ways are found from the patterns alone."""

import pytest

from import_conformance.judging.consistency import contradictions
from tests.support.building import law

LAYERS = """\
layers:
  hub: {modules: "app.{team=base}.hub"}
  core: {modules: ["app.**.{team}.core_*"]}
axes:
  team: [base, pay, stock]
"""


def problems(rest: str) -> list[str]:
    """Return the contradictions in a law of these layers and some sections."""
    return [str(problem).partition(": ")[2] for problem in contradictions(law(LAYERS + rest))]


def refusal(team: str, targets: str = "hub") -> str:
    """Return the message about a team that has no legal way."""
    return (
        f"require.use demands that {team} imports {targets}, but `allow` and `forbid` leave {team} no legal import "
        "of it; add an allow line, or take the obligation back"
    )


@pytest.mark.parametrize(
    ("allow", "refused"),
    [
        ("{edge: core -> hub, across: team}", []),
        ("core -> hub", ["pay", "stock"]),
        ("{edge: pay -> hub, across: team}", ["base", "stock"]),
        ("{edge: core -> hub, across: team, kinds: [typing]}", ["base", "pay", "stock"]),
        ("{edge: hub -> core, across: team}", ["base", "pay", "stock"]),
    ],
)
def test_each_value_of_the_axis_needs_a_legal_way(allow: str, refused: list[str]) -> None:
    """Every subject for which `allow` has no edge of the right scope, direction and kind to the target is named."""
    rest = f"allow: [{allow}]\nrequire:\n  use: {{every: team, must_import: hub}}\n"

    assert problems(rest) == [refusal(team) for team in refused]


def test_only_the_values_that_are_bound_need_one() -> None:
    """`of` narrows the values that are bound."""
    rest = "allow: [core -> core]\nrequire:\n  use: {every: team, of: [stock], must_import: hub}\n"

    assert problems(rest) == [refusal("stock")]


def test_one_of_several_targets_is_enough() -> None:
    """A way to either target is a way; without any, all are named."""
    rest = "allow: [{}]\nrequire:\n  use: {{every: team, of: [pay], must_import: [hub, app.base.hub.x]}}\n"

    assert problems(rest.format("{edge: core -> app.base.hub.x, across: team}")) == []
    assert problems(rest.format("core -> core")) == [refusal("pay", "hub, app.base.hub.x")]


@pytest.mark.parametrize("target", ["app.loose", "app.*.hub.deep", "app.loose.*"])
def test_a_target_that_the_patterns_do_not_determine_is_not_judged(target: str) -> None:
    """A target outside every layer, or named by a wildcard alone, may have a way that patterns do not show."""
    rest = f"allow: [core -> core]\nrequire:\n  use: {{every: team, must_import: {target}}}\n"

    assert problems(rest) == []


def test_an_obligation_of_each_module_is_not_judged() -> None:
    """Which modules there are, is not known before the code is read."""
    assert problems("allow: [core -> core]\nrequire:\n  use: {every: module, in: core, must_import: hub}\n") == []


def test_a_value_that_only_holds_the_target_needs_no_way() -> None:
    """The target's own modules are no subjects, and a subject without other places is not refused."""
    layers = LAYERS.replace("app.**.{team}.core_*", "app.{team=pay}.core")
    rest = "allow: [core -> core]\nrequire:\n  use: {every: team, must_import: hub}\n"

    assert [str(problem).partition(": ")[2] for problem in contradictions(law(layers + rest))] == [refusal("pay")]


def test_without_layers_there_is_nothing_to_judge() -> None:
    """Patterns alone name no place from which an import could start."""
    assert list(contradictions(law("require:\n  use: {every: module, must_import: app.hub}\n"))) == []


FOUR = "layers:\n" + "".join(f"  {name}: {{modules: app.{name}}}\n" for name in "abcd") + "allow:\n"


@pytest.mark.parametrize(
    ("lines", "cycles"),
    [
        ("a-b b-c c-d", []),
        ("a-b b-c c-a", ["c-to-a closes a cycle: a may already import c"]),
        ("a-b a-c b-d c-d d-a", ["d-to-a closes a cycle: a may already import d"]),
        ("a-b a-c b-d d-a", ["d-to-a closes a cycle: a may already import d"]),
        ("a-b a-c c-d d-a", ["d-to-a closes a cycle: a may already import d"]),
        ("b-c b-d d-b a-b", ["d-to-b closes a cycle: b may already import d"]),
        (
            "a-b b-a b-c c-b",
            ["b-to-a closes a cycle: a may already import b", "c-to-b closes a cycle: b may already import c"],
        ),
        ("a-b a-c b-c c-d a-d b-d", []),
    ],
)
def test_a_cycle_of_lines_of_any_length_is_found(lines: str, cycles: list[str]) -> None:
    """The line that closes a cycle of layers is named; two ways to one layer are no cycle."""
    text = FOUR + "".join(f"  - {line.replace('-', ' -> ')}\n" for line in lines.split())

    assert [str(problem).partition(": ")[2].partition(", so")[0] for problem in contradictions(law(text))] == cycles


def test_a_line_for_some_kinds_is_an_exception() -> None:
    """A line for type checkers only closes no cycle."""
    assert list(contradictions(law(FOUR + "  - a -> b\n  - {edge: b -> a, kinds: [typing]}\n"))) == []


def test_a_way_of_the_required_kind_is_enough() -> None:
    """An obligation that asks for annotations is met by a line that allows them alone."""
    rest = "allow: [{edge: core -> hub, across: team, kinds: [typing]}]\n"
    rest += "require:\n  use: {every: team, must_import: hub, kinds: [typing]}\n"

    assert problems(rest) == []
