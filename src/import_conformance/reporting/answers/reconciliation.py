"""The answers to claims, as text, as Markdown and as JSON: every row, then what the claims missed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from import_conformance.model.answers.claims import (
    ClaimAnswer,
    ClaimCategory,
    MissedFinding,
    Reconciled,
    Reconciliation,
    lines_text,
)
from import_conformance.model.finding import Finding
from import_conformance.model.locate import Locate
from import_conformance.reporting.escaping import terminal
from import_conformance.reporting.json_text import to_text
from import_conformance.reporting.words import counted

VERSION = 1
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#~&])")


@dataclass(frozen=True)
class Evidence:
    """The findings of one law in one file: the first is shown, the others are counted or named by their lines."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """Return the finding that stands for all."""
        return self.findings[0]

    @property
    def others(self) -> str:
        """Return where the others are: `; also at lines 14, 20`, or how many there are when they share its line."""
        lines = {finding.line for finding in self.findings} - {self.first.line}
        if lines:
            return f"; also at {lines_text(lines)}"
        return f"; {counted(len(self.findings), 'finding')} there" if len(self.findings) > 1 else ""


def text(reconciliation: Reconciliation, locate: Locate) -> str:
    """Return the answers for people at a prompt."""
    lines: list[str] = []
    for category in reconciliation.claims.categories:
        lines += [f"{category.title} ({_laws(category)})", *_text_rows(reconciliation, category, locate), ""]
    for category, missed in _missed_by_category(reconciliation):
        lines.append(f"Missed by {category.name}: {_extent(missed)}")
        for evidence, note in _missed_evidence(missed):
            lines.append(f"{_text_evidence(evidence, locate)}{note}")
        lines.append("")
    lines += [*_table(reconciliation), "", answer(reconciliation)]
    return "".join(f"{terminal(line)}\n" for line in lines)


def markdown(reconciliation: Reconciliation) -> str:
    """Return the answers for a document: paths are relative to the source root, so that all machines write the same."""
    claims = reconciliation.claims
    below = f" below {_code(claims.root)}" if claims.root else ""
    lines = ["# Claims and code", "", f"Claims: {_safe(claims.source)}. Files are named{below}.", ""]
    lines += _header("category", "-rows", *(f"-{kind}" for kind in ClaimAnswer), "-missed")
    lines += [f"| {' | '.join(map(_safe, cells))} |" for cells in _cells(reconciliation)]
    lines += ["", _safe(answer(reconciliation))]
    for category in claims.categories:
        lines += ["", f"## {_safe(category.title)}", "", _safe(f"Claims of this kind are {_laws(category)}."), ""]
        lines += _header("-#", "file", "claim", "answer", "evidence")
        lines += [_markdown_row(given) for given in _of(reconciliation, category)]
    for category, missed in _missed_by_category(reconciliation):
        lines += ["", f"## {_safe(f'Missed by {category.name}: {_extent(missed)}')}", ""]
        lines += _header("law", "place", "what")
        lines += [_markdown_missed(evidence, note) for evidence, note in _missed_evidence(missed)]
    return "".join(f"{terminal(line)}\n" for line in lines)


def to_json(reconciliation: Reconciliation) -> str:
    """Return the answers for machines."""
    claims = reconciliation.claims
    document = {
        "version": VERSION,
        "claims": claims.path,
        "source": claims.source,
        "root": claims.root,
        "answers": {answer.value: reconciliation.count(answer) for answer in ClaimAnswer},
        "rows": [_json_row(given) for given in reconciliation.answers],
        "missed": [
            {"category": missed.category.name, "named_in_rows": list(missed.rows), **_json_finding(missed.finding)}
            for missed in reconciliation.missed
        ],
    }
    return to_text(document)


def answer(reconciliation: Reconciliation) -> str:
    """Return the whole in one sentence."""
    counts = [(reconciliation.count(kind), kind.value) for kind in ClaimAnswer]
    answers = ", ".join(f"{number} {word}" for number, word in counts if number)
    missed = _extent(reconciliation.missed) if reconciliation.missed else "nothing"
    return f"{counted(len(reconciliation.answers), 'row')}: {answers}. Missed: {missed}."


def _laws(category: ClaimCategory) -> str:
    explained = f"; perhaps explained by {', '.join(category.explained_by)}" if category.explained_by else ""
    return f"stated by {', '.join(category.laws) or 'no law'}{explained}"


def _of(reconciliation: Reconciliation, category: ClaimCategory) -> Iterator[Reconciled]:
    return (given for given in reconciliation.answers if given.row.category == category.name)


def _text_rows(reconciliation: Reconciliation, category: ClaimCategory, locate: Locate) -> Iterator[str]:
    for given in _of(reconciliation, category):
        row = given.row
        severity = f" ({row.severity})" if row.severity else ""
        yield f"{row.number:>3}  {row.file}{severity}: {row.claim}"
        yield f"     {given.sentence}"
        for evidence in _evidence(given.findings):
            yield f"       {_text_evidence(evidence, locate)}"


def _text_evidence(evidence: Evidence, locate: Locate) -> str:
    first = evidence.first
    return (
        f"{locate(first.path, first.root)}:{first.line}:{first.column}: {first.law}: {first.message}{evidence.others}"
    )


def _header(*names: str) -> tuple[str, str]:
    """Return the head of a table; a name that begins with a dash heads numbers, which are set right."""
    rules = ("--:" if name.startswith("-") else "---" for name in names)
    return f"| {' | '.join(name.removeprefix('-') for name in names)} |", f"|{'|'.join(rules)}|"


def _markdown_row(given: Reconciled) -> str:
    row = given.row
    evidence = [_markdown_evidence(each, row.path) for each in _evidence(given.findings)]
    severity = f" ({row.severity})" if row.severity else ""
    cells = [
        str(row.number),
        _code(row.file),
        _safe(row.claim + severity),
        _safe(given.sentence),
        "<br>".join(evidence),
    ]
    return f"| {' | '.join(cells)} |"


def _markdown_evidence(evidence: Evidence, path: str) -> str:
    first = evidence.first
    place = f"line {first.line}" if first.path == path else _code(f"{first.path}:{first.line}")
    return f"{place}, {_code(first.law)}: {_safe(f'{first.message}{evidence.others}')}"


def _markdown_missed(evidence: Evidence, note: str) -> str:
    first = evidence.first
    what = _safe(f"{first.message}{evidence.others}{note}")
    return f"| {_code(first.law)} | {_code(f'{first.path}:{first.line}')} | {what} |"


def _evidence(findings: Iterable[Finding]) -> Iterator[Evidence]:
    for _, group in groupby(findings, key=lambda finding: (finding.law, finding.path)):
        yield Evidence(tuple(group))


def _missed_by_category(reconciliation: Reconciliation) -> Iterator[tuple[ClaimCategory, list[MissedFinding]]]:
    for category in reconciliation.claims.categories:
        missed = [missed for missed in reconciliation.missed if missed.category == category]
        if missed:
            yield category, missed


def _missed_evidence(missed: Iterable[MissedFinding]) -> Iterator[tuple[Evidence, str]]:
    """Yield what was missed, by law and file, with a note where another row names the file."""
    for _, group in groupby(missed, key=lambda one: (one.finding.law, one.finding.path, one.rows)):
        members = list(group)
        rows = ", ".join(map(str, members[0].rows))
        word = "rows" if len(members[0].rows) > 1 else "row"
        note = f" (named for something else in {word} {rows})" if rows else ""
        yield Evidence(tuple(one.finding for one in members)), note


def _extent(missed: Iterable[MissedFinding]) -> str:
    found = [one.finding for one in missed]
    return f"{counted(len(found), 'finding')} in {counted(len({finding.path for finding in found}), 'file')}"


def _cells(reconciliation: Reconciliation) -> Iterator[list[str]]:
    """Yield the table of answers: one line for each category, then the sums."""
    for category in reconciliation.claims.categories:
        rows = len(reconciliation.claims.of(category))
        counts = [reconciliation.count(kind, category) for kind in ClaimAnswer]
        missed = sum(one.category == category for one in reconciliation.missed)
        yield [category.name, *(str(number or "-") for number in (rows, *counts, missed))]
    sums = (len(reconciliation.answers), *map(reconciliation.count, ClaimAnswer), len(reconciliation.missed))
    yield ["total", *(str(number or "-") for number in sums)]


def _table(reconciliation: Reconciliation) -> Iterator[str]:
    head = ["", "rows", *ClaimAnswer, "missed"]
    cells = [head, *_cells(reconciliation)]
    wide = max(len(line[0]) for line in cells)
    for line in cells:
        yield f"{line[0]:<{wide}}" + "".join(
            f"{cell:>{len(name) + 2}}" for cell, name in zip(line[1:], head[1:], strict=True)
        )


def _json_row(given: Reconciled) -> dict[str, object]:
    row = given.row
    return {
        "number": row.number,
        "line": row.position.line,
        "category": row.category,
        "file": row.file,
        "path": row.path,
        "claim": row.claim,
        "count": row.count,
        "models": list(row.models),
        "severity": row.severity,
        "answer": given.answer,
        "why": given.why,
        "findings": [_json_finding(finding) for finding in given.findings],
    }


def _json_finding(finding: Finding) -> dict[str, object]:
    return {
        "law": finding.law,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "fingerprint": finding.fingerprint,
        "message": finding.message,
    }


def _code(text: str) -> str:
    """Return a name in Markdown; as plain text where it holds what would end the name."""
    return _safe(text) if "`" in text or "|" in text else f"`{text}`"


def _safe(text: str) -> str:
    """Return text in which no character is Markdown."""
    return _MARKDOWN.sub(r"\\\1", text)
