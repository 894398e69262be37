"""The laws about code and debt in a topology file: each section as a whole value, each mistake with its place."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from import_conformance.model.laws.kinds import kind_of
from import_conformance.model.patterns.pattern import Pattern
from import_conformance.model.topology import (
    RUNNING_KINDS,
    Acyclic,
    Ban,
    BannedCall,
    Headers,
    ImportKind,
    Law,
    LocatedPattern,
    Name,
    Own,
    Position,
    Quarantine,
    Require,
    Selector,
    Severity,
    TopologyError,
    Waiver,
)
from import_conformance.reading.topology.load import parse_topology

HEAD = """\
topology: 1
name: Shop
source: {roots: [src], packages: [shop]}
layers: {api: {modules: "shop.{team}.api"}, core: {modules: shop.core}}
axes: {team: [pay, stock]}
"""
WORDS = "because: b, fix: f, owner: o, optional: true, severity: critical"


def at(column: int, line: int = 6) -> Position:
    """Return a position in the law, which is on the sixth line."""
    return Position(line, column)


def layer(name: str, column: int) -> Selector:
    """Return a layer that the law names."""
    return Selector(name, at(column), layer=name)


def words(column: int = 7) -> dict[str, object]:
    """Return the fields that every law has, with the values of WORDS."""
    said = {"because": "b", "fix": "f", "owner_team": "o", "optional": True, "severity": Severity.CRITICAL}
    return {"id": "x", "position": at(column), **said}


@pytest.mark.parametrize(
    ("text", "section", "laws"),
    [
        (
            "ban: {x: {calls: [a.b, a.c()], methods: commit, in: api, except: [core, pay], use: shop.core.f, "
            f"{WORDS}}}}}",
            "ban",
            [
                Ban(
                    **words(),  # type: ignore[arg-type]  # keywords of known names and types
                    calls=(BannedCall("a.b", False, at(19)), BannedCall("a.c", True, at(24))),
                    methods=("commit",),
                    within=(layer("api", 53),),
                    exempt=(layer("core", 67), Selector("pay", at(73), value="pay")),
                    use="shop.core.f",
                )
            ],
        ),
        ("ban: {x: {methods: f}}", "ban", [Ban("x", at(7), Severity.MEDIUM, methods=("f",))]),
        (
            "acyclic: [team, layer, package, module]",
            "acyclic",
            [
                Acyclic("acyclic-team", at(11), over="team"),
                Acyclic("acyclic-layer", at(17), over="layer"),
                Acyclic("acyclic-package", at(24), over="package"),
                Acyclic("acyclic-module", at(33), over="module"),
            ],
        ),
        (
            f"acyclic: {{x: {{over: team, in: api, kinds: [lazy, typing], {WORDS}}}}}",
            "acyclic",
            [
                Acyclic(
                    **words(11),  # type: ignore[arg-type]  # keywords of known names and types
                    over="team",
                    within=(layer("api", 31),),
                    kinds=frozenset({ImportKind.LAZY, ImportKind.TYPING}),
                )
            ],
        ),
        ("acyclic: {x: {over: layer}}", "acyclic", [Acyclic("x", at(11), over="layer", kinds=RUNNING_KINDS)]),
        (
            f"names: {{x: {{in: api, allow: ['*_api', 'v?'], deny: old, {WORDS}}}}}",
            "names",
            [
                Name(
                    **words(9),  # type: ignore[arg-type]  # keywords of known names and types
                    within=(layer("api", 17),),
                    allow=("*_api", "v?"),
                    deny=("old",),
                )
            ],
        ),
        (
            "names: {x: {in: api, deny: old}}",
            "names",
            [Name("x", at(9), Severity.LOW, within=(layer("api", 17),), deny=("old",))],
        ),
        (
            "names: {x: {in: api, allow: new}}",
            "names",
            [Name("x", at(9), Severity.LOW, within=(layer("api", 17),), allow=("new",))],
        ),
        (
            f"headers: {{x: {{key: Layer, in: api, required: true, {WORDS}}}}}",
            "headers",
            [
                Headers(
                    **words(11),  # type: ignore[arg-type]  # keywords of known names and types
                    key="Layer",
                    within=(layer("api", 31),),
                    required=True,
                )
            ],
        ),
        ("headers: {x: {key: Layer}}", "headers", [Headers("x", at(11), Severity.LOW, key="Layer")]),
        (
            f"quarantine: {{x: {{modules: [core, api], at_most: 12, {WORDS}}}}}",
            "quarantine",
            [
                Quarantine(
                    **words(14),  # type: ignore[arg-type]  # keywords of known names and types
                    modules=(layer("core", 28), layer("api", 34)),
                    at_most=12,
                )
            ],
        ),
        (
            "quarantine: {x: {modules: core}}",
            "quarantine",
            [Quarantine("x", at(14), modules=(layer("core", 27),), at_most=None)],
        ),
        (
            "require: {x: {every: module, in: api, when: {writes_models: 2}, must_import: core}}",
            "require",
            [
                Require(
                    "x",
                    at(11),
                    every="module",
                    within=(layer("api", 34),),
                    writes_models=2,
                    targets=(layer("core", 78),),
                )
            ],
        ),
        (
            "own: {x: {owner: core, symbols: [now, _now]}}",
            "own",
            [Own("x", at(7), owner=(layer("core", 18),), symbols=("now", "_now"))],
        ),
    ],
)
def test_a_section_is_read_as_a_whole_value(text: str, section: str, laws: Sequence[Law]) -> None:
    """Every key of the section, and what holds where a key is not there."""
    read = parse_topology(f"{HEAD}{text}\n", "t").laws

    assert tuple(law for law in read if kind_of(law).section.name == section) == tuple(laws)


def test_waivers_are_read_as_whole_values() -> None:
    """A waiver names a law and modules, or a finding; divergences are known by the form of their law."""
    text = f"""{HEAD}waive:
  - {{law: unresolved-imports, modules: [shop.pay, shop.*.x], reason: r, owner: o, until: 2027-03-31}}
  - {{finding: 0123456789abcdef, reason: s, owner: p, until: '20280102'}}
  - {{law: api-to-core, modules: shop.**, reason: r, owner: o, until: 2027-03-31}}
"""

    patterns = (LocatedPattern(Pattern("shop.pay"), at(41, 7)), LocatedPattern(Pattern("shop.*.x"), at(51, 7)))
    assert parse_topology(text, "t").waive == (
        Waiver(at(5, 7), "r", "o", "2027-03-31", "unresolved-imports", patterns),
        Waiver(at(5, 8), "s", "p", "2028-01-02", fingerprint="0123456789abcdef"),
        Waiver(at(5, 9), "r", "o", "2027-03-31", "api-to-core", (LocatedPattern(Pattern("shop.**"), at(33, 9)),)),
    )


def broken_laws() -> list[object]:
    """Yield the rows of the table beside this file: a law, and its expected problems."""
    text = Path(__file__).with_name("topology_code_law_problems.txt").read_text("utf-8")
    blocks = (block.rstrip().split("\n") for block in text.split("\n> ")[1:])
    return [pytest.param(law.replace("¶", "\n"), [*map(str.strip, lines)], id=law) for law, *lines in blocks]


@pytest.mark.parametrize(("text", "problems"), broken_laws())
def test_each_mistake_is_reported_at_its_place(text: str, problems: list[str]) -> None:
    """One sentence for each mistake says what was found and what would be valid; nothing else is reported."""
    with pytest.raises(TopologyError) as error:
        parse_topology(f"{HEAD}{text}\n", "t")

    assert [str(problem) for problem in error.value.problems] == problems
