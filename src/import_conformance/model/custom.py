"""What a rule of somebody else's is asked, and what it may answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias, runtime_checkable

from import_conformance.model.codebase import Codebase
from import_conformance.model.facts import Wanted
from import_conformance.model.finding import Related
from import_conformance.model.topology import Custom, Option, Topology


@dataclass(frozen=True)
class Question:
    """One law, put to the rule that judges it.

    modules: those that the law binds and that have a file, sorted; breaches elsewhere are left out.
    """

    law: Custom
    topology: Topology
    codebase: Codebase
    modules: tuple[str, ...]

    @property
    def options(self) -> Mapping[str, Option]:
        """What the topology tells the rule: texts, tuples and mappings of texts, never numbers."""
        return self.law.options


@dataclass(frozen=True)
class Breach:
    """One breach of the law.

    module: dotted name of a module with a file. line, column: in that file, from 1; line 1 where all of it is meant.
    message: what is wrong, one sentence without a full stop. identity: what tells this breach from others of the law in
    the same file, without anything that changes from day to day (lines, counts): a baseline knows the breach by it;
    the message when it is "". fix: how to mend it; the law's own `fix` wins. related: other places it speaks of.
    """

    module: str
    message: str
    line: int = 1
    column: int = 1
    identity: str = ""
    fix: str = ""
    related: tuple[Related, ...] = ()


@dataclass(frozen=True)
class Fault:
    """Something wrong with the law itself: one sentence for its author. option: the option at fault, "" for the law."""

    sentence: str
    option: str = ""


@dataclass(frozen=True)
class Example:
    """Code that breaks the law: in the file `path` (relative to its source root, with `/`), below what stands there.

    The file may be a new one. Nothing is written: `conformance prove` reads the text into a copy of the code base.
    """

    path: str
    source: str


Answer: TypeAlias = Breach | Fault


class Rule(Protocol):
    """What an entry point of the group `conformance.rules` leads to: an object, a module, or a class to be called."""

    def judge(self, question: Question, /) -> Iterable[Answer]:
        """Every breach of the law; a function of the question alone, so that all doors get the same answer."""


@runtime_checkable
class WantsFacts(Protocol):
    """A rule that needs more of a file than its imports."""

    def facts(self, law: Custom, /) -> Wanted:
        """What to read of each module that the law binds."""


@runtime_checkable
class GivesExamples(Protocol):
    """A rule whose laws `conformance prove` can prove."""

    def examples(self, question: Question, /) -> Iterable[Example]:
        """Code, each of which must break the law by itself."""


@dataclass(frozen=True)
class LoadedRule:
    """A rule that was found. distribution: its name and version, for people."""

    name: str
    distribution: str
    rule: Rule
