"""The names of modules: the `names` section."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from import_conformance.model.finding import Finding, Kind
from import_conformance.model.language.phrases import enumerated
from import_conformance.model.laws.names import globs
from import_conformance.model.topology import Name, Problem
from import_conformance.rules.shared.base import Case, Judgement, Side

RULE = "name"


def judge(case: Case) -> Iterator[Judgement]:
    """Yield one judgement for each law; an `__init__.py` is skipped, because it has the name of its folder."""
    for law in case.topology.of(Name):
        scope = case.select.any_of(law.within)
        modules = sorted(m for m in scope if m in case.codebase.paths and not case.is_package(m))
        findings = [finding for module in modules if (finding := _judged(case, law, module))]
        yield Judgement.of(law, RULE, map(case.subject, modules), findings, _problems(case, law, modules))


def _problems(case: Case, law: Name, modules: list[str]) -> Iterator[Problem]:
    empty = tuple(case.unmatched(law, f"names.{law.id}", law.within))
    yield from empty
    if not (modules or empty or law.optional):
        yield case.problem(law.position, f"names.{law.id} binds no module: its scope has no file but __init__.py")


def _judged(case: Case, law: Name, module: str) -> Finding | None:
    last = module.rpartition(".")[2]
    denied = next((glob for glob in law.deny if fnmatchcase(last, glob)), None)
    if denied is None and (not law.allow or any(fnmatchcase(last, glob) for glob in law.allow)):
        return None
    why = f"{law.id} denies {denied}" if denied else f"{law.id} allows {enumerated(law.allow)}"
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.NAME,
        severity=law.severity,
        law_line=law.position.line,
        path=case.codebase.paths[module],
        line=1,
        column=1,
        identity=last,
        message=f"{case.who(module)} calls a module '{last}'; {why}",
        because=law.because,
        fix=law.fix or (f"rename it to {' or '.join(law.allow)}" if law.allow else "rename it"),
        **case.location(module),
    )


def sides(case: Case, law: Name) -> Iterator[Side]:
    """Yield the files whose names are judged."""
    files = (m for m in case.select.any_of(law.within) if m in case.codebase.paths and not case.is_package(m))
    yield f"may {globs(law)}", frozenset(files)
