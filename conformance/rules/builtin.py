"""Laws that hold in every code base: files can be read, imports lead somewhere, names stand for one module."""

from collections.abc import Iterator

from conformance.model.codebase import Fate, Place, Unresolved
from conformance.model.finding import Finding, Kind
from conformance.model.topology import Builtin
from conformance.model.value import dataclass
from conformance.rules.base import Case, Judgement, enumerated

RULE = "builtin"


@dataclass(frozen=True)
class Words:
    """What is said of a file because of its fate; the message has a place for the file."""

    fate: Fate
    kind: Kind
    message: str
    because: str
    fix: str


OF_FILES = {
    "shadowed-modules": Words(
        Fate.SHADOWED,
        Kind.SHADOWED,
        "this file is never imported: {0.reason}",
        "code that never runs still reads like code that does",
        "delete it, or give it a name of its own",
    ),
    "unparsable-files": Words(
        Fate.UNPARSABLE,
        Kind.UNPARSABLE,
        "this file cannot be judged: {0.reason}",
        "what cannot be read cannot be judged, and silence would look like health",
        "mend the file, or exclude it in `source.exclude`",
    ),
    "unplaced-modules": Words(
        Fate.UNPLACED,
        Kind.UNPLACED,
        "{0.module} belongs to no layer",
        "a module without a place is outside the law",
        "move it, or let a layer's pattern claim it",
    ),
}


def judge(case: Case) -> Iterator[Judgement]:
    """One judgement for each built-in law.

    Where no axis is declared, no value can be undeclared, so that is no law; nor is it one that no module is claimed
    twice, for patterns that can be at odds are rare, and a law that nothing can break is counted nowhere.
    """
    others = {"unresolved-imports": _unresolved, "undeclared-values": _undeclared, "ambiguous-layer": _claimed_twice}
    idle = {"undeclared-values": not case.topology.axes, "ambiguous-layer": not case.codebase.ambiguous}
    for law in case.topology.builtin:
        if idle.get(law.id):
            continue
        found = others[law.id](case, law) if law.id in others else _of_files(case, law, OF_FILES[law.id])
        findings = [finding for finding in found if _is_in_scope(case, law, finding.module)]
        problems = case.unmatched(law, f"builtin.{law.id}", law.within)
        yield Judgement.of(law, RULE, {finding.subject for finding in findings} or {""}, findings, problems)


def _is_in_scope(case: Case, law: Builtin, module: str) -> bool:
    return not law.within or module in case.select.any_of(law.within) or module not in case.codebase.modules


def _unresolved(case: Case, law: Builtin) -> Iterator[Finding]:
    for statement in case.codebase.unresolved:
        yield _of_import(case, law, statement)


def _of_import(case: Case, law: Builtin, statement: Unresolved) -> Finding:
    target = statement.target
    too_deep = target.startswith(".")
    what = "has more dots than there are packages above it" if too_deep else "names a module that does not exist"
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.UNRESOLVED,
        severity=law.severity,
        law_line=law.position.line,
        path=case.codebase.paths[statement.importer],
        line=statement.line,
        column=statement.column,
        identity=target,
        message=f"the import of {target} {what}",
        because=law.because or "a broken import hides the edge that its author meant, from every other law too",
        fix=law.fix or _nearest(case, target),
        details={"imported": target, "import_kind": str(statement.kind), "names": list(statement.names)},
        **case.standing(statement.importer),
    )


def _nearest(case: Case, target: str) -> str:
    """The modules that the import may have meant: those of its last name, nearest in the tree."""
    parts = target.split(".")
    twins = [module for module in case.codebase.modules_by_last_name.get(parts[-1], ()) if module != target]
    if not twins:
        return "correct the name, or delete the import"
    shared = {module: len(set(module.split(".")) & set(parts)) for module in twins}
    nearest = max(shared.values())
    best = [module for module in twins if shared[module] == nearest]
    return f"did you mean {best[0]}?" if len(best) == 1 else f"did you mean one of {enumerated(best, 3)}?"


def _of_files(case: Case, law: Builtin, words: Words) -> Iterator[Finding]:
    for file in case.codebase.files:
        if file.fate is words.fate and file.module not in case.codebase.ambiguous:
            yield Finding(
                law=law.id,
                rule=RULE,
                kind=words.kind,
                severity=law.severity,
                law_line=law.position.line,
                path=file.path,
                line=file.line,
                column=file.column,
                identity=file.module or file.path,
                message=words.message.format(file),
                because=law.because or words.because,
                fix=law.fix or words.fix,
                **case.standing(file.module or ""),
            )


def _undeclared(case: Case, law: Builtin) -> Iterator[Finding]:
    """One finding for each value that is captured and not declared, at the first of its modules."""
    declared = {axis.name: axis.values for axis in case.topology.axes}
    first: dict[tuple[str, str], list[str]] = {}
    for module in sorted(case.codebase.places):
        for capture in case.codebase.places[module].captures:
            if capture.value not in declared[capture.axis]:
                if module in case.codebase.paths:
                    first.setdefault((capture.axis, capture.value), []).append(module)
                break
    for (axis, value), modules in first.items():
        yield Finding(
            law=law.id,
            rule=RULE,
            kind=Kind.UNDECLARED,
            severity=law.severity,
            law_line=law.position.line,
            path=case.codebase.paths[modules[0]],
            line=1,
            column=1,
            identity=f"{axis}={value}",
            message=f"'{value}' is no declared {axis}; {len(modules)} modules stand there, {modules[0]} first",
            because=law.because or "a misspelt or unplanned folder is judged by nobody's rules",
            fix=law.fix or f"add it to axes.{axis}, or move the modules",
            details={"axis": axis, "value": value, "modules": len(modules)},
            **case.standing(modules[0]),
        )


def _claimed_twice(case: Case, law: Builtin) -> Iterator[Finding]:
    """One finding for each topmost module that two patterns claim; what lies below it has the same cause."""
    causes = {module: tuple(place.by for place in places) for module, places in case.codebase.ambiguous.items()}
    tops: dict[str, list[str]] = {}
    home: dict[str, str] = {}
    for module in sorted(causes):
        above = module.rpartition(".")[0]
        home[module] = home.get(above, module) if causes.get(above) == causes[module] else module
        tops.setdefault(home[module], []).append(module)
    for top, modules in tops.items():
        at = next((module for module in modules if module in case.codebase.paths), "")
        if at:
            yield _of_claims(case, law, (top, at), len(modules) - 1)


def _of_claims(case: Case, law: Builtin, ends: tuple[str, str], below: int) -> Finding:
    """ends: the module that is claimed twice, and the first of it and those below that is a file."""
    top, at = ends
    claims = [f"{place.layer} ({_named(place)})" for place in case.codebase.ambiguous[top]]
    more = f", and {'so is the module' if below == 1 else f'so are the {below} modules'} below it" if below else ""
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.AMBIGUOUS,
        severity=law.severity,
        law_line=law.position.line,
        path=case.codebase.paths[at],
        line=1,
        column=1,
        identity=top,
        message=f"{top} is claimed by the layers {claims[0]} and {claims[1]} with equal right{more}",
        because=law.because or "a module without one place is outside the law of both layers",
        fix=law.fix or "make one of the two patterns more specific: the one with more literal segments wins",
        details={"layers": [place.layer for place in case.codebase.ambiguous[top]], "modules": below + 1},
        **case.standing(at),
    )


def _named(place: Place) -> str:
    return f"{place.by.pattern.text}, line {place.by.position.line}"
