"""Laws by top packages: layers where there is an order, one layer for a cycle, bands for too many parts."""

import pytest

from import_conformance.proposing.flat import by_packages
from import_conformance.proposing.proposal import Proposal, ProposedEdge, support
from tests.proposing.surveys import surveyed


def proposed(modules: list[str], imports: dict[tuple[str, str], int]) -> Proposal:
    """Return the law proposed for a code base with these imports."""
    found = by_packages(surveyed(modules, imports), "Test", (".",))
    assert found
    return found


def layers(proposal: Proposal) -> list[str]:
    """Return the names of its layers, from the top down."""
    return [layer.name for layer in proposal.layers]


def test_each_edge_bears_its_support_and_says_when_it_is_uncertain() -> None:
    """Few imports, or many against, are uncertain; an edge without imports is not allowed."""
    imports = {("app.a", "app.b"): 27, ("app.b", "app.a"): 2, ("app.b", "app.c"): 4, ("app.c", "app.b"): 0}
    found = proposed(["app", "app.a", "app.b", "app.c"], imports)

    assert layers(found) == ["a", "b", "c"]
    assert found.edges == (
        ProposedEdge(("a",), ("b",), comment="27 imports, 2 against"),
        ProposedEdge(("b",), ("c",), comment="4 imports; uncertain"),
    )


def test_imports_for_type_checkers_show_no_order_and_are_counted_separately() -> None:
    """Whatever their number, those that go down are allowed, and those that go up are reported."""
    running = {("app.a", "app.b"): 5, ("app.b", "app.c"): 1}
    typing = {("app.b", "app.a"): 30, ("app.a", "app.b"): 2, ("app.a", "app.c"): 6}
    found = by_packages(surveyed(["app", "app.a", "app.b", "app.c"], running, typing=typing), "Test", (".",))

    assert found
    assert [(edge.sources, edge.targets, edge.comment) for edge in found.edges] == [
        (("a",), ("b",), "5 imports, 2 more for type checkers"),
        (("a",), ("c",), "6 imports for type checkers only; uncertain"),
        (("b",), ("c",), "1 import; uncertain"),
    ]
    assert found.findings == (
        "The packages have an order: none of the 6 imports between them goes up.",
        "30 imports for type checkers only go up; such imports show no order, and are in the baseline. "
        "`kinds: [typing]` on a line of `allow` permits them alone.",
    )


def test_a_cycle_without_an_order_becomes_one_layer_with_its_figures() -> None:
    """Parts above and below it keep layers of their own."""
    names = ["app.top", "app.x", "app.y", "app.z", "app.low"]
    ring = {(f"app.{s}", f"app.{t}"): 5 for s, t in (("x", "y"), ("y", "z"), ("z", "x"), ("x", "z"))}
    found = proposed(names, {**ring, ("app.top", "app.x"): 5, ("app.z", "app.low"): 5})

    assert layers(found) == ["top", "x+y+z", "low"]
    assert found.layers[1].comment == "These 3 form one cycle; of 20 imports among them 5 go against the best order."
    assert found.findings[0].startswith("There is no layering of all parts to find: 3 of 5 form one cycle, and 5 of 30")


def test_one_stray_import_does_not_merge_parts_into_a_cycle() -> None:
    """Parts that one stray import ties to a cycle are layers of their own; the import is a breach."""
    chain = {("app.a", "app.b"): 9, ("app.b", "app.c"): 9, ("app.c", "app.a"): 1}
    ring = {("app.c", "app.d"): 6, ("app.d", "app.e"): 6, ("app.e", "app.c"): 6, ("app.d", "app.c"): 6}
    found = proposed([f"app.{name}" for name in "abcde"], {**chain, **ring})

    assert layers(found) == ["a", "b", "c+d+e"]


def test_too_many_single_modules_become_three_bands() -> None:
    """Modules that none imports are entry, modules in a cycle are core, and the modules below are base."""
    tops, ring, lows = ([f"app.{kind}{at:02}" for at in range(12)] for kind in ("top", "ring", "low"))
    around = {(ring[at], ring[(at + 1) % 12]): 1 for at in range(12)}
    down = {(top, ring[0]): 1 for top in tops} | {(ring[0], low): 1 for low in lows}
    found = proposed([*tops, *ring, *lows], {**around, **down})

    assert [(layer.name, layer.patterns) for layer in found.layers] == [
        ("entry", tuple(tops)),
        ("core", tuple(ring)),
        ("base", tuple(lows)),
    ]


def test_independent_plugins_become_an_axis() -> None:
    """Each plugin is a value, and the module that they share may be imported by all."""
    core = [f"app.core.m{at}" for at in range(9)]
    modules = ["app.plugins", *(f"app.plugins.{name}" for name in ("_common", "a", "b", "c")), *core]
    imports = {("app.plugins.a", "app.plugins._common"): 5, ("app.plugins.b", "app.core.m0"): 5}
    found = proposed(modules, imports)

    assert found.axes == {"plugin": ("_common", "a", "b", "c")}
    assert found.layers[0].patterns == ("app.plugins.{plugin}", "app.plugins.__init__")
    assert ProposedEdge(("plugins",), ("plugin=_common",), ("plugin",), "5 imports", "what they share") in found.edges


def test_plugins_that_import_each_other_are_one_layer() -> None:
    """One import between two of them is enough, because the folder's name alone proves nothing."""
    core = [f"app.core.m{at}" for at in range(9)]
    modules = [*(f"app.plugins.{name}" for name in "abcd"), *core]
    found = proposed(modules, {("app.plugins.a", "app.plugins.b"): 1, ("app.plugins.b", "app.core.m0"): 5})

    assert found.axes == {}


def test_of_too_many_parts_the_large_packages_become_layers() -> None:
    """Where more parts than layers are bearable, single modules are left out, if the packages hold most of the code."""
    packages = [f"app.p{part}.m{at}" for part in range(5) for at in range(20)]
    singles = [f"app.single{at:02}" for at in range(20)]
    found = proposed([*packages, *singles], {("app.p0.m0", "app.p1.m0"): 9, ("app.single00", "app.p0.m0"): 9})

    assert layers(found) == ["p0", "p1", "p2", "p3", "p4"]
    assert found.ending[:2] == (
        "In no layer, so that no line above speaks of them: 20 modules: single00 (1), single01 (1), single02 (1), "
        "single03 (1) and 16 more.",
        "The 5 largest of 25 packages and modules are layers; more than 20 are too many.",
    )


@pytest.mark.parametrize(
    ("count", "against", "said"),
    [
        (5, 0, "5 imports"),
        (4, 0, "4 imports; uncertain"),
        (1, 0, "1 import; uncertain"),
        (30, 10, "30 imports, 10 against"),
        (30, 11, "30 imports, 11 against; uncertain"),
    ],
)
def test_the_comment_of_an_edge_gives_its_imports_and_doubts(count: int, against: int, said: str) -> None:
    """Fewer than five imports are uncertain, and so is what a third of the imports contradicts."""
    assert support(count, against) == said


def test_a_single_part_is_no_law() -> None:
    """Where nothing can be forbidden, nothing is proposed."""
    assert by_packages(surveyed(["app", "app.only"]), "Test", (".",)) is None
