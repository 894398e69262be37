"""What a verdict rests on, examined: the files, the reach of the laws, the contracts, the baseline, the environment."""

from dataclasses import dataclass
from enum import StrEnum

SHOWN = 10


class Health(StrEnum):
    """Whether something should be done: nothing, nothing (but it is worth knowing), something."""

    OK = "ok"
    NOTE = "note"
    TODO = "todo"


@dataclass(frozen=True)
class DiagnosisItem:
    """One line of a list; where it is about no file, `path` is "" and `line`, otherwise from 1, is 0."""

    text: str
    path: str = ""
    line: int = 0
    root: str = ""


@dataclass(frozen=True)
class DiagnosisGroup:
    """Items of one kind, of which `shown` are listed unless all are requested."""

    name: str
    items: tuple[DiagnosisItem, ...]
    shown: int = SHOWN


@dataclass(frozen=True)
class Examination:
    """One aspect that was examined; `next` states what to do, if anything."""

    name: str
    health: Health
    summary: str
    groups: tuple[DiagnosisGroup, ...] = ()
    next: str = ""


@dataclass(frozen=True)
class Diagnosis:
    """Everything that was examined."""

    topology: str
    examinations: tuple[Examination, ...]

    @property
    def todo(self) -> tuple[Examination, ...]:
        """The examinations after which something should be done."""
        return tuple(each for each in self.examinations if each.health is Health.TODO)
