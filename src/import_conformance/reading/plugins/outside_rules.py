"""Load rules of installed distributions by their entry points, and only when a topology names them.

A name in a topology must not run code under judgement. So entry points are searched for only in the directories into
which distributions are installed, not in the current directory or on PYTHONPATH; and a rule is imported with an import
path of the standard library, those directories and what their `.pth` files name (editable installs).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.metadata import EntryPoint, distributions

from import_conformance.model.base.facts import Wanted
from import_conformance.model.custom import Answer, Example, GivesExamples, LoadedRule, Question, Rule, WantsFacts
from import_conformance.model.topology import Custom, Problem, Topology, TopologyError
from import_conformance.reading.plugins.installed import (
    installed_only,
    is_other_module_loaded,
    site_directories,
)
from import_conformance.reading.text.strict_text import shortened

GROUP = "conformance.rules"


class UnusableError(Exception):
    """A rule that cannot be used; the message is the end of a sentence that begins with the rule."""


@dataclass(frozen=True)
class GuardedRule:
    """A rule that runs with the import path that it was loaded with, because it may import something only then."""

    rule: Rule

    def judge(self, question: Question) -> tuple[Answer, ...]:
        """Return all answers of the rule."""
        with installed_only():
            return tuple(self.rule.judge(question))


def rules_of(topology: Topology) -> Mapping[str, LoadedRule]:
    """Load the rules that a topology names, by name.

    Raises:
        TopologyError: When a rule is not installed, is offered twice, cannot be loaded, or is code under judgement.
    """
    loaded: dict[str, LoadedRule] = {}
    problems: list[Problem] = []
    roots = _roots(topology)
    for law in topology.of(Custom):
        try:
            distribution, rule = _loaded(law.rule, roots)
            loaded[law.rule] = LoadedRule(law.rule, distribution, GuardedRule(rule))
        except UnusableError as error:
            problems.append(_problem(topology, law, str(error)))
    if problems:
        raise TopologyError(tuple(problems))
    return loaded


def facts_for(law: Custom, topology: Topology) -> Wanted:
    """Return the facts that the rule of a law needs of each module in its scope, besides the imports."""
    rule = _raw(law, topology)
    if not isinstance(rule, WantsFacts):
        return Wanted()
    try:
        with installed_only():
            return Wanted() | rule.facts(law)
    except Exception as error:  # code of others may raise anything
        reason = f"cannot say which facts it wants: {_describe(error)}"
        raise TopologyError((_problem(topology, law, reason),)) from error


def examples_for(question: Question) -> tuple[Example, ...] | None:
    """Return code that breaks a law, as given by its rule; None where the rule gives no examples."""
    law, topology = question.law, question.topology
    rule = _raw(law, topology)
    if not isinstance(rule, GivesExamples):
        return None
    try:
        with installed_only():
            return tuple(rule.examples(question))
    except Exception as error:  # code of others may raise anything
        raise TopologyError((_problem(topology, law, f"gives no examples: {_describe(error)}"),)) from error


def _raw(law: Custom, topology: Topology) -> Rule:
    """Return the rule of a law itself, with the optional methods that it may have."""
    try:
        return _loaded(law.rule, _roots(topology))[1]
    except UnusableError as error:
        raise TopologyError((_problem(topology, law, str(error)),)) from error


def _roots(topology: Topology) -> frozenset[str]:
    """Return the top-level packages under judgement."""
    return frozenset(package.partition(".")[0] for package in topology.source.packages)


def _describe(error: Exception) -> str:
    return shortened(f"{type(error).__name__}: {error}", 200)


def _problem(topology: Topology, law: Custom, reason: str) -> Problem:
    return Problem(topology.path, law.position, f"the rule '{shortened(law.rule)}' {reason}")


@cache
def _loaded(name: str, roots: frozenset[str]) -> tuple[str, Rule]:
    """Load the rule of an entry point, and return it after its distribution.

    Raises:
        UnusableError: When the rule cannot be used.
    """
    entry, distribution = _offered(name)
    top = entry.module.partition(".")[0]
    if top in roots:
        raise UnusableError(f"of {distribution} lies in {top}, which is under judgement and is never imported")
    with installed_only():
        if is_other_module_loaded(top):
            raise UnusableError(f"cannot be loaded: another module {top} than the installed one is loaded already")
        try:
            found = entry.load()
            rule: Rule = found() if isinstance(found, type) else found
        except Exception as error:  # code of others may raise anything as it loads
            raise UnusableError(f"of {distribution} cannot be loaded: {_describe(error)}") from error
    if not callable(getattr(rule, "judge", None)):
        raise UnusableError(f"of {distribution} is none: {entry.value} has no function 'judge'")
    return distribution, rule


def _offered(name: str) -> tuple[EntryPoint, str]:
    offers = _offers()
    found = offers.get(name, ())
    if len(found) > 1:
        raise UnusableError(f"is offered by {' and by '.join(label for _, label in found)}; uninstall one of them")
    if found:
        return found[0]
    near = get_close_matches(name, offers, 1)
    listed = f"; installed are: {', '.join(sorted(offers))}" if offers else "; none is installed at all"
    advice = f"; did you mean '{near[0]}'?" if near else listed
    raise UnusableError(f"is no entry point of the group {GROUP} in any installed distribution{advice}")


@cache
def _offers() -> Mapping[str, tuple[tuple[EntryPoint, str], ...]]:
    """Return the entry points of the group with the distributions that offer them, by name."""
    found: dict[str, dict[str, EntryPoint]] = {}
    for distribution in distributions(path=[str(directory) for directory in site_directories()]):
        label = f"{distribution.metadata['Name']} {distribution.version}"
        for entry in distribution.entry_points:
            if entry.group == GROUP:
                found.setdefault(entry.name, {}).setdefault(label, entry)
    return {name: tuple((entry, label) for label, entry in sorted(by.items())) for name, by in found.items()}
