"""The topology as a whole: its sections in the order in which people write them."""

from import_conformance.model.language.parts import AXES, LAYERS, SOURCE
from import_conformance.model.language.terms import Key, Keys, Version
from import_conformance.model.language.texts import PROSE
from import_conformance.model.language.waiver import WAIVE
from import_conformance.model.laws import builtin
from import_conformance.model.laws.kinds import KINDS

VERSION = "1"
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
        *(kind.section for kind in KINDS if kind is not builtin.KIND),
        WAIVE,
        builtin.KIND.section,
    ),
)
