"""The questions that are put to a rule of another distribution, and the answers that it may give."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias, runtime_checkable

from import_conformance.model.base.facts import Wanted
from import_conformance.model.codebase import Codebase
from import_conformance.model.finding import Related
from import_conformance.model.topology import Custom, Option, Topology


@dataclass(frozen=True)
class Question:
    """One law, put to the rule that judges it.

    Attributes:
        modules: The modules that the law binds and that have a file, sorted; breaches in other modules are left out.
    """

    law: Custom
    topology: Topology
    codebase: Codebase
    modules: tuple[str, ...]

    @property
    def options(self) -> Mapping[str, Option]:
        """The options that the topology gives the rule: strings, tuples and mappings of strings, never numbers."""
        return self.law.options


@dataclass(frozen=True)
class Breach:
    """One breach of the law.

    Attributes:
        module: Dotted name of a module with a file.
        message: What is wrong, one sentence without a full stop.
        line: In that file, from 1; 1 where the whole file is meant.
        column: From 1.
        identity: Distinguishes this breach from others of the law in the same file, without anything that changes from
            day to day (lines, counts): a baseline recognises the breach by it. The message when it is "".
        fix: How to fix it; the law's own `fix` wins.
        related: Other places that the breach involves.
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
    """Something wrong with the law itself; `option` is the one at fault, "" for the law as a whole."""

    sentence: str
    option: str = ""


@dataclass(frozen=True)
class Example:
    """Code that breaks the law.

    Nothing is written to disk: `conformance prove` reads the text into a copy of the code base.

    Attributes:
        path: The file, which may be a new one, relative to its source root, with `/`.
    """

    path: str
    source: str


Answer: TypeAlias = Breach | Fault


class Rule(Protocol):
    """What an entry point of the group `conformance.rules` names: an object, a module, or a class to instantiate."""

    def judge(self, question: Question, /) -> Iterable[Answer]:
        """Return every breach of the law.

        The answer must depend on the question alone, so that all entry points get the same one.
        """


@runtime_checkable
class WantsFacts(Protocol):
    """A rule that needs more facts of a file than its imports."""

    def facts(self, law: Custom, /) -> Wanted:
        """Return the facts to read of each module that the law binds."""


@runtime_checkable
class GivesExamples(Protocol):
    """A rule whose laws `conformance prove` can prove."""

    def examples(self, question: Question, /) -> Iterable[Example]:
        """Return examples of code, each of which must break the law by itself."""


@dataclass(frozen=True)
class LoadedRule:
    """A rule that was found by the name of its entry point, and its distribution with the version, for messages."""

    name: str
    distribution: str
    rule: Rule
