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
    """One line of a list.

    Attributes:
        text: What there is to say.
        path: Relative to the source root; "" for what is not a file.
        line: From 1; 0 for none.
        root: The source root that the path is relative to; "" where there is only one.
    """

    text: str
    path: str = ""
    line: int = 0
    root: str = ""


@dataclass(frozen=True)
class DiagnosisGroup:
    """Items of one kind.

    Attributes:
        name: The heading of the list.
        items: The items.
        shown: How many of them are listed unless all are asked for.
    """

    name: str
    items: tuple[DiagnosisItem, ...]
    shown: int = SHOWN


@dataclass(frozen=True)
class Examination:
    """One aspect that was examined.

    Attributes:
        name: The aspect.
        health: Whether something should be done.
        summary: The result in one sentence.
        groups: The particulars.
        next: What to do next; "" for nothing.
    """

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
