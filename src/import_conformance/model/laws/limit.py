"""How many modules may meet in one place: the `limit` section."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from import_conformance.model.base.facts import Wanted
from import_conformance.model.base.law import Law, LawEffect, Selector
from import_conformance.model.language.parts import OPTIONAL, header
from import_conformance.model.language.phrases import enumerated, everywhere, texts
from import_conformance.model.language.terms import Choice, Key, Keys, Named, Number, Scope
from import_conformance.model.language.texts import NAME, SELECTORS
from import_conformance.model.laws.kind import LawKind, ReviewCategory, Values, WrittenLaw


class CountedAt(StrEnum):
    """What is counted at: each module, or each package with all that lies below it."""

    MODULE = "module"
    PACKAGE = "package"


@dataclass(frozen=True)
class Limit(Law):
    """The most, or the fewest, that a module or package may have of something; None for no limit.

    Attributes:
        of: What is counted at.
        within: The modules or packages that are bound; all when empty.
        exempt: Those that are not.
        importers: Of other modules that import it.
        importers_at_least: The fewest of them.
        imports: Of other modules that it imports.
        lines: Of physical lines.
        modules: Of public modules directly in a package.
    """

    of: CountedAt = CountedAt.MODULE
    within: tuple[Selector, ...] = ()
    exempt: tuple[Selector, ...] = ()
    importers: int | None = None
    importers_at_least: int | None = None
    imports: int | None = None
    lines: int | None = None
    modules: int | None = None

    def bounds(self) -> Iterator[str]:
        """Yield the limits that the law sets, as people read them."""
        for name in MEASURES:
            most = getattr(self, name)
            if most is not None:
                yield f"at most {amount(most, name)}"
        if self.importers_at_least is not None:
            yield f"at least {amount(self.importers_at_least, 'importers')}"


def amount(count: int, noun: str) -> str:
    """Return a number with a noun, which is given in the plural."""
    return f"{count} {noun.removesuffix('s') if count == 1 else noun}"


# What can be counted, in the order in which findings are listed.
MEASURES = ("importers", "imports", "lines", "modules")
_COUNT = Number("number from 0 to 999999", "^[0-9]{1,6}$", 0, 999_999)


def _most(name: str, says: str, example: str) -> Key:
    return Key(name, _COUNT, says, otherwise="any number", example=example, more=LawEffect.LOOSENED)


LIMIT_KEYS = Keys(
    "limit",
    (
        Key(
            "of",
            Choice(
                (
                    (CountedAt.MODULE, "each module by itself"),
                    (CountedAt.PACKAGE, "each package with all below it; imports within it do not count"),
                )
            ),
            "What is counted at.",
            CountedAt.MODULE,
            example="package",
        ),
        Key(
            "in",
            SELECTORS,
            "The modules or packages that the law binds.",
            otherwise="the whole code base",
            example="core",
            field="within",
            more=LawEffect.TIGHTENED,
            empty="everywhere",
            scope=Scope.BOUND,
        ),
        Key(
            "except",
            SELECTORS,
            "Modules or packages that it does not bind.",
            otherwise="none",
            example="shop.main",
            field="exempt",
            more=LawEffect.LOOSENED,
            scope=Scope.EXEMPT,
        ),
        _most("importers", "So many other modules may import it, by imports of any kind.", "30"),
        Key(
            "importers_at_least",
            _COUNT,
            "So many other modules must import it; 1 finds modules that nothing imports. A package counts as imported "
            "with each module below it; a `__main__` is run and not imported.",
            otherwise="any number",
            example="1",
            more=LawEffect.TIGHTENED,
        ),
        _most("imports", "So many other modules of the code base it may import, by imports of any kind.", "20"),
        _most("lines", "So many physical lines it may have.", "600"),
        _most("modules", "With `of: package`: so many public modules and packages may lie directly in it.", "15"),
        *header("medium"),
    ),
    some_of=(*MEASURES, "importers_at_least"),
    only_with=(OPTIONAL,),
)


def _sentence(law: Limit, _: tuple[str, ...]) -> str:
    exempt = f", except {texts(law.exempt)}" if law.exempt else ""
    return f"each {law.of} of {everywhere(law.within)}{exempt} may have {enumerated(law.bounds())}"


def _check(entry: WrittenLaw, values: Values) -> None:
    """Ask for one limit at least, and let `modules` go with packages."""
    if not any(name in entry for name in LIMIT_KEYS.some_of):
        entry.report("", f"{entry.label} limits nothing: name {', '.join(LIMIT_KEYS.some_of)}")
    if "modules" in entry and values.get("of") is CountedAt.MODULE:
        entry.report("modules", f"{entry.label} has 'modules', which goes with 'of: package'")
    most, least = values.get("importers"), values.get("importers_at_least")
    if most is not None and least is not None and least > most:
        sentence = f"{entry.label} asks for at least {least} importers and allows at most {most}"
        entry.report("importers_at_least", sentence)


KIND = LawKind(
    law=Limit,
    section=Key(
        "limit",
        Named(NAME, "limit", LIMIT_KEYS),
        "How many importers, imports, lines and modules one module or package may have.",
        otherwise="any number",
        example="{hubs: {in: core, importers: 30}}",
    ),
    keys=LIMIT_KEYS,
    sentence=_sentence,
    categories={"limit": ReviewCategory("limits", "Modules over a limit", "split them by what their importers need")},
    title=lambda law: enumerated(law.bounds()) or "limits",
    test="test_convention",
    check=_check,
    needs=lambda law: ((law.within, Wanted(lines=True)),) if law.lines is not None else (),
    narrowing="within",
)
