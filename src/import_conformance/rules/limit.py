"""Modules and packages with more importers, imports, lines or modules than the law allows: the `limit` section."""

from collections.abc import Iterator, Mapping

from import_conformance.model.custom import Example
from import_conformance.model.finding import Finding, Kind
from import_conformance.model.language.phrases import enumerated
from import_conformance.model.laws.limit import MEASURES, CountedAt, Limit, amount
from import_conformance.model.topology import Problem
from import_conformance.rules.shared.base import Case, Judgement, Side

RULE = "limit"
_MAIN = "__main__"
# How many of the bound modules are tried for an example.
MOST_TRIED = 3


def judge(case: Case) -> Iterator[Judgement]:
    """Yield one judgement for each law, with a finding for each limit that a module or package does not keep."""
    for law in case.topology.of(Limit):
        bound = bound_by(case, law)
        counts = _counts(case, law, bound)
        findings = [finding for name in bound for finding in _judged(case, law, name, counts)]
        yield Judgement.of(law, RULE, map(case.subject, bound), findings, _problems(case, law, bound))


def bound_by(case: Case, law: Limit) -> tuple[str, ...]:
    """Return the modules, or the packages, that a law binds, sorted."""
    exempt = case.select.any_of(law.exempt)
    names = sorted(case.within(law.within) - exempt)
    if law.of is CountedAt.PACKAGE:
        return tuple(name for name in names if name in case.modules_below)
    return tuple(name for name in names if name in case.codebase.paths)


def sides(case: Case, law: Limit) -> Iterator[Side]:
    """Yield what is bound, and what is not."""
    yield f"may have {enumerated(law.bounds())}", frozenset(bound_by(case, law))
    exempt = case.select.any_of(law.exempt)
    if exempt:
        yield "is exempt from the limit", exempt


def examples(case: Case, law: Limit) -> Iterator[tuple[Example, ...]]:
    """Yield files that together exceed a limit at a bound module, or a file that is over it by itself."""
    for name in bound_by(case, law)[:MOST_TRIED]:
        module = _module_of(case, name)
        home = case.codebase.paths[module]
        others = [other for other in sorted(case.codebase.paths) if not _is_inside(law, other, name)]
        if law.importers is not None and others:
            yield _new_files(_folder(case, others[0]), law.importers + 1, f"import {module}\n")
        if law.imports is not None and len(others) > law.imports:
            yield (Example(home, "".join(f"import {other}\n" for other in others[: law.imports + 1])),)
        if law.lines is not None:
            yield (Example(home, "x = 0\n" * (law.lines + 1)),)
        if law.modules is not None:
            child = next((m for m in sorted(case.codebase.paths) if m.rpartition(".")[0] == name), module)
            yield _new_files(_folder(case, child), law.modules + 1, "")
        if law.importers_at_least is not None:
            yield _new_files(_folder(case, module), 1, "")


def _folder(case: Case, module: str) -> str:
    """Return the folder in which a module beside another one would lie."""
    path = case.codebase.paths[module]
    return (path if not case.is_package(module) else path.rpartition("/")[0]).rpartition("/")[0]


def _new_files(folder: str, number: int, text: str) -> tuple[Example, ...]:
    return tuple(Example(f"{folder}/conformance_proof_{n}.py", text) for n in range(number))


def _module_of(case: Case, name: str) -> str:
    """Return a module with a file for a module or package: itself, or the first one below it."""
    if name in case.codebase.paths:
        return name
    return next(module for module in sorted(case.codebase.paths) if _lies_in(module, name))


def _is_inside(law: Limit, module: str, name: str) -> bool:
    """Return whether imports of or by a module do not count at a module or package, because it is a part of it."""
    return _lies_in(module, name) if law.of is CountedAt.PACKAGE else module == name


def _lies_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def _counts(case: Case, law: Limit, bound: tuple[str, ...]) -> Mapping[str, Mapping[str, int]]:
    """Return for each measure that the law limits how much of it each bound module or package has."""
    importers: dict[str, set[str]] = {name: set() for name in bound}
    imported: dict[str, set[str]] = {name: set() for name in bound}
    for statement in case.codebase.imports:
        for name in _holders(law, statement.imported, importers):
            if not _is_inside(law, statement.importer, name):
                importers[name].add(statement.importer)
        for name in _holders(law, statement.importer, imported):
            if not _is_inside(law, statement.imported, name):
                imported[name].add(statement.imported)
    return {
        "importers": {name: len(found) for name, found in importers.items()},
        "imports": {name: len(found) for name, found in imported.items()},
        "lines": _lines(case, law, bound) if law.lines is not None else {},
        "modules": {name: _public(case.modules_below.get(name, ())) for name in bound},
    }


def _holders(law: Limit, module: str, bound: Mapping[str, object]) -> Iterator[str]:
    """Yield the bound module, or the bound packages, that a module belongs to."""
    if law.of is CountedAt.MODULE:
        if module in bound:
            yield module
        return
    name = module
    while name:
        if name in bound:
            yield name
        name = name.rpartition(".")[0]


def _lines(case: Case, law: Limit, bound: tuple[str, ...]) -> dict[str, int]:
    found = dict.fromkeys(bound, 0)
    for module, facts in case.codebase.facts.items():
        if facts.source:
            for name in _holders(law, module, found):
                found[name] += facts.source.lines
    return found


def _public(names: tuple[str, ...]) -> int:
    return sum(not name.startswith("_") for name in names)


def _judged(case: Case, law: Limit, name: str, counts: Mapping[str, Mapping[str, int]]) -> Iterator[Finding]:
    for measure in MEASURES:
        most, count = getattr(law, measure), counts[measure].get(name, 0)
        if most is not None and count > most:
            yield _finding(case, law, name, (measure, count, most))
    if law.importers_at_least is not None and not _is_run(case, law, name):
        count = counts["importers"][name]
        if count < law.importers_at_least:
            yield _finding(case, law, name, ("importers_at_least", count, law.importers_at_least))


def _is_run(case: Case, law: Limit, name: str) -> bool:
    """Return whether a module is in use without an import of its own: a `__main__`, or a package with modules in it."""
    return name.rpartition(".")[2] == _MAIN or (law.of is CountedAt.MODULE and name in case.modules_below)


_SAYS = {"importers": "is imported by {}", "imports": "imports {}", "lines": "has {}", "modules": "holds {}"}


def _finding(case: Case, law: Limit, name: str, counted: tuple[str, int, int]) -> Finding:
    measure, count, bound = counted
    noun = amount(count, "lines" if measure == "lines" else "modules")
    if measure == "importers_at_least":
        message = f"{name} is imported by {noun if count else 'no module'}; {law.id} asks for {bound} or more"
        fix = "delete it, import it where it is needed, or name it in `except` if something else starts it"
    else:
        message = f"{name} {_SAYS[measure].format(noun)}; {law.id} allows {bound}"
        fix = "split it by what belongs together, so that each part has fewer"
    module = _module_of(case, name)
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.LIMIT,
        severity=law.severity,
        law_line=law.position.line,
        path=case.codebase.paths[module],
        line=1,
        column=1,
        identity=f"{name} {measure}" if law.of is CountedAt.PACKAGE else measure,
        message=message,
        because=law.because,
        fix=law.fix or fix,
        details={"measure": measure, "count": count, "limit": bound, "of": name},
        **case.location(module),
    )


def _problems(case: Case, law: Limit, bound: tuple[str, ...]) -> Iterator[Problem]:
    yield from case.unmatched(law, f"limit.{law.id}", (*law.within, *law.exempt))
    if not (bound or law.optional) and case.within(law.within):
        yield case.problem(law.position, f"limit.{law.id} binds no {law.of}")
