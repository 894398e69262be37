"""Claims that a document makes about a code base, and what became of each when it was checked against the code."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from import_conformance.model.base.law import Position, Severity
from import_conformance.model.finding import Finding

_CODE = re.compile(r"(?<![\w.)])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?:\(\))?")


class ClaimAnswer(StrEnum):
    """What the findings say about a claim.

    `explained`: no law states the claim, but related laws have a finding in the file.
    """

    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    ABSENT = "absent"
    EXPLAINED = "explained"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class ClaimCategory:
    """Claims of one kind.

    Attributes:
        laws: The laws that state the claim, so that no finding of theirs refutes it.
        explained_by: The laws that do not state it, but whose findings may be what the author saw.
    """

    name: str
    title: str
    laws: tuple[str, ...]
    explained_by: tuple[str, ...]
    position: Position


@dataclass(frozen=True)
class ClaimRow:
    """One claim about one file.

    Attributes:
        number: From 1, in the order of the claims.
        file: The file as the claim names it.
        path: The file, relative to the source root.
        count: How many breaches are claimed; None where no number is given.
        severity: How bad the author says it is; None where that is not given.
    """

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
        """The words of the claim that are code (`session.commit()`), and the models that it names."""
        code = [word for word in _CODE.findall(self.claim) if "." in word or word.endswith("()")]
        return tuple(dict.fromkeys((*code, *self.models)))


@dataclass(frozen=True)
class Claims:
    """A file of claims.

    Attributes:
        root: The folder below the source root that the files of the claims are relative to.
    """

    path: str
    source: str
    root: str
    categories: tuple[ClaimCategory, ...]
    rows: tuple[ClaimRow, ...]

    def of(self, category: ClaimCategory) -> tuple[ClaimRow, ...]:
        """Return the rows of a category."""
        return tuple(row for row in self.rows if row.category == category.name)


@dataclass(frozen=True)
class Mentions:
    """The lines of a file, from 1, on which the words of a claim occur, by what they are part of there."""

    code: tuple[int, ...] = ()
    docstrings: tuple[int, ...] = ()
    comments: tuple[int, ...] = ()
    strings: tuple[int, ...] = ()


@dataclass(frozen=True)
class Reconciled:
    """One claim and its answer; the findings are the evidence, in the order of the code."""

    row: ClaimRow
    answer: ClaimAnswer
    why: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def sentence(self) -> str:
        """Answer and reason in one sentence: `confirmed, count differs: 3 found, 2 claimed`."""
        answer = "file absent" if self.answer is ClaimAnswer.ABSENT else self.answer.value
        joint = ", " if self.answer is ClaimAnswer.CONFIRMED else ": "
        return f"{answer}{joint}{self.why}" if self.why else answer


@dataclass(frozen=True)
class MissedFinding:
    """A finding that no claim of its kind covers; `rows` are the numbers of other claims about its file."""

    category: ClaimCategory
    finding: Finding
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Reconciliation:
    """All claims with their answers, and the findings that the claims missed."""

    claims: Claims
    answers: tuple[Reconciled, ...]
    missed: tuple[MissedFinding, ...]

    def count(self, answer: ClaimAnswer, category: ClaimCategory | None = None) -> int:
        """Return how many rows (of a category) have an answer."""
        return sum(
            given.answer is answer and (category is None or given.row.category == category.name)
            for given in self.answers
        )


def lines_text(lines: Iterable[int]) -> str:
    """Return line numbers as people write them: `line 3`, `lines 3-5, 9`."""
    runs: list[list[int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    texts = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    is_one = len(runs) == 1 and len(runs[0]) == 1
    return f"{'line' if is_one else 'lines'} {', '.join(texts)}"
