"""What a verdict rests on, examined: the files, the reach of the law, the contracts, the baseline, the environment."""

from dataclasses import dataclass
from enum import StrEnum

SHOWN = 10


class Health(StrEnum):
    """Whether something is to be done: nothing, nothing but to know it, something."""

    OK = "ok"
    NOTE = "note"
    TODO = "todo"


@dataclass(frozen=True)
class DiagnosisItem:
    """One line of a list.

    path: relative to the source root, "" for what is no file; line: 0 for none. root: as for a finding.
    """

    text: str
    path: str = ""
    line: int = 0
    root: str = ""


@dataclass(frozen=True)
class DiagnosisGroup:
    """Items of one kind; shown: how many of them are listed where nobody asked for all."""

    name: str
    items: tuple[DiagnosisItem, ...]
    shown: int = SHOWN


@dataclass(frozen=True)
class Examination:
    """One thing looked at: how it is, in one sentence, with its particulars, and the next step."""

    name: str
    health: Health
    summary: str
    groups: tuple[DiagnosisGroup, ...] = ()
    next: str = ""


@dataclass(frozen=True)
class Diagnosis:
    """Everything that was looked at."""

    topology: str
    examinations: tuple[Examination, ...]

    @property
    def todo(self) -> tuple[Examination, ...]:
        """What is to be done."""
        return tuple(each for each in self.examinations if each.health is Health.TODO)
