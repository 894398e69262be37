"""Laws that hold in every code base: files can be read, imports lead somewhere, a name stands for one module."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from import_conformance.model.codebase import Fate, Place, SourceFile, Unread, Unresolved
from import_conformance.model.dotted import names_above
from import_conformance.model.finding import Finding, Kind
from import_conformance.model.laws.builtin import FOREIGN, UNMATCHED
from import_conformance.model.locate import shown
from import_conformance.model.topology import Builtin
from import_conformance.rules.shared.base import Case, Judgement
from import_conformance.rules.shared.suggestion import is_of_name, suggestion

RULE = "builtin"


class FateSentences(NamedTuple):
    """The sentences about a file with a certain fate; the argument of the format `message` is the file."""

    fate: Fate
    kind: Kind
    message: str
    because: str
    fix: str


OF_FILES = {
    "shadowed-modules": FateSentences(
        Fate.SHADOWED,
        Kind.SHADOWED,
        "this file is never imported: {0.reason}",
        "code that never runs still reads like code that does",
        "delete it, or give it a name of its own",
    ),
    "unparsable-files": FateSentences(
        Fate.UNPARSABLE,
        Kind.UNPARSABLE,
        "this file cannot be judged: {0.reason}",
        "what cannot be read cannot be judged, and silence would look like health",
        "fix the file, or exclude it in `source.exclude`",
    ),
    "unplaced-modules": FateSentences(
        Fate.UNPLACED,
        Kind.UNPLACED,
        "{0.module} belongs to no layer",
        "a module without a place is outside the law",
        "move it, or let a layer's pattern claim it",
    ),
}


def judge(case: Case) -> Iterator[Judgement]:
    """Yield one judgement for each built-in law that has something to judge.

    Without axes no value can be undeclared. The laws about foreign configuration and about ambiguous layers appear only
    when they find something: files of the first kind are no part of the code, and the second case is rare.
    """
    others = {
        "unresolved-imports": _unresolved,
        "undeclared-values": _undeclared,
        FOREIGN: _foreign,
        "ambiguous-layer": _claimed_twice,
    }
    codebase = case.codebase
    idle = {
        "undeclared-values": not case.topology.axes,
        FOREIGN: not codebase.foreign,
        "ambiguous-layer": not codebase.ambiguous,
        # Found when all laws have been applied, together with those at fault.
        UNMATCHED: True,
    }
    for law in case.topology.of(Builtin):
        if idle.get(law.id):
            continue
        found = others[law.id](case, law) if law.id in others else _of_files(case, law, OF_FILES[law.id])
        findings = [finding for finding in found if _is_in_scope(case, law, finding.module)]
        if law.id == "unparsable-files":
            findings += [_of_unread(case, law, unread) for unread in case.codebase.unread]
        problems = case.unmatched(law, f"builtin.{law.id}", law.within)
        yield Judgement.of(law, RULE, {finding.subject for finding in findings} or {""}, findings, problems)


def _is_in_scope(case: Case, law: Builtin, module: str) -> bool:
    return not law.within or module in case.select.any_of(law.within) or module not in case.codebase.modules


def _unresolved(case: Case, law: Builtin) -> Iterator[Finding]:
    for statement in case.codebase.unresolved:
        yield _of_import(case, law, statement)


def _of_import(case: Case, law: Builtin, statement: Unresolved) -> Finding:
    target = statement.target
    unread = unread_file_at(case, target)
    what, fix = _what_is_wrong(case, statement), "" if unread else suggestion(case, statement)
    if unread:
        place = shown(unread.path, unread.root)
        what = f"the import of {target} leads to what is not read: {place} is {unread.reason}"
        fix = f"put what it needs into the repository in the place of {place}, or exclude {unread.module}"
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
        message=what,
        because=law.because or "a broken import hides the edge that its author meant, from every other law too",
        fix=law.fix or fix,
        details={"imported": target, "import_kind": str(statement.kind), "names": list(statement.names)},
        **case.location(statement.importer),
    )


def _what_is_wrong(case: Case, statement: Unresolved) -> str:
    target = statement.target
    if target.startswith("."):
        return f"the import of {target} has more dots than there are packages above it"
    if is_of_name(case, statement):
        package, _, name = target.rpartition(".")
        return f"{package} has no module '{name}', and its __init__.py binds no such name"
    return f"the import of {target} names a module that does not exist"


def unread_file_at(case: Case, target: str) -> SourceFile | None:
    """Return the file that an import leads to or through and that is not read: a link out of the repository, a pipe."""
    names = {*names_above(target), target}
    return next((file for file in case.codebase.irregular if file.module in names), None)


def _of_unread(case: Case, law: Builtin, unread: Unread) -> Finding:
    """Return the finding for something that the topology names and that lies outside the repository."""
    how = "--source-root" if unread.is_code else "--baseline"
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.UNPARSABLE,
        severity=law.severity,
        law_line=law.position.line,
        path=unread.path,
        line=1,
        column=1,
        identity=unread.what,
        message=f"{unread.what} leads out of the repository by a link, so it is not read",
        because=law.because or OF_FILES[law.id].because,
        fix=law.fix or f"put it into the repository, or name it on the command line with {how}",
        root=unread.root,
        **case.location(""),
    )


def _of_files(case: Case, law: Builtin, words: FateSentences) -> Iterator[Finding]:
    files_by_path = Counter(file.path for file in case.codebase.files)
    for file in case.codebase.files:
        if file.fate is words.fate and file.module not in case.codebase.ambiguous:
            name = file.module or file.path
            yield Finding(
                law=law.id,
                rule=RULE,
                kind=words.kind,
                severity=law.severity,
                law_line=law.position.line,
                path=file.path,
                line=file.line,
                column=file.column,
                identity=f"{name} below {file.root}" if _is_second(case, file, files_by_path) else name,
                message=words.message.format(file),
                because=law.because or words.because,
                fix=law.fix or file.advice or words.fix,
                root=file.root,
                **case.location(file.module or ""),
            )


def _is_second(case: Case, file: SourceFile, files_by_path: Counter[str]) -> bool:
    """Return whether several source roots have a file with this path, and another one of them is imported."""
    return files_by_path[file.path] > 1 and case.codebase.roots.get(file.module or "") != file.root


def _foreign(case: Case, law: Builtin) -> Iterator[Finding]:
    for file in case.codebase.foreign:
        yield Finding(
            law=law.id,
            rule=RULE,
            kind=Kind.CONFIGURATION,
            severity=law.severity,
            law_line=law.position.line,
            path=file.path,
            line=file.line,
            column=1,
            identity=file.identity,
            message=file.message,
            because=law.because or "an entry point that a change of the code can speak for proves nothing about it",
            fix=law.fix or file.fix,
            **case.location(""),
        )


def _undeclared(case: Case, law: Builtin) -> Iterator[Finding]:
    """Yield one finding for each value that is captured and not declared, at the first of its modules."""
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
            because=law.because or "a misspelt or unplanned folder is judged by no one's rules",
            fix=law.fix or f"add it to axes.{axis}, or move the modules",
            details={"axis": axis, "value": value, "modules": len(modules)},
            **case.location(modules[0]),
        )


def _claimed_twice(case: Case, law: Builtin) -> Iterator[Finding]:
    """Yield one finding for each topmost module that two patterns claim; for modules below it the cause is the same."""
    causes = {module: tuple(place.by for place in places) for module, places in case.codebase.ambiguous.items()}
    tops: dict[str, list[str]] = {}
    home: dict[str, str] = {}
    for module in sorted(causes):
        above = module.rpartition(".")[0]
        home[module] = home.get(above, module) if causes.get(above) == causes[module] else module
        tops.setdefault(home[module], []).append(module)
    for top, modules in tops.items():
        file = next((module for module in modules if module in case.codebase.paths), "")
        if file:
            yield _of_claims(case, law, (top, file), len(modules) - 1)


def _of_claims(case: Case, law: Builtin, ends: tuple[str, str], below: int) -> Finding:
    """Return the finding about a module that two layers claim.

    Args:
        case: The topology and the code.
        law: The built-in law.
        ends: The module that is claimed twice, and the first module with a file among it and those below it.
        below: The number of modules below it.
    """
    top, file = ends
    claims = [f"{place.layer} ({_named(place)})" for place in case.codebase.ambiguous[top]]
    more = f", and {'so is the module' if below == 1 else f'so are the {below} modules'} below it" if below else ""
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.AMBIGUOUS,
        severity=law.severity,
        law_line=law.position.line,
        path=case.codebase.paths[file],
        line=1,
        column=1,
        identity=top,
        message=f"{top} is claimed by the layers {claims[0]} and {claims[1]} with equal right{more}",
        because=law.because or "a module without one place is outside the law of both layers",
        fix=law.fix or "make one of the two patterns more specific: the one with more literal segments wins",
        details={"layers": [place.layer for place in case.codebase.ambiguous[top]], "modules": below + 1},
        **case.location(file),
    )


def _named(place: Place) -> str:
    return f"{place.by.pattern.text}, line {place.by.position.line}"
