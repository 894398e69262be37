"""Claims that somebody made about a code base, and what became of each when it was held against the code."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from import_conformance.model.finding import Finding
from import_conformance.model.laws.law import Position, Severity

_CODE = re.compile(r"(?<![\w.)])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?:\(\))?")


class ClaimAnswer(StrEnum):
    """What the code says to a claim; `explained`: no law states it, but laws that are akin to it catch the file."""

    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    ABSENT = "absent"
    EXPLAINED = "explained"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class ClaimCategory:
    """Claims of one kind.

    laws: those that state the claim, so that no finding of theirs refutes it. explained_by: those that do not state it,
    but whose findings may be what the author saw.
    """

    name: str
    title: str
    laws: tuple[str, ...]
    explained_by: tuple[str, ...]
    position: Position


@dataclass(frozen=True)
class ClaimRow:
    """One claim: what is said of one file. number: from 1, in the order of the claims; path: from the source root."""

    number: int
    category: str
    file: str
    path: str
    claim: str
    position: Position
    count: int | None = None
    models: tuple[str, ...] = ()
    severity: Severity | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The claim's words that are code (`session.commit()` of "Dual session.commit()"), and the models it names."""
        code = [word for word in _CODE.findall(self.claim) if "." in word or word.endswith("()")]
        return tuple(dict.fromkeys((*code, *self.models)))


@dataclass(frozen=True)
class Claims:
    """A file of claims. source: where they are from; root: what the paths of the rows leave out."""

    path: str
    source: str
    root: str
    categories: tuple[ClaimCategory, ...]
    rows: tuple[ClaimRow, ...]

    def of(self, category: ClaimCategory) -> tuple[ClaimRow, ...]:
        """The rows of a category."""
        return tuple(row for row in self.rows if row.category == category.name)


@dataclass(frozen=True)
class Mentions:
    """The lines of a file on which some words stand, by what they are part of there."""

    code: tuple[int, ...] = ()
    docstrings: tuple[int, ...] = ()
    comments: tuple[int, ...] = ()
    strings: tuple[int, ...] = ()


@dataclass(frozen=True)
class Reconciled:
    """One claim and its answer. why: the reason in words; findings: the evidence, in the order of the code."""

    row: ClaimRow
    answer: ClaimAnswer
    why: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def sentence(self) -> str:
        """Answer and reason in one: `confirmed, count differs: 3 found, 2 claimed`."""
        said = "file absent" if self.answer is ClaimAnswer.ABSENT else self.answer.value
        joint = ", " if self.answer is ClaimAnswer.CONFIRMED else ": "
        return f"{said}{joint}{self.why}" if self.why else said


@dataclass(frozen=True)
class MissedFinding:
    """A finding of a claimed kind that no row of the kind speaks of. rows: those that name its file all the same."""

    category: ClaimCategory
    finding: Finding
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Reconciliation:
    """All claims with their answers, and what the claims missed."""

    claims: Claims
    answers: tuple[Reconciled, ...]
    missed: tuple[MissedFinding, ...]

    def count(self, answer: ClaimAnswer, category: ClaimCategory | None = None) -> int:
        """How many rows (of a category) have an answer."""
        return sum(
            given.answer is answer and (category is None or given.row.category == category.name)
            for given in self.answers
        )


def lines_text(lines: Iterable[int]) -> str:
    """Line numbers as people write them: `line 3`, `lines 3-5, 9`."""
    runs: list[list[int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    texts = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    is_one = len(runs) == 1 and len(runs[0]) == 1
    return f"{'line' if is_one else 'lines'} {', '.join(texts)}"
