"""One authoritative place for modules and symbols: the `own` section."""

from dataclasses import dataclass

from import_conformance.model.base.facts import Wanted
from import_conformance.model.base.law import Law, LawEffect, Selector
from import_conformance.model.language.parts import OPTIONAL, header
from import_conformance.model.language.phrases import enumerated, names_of, texts
from import_conformance.model.language.terms import Key, Keys, Named, Number, Scope, Texts
from import_conformance.model.language.texts import AXIS, IDENTIFIER, NAME, SELECTORS
from import_conformance.model.laws.kind import LawKind, Needs, Values, WrittenLaw


@dataclass(frozen=True)
class Own(Law):
    """One authoritative place: a module elsewhere that resembles one of the owner's is a duplicate.

    Attributes:
        owner: The modules that are the original; empty when `between` is given.
        between: An axis across which no module may be copied; None when `owner` is given.
        among: Where copies are looked for; everywhere when empty.
        similarity: Jaccard index, 0 to 1, from which modules count as copies.
        symbols: Names that only the owner may define; such a law compares definitions instead of whole modules.
    """

    owner: tuple[Selector, ...] = ()
    between: str | None = None
    among: tuple[Selector, ...] = ()
    similarity: float = 0.5
    symbols: tuple[str, ...] = ()


_SYMBOL = IDENTIFIER._replace(is_valid=str.isidentifier, refusal="'{}' is no name that a module can define")
OWN_KEYS = Keys(
    "ownership",
    (
        Key(
            "owner",
            SELECTORS,
            "The modules that are the original, or the home of the symbols; one or several. (Of this section alone; "
            "elsewhere `owner` is a team, which is `team` here.)",
            example="shop.base",
        ),
        Key("between", AXIS, "Instead of `owner`: no module may be copied from one value to another.", example="team"),
        Key(
            "among",
            SELECTORS,
            "Where copies are looked for.",
            otherwise="the whole code base",
            example="shop",
            more=LawEffect.TIGHTENED,
            empty="everywhere",
            scope=Scope.BOUND,
        ),
        Key(
            "similarity",
            Number("number from 0 to 1", r"^([01](\.[0-9]+)?|\.[0-9]+)$", 0, 1, whole=False),
            "From which share of common code on two modules count as copies (Jaccard index of their syntax).",
            "0.5",
            example="0.8",
            more=LawEffect.LOOSENED,
        ),
        Key(
            "symbols",
            Texts(_SYMBOL),
            "With `owner`: names of functions, classes or variables that only the owner may define.",
            otherwise="whole modules are compared",
            example="[utc_now]",
            more=LawEffect.TIGHTENED,
            empty="whole modules",
        ),
        *(key._replace(name="team") if key.name == "owner" else key for key in header()),
    ),
    one_of=("owner", "between"),
    alone=(("symbols", "between"), ("symbols", "similarity")),
    only_with=(OPTIONAL,),
)


def _sentence(law: Own, _: tuple[str, ...]) -> str:
    owner = texts(law.owner)
    where = f" anywhere else in {texts(law.among)}" if law.among else " anywhere else"
    if law.symbols:
        return f"{enumerated(law.symbols)} may be defined in {owner} and not{where}"
    alike = f"(alike by {law.similarity:.0%} or more)"
    if law.owner:
        return f"no module of {owner} may have a copy{where} {alike}"
    among = f" of {texts(law.among)}" if law.among else ""
    return f"no module{among} may be a copy of one of another {law.between} {alike}"


def _title(law: Own) -> str:
    if law.symbols:
        return "defined in one place only"
    among = f" among {' '.join(names_of(law.among))}" if law.among else ""
    of = f"of {' '.join(names_of(law.owner))}" if law.owner else f"between one {law.between} and another"
    return f"no copies {of}{among}"


def _check(entry: WrittenLaw, _: Values) -> None:
    """Ask for one of `owner` and `between`, and let `symbols` go with `owner` alone."""
    if ("owner" in entry) == ("between" in entry):
        fault = "has both 'owner' and 'between'" if "owner" in entry else "has neither 'owner' nor 'between'"
        entry.report("", f"{entry.label} {fault}; write one of the two")
    if entry.texts("symbols") and ("between" in entry or "similarity" in entry):
        sentence = f"{entry.label} has 'symbols', which goes with 'owner' and without 'similarity'"
        entry.report("symbols", sentence)


def _needs(law: Own) -> Needs:
    facts = Wanted(definitions=frozenset(law.symbols)) if law.symbols else Wanted(shape=True)
    yield law.among, facts
    if law.owner and law.among:
        yield law.owner, facts


KIND = LawKind(
    law=Own,
    section=Key(
        "own",
        Named(NAME, "ownership", OWN_KEYS),
        "One authoritative place for modules or symbols; copies elsewhere are findings.",
        otherwise="none",
        example="{base-owns: {owner: base, among: shop, similarity: 0.8}}",
    ),
    keys=OWN_KEYS,
    sentence=_sentence,
    categories={"own": "duplicates", "symbols": "symbols"},
    title=_title,
    test="test_owned_once",
    check=_check,
    needs=_needs,
    is_rewritten=lambda law: bool(law.symbols),
    narrowing="among",
)
