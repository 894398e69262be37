"""What rules are given and what they return, and helpers that they share."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypedDict

from import_conformance.model.codebase import Codebase
from import_conformance.model.finding import Finding, Kind
from import_conformance.model.permission import Permission, RuleProfile
from import_conformance.model.placement import Selection
from import_conformance.model.topology import Law, Position, Problem, Selector, Severity, Topology


class FindingLocation(TypedDict):
    """The place of a finding in the architecture, as keywords of a Finding."""

    module: str
    subject: str
    layer: str
    axes: Mapping[str, str]


class LawFault(NamedTuple):
    """A fault of a law as it is written.

    Attributes:
        subject: Distinguishes it from others of the kind in the same law.
    """

    name: str
    position: Position
    sentence: str
    fix: str
    subject: str = ""


@dataclass(frozen=True)
class Case:
    """A topology and the code base that it is applied to."""

    topology: Topology
    codebase: Codebase

    @cached_property
    def permission(self) -> Permission:
        """The answers of the allow and forbid sections about edges."""
        return Permission(self.topology, self.codebase.places, self.codebase.modules)

    @cached_property
    def select(self) -> Selection:
        """The modules that a selector names."""
        return Selection(self.codebase.modules, self.codebase.places)

    @cached_property
    def examples(self) -> Mapping[str, tuple[str, ...]]:
        """For each layer that has modules, one module for each distinct profile, sorted."""
        found: dict[str, dict[RuleProfile, str]] = {}
        for module in sorted(self.codebase.places):
            found.setdefault(self.codebase.places[module].layer, {}).setdefault(self.permission.profile(module), module)
        return {layer: tuple(modules.values()) for layer, modules in found.items()}

    @cached_property
    def twins(self) -> Mapping[str, str]:
        """For each of the `examples` another module with the same profile, where there is one."""
        first = {self.permission.profile(module): module for modules in self.examples.values() for module in modules}
        found: dict[str, str] = {}
        for module in sorted(self.codebase.places):
            example = first[self.permission.profile(module)]
            if module != example:
                found.setdefault(example, module)
        return found

    def subject(self, module: str) -> str:
        """Return what a finding in a module is counted under: its value on the first axis; "" where it has none."""
        place = self.codebase.places.get(module)
        return place.axes.get(self.topology.axis_names[0], "") if place and self.topology.axis_names else ""

    def location(self, module: str) -> FindingLocation:
        """Return the place of a finding in a module."""
        place = self.codebase.places.get(module)
        return FindingLocation(
            module=module,
            subject=self.subject(module),
            layer=place.layer if place else "",
            axes=place.axes if place else {},
        )

    def within(self, selectors: Iterable[Selector]) -> frozenset[str]:
        """Return the modules that a law's `in` or `among` names: all of them when it names none."""
        given = tuple(selectors)
        return self.select.any_of(given) if given else self.codebase.modules

    def is_package(self, module: str) -> bool:
        """Return True for a module that is an `__init__.py`, and so has the name of its folder."""
        return self.codebase.paths.get(module, "").endswith("/__init__.py")

    @cached_property
    def modules_below(self) -> Mapping[str, tuple[str, ...]]:
        """The last names of the modules directly below each package."""
        found: dict[str, list[str]] = {}
        for module in sorted(self.codebase.modules):
            package, _, name = module.rpartition(".")
            found.setdefault(package, []).append(name)
        return {package: tuple(names) for package, names in found.items()}

    def describe(self, module: str) -> str:
        """Return a module and its place, for people: `app.x.y (policies L5)`."""
        place = self.codebase.places.get(module)
        return f"{module} ({place})" if place else f"{module} (in no layer)"

    def who(self, module: str) -> str:
        """Return a module as the subject of a sentence that follows its path: its place, or else its name."""
        place = self.codebase.places.get(module)
        return str(place) if place else module

    def problem(self, position: Position, sentence: str) -> Problem:
        """Return something wrong with the law, at its position in the topology."""
        return Problem(self.topology.path, position, sentence)

    def fault(self, law: Law, rule: str, what: LawFault) -> Finding:
        """Return a finding about a law that cannot be applied as it is written; it is no debt of the code."""
        return Finding(
            law=law.id,
            rule=rule,
            kind=Kind.AT_FAULT,
            severity=law.severity,
            law_line=law.position.line,
            path="",
            line=what.position.line,
            column=what.position.column,
            module="",
            identity=f"{what.name}:{what.subject}",
            message=what.sentence,
            because="a law that may mean two things, or nothing, protects less than it seems to",
            fix=what.fix,
            details={"fault": what.name},
        )

    def unmatched(self, law: Law, where: str, selectors: Iterable[Selector]) -> Iterator[Problem]:
        """Yield a problem for each selector of a law that names nothing, unless the law is optional."""
        for selector in () if law.optional else selectors:
            if not self.select(selector):
                sentence = f"'{selector.text}' in {where} names no module of the code base{self._instead(selector)}"
                yield self.problem(selector.position, sentence)

    def _instead(self, selector: Selector) -> str:
        """Return a hint at files that a selector may have meant, which lie in folders of that name, but in no layer."""
        words = selector.text.partition("=")[2] or selector.text
        found = [module for module in self.codebase.modules if not self.codebase.places.get(module)]
        files = sorted(module for module in found if f".{words}." in f".{module}." and module in self.codebase.paths)
        if not selector.value or not files:
            return ""
        count = (
            "1 file that no layer claims lies" if len(files) == 1 else f"{len(files)} files that no layer claims lie"
        )
        return f"; {count} in folders of that name ({files[0]}), and a module in no layer has no value on any axis"


@dataclass(frozen=True)
class Judgement:
    """One law as it was applied.

    The rule `layers` judges a whole section, and makes up one law for each pair of layers.

    Attributes:
        subjects: What it was applied to, sorted.
        problems: What is wrong with the law itself, such as a selector that matches nothing.
    """

    id: str
    rule: str
    severity: Severity
    position: Position
    subjects: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(
        cls, law: Law, rule: str, subjects: Iterable[str], findings: Iterable[Finding], problems: Iterable[Problem] = ()
    ) -> "Judgement":
        """Return the judgement of a law that is one entry of the topology."""
        ordered = tuple(sorted(findings, key=lambda finding: finding.order))
        return cls(law.id, rule, law.severity, law.position, tuple(sorted(set(subjects))), ordered, tuple(problems))


Rule = Callable[[Case], Iterable[Judgement]]
Side = tuple[str, frozenset[str]]
"""What a law says about some modules, and those modules."""
