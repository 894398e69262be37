"""Absences: subjects that do not import what the `require` section requires."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from import_conformance.model.codebase import Import
from import_conformance.model.finding import Finding, Kind, Related
from import_conformance.model.language.phrases import enumerated, texts
from import_conformance.model.laws.allow import Allow
from import_conformance.model.topology import Guard, Problem, Require, Via
from import_conformance.rules.shared.base import Case, FindingLocation, Judgement, Side
from import_conformance.rules.shared.writes import models_written_by

RULE = "require"


class RequirementState(StrEnum):
    """How a subject reaches what it must import."""

    DIRECT = "met_directly"
    LEGAL_PATH = "met_by_legal_path"
    ILLEGAL_PATH = "illegal_path_only"
    ABSENT = "absent"


class RequirementResult(NamedTuple):
    """The state of one subject, with the chain of modules that shows it (empty when absent)."""

    state: RequirementState
    witness: tuple[str, ...] = ()

    def meets(self, law: Require) -> bool:
        """Return True when the law is satisfied."""
        return self.state is RequirementState.DIRECT or (
            self.state is RequirementState.LEGAL_PATH and law.via is Via.LEGAL
        )


def judge(case: Case) -> Iterator[Judgement]:
    """Yield one judgement for each obligation."""
    for law in case.topology.of(Require):
        subjects = subjects_of(case, law)
        targets = case.select.any_of(law.targets)
        answers = {subject: answer(case, law, modules, targets) for subject, modules in subjects.items()}
        satisfied = [subject for subject, given in answers.items() if given.meets(law)]
        findings = [
            _finding(case, law, (subject, subjects[subject]), given, satisfied)
            for subject, given in answers.items()
            if not given.meets(law)
        ]
        named = map(case.subject, subjects) if law.every == "module" else subjects
        yield Judgement.of(law, RULE, named, findings, _vacuous(case, law, subjects))


def subjects_of(case: Case, law: Require) -> dict[str, tuple[str, ...]]:
    """Return the modules of each subject of an obligation, by the subject's name; targets are not subjects."""
    scope = case.within(law.within)
    targets = case.select.any_of(law.targets)
    grouped: dict[str, list[str]] = {value: [] for value in law.of}
    for module in sorted(scope - targets):
        if law.every == "module":
            if module in case.codebase.paths and _is_bound(case, law, module):
                grouped[module] = [module]
            continue
        place = case.codebase.places.get(module)
        value = place.axes.get(law.every) if place else None
        if value is not None and (not law.of or value in law.of):
            grouped.setdefault(value, []).append(module)
    return {subject: tuple(modules) for subject, modules in grouped.items()}


def _is_bound(case: Case, law: Require, module: str) -> bool:
    return not law.writes_models or len(models_written_by(case, module).models) >= law.writes_models


def answer(case: Case, law: Require, modules: Iterable[str], targets: frozenset[str]) -> RequirementResult:
    """Return whether the modules reach a target: by an import of their own, by legal imports, by any, or not at all."""
    start = tuple(modules)
    edges = case.codebase.imports_by_importer
    for module in start:
        for edge in edges.get(module, ()):
            if edge.imported in targets and _runs(law, edge) and case.permission.is_legal_import(edge):
                return RequirementResult(RequirementState.DIRECT, (module, edge.imported))
    legal = _chain(start, targets, edges, lambda edge: _runs(law, edge) and case.permission.is_legal_import(edge))
    if legal:
        return RequirementResult(RequirementState.LEGAL_PATH, legal)
    other = _chain(start, targets, edges, lambda edge: _runs(law, edge))
    return (
        RequirementResult(RequirementState.ILLEGAL_PATH, other) if other else RequirementResult(RequirementState.ABSENT)
    )


def _runs(law: Require, edge: Import) -> bool:
    """Return True for an import of a kind that counts and that may run."""
    return edge.kind in law.kinds and edge.guard is not Guard.DEAD


def _chain(
    start: tuple[str, ...],
    targets: frozenset[str],
    edges: Mapping[str, tuple[Import, ...]],
    usable: Callable[[Import], bool],
) -> tuple[str, ...]:
    """Return the shortest chain of usable imports from one of the modules to a target; () when there is none."""
    came_from: dict[str, str | None] = dict.fromkeys(start)
    queue = deque(start)
    while queue:
        module = queue.popleft()
        if module in targets:
            return _unwound(module, came_from)
        for edge in edges.get(module, ()):
            if edge.imported not in came_from and usable(edge):
                came_from[edge.imported] = module
                queue.append(edge.imported)
    return ()


def _unwound(module: str, came_from: Mapping[str, str | None]) -> tuple[str, ...]:
    chain: list[str] = []
    step: str | None = module
    while step is not None:
        chain.append(step)
        step = came_from[step]
    return tuple(reversed(chain))


def _vacuous(case: Case, law: Require, subjects: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    yield from case.unmatched(law, f"require.{law.id}", (*law.targets, *law.within))
    if law.optional:
        return
    for subject, modules in subjects.items():
        if not modules:
            yield case.problem(law.position, f"require.{law.id} binds {subject}, which has no modules")
    if not subjects and not law.writes_models:
        is_axis = law.every != "module"
        why = f"no module has a value on '{law.every}'" if is_axis else "its scope has no module that is not a target"
        yield case.problem(law.position, f"require.{law.id} binds no module: {why}")
    if law.writes_models and not case.codebase.tables:
        sentence = f"require.{law.id} counts the models that a file writes, but no class of the code base names a table"
        yield case.problem(law.position, sentence)


def _finding(
    case: Case, law: Require, bound: tuple[str, tuple[str, ...]], given: RequirementResult, satisfied: list[str]
) -> Finding:
    subject, modules = bound
    home = _home(case, law, modules)
    written = models_written_by(case, home) if law.writes_models else None
    location = case.location(home)
    if law.every != "module":
        location = FindingLocation(module=home, subject=subject, layer=location["layer"], axes={law.every: subject})
    example = f"; {satisfied[0]} shows how" if satisfied else ""
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.WRITE if written else Kind.ABSENCE,
        severity=law.severity,
        law_line=law.position.line,
        path=case.codebase.paths.get(home, ""),
        line=written.line if written else 1,
        column=1,
        identity=subject,
        message=f"{_what(case, law, subject, given)}; {law.id} requires it",
        because=law.because,
        fix=(law.fix or f"import {_target(law)} where {subject} starts its work") + example,
        details={"requirement_state": str(given.state), "witness": list(given.witness)}
        | ({"models": list(written.models), "untold_writes": written.unknown} if written else {}),
        related=tuple(
            Related(case.codebase.paths[module], 1, module, "on the chain")
            for module in given.witness
            if module in case.codebase.paths
        ),
        **location,
    )


def _what(case: Case, law: Require, subject: str, given: RequirementResult) -> str:
    target = _target(law)
    if given.state is RequirementState.ILLEGAL_PATH:
        stray = [module for module in given.witness if module not in case.codebase.places]
        outside = f" ({stray[0]} is in no layer)" if stray and case.topology.of(Allow) else ""
        chain = chain_text(given.witness)
        return f"{subject} reaches {target} only by imports that the law does not allow{outside}: {chain}"
    if given.state is RequirementState.LEGAL_PATH:
        return f"{subject} reaches {target} only through others: {chain_text(given.witness)}"
    if law.writes_models:
        models = models_written_by(case, subject).titles
        what = f"{len(models)} model{'s' if len(models) > 1 else ''} ({enumerated(models)})"
        return f"{case.who(subject)} writes {what} and does not import {target}"
    if law.every == "module":
        return f"{subject} does not import {target}"
    return f"no module of {subject} imports {target}"


def _target(law: Require) -> str:
    return enumerated(selector.text for selector in law.targets)


def chain_text(chain: tuple[str, ...], most: int = 20) -> str:
    """Return a chain of modules in one line, its middle left out where it is long."""
    if len(chain) > most:
        left_out = f"... {len(chain) - most} more ..."
        chain = (*chain[: most // 2], left_out, *chain[-most // 2 :])
    return " -> ".join(chain)


def _home(case: Case, law: Require, modules: tuple[str, ...]) -> str:
    """Return where an absence is shown: the package with most of the subject's modules, or else its first file."""
    with_file = [module for module in modules if module in case.codebase.paths]
    packages: Counter[str] = Counter()
    for module in with_file:
        place = case.codebase.places.get(module)
        for capture in place.captures if place else ():
            if capture.axis == law.every:
                packages[".".join(module.split(".")[: capture.segment + 1])] += 1
    best = max(sorted(packages), key=packages.__getitem__, default="")
    return best if best in case.codebase.paths else min(with_file, default="")


def sides(case: Case, law: Require) -> Iterator[Side]:
    """Yield the modules that are bound, and those that must be imported."""
    of = subjects_of(case, law).values()
    yield f"must import {texts(law.targets)}", frozenset(module for modules in of for module in modules)
    yield "is what others must import", case.select.any_of(law.targets)
