"""The sections about code, debt and rules from outside: ban, acyclic, names, headers, quarantine, rules and waive."""

from import_conformance.model.language.edges import RUNNING
from import_conformance.model.language.parts import OPTIONAL, header
from import_conformance.model.language.terms import Either, Flag, Free, Key, Keys, Listed, Named, Number, Texts
from import_conformance.model.language.texts import (
    AXIS,
    CALL,
    DAY,
    FINGERPRINT,
    GLOB,
    IDENTIFIER,
    KINDS,
    NAME,
    PACKAGE,
    PATTERNS,
    PROSE,
    SELECTORS,
)

BAN_KEYS = Keys(
    "ban on calls",
    (
        Key(
            "calls",
            Texts(CALL),
            "Functions and classes by qualified name, however they are imported, built-in ones by name alone; with () "
            "behind it only calls without arguments.",
            example='["datetime.datetime.utcnow", "datetime.datetime.now()"]',
        ),
        Key(
            "methods",
            Texts(IDENTIFIER),
            "Methods by name, whatever their object is.",
            example="[commit, rollback]",
        ),
        Key("in", SELECTORS, "Where the ban holds.", otherwise="the whole code base", example="core"),
        Key(
            "except",
            SELECTORS,
            "Modules that may make the calls all the same.",
            otherwise="no module",
            example="base.runtime",
        ),
        Key("use", PACKAGE, "The qualified name of what to call instead.", example="shop.base.time.utc_now"),
        *header("medium"),
    ),
    some_of=("calls", "methods"),
    only_with=(OPTIONAL,),
)
BAN = Named(NAME, "ban on calls", BAN_KEYS)

ACYCLIC_KEYS = Keys(
    "law against cycles",
    (
        Key(
            "over",
            AXIS,
            "Between what no cycle of imports may close: the values of an axis, `layer`, `package` (the packages below "
            "a package), or `module` (file by file).",
            example="team",
            required="name an axis, or write 'layer', 'package' or 'module'",
        ),
        Key("in", SELECTORS, "The modules whose imports count.", otherwise="the whole code base", example="shop"),
        Key("kinds", KINDS, "Kinds of import that count.", RUNNING, example="[runtime]"),
        *header(),
    ),
    only_with=(OPTIONAL,),
)
ACYCLIC = Either((Texts(AXIS), Named(NAME, "law against cycles", ACYCLIC_KEYS)))

NAME_KEYS = Keys(
    "law about names",
    (
        Key(
            "in",
            SELECTORS,
            "The modules that the law binds; an `__init__.py` is not asked.",
            example="core",
            required="name the modules that the law binds",
        ),
        Key(
            "allow", Texts(GLOB), "What the last part of a module's name may be.", otherwise="all", example='["*_rule"]'
        ),
        Key(
            "deny", Texts(GLOB), "What it may not be; wins over `allow`.", otherwise="nothing", example='["*_service"]'
        ),
        *header("low"),
    ),
    some_of=("allow", "deny"),
    only_with=(OPTIONAL,),
)
NAMES = Named(NAME, "law about names", NAME_KEYS)

HEADERS_KEYS = Keys(
    "law about headers",
    (
        Key(
            "key",
            PROSE,
            "The word before the colon of a comment `# Layer: core` near the top of a file; the name after it must be "
            "that of the layer in which the file lies.",
            example="Layer",
            required="name the word before the colon, as in '# Layer: L5'",
        ),
        Key("in", SELECTORS, "The modules that the law binds.", otherwise="the whole code base", example="shop"),
        Key("required", Flag(), "A file without the comment is a finding, too.", "false", example="true"),
        *header("low"),
    ),
    only_with=(OPTIONAL,),
)
HEADERS = Named(NAME, "law about headers", HEADERS_KEYS)

QUARANTINE_KEYS = Keys(
    "quarantine",
    (
        Key(
            "modules",
            SELECTORS,
            "The modules that are set aside: no module outside may import them.",
            example="shop.old",
            required="name the modules that are set aside",
        ),
        Key(
            "at_most",
            Number("number of modules", "^[0-9]{1,6}$", 0, 999_999),
            "There may be no more modules than these, so that the number only shrinks.",
            otherwise="any number",
            example="12",
        ),
        *header(),
    ),
    only_with=(OPTIONAL,),
)
QUARANTINE = Named(NAME, "quarantine", QUARANTINE_KEYS)

RULE_KEYS = Keys(
    "law by a rule from outside",
    (
        Key(
            "rule",
            NAME,
            "The rule that judges: the name of an entry point in the group `conformance.rules` of a distribution that "
            "is installed.",
            otherwise="the id of the law",
            example="module-size",
        ),
        Key("in", SELECTORS, "Where the law holds.", otherwise="the whole code base", example="core"),
        Key(
            "options",
            Free(),
            "What the rule wants to know; its own documentation says what.",
            otherwise="nothing",
            example="{most_imports: 20}",
        ),
        *header("medium"),
    ),
    only_with=(OPTIONAL,),
)
RULES = Named(NAME, "law by a rule from outside", RULE_KEYS)

WAIVER_KEYS = Keys(
    "waiver",
    (
        Key("law", PROSE, "The id of the law that is waived.", example="no-legacy"),
        Key("modules", PATTERNS, "With `law`: the modules in which it is waived.", example="shop.pay.core"),
        Key(
            "finding",
            FINGERPRINT,
            "Instead of `law` and `modules`: the fingerprint of one finding, as the JSON output has it.",
            example="0123456789abcdef",
        ),
        Key(
            "reason",
            PROSE,
            "Why the finding may stay.",
            example="moves with billing",
            required="say why the finding may stay",
        ),
        Key("owner", PROSE, "Who answers for it.", example="pay team", required="say who answers for it"),
        Key(
            "until",
            DAY,
            "The last day on which it holds. From then on the waiver is an error, and so is one that nothing needs.",
            example="2027-03-31",
            required="say the last day on which it may stay, as in 2027-03-31",
        ),
    ),
    one_of=("law", "finding"),
    alone=(("finding", "modules"),),
    only_with=(("law", "modules"),),
)
WAIVE = Listed(WAIVER_KEYS)
