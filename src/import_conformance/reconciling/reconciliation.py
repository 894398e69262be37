"""Claims checked against the findings: an answer to each claim, and the findings that no claim covers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from posixpath import basename

from import_conformance.model.answers.claims import (
    ClaimAnswer,
    ClaimCategory,
    ClaimRow,
    Claims,
    Mentions,
    MissedFinding,
    Reconciled,
    Reconciliation,
    lines_text,
)
from import_conformance.model.codebase import Codebase, Fate, SourceFile
from import_conformance.model.finding import Finding, Kind
from import_conformance.model.language.phrases import enumerated
from import_conformance.model.placement import names
from import_conformance.model.topology import Require, Topology

_JUDGED = (Fate.JUDGED, Fate.UNPLACED, Fate.LINKED)


@dataclass(frozen=True)
class ReconciliationContext:
    """What the claims are checked against; mentions are the lines on which words occur, by number of the claim."""

    topology: Topology
    codebase: Codebase
    findings: Sequence[Finding]
    mentions: Mapping[int, Mentions]

    @cached_property
    def files(self) -> Mapping[str, SourceFile]:
        """The ledger by path."""
        return {file.path: file for file in self.codebase.files}

    @cached_property
    def obligations(self) -> Mapping[str, Require]:
        """The laws whose subjects are axis values instead of modules, by id."""
        return {law.id: law for law in self.topology.of(Require) if law.every != "module"}

    def concerns(self, finding: Finding, path: str) -> bool:
        """Return True for a finding in the file, about a pair that it is half of, or about the domain that it is in."""
        if is_in(finding, path):
            return True
        law, module = self.obligations.get(finding.law), self.files[path].module if path in self.files else None
        place = self.codebase.places.get(module or "")
        if not law or not module or not place or place.axes.get(law.every) != finding.subject:
            return False
        return not law.within or any(names(selector, module, place) for selector in law.within)

    def concerning(self, path: str, laws: Iterable[str]) -> tuple[Finding, ...]:
        """Return the findings of some laws that concern a file: those in it first, then by law in the order given."""
        order = {law: rank for rank, law in enumerate(laws)}
        found = [finding for finding in self.findings if finding.law in order and self.concerns(finding, path)]
        return tuple(sorted(found, key=lambda f: (not is_in(f, path), order[f.law], f.path, f.line, f.column)))


def reconcile(claims: Claims, context: ReconciliationContext) -> Reconciliation:
    """Answer every claim, and list what each category missed below the root of the claims."""
    categories = {category.name: category for category in claims.categories}
    answers = tuple(_answer(row, categories[row.category], context) for row in claims.rows)
    missed = tuple(found for category in claims.categories for found in _missed(claims, category, context))
    return Reconciliation(claims, answers, missed)


def is_in(finding: Finding, path: str) -> bool:
    """Return True for a finding in a file, or about the file and another one being copies."""
    is_half = finding.kind is Kind.DUPLICATE and any(other.path == path for other in finding.related)
    return finding.path == path or is_half


def _answer(row: ClaimRow, category: ClaimCategory, context: ReconciliationContext) -> Reconciled:
    file = context.files.get(row.path)
    if file is None:
        return Reconciled(row, ClaimAnswer.ABSENT, _elsewhere(row, context))
    if file.fate not in _JUDGED:
        reason = file.reason or file.fate.replace("_", " ")
        return Reconciled(row, ClaimAnswer.UNDECIDED, f"the file is not judged: {reason}")
    stated = context.concerning(row.path, category.laws)
    if stated:
        return Reconciled(row, ClaimAnswer.CONFIRMED, _comparison(row, stated), stated)
    explaining = context.concerning(row.path, category.explained_by)
    if explaining:
        return Reconciled(row, ClaimAnswer.EXPLAINED, f"{_unstated(category)}; {_caught(row, explaining)}", explaining)
    if not category.laws:
        return Reconciled(
            row, ClaimAnswer.UNDECIDED, f"{_unstated(category)}, and no law that might explain it finds anything"
        )
    return Reconciled(
        row, ClaimAnswer.REFUTED, _refutation(row, category, context.mentions.get(row.number, Mentions()))
    )


def _elsewhere(row: ClaimRow, context: ReconciliationContext) -> str:
    """Return files of the same name, in case the file was moved."""
    twins = sorted(path for path in context.files if basename(path) == basename(row.path))
    return f"files of this name: {enumerated(twins)}" if twins else ""


def _comparison(row: ClaimRow, stated: tuple[Finding, ...]) -> str:
    """Return how numbers and names in the claim compare with the findings; "" when it has none."""
    parts = []
    number = sum(is_in(finding, row.path) for finding in stated)
    if not number:
        parts.append(f"for all of {stated[0].subject}")
    elif row.count is not None:
        same = row.count == number
        parts.append(f"{number} found as claimed" if same else f"count differs: {number} found, {row.count} claimed")
    if row.models:
        found, claimed = sorted({*_models(stated)}), sorted(row.models)
        differ = f"models differ: {enumerated(found) or 'none'} found, {enumerated(claimed)} claimed"
        parts.append("models as claimed" if found == claimed else differ)
    return "; ".join(parts)


def _models(stated: Iterable[Finding]) -> Iterator[str]:
    """Yield the class names of the models in findings."""
    for finding in stated:
        models = finding.details.get("models")
        for model in models if isinstance(models, list | tuple) else ():
            yield str(model).rpartition(".")[2]


def _unstated(category: ClaimCategory) -> str:
    if not category.laws:
        return "no law states this claim"
    finds = "finds" if len(category.laws) == 1 else "find"
    return f"{enumerated(category.laws)} {finds} nothing in the file"


def _caught(row: ClaimRow, findings: tuple[Finding, ...]) -> str:
    """Return the laws that have a finding in a file, and those that have one about its whole domain."""
    inside = dict.fromkeys(finding.law for finding in findings if is_in(finding, row.path))
    whole = {finding.law: finding.subject for finding in findings if not is_in(finding, row.path)}
    parts = [f"the file is caught by {enumerated(inside)}"] if inside else []
    return "; ".join([*parts, *(f"{law} catches all of {subject}" for law, subject in whole.items())])


def _refutation(row: ClaimRow, category: ClaimCategory, found: Mentions) -> str:
    """Return why there is no such code, according to where the claimed words occur."""
    finds_nothing = _unstated(category)
    if not row.words:
        return finds_nothing
    if found.code:
        return f"{finds_nothing}; the words stand in its code at {lines_text(found.code)}, which is no breach"
    kinds = {"a docstring": found.docstrings, "a comment": found.comments, "a string": found.strings}
    present = [kind for kind, lines in kinds.items() if lines]
    if not present:
        return f"{finds_nothing}; the words stand nowhere in it"
    lines = sorted({line for lines in kinds.values() for line in lines})
    return f"the code has no such thing; the words stand only in {' or '.join(present)} at {lines_text(lines)}"


def _missed(claims: Claims, category: ClaimCategory, context: ReconciliationContext) -> Iterator[MissedFinding]:
    """Yield the findings of the laws that state a category's claims, in or about files that no row of it names."""
    order = {law: rank for rank, law in enumerate(category.laws)}
    below = f"{claims.root}/" if claims.root else ""
    named = [row.path for row in claims.of(category)]
    found = [f for f in context.findings if f.law in order and f.path.startswith(below)]
    for finding in sorted(found, key=lambda f: (order[f.law], f.path, f.line, f.column)):
        if not any(context.concerns(finding, path) for path in named):
            others = tuple(row.number for row in claims.rows if is_in(finding, row.path))
            yield MissedFinding(category, finding, others)
