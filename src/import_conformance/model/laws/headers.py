"""Comments that name the layer of a file: the `headers` section."""

from dataclasses import dataclass

from import_conformance.model.base.facts import Wanted
from import_conformance.model.base.law import Law, LawEffect, Selector
from import_conformance.model.language.parts import OPTIONAL, header
from import_conformance.model.language.phrases import everywhere
from import_conformance.model.language.terms import Flag, Key, Keys, Named, Scope
from import_conformance.model.language.texts import NAME, PROSE, SELECTORS
from import_conformance.model.laws.kind import LawKind


@dataclass(frozen=True)
class Headers(Law):
    """Comments `# KEY: LAYER ...` near the top of a file must name the layer in which the file lies.

    Attributes:
        key: The word before the colon.
        within: The modules that are bound; all when empty.
        required: Whether a file without the comment is a finding too.
    """

    key: str = "Layer"
    within: tuple[Selector, ...] = ()
    required: bool = False


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
        Key(
            "in",
            SELECTORS,
            "The modules that the law binds.",
            otherwise="the whole code base",
            example="shop",
            field="within",
            more=LawEffect.TIGHTENED,
            empty="everywhere",
            scope=Scope.BOUND,
        ),
        Key(
            "required",
            Flag(),
            "A file without the comment is a finding, too.",
            "false",
            example="true",
            loosest=False,
        ),
        *header("low"),
    ),
    only_with=(OPTIONAL,),
)


def _sentence(law: Headers, _: tuple[str, ...]) -> str:
    missing = " and must be there" if law.required else ""
    return f"a comment `# {law.key}: LAYER` at the top of a file of {everywhere(law.within)} must be true{missing}"


KIND = LawKind(
    law=Headers,
    section=Key(
        "headers",
        Named(NAME, "law about headers", HEADERS_KEYS),
        "What files claim of their layer must be true.",
        otherwise="none is read",
        example="{layer-header: {key: Layer, in: shop}}",
    ),
    keys=HEADERS_KEYS,
    sentence=_sentence,
    categories={"headers": "headers"},
    title=lambda _: "files say truly where they lie",
    test="test_convention",
    needs=lambda law: ((law.within, Wanted(headers=True)),),
    narrowing="within",
)
