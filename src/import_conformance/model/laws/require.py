"""What must be imported: the `require` section."""

from dataclasses import dataclass
from enum import StrEnum

from import_conformance.model.base.facts import Wanted
from import_conformance.model.base.law import RUNNING_KINDS, ImportKind, Law, LawEffect, Selector
from import_conformance.model.language.parts import OPTIONAL, header
from import_conformance.model.language.phrases import MOST_NAMED, enumerated, names_of, texts
from import_conformance.model.language.terms import Choice, Key, Keys, Named, Number, Scope, Texts
from import_conformance.model.language.texts import AXIS, KINDS, NAME, RUNNING, SELECTORS, VALUE
from import_conformance.model.laws.kind import LawKind, Needs, Values, WrittenLaw


class Via(StrEnum):
    """How an obligation may be met: by an import of one's own, or by a chain of allowed imports."""

    DIRECT = "direct"
    LEGAL = "legal"


@dataclass(frozen=True)
class Require(Law):
    """An obligation: every subject must import one of the targets.

    Attributes:
        every: The axis whose values are the subjects, or `module`.
        of: The axis values that are bound; all declared ones when empty.
        within: Restricts the subjects' modules.
        writes_models: With `every: module`, binds only files that write to at least this many ORM models.
    """

    every: str = "module"
    of: tuple[str, ...] = ()
    within: tuple[Selector, ...] = ()
    writes_models: int = 0
    targets: tuple[Selector, ...] = ()
    via: Via = Via.DIRECT
    kinds: frozenset[ImportKind] = RUNNING_KINDS


WAYS = Choice(
    ((Via.DIRECT, "by an import of one's own"), (Via.LEGAL, "also by a chain of imports, each of which is allowed"))
)
WHEN_KEYS = Keys(
    "condition",
    (
        Key(
            "writes_models",
            Number("number of models, 1 or more", "^[0-9]{1,7}$", 1, 999),
            "Bind only files that write to at least so many ORM models.",
            example="2",
            required="say how many",
            more=LawEffect.LOOSENED,
        ),
    ),
)

REQUIRE_KEYS = Keys(
    "obligation",
    (
        Key(
            "every",
            AXIS,
            "Whom the obligation binds: each value of an axis, or each `module`.",
            example="team",
            required="name the axis whose values are bound, or write 'module'",
            words=("module",),
        ),
        Key(
            "of",
            Texts(VALUE),
            "With an axis: the values that are bound.",
            otherwise="all",
            example="[pay, stock]",
            more=LawEffect.TIGHTENED,
            empty="all values",
        ),
        Key(
            "in",
            SELECTORS,
            "Only these modules are bound, or count.",
            otherwise="all",
            example="core",
            field="within",
            empty="everywhere",
            scope=Scope.BOUND,
        ),
        Key(
            "when",
            WHEN_KEYS,
            "With `every: module`: bind only files of which this is true.",
            otherwise="always",
            example="{writes_models: 2}",
        ),
        Key(
            "must_import",
            SELECTORS,
            "What must be imported; one module of it is enough.",
            example="base.runtime",
            required="name what has to be imported",
            field="targets",
            more=LawEffect.LOOSENED,
            # Any one of the targets meets an obligation, so more targets require less.
            scope=Scope.EXEMPT,
        ),
        Key("via", WAYS, "How the obligation may be met.", "direct", example="legal", loosest=Via.LEGAL),
        Key(
            "kinds",
            KINDS,
            "Kinds of import that meet it.",
            RUNNING,
            example="[runtime]",
            more=LawEffect.LOOSENED,
        ),
        *header(),
    ),
    only_with=(OPTIONAL,),
)


def _sentence(law: Require, _: tuple[str, ...]) -> str:
    how = "directly or by a chain of allowed imports" if law.via is Via.LEGAL else "directly"
    return f"{_bound(law)} must import {texts(law.targets)}, {how}"


def _bound(law: Require) -> str:
    within = f" of {texts(law.within)}" if law.within else ""
    if law.every == "module":
        writes = f" that writes {law.writes_models} or more ORM models" if law.writes_models else ""
        return f"every module{within}{writes}"
    return f"each {law.every}{f' ({enumerated(law.of, MOST_NAMED)})' if law.of else ''}{within}"


def _check(entry: WrittenLaw, values: Values) -> None:
    """Let `of` go with an axis, and `when` with modules."""
    every = values.get("every", "")
    if "when" in entry and every != "module":
        entry.report("when", f"{entry.label} has 'when', which goes with 'every: module'")
    if "of" in entry and every in ("", "module"):
        entry.report("of", f"{entry.label} has 'of', which goes with an axis in 'every'")
    elif "of" in entry:
        values["of"] = entry.declared_values(every, "of")


def _needs(law: Require) -> Needs:
    if law.writes_models:
        yield law.within, Wanted(orm=True)
        yield (), Wanted(models=True)


KIND = LawKind(
    law=Require,
    section=Key(
        "require",
        Named(NAME, "obligation", REQUIRE_KEYS),
        "What must be imported; its absence is a finding.",
        otherwise="nothing",
        example="{use-the-base: {every: team, of: [pay, stock], must_import: base.core}}",
    ),
    keys=REQUIRE_KEYS,
    sentence=_sentence,
    categories={"require": "missing"},
    title=lambda law: f"every {law.every} imports {' '.join(names_of(law.targets))}",
    test="test_obligation",
    check=_check,
    needs=_needs,
    page=lambda law: "coordinated-writes" if law.writes_models else "",
)
