"""For each key of the language two topologies that differ in it, and the tree to which the key matters."""

import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from import_conformance.model.laws.builtin import BUILTIN

Sections = dict[str, Any]
Pair = tuple[Sections, Sections]

TABLE = "class {0}(Base):\n    __tablename__ = '{0}'\n"
WRITES = "from shop.models import User, Bill\ndef f(session):\n    session.add(User())\n    session.add(Bill())\n"
CODE = {
    "__init__": "",
    "pay/__init__": "",
    "pay/api": "# Layer: core\n# Part: core\nimport pickle\nimport shop.pay.core\nimport shop.stock.core\n",
    "pay/core": "# Layer: core\nimport shop.pay.api\ndef now():\n    import json\n    return print()\n",
    "stock/__init__": "",
    "stock/api": "import shop.nowhere\n",
    "stock/core": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import shop.pay.core\ndef now(): ...\n",
    "models": f"Base = object\n{TABLE.format('User')}{TABLE.format('Bill')}",
    "writer": WRITES,
    "copied": WRITES,
    "odd_utils": "import shop.free\n",
    "free": "import shop.odd_utils\n",
}
HEAD: Sections = {"topology": 1, "name": "Shop", "source": {"roots": "src", "packages": "shop"}}
PLACES: Sections = {
    "layers": {"api": {"modules": "shop.{team}.api"}, "core": {"modules": "shop.{team}.core"}},
    "axes": {"team": ["pay", "stock"]},
}
# The sections whose entries are laws: what the description calls one, the section, an entry that finds something, and
# the keys with which it speaks of what is not there.
LAWS: dict[str, tuple[str, Sections, Sections]] = {
    "ban on imports": ("forbid", {"from": "api", "to": "pickle"}, {"to": "shelve"}),
    "obligation": ("require", {"every": "team", "must_import": "shop.free"}, {"must_import": "shop.none"}),
    "ownership": ("own", {"owner": "shop.writer", "among": "shop"}, {"owner": "shop.none"}),
    "ban on calls": ("ban", {"calls": "print"}, {"in": "shop.none"}),
    "law against cycles": ("acyclic", {"over": "module"}, {"in": "shop.none"}),
    "law about names": ("names", {"in": "shop.**", "deny": "*_utils"}, {"in": "shop.none"}),
    "law about headers": ("headers", {"key": "Layer"}, {"in": "shop.none"}),
    "quarantine": ("quarantine", {"modules": "shop.free"}, {"modules": "shop.none"}),
    "law by a rule from outside": ("rules", {"rule": "any-module"}, {"in": "shop.none"}),
}


class KeyPairs(NamedTuple):
    """What the tests of a rule say of the keys of its section, as `KEY_PAIRS`.

    Attributes:
        what: What the description calls an entry.
        section: The section.
        entry: An entry that finds something.
        missing: The keys with which an entry speaks of what is not there.
        changes: For each key another value, with the keys that both entries have besides.
    """

    what: str
    section: str
    entry: Sections
    missing: Sections
    changes: dict[str, tuple[object, Sections]]


def of_rules() -> Iterator[KeyPairs]:
    """Yield what the tests of rules say of their keys."""
    for path in sorted(Path(__file__).parents[1].glob("rules/test_*.py")):
        if "KEY_PAIRS" in path.read_text(encoding="utf-8"):
            yield KeyPairs(*importlib.import_module(f"tests.rules.{path.stem}").KEY_PAIRS)


OF_RULES = tuple(of_rules())
LAWS |= {each.what: (each.section, each.entry, each.missing) for each in OF_RULES}
WAIVER = {"law": "x", "modules": "shop.pay.api", "reason": "moves", "owner": "pay", "until": "2999-12-31"}


def law(what: str, **keys: object) -> Sections:
    """Return sections with one law `x`; keys: what differs from the entry that finds something."""
    section, entry, _ = LAWS[what]
    return {**PLACES, section: {"x": entry | keys}}


def change(what: str, before: Sections | None = None, /, **after: object) -> Pair:
    """Return two topologies, of which the second has other keys of a law; before: the keys that both have."""
    both = before or {}
    return law(what, **both), law(what, **(both | after))


BROKEN_TWICE = law("ban on imports", **{"from": "shop", "to": ["pickle", "json"]})
# Of the first of its findings.
FINGERPRINT = "641b6cae552044bd"
KNOWN = json.dumps(
    {
        "version": 1,
        "findings": [
            {
                "fingerprint": FINGERPRINT,
                "law": "x",
                "path": "shop/pay/api.py",
                "message": "m",
                "count": 1,
                "reason": "r",
            }
        ],
    }
)


def edge(**keys: object) -> Sections:
    """Return sections in which one edge is allowed."""
    return {**PLACES, "allow": [{"edge": "api -> core", **keys}]}


def source(**keys: object) -> Sections:
    """Return sections with another source."""
    return {**PLACES, "source": {"roots": "src", "packages": "shop", **keys}}


def layer(**keys: object) -> Sections:
    """Return sections with a forbidden import in a layer."""
    places = {"layers": PLACES["layers"] | {"core": {"modules": "shop.{team}.core", **keys}}}
    return PLACES | places | {"forbid": {"x": {"from": "core", "to": "json"}}}


def waived(**keys: object) -> Sections:
    """Return sections with a waiver."""
    return BROKEN_TWICE | {"waive": [WAIVER | keys]}


def section(name: str, entry: object) -> Pair:
    """Return a topology without a section, and one with it."""
    return PLACES, {**PLACES, name: entry}


def builtin(name: str, **keys: object) -> Sections:
    """Return sections in which a built-in law is written."""
    return {**PLACES, "builtin": {name: {"severity": "low", **keys}}}


def shared() -> Iterator[tuple[tuple[str, str], Pair]]:
    """Yield a pair for each key that all laws have."""
    for what, (_, _, missing) in LAWS.items():
        team = "team" if what == "ownership" else "owner"
        yield (what, "severity"), change(what, severity="critical")
        yield (what, "because"), change(what, because="it was decided")
        yield (what, "fix"), change(what, fix="do it")
        yield (what, team), change(what, **{team: "us"})
        yield (what, "optional"), change(what, missing | {"because": "planned"}, optional=True)


CLASHING: Sections = {"layers": {"api": {"modules": "shop.*.api"}, "pay": {"modules": "shop.pay.*"}}}
# Files that a tree has besides CODE, where they would be in the way of other keys.
MORE: dict[tuple[str, str], dict[str, str]] = {
    ("source", "roots"): {"other/shop/__init__.py": ""},
    ("source", "baseline"): {"known.json": KNOWN},
    **{
        key: {"src/shop/broken.py": "def (\n"}
        for what in ("built-in law that holds everywhere",)
        for key in ((what, "severity"), (what, "because"), (what, "owner"))
    },
    ("builtin", "unparsable-files"): {"src/shop/broken.py": "def (\n"},
    ("builtin", "foreign-configuration"): {
        ".importlinter": "[importlinter]\nroot_packages = shop\ncontract_types =\n    odd: odd.contracts.Odd\n"
    },
}


def built_in() -> Iterator[tuple[tuple[str, str], Pair]]:
    """Yield a pair for each built-in law, and for each key of one."""
    found_in = {"ambiguous-layer": CLASHING, "unmatched-parts": PLACES | {"axes": {"team": ["pay", "stock", "web"]}}}
    for name in BUILTIN:
        places = found_in.get(name, PLACES)
        yield ("builtin", name), (places, places | {"builtin": {name: {"severity": "low"}}})
    for what, name in (
        ("built-in law", "unresolved-imports"),
        ("built-in law that holds everywhere", "unparsable-files"),
    ):
        yield (what, "severity"), (builtin(name), builtin(name, severity="critical"))
        yield (what, "because"), (builtin(name), builtin(name, because="it was decided"))
        yield (what, "owner"), (builtin(name), builtin(name, owner="us"))
    yield ("built-in law", "in"), (builtin("unresolved-imports"), builtin("unresolved-imports", **{"in": "core"}))


PAIRS: dict[tuple[str, str], Pair] = {
    **dict(shared()),
    **dict(built_in()),
    ("topology", "topology"): ({}, {"topology": 2}),
    ("topology", "name"): ({}, {"name": "Market"}),
    ("topology", "source"): ({}, source(exclude="shop.free")),
    ("topology", "layers"): ({}, {"layers": {"all": {"modules": "shop"}}}),
    ("topology", "axes"): (
        {"layers": {"api": {"modules": "shop.*.api"}}},
        {"layers": {"api": {"modules": "shop.{team}.api"}}, "axes": {"team": ["pay", "stock"]}},
    ),
    ("topology", "allow"): section("allow", ["api -> core"]),
    **{("topology", name): (PLACES, law(what)) for what, (name, _, _) in LAWS.items()},
    ("topology", "waive"): (BROKEN_TWICE, waived()),
    ("topology", "builtin"): (PLACES, builtin("unplaced-modules")),
    ("source", "roots"): ({}, {"source": {"roots": "other", "packages": "shop"}}),
    ("source", "packages"): ({}, {"source": {"roots": "src", "packages": "shop.pay"}}),
    ("source", "baseline"): (BROKEN_TWICE, BROKEN_TWICE | source(baseline="known.json")),
    ("source", "exclude"): (source(), source(exclude="shop.free")),
    ("source", "generated"): (source(), source(generated="shop.nowhere")),
    ("source", "unplaced"): (source(), source(unplaced="error")),
    ("layer", "title"): (layer(), layer(title="The core")),
    ("layer", "modules"): (layer(), layer(modules=["shop.{team}.core", "shop.free"])),
    ("layer", "optional"): (
        layer(modules=["shop.{team}.core", "shop.none"], because="planned"),
        layer(modules=["shop.{team}.core", "shop.none"], because="planned", optional=True),
    ),
    ("layer", "because"): (layer(optional=True, because="planned"), layer(optional=True, because="for spring")),
    ("layer", "owner"): (layer(), layer(owner="us")),
    ("axis", "values"): (PLACES, PLACES | {"axes": {"team": {"values": ["pay"]}}}),
    ("axis", "optional"): (
        PLACES | {"axes": {"team": {"values": ["pay", "stock", "ship"]}}},
        PLACES | {"axes": {"team": {"values": ["pay", "stock", "ship"], "optional": "ship"}}},
    ),
    ("allow, long form", "severity"): (
        PLACES | {"allow": {"severity": "low", "edges": ["api -> core"]}},
        PLACES | {"allow": {"severity": "high", "edges": ["api -> core"]}},
    ),
    ("allow, long form", "edges"): (
        PLACES | {"allow": {"edges": ["api -> core"]}},
        PLACES | {"allow": {"edges": ["core -> api"]}},
    ),
    ("edge", "edge"): (edge(), edge(edge="core -> api")),
    ("edge", "across"): (edge(), edge(across="team")),
    ("edge", "kinds"): (edge(), edge(kinds="lazy")),
    ("edge", "severity"): (edge(), edge(severity="low")),
    ("edge", "because"): (edge(), edge(because="it was decided")),
    ("edge", "fix"): (edge(), edge(fix="do it")),
    ("edge", "owner"): (edge(), edge(owner="us")),
    ("edge", "optional"): (
        edge(edge="api -> shop.none", because="planned"),
        edge(edge="api -> shop.none", because="planned", optional=True),
    ),
    ("ban on imports", "from"): change("ban on imports", **{"from": "core"}),
    ("ban on imports", "to"): change("ban on imports", to="shop.pay.core"),
    ("ban on imports", "kinds"): change("ban on imports", kinds="lazy"),
    ("ban on imports", "typing_only"): change(
        "ban on imports", {"from": "core", "to": "shop.pay.core"}, typing_only="allowed"
    ),
    ("obligation", "every"): change("obligation", every="module"),
    ("obligation", "of"): change("obligation", of="pay"),
    ("obligation", "in"): change("obligation", {"must_import": "shop.pay.core"}, **{"in": "core"}),
    ("obligation", "when"): change("obligation", {"every": "module"}, when={"writes_models": 2}),
    ("obligation", "must_import"): change("obligation", must_import="shop.stock.core"),
    ("obligation", "via"): change("obligation", {"must_import": "shop.stock.core", "of": "pay"}, via="legal"),
    ("obligation", "kinds"): change("obligation", {"must_import": "shop.stock.core"}, kinds="lazy"),
    ("condition", "writes_models"): change(
        "obligation", {"every": "module", "when": {"writes_models": 2}}, when={"writes_models": 3}
    ),
    ("ownership", "owner"): change("ownership", owner="shop.copied"),
    ("ownership", "between"): (
        law("ownership"),
        {**PLACES, "own": {"x": {"between": "team"}}},
    ),
    ("ownership", "among"): change("ownership", among="shop.pay"),
    ("ownership", "similarity"): change("ownership", {"owner": "shop.pay.core"}, similarity="0.01"),
    ("ownership", "symbols"): change("ownership", {"owner": "shop.pay.core"}, symbols="now"),
    ("ban on calls", "calls"): change("ban on calls", calls="pickle.dumps"),
    ("ban on calls", "methods"): change("ban on calls", methods="add"),
    ("ban on calls", "in"): change("ban on calls", **{"in": "api"}),
    ("ban on calls", "except"): change("ban on calls", **{"except": "core"}),
    ("ban on calls", "use"): change("ban on calls", use="shop.free.say"),
    ("law against cycles", "over"): change("law against cycles", over="layer"),
    ("law against cycles", "in"): change("law against cycles", **{"in": "core"}),
    ("law against cycles", "kinds"): change("law against cycles", kinds="lazy"),
    ("law about names", "in"): change("law about names", **{"in": "core"}),
    ("law about names", "allow"): change("law about names", allow="core"),
    ("law about names", "deny"): change("law about names", deny="core"),
    ("law about headers", "key"): change("law about headers", key="Part"),
    ("law about headers", "in"): change("law about headers", **{"in": "core"}),
    ("law about headers", "required"): change("law about headers", required=True),
    ("quarantine", "modules"): change("quarantine", modules="shop.odd_utils"),
    ("quarantine", "at_most"): change("quarantine", at_most=0),
    ("law by a rule from outside", "rule"): change("law by a rule from outside", rule="no-module"),
    ("law by a rule from outside", "in"): change("law by a rule from outside", **{"in": "core"}),
    ("law by a rule from outside", "options"): change("law by a rule from outside", options={"word": "odd"}),
    ("waiver", "law"): (waived(), waived(law="unresolved-imports", modules="shop.stock.api")),
    ("waiver", "modules"): (waived(), waived(modules="shop.pay.core")),
    ("waiver", "finding"): (
        BROKEN_TWICE,
        BROKEN_TWICE | {"waive": [{"finding": FINGERPRINT, "reason": "moves", "owner": "pay", "until": "2999-12-31"}]},
    ),
    ("waiver", "reason"): (waived(), waived(reason="stays")),
    ("waiver", "owner"): (waived(), waived(owner="stock")),
    ("waiver", "until"): (waived(), waived(until="2998-12-31")),
}
PAIRS |= {
    (each.what, key): change(each.what, both, **{key: value})
    for each in OF_RULES
    for key, (value, both) in each.changes.items()
}
PAIRS |= {("topology", each.section): (HEAD | PLACES, law(each.what)) for each in OF_RULES}
