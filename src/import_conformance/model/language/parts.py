"""The sections that a topology declares before its laws, and the keys that all laws share."""

from import_conformance.model.language.terms import Choice, Either, Flag, Key, Keys, Listed, Named, Texts
from import_conformance.model.language.texts import AXIS_NAME, NAME, PACKAGE, PATH, PATTERNS, PROSE, SEVERITIES, VALUE

OPTIONAL = "optional", "because"


SHARED = (
    Key(
        "because",
        PROSE,
        "Why the law exists; shown with each of its findings.",
        example="the clock of a test must be settable",
    ),
    Key("fix", PROSE, "How to satisfy the law; shown with each of its findings.", example="move the query down"),
    Key(
        "owner",
        PROSE,
        "The team that answers for the law; shown with each of its findings.",
        otherwise="that of the layer, or of CODEOWNERS",
        example="platform team",
        field="owner_team",
    ),
    Key(
        "optional",
        Flag(),
        "The law may speak of modules that do not exist yet; `because` then says why. Without it, what names nothing "
        "is an error.",
        "false",
        example="true",
        loosest=True,
    ),
)


def header(severity: str = "high", otherwise: str = "") -> tuple[Key, ...]:
    """Return the keys that every law has.

    Args:
        severity: The default of `severity`.
        otherwise: The default in words, where no single value holds.
    """
    return Key("severity", SEVERITIES, "How bad a breach is.", severity, otherwise, "medium"), *SHARED


SOURCE = Keys(
    "source",
    (
        Key(
            "roots",
            Texts(PATH),
            "Directories that go on the import path, relative to the topology file; `--source-root` replaces them.",
            example="[src]",
            required="name the directories that go on the import path, as in [src]",
        ),
        Key(
            "packages",
            Texts(PACKAGE),
            "The top-level packages to be judged, as they are found in the roots; also single modules (`settings` for "
            "settings.py) and portions of a namespace (`acme.core`).",
            example="[shop]",
            required="name the top-level packages, as in [app]",
        ),
        Key(
            "baseline",
            PATH,
            "The file of known findings, relative to the topology file; `conformance baseline` keeps it.",
            otherwise="none: every finding is new",
            example="topology.baseline.json",
        ),
        Key(
            "exclude",
            PATTERNS,
            "Modules that are not judged for what they import; an import of one stays an import of it. The ledger "
            "counts them as excluded. Each pattern must match a file.",
            otherwise="nothing",
            example="[shop.drafts]",
        ),
        Key(
            "generated",
            PATTERNS,
            "Modules that a build makes: for every law they exist whether or not their file is there, and they are not "
            "judged. A file that is there is counted as generated in the ledger.",
            otherwise="nothing",
            example="[shop._version, 'shop.**.*_pb2']",
        ),
        Key(
            "unplaced",
            Choice((("report", "it is counted in the ledger"), ("error", "it is a finding as well"))),
            "What a module is that no layer claims.",
            "report",
            example="error",
        ),
    ),
)

LAYER = Keys(
    "layer",
    (
        Key("title", PROSE, "What people call the layer.", otherwise="its name", example="Storage"),
        Key(
            "modules",
            PATTERNS,
            "Patterns of module names: each claims the modules that it matches and everything below them. The pattern "
            "with more literal segments wins.",
            example='["shop.{team}.store", "shop.{team}.db_*"]',
            required="write a pattern of module names, or a list of them",
        ),
        Key(
            "optional",
            Flag(),
            "The layer may have no module yet; `because` then says why. Without it, a pattern that matches nothing is "
            "an error.",
            "false",
            example="true",
        ),
        Key(
            "because",
            PROSE,
            "Why there is the layer, or why it may be empty; `conformance where` shows it.",
            example="planned for spring",
        ),
        Key(
            "owner",
            PROSE,
            "The team that answers for the layer; shown with each finding in it whose law has no owner.",
            otherwise="that of CODEOWNERS",
            example="pay team",
        ),
    ),
    only_with=(OPTIONAL,),
)
LAYERS = Named(NAME, "layer", LAYER)

# Nested lists only group the values for the reader.
_VALUES = Listed(Either((VALUE, Listed(VALUE))))
AXIS_KEYS = Keys(
    "axis",
    (
        Key(
            "values",
            _VALUES,
            "Everything that the axis may be; a value that modules have and that does not stand here is a finding.",
            example="[base, pay, stock]",
            required="list what the axis may be",
        ),
        Key(
            "optional",
            Texts(VALUE),
            "Values that may have no module yet. Any other value without a module is an error.",
            otherwise="none",
            example="[stock]",
        ),
    ),
)
AXES = Named(AXIS_NAME, "axis", Either((_VALUES, AXIS_KEYS)))
