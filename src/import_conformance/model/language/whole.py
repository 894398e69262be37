"""The topology as a whole: its sections in the order in which people write them."""

from import_conformance.model.language.code import ACYCLIC, BAN, HEADERS, NAMES, QUARANTINE, RULES, WAIVE
from import_conformance.model.language.edges import ALLOW, FORBID, OWN, REQUIRE
from import_conformance.model.language.parts import AXES, LAYERS, SOURCE, header
from import_conformance.model.language.terms import Key, Keys, Version
from import_conformance.model.language.texts import PROSE, SELECTORS

VERSION = "1"
UNPARSABLE = "unparsable-files"
FOREIGN = "foreign-configuration"
UNPLACED = "unplaced-modules"
_IN = Key("in", SELECTORS, "Where the law holds.", otherwise="the whole code base", example="core")


def _builtin(severity: str, *, may_be_narrowed: bool = True) -> Keys:
    severity_key, because = (key for key in header(severity) if key.name in ("severity", "because"))
    if may_be_narrowed:
        return Keys("built-in law", (severity_key, _IN, because))
    return Keys("built-in law that holds everywhere", (severity_key, because))


BUILTIN_LAW = _builtin("medium")
BUILTIN = Keys(
    "builtin",
    (
        Key("unresolved-imports", _builtin("medium"), "An import of a module that should be there and is not."),
        Key("shadowed-modules", _builtin("medium"), "A file that is never imported, for a package bears its name."),
        Key("undeclared-values", _builtin("medium"), "A module at a value that no axis declares."),
        Key(UNPARSABLE, _builtin("high", may_be_narrowed=False), "A file that cannot be read or parsed."),
        Key("ambiguous-layer", _builtin("high"), "A module that patterns of two layers claim with equal right."),
        Key(
            FOREIGN,
            _builtin("high", may_be_narrowed=False),
            "A file that decides what `lint-imports` reports, in the place of the compiled contracts.",
        ),
        Key(
            UNPLACED,
            _builtin("medium"),
            "A module that no layer claims; holds only where it is written, or where `source` says `unplaced: error`.",
        ),
    ),
)

TOPOLOGY = Keys(
    "topology",
    (
        Key(
            "topology",
            Version(VERSION),
            "The version of the language.",
            example=VERSION,
            required=f"say which version of the language it is written in, as in topology: {VERSION}",
        ),
        Key("name", PROSE, "What the law is for.", example="Shop", required="say what the law is for"),
        Key(
            "source",
            SOURCE,
            "Where the code is.",
            example="{roots: [src], packages: [shop]}",
            required="say in it where the code is, with 'roots' and 'packages'",
        ),
        Key(
            "layers",
            LAYERS,
            "Where a module lives, judged by its name; listed from the top down.",
            otherwise="none",
            example='{core: {modules: "shop.{team}.core"}, store: {modules: "shop.{team}.store"}}',
        ),
        Key(
            "axes",
            AXES,
            "What the {names} in the patterns of layers may be.",
            otherwise="none",
            example="{team: [base, pay, stock]}",
        ),
        Key(
            "allow",
            ALLOW,
            "Imports that may exist; any other between modules that are placed is a divergence.",
            otherwise="everything that `forbid` does not speak of",
            example="[core -> core store]",
        ),
        Key(
            "forbid",
            FORBID,
            "Bans on imports; they win over `allow`.",
            otherwise="none",
            example="{core-without-orm: {from: core, to: sqlalchemy}}",
        ),
        Key(
            "require",
            REQUIRE,
            "What must be imported; its absence is a finding.",
            otherwise="nothing",
            example="{use-the-base: {every: team, of: [pay, stock], must_import: base.core}}",
        ),
        Key(
            "own",
            OWN,
            "One authoritative place for modules or symbols; copies elsewhere are findings.",
            otherwise="none",
            example="{base-owns: {owner: base, among: shop, similarity: 0.8}}",
        ),
        Key(
            "ban",
            BAN,
            "Calls that may not be made.",
            otherwise="none",
            example="{no-naive-time: {calls: datetime.datetime.utcnow}}",
        ),
        Key(
            "acyclic",
            ACYCLIC,
            "Where no cycle of imports may close: axes, or laws by name.",
            otherwise="nowhere",
            example="[team]",
        ),
        Key(
            "names",
            NAMES,
            "What modules may be called.",
            otherwise="anything",
            example='{no-utils: {in: core, deny: "*_utils"}}',
        ),
        Key(
            "headers",
            HEADERS,
            "What files claim of their layer must be true.",
            otherwise="none is read",
            example="{layer-header: {key: Layer, in: shop}}",
        ),
        Key(
            "quarantine",
            QUARANTINE,
            "Modules that no other module may import any more.",
            otherwise="none",
            example="{set-aside: {modules: shop.old, at_most: 12}}",
        ),
        Key(
            "rules",
            RULES,
            "Laws that rules of installed distributions judge.",
            otherwise="none",
            example="{small-modules: {rule: module-size, in: core, options: {most_imports: 20}}}",
        ),
        Key(
            "waive",
            WAIVE,
            "Findings that somebody answers for until a day.",
            otherwise="none",
            example="[{law: core-without-orm, modules: shop.pay.core, reason: moves, owner: pay, until: 2027-03-31}]",
        ),
        Key(
            "builtin",
            BUILTIN,
            "Severity and scope of the laws that hold in every code base.",
            otherwise="as they are",
            example="{unresolved-imports: {severity: high}}",
        ),
    ),
)
