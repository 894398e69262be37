"""The way from a topology file to a Topology: every section as a whole value, and what a text in a law means."""

from hashlib import blake2b
from pathlib import Path

import pytest

from import_conformance.model.patterns.pattern import Pattern
from import_conformance.model.topology import (
    ALL_KINDS,
    RUNNING_KINDS,
    Allow,
    Axis,
    Builtin,
    External,
    Forbid,
    ImportKind,
    Layer,
    LocatedPattern,
    Own,
    Position,
    Require,
    Selector,
    Severity,
    Source,
    Topology,
    Via,
)
from import_conformance.reading.topology.load import load_topology, parse_topology

ROOT = Path(__file__).parents[3]
HEAD = "topology: 1\nname: Shop\nsource: {roots: [src, lib], packages: [shop]}\n"
NAMES = "layers: {api: {modules: shop.api}, core: {modules: [shop.core, shop.*.core]}}\n"
AXES = "axes: {team: [pay, [stock, x]]}\n"
PLACES = 'layers: {api: {modules: "shop.{team}.api"}}\n'


def layer(name: str, column: int) -> Selector:
    """Return a layer that a law on the fifth line names."""
    return Selector(name, Position(5, column), layer=name)


def test_the_whole_of_a_small_topology() -> None:
    """A topology without laws still has the built-in ones, at the line of its source."""
    text = HEAD + "layers:\n  api: {title: The API, modules: shop.api}\n"

    assert parse_topology(text, "some/topology.yaml") == Topology(
        path="some/topology.yaml",
        name="Shop",
        source=Source(("src", "lib"), ("shop",), position=Position(3, 1)),
        layers=(
            Layer("api", (LocatedPattern(Pattern("shop.api"), Position(5, 34)),), Position(5, 3), title="The API"),
        ),
        laws=(
            Builtin("unresolved-imports", Position(3, 1), Severity.MEDIUM),
            Builtin("shadowed-modules", Position(3, 1), Severity.MEDIUM),
            Builtin("undeclared-values", Position(3, 1), Severity.MEDIUM),
            Builtin("unparsable-files", Position(3, 1), Severity.HIGH),
            Builtin("ambiguous-layer", Position(3, 1), Severity.HIGH),
            Builtin("foreign-configuration", Position(3, 1), Severity.HIGH),
            Builtin("unmatched-parts", Position(3, 1), Severity.HIGH),
        ),
        digest=blake2b(text.encode()).hexdigest(),
    )


def test_source() -> None:
    """The source section says where the code is, what is known, and what is left out."""
    text = "topology: 1\nname: Shop\nsource:\n  roots: .\n  packages: [acme.shop]\n  baseline: a/b.json\n"

    topology = parse_topology(text + "  exclude: acme.shop.**.migrations\n  unplaced: error\n", "t")

    excluded = LocatedPattern(Pattern("acme.shop.**.migrations"), Position(7, 12))
    assert topology.source == Source((".",), ("acme.shop",), "a/b.json", (excluded,), Position(3, 1))
    assert topology.unplaced_is_error
    assert topology.of(Builtin)[-1] == Builtin("unplaced-modules", Position(8, 3), Severity.MEDIUM)


def test_quoted_null_words_are_strings() -> None:
    """A name that YAML would take for no value can be quoted; unplaced modules may be reported only."""
    topology = parse_topology("topology: 1\nname: 'null'\nsource: {roots: src, packages: a, unplaced: report}", "t")

    assert (topology.name, topology.unplaced_is_error) == ("null", False)


def test_layers_of_a_dotted_package() -> None:
    """A pattern may begin in the package, above it, or with a wildcard."""
    head = "topology: 1\nname: Shop\nsource: {roots: src, packages: a.shop}\naxes: {z: [b]}\n"

    patterns = parse_topology(head + "layers: {l: {modules: [a.shop.x, a, '**.y', '{z}.b']}}", "t").layers[0].patterns
    assert [located.pattern.text for located in patterns] == ["a.shop.x", "a", "**.y", "{z}.b"]


def test_an_optional_layer() -> None:
    """A layer may match nothing when it says why."""
    layers = parse_topology(HEAD + "layers: {l: {modules: shop, optional: true, because: not yet}}", "t").layers

    located = LocatedPattern(Pattern("shop"), Position(4, 23))
    assert layers == (Layer("l", (located,), Position(4, 10), optional=True, because="not yet"),)


@pytest.mark.parametrize(
    ("axis", "columns", "optional"),
    [("[pay, [stock]]", (15, 21), set()), ("{values: [pay, stock], optional: stock}", (24, 29), {"stock"})],
)
def test_axes(axis: str, columns: tuple[int, int], optional: set[str]) -> None:
    """An axis is a list, grouped as its author likes, or a mapping that names the values that may have no module."""
    text = HEAD + PLACES + f"axes: {{team: {axis}}}\n"

    values = {"pay": Position(5, columns[0]), "stock": Position(5, columns[1])}
    assert parse_topology(text, "t").axes == (Axis("team", values, Position(5, 8), frozenset(optional)),)


def test_an_edge_is_a_line() -> None:
    """The short form of an edge names layers on both sides; its id is made of them."""
    topology = parse_topology(HEAD + NAMES + "allow: [api core -> core]\n", "t")

    edge = Allow(
        "api+core-to-core", Position(5, 9), sources=(layer("api", 9), layer("core", 13)), targets=(layer("core", 21),)
    )
    assert (topology.of(Allow), topology.allow_position, topology.allow_severity) == (
        (edge,),
        Position(5, 1),
        Severity.HIGH,
    )


def test_an_edge_with_everything() -> None:
    """The long form of an edge says how far it reaches, which imports it covers, and why."""
    text = (
        HEAD
        + PLACES
        + AXES
        + "allow: [{edge: api -> api, across: team, kinds: typing, severity: low, because: b, fix: f, owner: o}]"
    )

    assert parse_topology(text, "t").of(Allow) == (
        Allow(
            "api-to-api",
            Position(6, 9),
            Severity.LOW,
            "b",
            "f",
            "o",
            sources=(Selector("api", Position(6, 16), layer="api"),),
            targets=(Selector("api", Position(6, 23), layer="api"),),
            across=frozenset({"team"}),
            kinds=frozenset({ImportKind.TYPING}),
        ),
    )


def test_the_severity_of_all_edges() -> None:
    """The long form of the section gives a severity to divergences and to each edge that has none of its own."""
    edges = "{edge: api -> api, severity: critical, optional: true, because: b}, core -> api, core -> api"
    topology = parse_topology(HEAD + NAMES + f"allow: {{severity: low, edges: [{edges}]}}", "t")

    laws = [(law.id, law.severity.value, law.optional) for law in topology.of(Allow)]
    assert laws == [("api-to-api", "critical", True), ("core-to-api", "low", False), ("core-to-api-2", "low", False)]
    assert topology.allow_severity is Severity.LOW


def test_the_id_of_an_edge_holds_no_shell_characters() -> None:
    """Wildcards, axes and equals signs in an edge become hyphens in its id."""
    text = HEAD + PLACES + AXES + "allow: ['shop.{team}.* -> team=pay.x']"

    assert [law.id for law in parse_topology(text, "t").of(Allow)] == ["shop.-team-.--to-team-pay.x"]


def test_forbid() -> None:
    """A ban names modules of the code base and packages outside it in one list."""
    text = HEAD + NAMES + "forbid: {f: {from: [api], to: [core, django.db, shop.x], severity: low}}"

    assert parse_topology(text, "t").of(Forbid) == (
        Forbid(
            "f",
            Position(5, 10),
            Severity.LOW,
            sources=(layer("api", 21),),
            targets=(layer("core", 32), Selector("shop.x", Position(5, 49), pattern=Pattern("shop.x"))),
            externals=(External("django.db", Position(5, 38)),),
        ),
    )


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("severity: high", ALL_KINDS),
        ("typing_only: allowed", RUNNING_KINDS),
        ("kinds: [lazy, dynamic]", frozenset({ImportKind.LAZY, ImportKind.DYNAMIC})),
    ],
)
def test_the_kinds_that_a_ban_is_for(said: str, kinds: frozenset[ImportKind]) -> None:
    """A ban holds for every import, unless it lists kinds or lets those for type checkers pass."""
    text = HEAD + NAMES + f"forbid: {{f: {{from: api, to: core, {said}}}}}"

    assert parse_topology(text, "t").of(Forbid)[0].kinds == kinds


def test_require() -> None:
    """An obligation binds values of an axis, within some modules, to import one of its targets."""
    text = (
        HEAD
        + PLACES
        + AXES
        + "require: {r: {every: team, of: x, in: api, must_import: shop.a, via: legal, kinds: lazy}}"
    )

    assert parse_topology(text, "t").of(Require) == (
        Require(
            "r",
            Position(6, 11),
            every="team",
            of=("x",),
            within=(Selector("api", Position(6, 39), layer="api"),),
            targets=(Selector("shop.a", Position(6, 57), pattern=Pattern("shop.a")),),
            via=Via.LEGAL,
            kinds=frozenset({ImportKind.LAZY}),
        ),
    )


def test_require_of_every_module() -> None:
    """Without an axis every module is bound, by an import of its own that runs."""
    text = HEAD + NAMES + "require: {r: {every: module, must_import: core}}"

    assert parse_topology(text, "t").of(Require) == (Require("r", Position(5, 11), targets=(layer("core", 43),)),)


def test_own() -> None:
    """What is owned has an owner, or belongs to each value of an axis; `owner` is a place here."""
    text = HEAD + PLACES + AXES + "own: {a: {owner: api, among: [pay], similarity: 0.75}, b: {between: team, fix: f}}"

    assert parse_topology(text, "t").of(Own) == (
        Own(
            "a",
            Position(6, 7),
            owner=(Selector("api", Position(6, 18), layer="api"),),
            among=(Selector("pay", Position(6, 31), value="pay"),),
            similarity=0.75,
        ),
        Own("b", Position(6, 56), fix="f", between="team"),
    )


def test_builtin() -> None:
    """A built-in law in the topology has the severity, reason, scope and line that it has there."""
    shadowed = "shadowed-modules: {severity: critical, in: core, because: b}"
    others = "unplaced-modules: {severity: low}, unparsable-files: {because: c}"
    builtin = parse_topology(HEAD + NAMES + f"builtin: {{{shadowed}, {others}}}", "t").of(Builtin)

    assert [law.id for law in builtin[:4:2]] == ["unresolved-imports", "undeclared-values"]
    assert builtin[1] == Builtin(
        "shadowed-modules", Position(5, 11), Severity.CRITICAL, "b", within=(layer("core", 54),)
    )
    assert builtin[3] == Builtin("unparsable-files", Position(5, 108), Severity.HIGH, "c")
    assert builtin[-1] == Builtin("unplaced-modules", Position(5, 73), Severity.LOW)


def test_a_text_of_several_lines_is_shown_on_one() -> None:
    """Reports and contracts get a reason without line breaks, however its author laid it out."""
    text = HEAD + NAMES + "own: \n  o: \n    owner: api\n    because: |\n      a\n      b\n"

    assert parse_topology(text, "t").of(Own)[0].because == "a b"


def test_a_file_is_called_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The path of a topology is the one of the command line, not where it leads to."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "law.yaml").write_text(HEAD, "utf-8")

    assert load_topology(Path("law.yaml")) == parse_topology(HEAD, "law.yaml")


def test_the_law_of_this_repository_is_read() -> None:
    """The topology that stands at the top of the repository has no problem, and all its sections arrive."""
    topology = load_topology(ROOT / "topology.yaml")

    sections = (
        topology.layers,
        topology.axes,
        topology.of(Allow),
        topology.of(Forbid),
        topology.of(Require),
        topology.of(Own),
    )
    assert (topology.name, all(sections)) == ("HOC", True)
