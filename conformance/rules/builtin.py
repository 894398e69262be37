"""Laws that hold in every code base: files can be read, imports lead somewhere, names are not shadowed, values declared."""

from collections.abc import Iterator

from conformance.model.codebase import Fate, SourceFile, Unresolved
from conformance.model.finding import Finding, Kind
from conformance.model.topology import Builtin
from conformance.rules.base import Case, Judgement, enumerated

RULE = "builtin"


def judge(case: Case) -> Iterator[Judgement]:
    """One judgement for each built-in law."""
    finders = {
        "unresolved-imports": _unresolved,
        "shadowed-modules": _shadowed,
        "unparsable-files": _unparsable,
        "undeclared-values": _undeclared,
        "unplaced-modules": _unplaced,
    }
    for law in case.topology.builtin:
        findings = [finding for finding in finders[law.id](case, law) if _is_in_scope(case, law, finding.module)]
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
    """The modules that the import may have meant: those of its last name, nearest in the tree, as a moved file leaves."""
    parts = target.split(".")
    twins = [module for module in case.codebase.modules_by_last_name.get(parts[-1], ()) if module != target]
    if not twins:
        return "correct the name, or delete the import"
    shared = {module: len(set(module.split(".")) & set(parts)) for module in twins}
    nearest = max(shared.values())
    best = [module for module in twins if shared[module] == nearest]
    return f"did you mean {best[0]}?" if len(best) == 1 else f"did you mean one of {enumerated(best, 3)}?"


def _shadowed(case: Case, law: Builtin) -> Iterator[Finding]:
    for file in case.codebase.files:
        if file.fate is Fate.SHADOWED:
            because = law.because or "code that never runs still reads like code that does"
            yield _of_file(
                case,
                law,
                file,
                Kind.SHADOWED,
                f"this file is never imported: {file.reason}",
                because,
                law.fix or "delete it, or give it a name of its own",
            )


def _unparsable(case: Case, law: Builtin) -> Iterator[Finding]:
    for file in case.codebase.files:
        if file.fate is Fate.UNPARSABLE:
            because = law.because or "what cannot be read cannot be judged, and silence would look like health"
            yield _of_file(
                case,
                law,
                file,
                Kind.UNPARSABLE,
                f"this file cannot be judged: {file.reason}",
                because,
                law.fix or "mend the file, or exclude it in `source.exclude`",
            )


def _unplaced(case: Case, law: Builtin) -> Iterator[Finding]:
    for file in case.codebase.files:
        if file.fate is Fate.UNPLACED:
            yield _of_file(
                case,
                law,
                file,
                Kind.UNPLACED,
                f"{file.module} belongs to no layer",
                law.because or "a module without a place is outside the law",
                law.fix or "move it, or let a layer's pattern claim it",
            )


def _of_file(case: Case, law: Builtin, file: SourceFile, kind: Kind, message: str, because: str, fix: str) -> Finding:
    standing = case.standing(file.module or "")
    return Finding(
        law=law.id,
        rule=RULE,
        kind=kind,
        severity=law.severity,
        law_line=law.position.line,
        path=file.path,
        line=file.line,
        column=file.column,
        identity=file.module or file.path,
        message=message,
        because=because,
        fix=fix,
        **standing,
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
