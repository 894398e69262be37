"""What the tool sees that others miss, and what no law reaches: examined one by one."""

from collections import Counter
from collections.abc import Iterable, Iterator

from import_conformance.explaining.beside import beside, count_of
from import_conformance.explaining.laws import imports_by_allow_line
from import_conformance.explaining.ruling import edge_text
from import_conformance.explaining.scopes import scopes
from import_conformance.model.answers.diagnosis import SHOWN, DiagnosisGroup, DiagnosisItem, Examination, Health
from import_conformance.model.codebase import Fate, SourceFile, Unresolved
from import_conformance.model.topology import Allow
from import_conformance.rules.builtin import unread_file_at
from import_conformance.rules.shared.base import Case

# Judged files are many, and as they should be; the other fates have an examination of their own.
_REPORTED_ELSEWHERE = (Fate.JUDGED, Fate.UNPLACED, Fate.SHADOWED, Fate.LINKED)
_UNHEALTHY = (Fate.UNPARSABLE, Fate.NOT_REGULAR)


def examine(case: Case) -> Iterator[Examination]:
    """Yield every examination that needs the topology and the code alone."""
    yield ledger(case)
    yield from beside(case)
    yield recovered(case)
    yield shadowed(case)
    yield unresolved(case)
    yield unplaced(case)
    yield coverage(case)
    yield unused(case)


def ledger(case: Case) -> Examination:
    """Examine every file on disk, by its fate."""
    files = case.codebase.files
    by_fate = {fate: [file for file in files if file.fate is fate] for fate in Fate}
    groups = tuple(
        DiagnosisGroup(fate.replace("_", " "), tuple(map(_of_file, found)), 0 if fate in _REPORTED_ELSEWHERE else SHOWN)
        for fate, found in by_fate.items()
        if found
    )
    terms = " + ".join(f"{len(group.items)} {group.name}" for group in groups)
    unread = tuple(
        DiagnosisItem(f"{each.what} leads out of the repository", each.path, root=each.root)
        for each in case.codebase.unread
    )
    bad = sum(len(by_fate[fate]) for fate in _UNHEALTHY) + len(unread)
    todo = "fix the files that cannot be read, or exclude them in `source.exclude`"
    todo = "make the links lead into the repository, or name the place on the command line" if unread else todo
    summary = f"{count_of(files, 'file')} on disk{terms and f' = {terms}'}"
    more = (DiagnosisGroup("not read", unread),) if unread else ()
    health = Health.TODO if bad else Health.OK
    return Examination("ledger", health, summary, (*groups, *more), todo if bad else "")


def recovered(case: Case) -> Examination:
    """Examine the modules that plain grimp does not see, by the topmost folder in which it stops."""
    found = [file for file in case.codebase.files if file.recovered]
    if not found:
        return Examination("recovered", Health.OK, "plain grimp sees every module, too")
    inits = {
        file.path.removesuffix("/__init__.py") for file in case.codebase.files if file.path.endswith("/__init__.py")
    }
    folders = Counter(_portion(file.path, inits) for file in found)
    items = tuple(DiagnosisItem(count_of(number, "module"), folder) for folder, number in sorted(folders.items()))
    folders_text = f"{count_of(items, 'folder')} without `__init__.py`"
    summary = f"{count_of(found, 'module')} that plain grimp would have missed, in {folders_text}"
    advice = "nothing here, for they are judged; put an `__init__.py` into these folders if other tools are to see them"
    return Examination("recovered", Health.NOTE, summary, (DiagnosisGroup("folders", items),), advice)


def _portion(path: str, inits: set[str]) -> str:
    """Return the topmost folder above a file that lies in a package and has no `__init__.py` of its own.

    Where every folder has one below some source root, but not below the file's own, it is the file's folder.

    Args:
        path: The file.
        inits: The folders that have an `__init__.py`, below any source root.
    """
    parts = path.split("/")[:-1]
    folders = ["/".join(parts[: end + 1]) for end in range(len(parts))]
    first = next(index for index, folder in enumerate(folders) if folder in inits)
    return next((folder for folder in folders[first:] if folder not in inits), folders[-1])


def shadowed(case: Case) -> Examination:
    """Examine files that Python never imports under their name."""
    found = [file for file in case.codebase.files if file.fate is Fate.SHADOWED]
    if not found:
        return Examination("shadowed", Health.OK, "no module is hidden by another of its name")
    verb = "is" if len(found) == 1 else "are"
    summary = f"{count_of(found, 'file')} {verb} never imported, because another has its name"
    group = DiagnosisGroup("files", tuple(DiagnosisItem(f"{f.module}: {f.reason}", f.path, root=f.root) for f in found))
    return Examination("shadowed", Health.TODO, summary, (group,), _advice(found))


def _advice(hidden: list[SourceFile]) -> str:
    """Return what to do about files that another one hides; where that differs, the findings have it for each file."""
    if any(file.advice for file in hidden):
        return "`conformance check shadowed-modules --show-known` says for each of them what to do"
    return "delete them, or give them names of their own"


def unresolved(case: Case) -> Examination:
    """Examine imports that lead nowhere, by the package that they are in."""
    found, optional = case.codebase.unresolved, case.codebase.optional
    handled = DiagnosisGroup("optional imports", tuple(_imported(case, edge) for edge in optional))
    if not found and not optional:
        return Examination("unresolved", Health.OK, "every import of the own packages leads to a module")
    if not found:
        summary = f"{count_of(optional, 'import')} of what does not exist, and the code handles that"
        return Examination("unresolved", Health.NOTE, summary, (handled,))
    unread = [edge for edge in found if unread_file_at(case, edge.target)]
    missing = [edge for edge in found if edge not in unread]
    verb = "names a module that does" if len(missing) == 1 else "name modules that do"
    hide = "hides" if len(missing) == 1 else "hide"
    summary = f"{count_of(missing, 'import')} {verb} not exist, and so {hide} what their authors meant"
    away = f"{count_of(unread, 'import')} of what is there, but not read"
    groups = (
        _by_package(edge.importer for edge in found),
        DiagnosisGroup("imports", tuple(_imported(case, edge) for edge in missing)),
        DiagnosisGroup("imports of what is not read", tuple(_imported(case, edge) for edge in unread)),
        handled,
    )
    return Examination(
        "unresolved",
        Health.TODO,
        "; ".join([*([summary] if missing else []), *([away] if unread else [])]),
        tuple(group for group in groups if group.items),
        "correct or delete them; `conformance check unresolved-imports --show-known` names what may be meant",
    )


def unplaced(case: Case) -> Examination:
    """Examine modules that no layer claims, by their package."""
    found = [file for file in case.codebase.files if file.fate is Fate.UNPLACED]
    if not found:
        return Examination("unplaced", Health.OK, "every module is in a layer")
    return Examination(
        "unplaced",
        Health.TODO,
        f"{count_of(found, 'module')} in no layer, so that `allow` does not judge what they import",
        (
            _by_package(file.module or "" for file in found),
            DiagnosisGroup(
                "modules", tuple(DiagnosisItem(file.module or "", file.path, root=file.root) for file in found)
            ),
        ),
        "let a pattern in `layers` claim them, or leave them out in `source.exclude`; `unplaced: error` keeps it so",
    )


def coverage(case: Case) -> Examination:
    """Examine how many files each law applies to, and the files that only laws for the whole code base apply to."""
    paths = case.codebase.paths
    by_law: dict[str, set[str]] = {}
    reached: set[str] = set()
    for scope in scopes(case):
        by_law.setdefault(f"{scope.section} {scope.law.id}", set()).update(scope.modules & paths.keys())
        reached |= scope.modules if scope.is_narrow else set()
    none = sorted(paths.keys() - reached)
    beyond = f"{len(none) or 'none'} beyond every law that says whom it binds"
    return Examination(
        "coverage",
        Health.TODO if none else Health.OK,
        f"{count_of(paths, 'file')}: {beyond}",
        (
            DiagnosisGroup(
                "files by law", tuple(DiagnosisItem(f"{len(modules)} {name}") for name, modules in by_law.items()), 0
            ),
            *([DiagnosisGroup("out of reach", tuple(_of_module(case, module) for module in none))] if none else []),
        ),
        "place them in a layer, or widen the scope of a law" if none else "",
    )


def unused(case: Case) -> Examination:
    """Examine lines of `allow` that no import relies on."""
    used = imports_by_allow_line(case)
    planned = {layer.name for layer in case.topology.layers if layer.optional}
    idle = [line for line in case.topology.of(Allow) if not used[line.id]]
    free = [line for line in idle if not (line.optional or _is_planned(line, planned))]
    if not free:
        return Examination(
            "allow", Health.OK, f"every line of {count_of(used, 'line')} in `allow` is in use or planned"
        )
    items = tuple(DiagnosisItem(f"{case.topology.path}:{line.position.line}: {edge_text(line)}") for line in free)
    return Examination(
        "allow",
        Health.TODO,
        f"{len(free)} of {count_of(used, 'line')} in `allow` let no import of today through",
        (DiagnosisGroup("lines", items),),
        "take them out, for what no import needs only widens the law, or say `optional: true` with a `because`",
    )


def _is_planned(line: Allow, planned: set[str]) -> bool:
    """Return True when every selector of a side names a layer that is not built yet."""
    return any(all(s.layer in planned for s in side) for side in (line.sources, line.targets))


def _imported(case: Case, edge: Unresolved) -> DiagnosisItem:
    where = case.codebase
    return DiagnosisItem(edge.target, where.paths[edge.importer], edge.line, where.roots.get(edge.importer, ""))


def _of_module(case: Case, module: str) -> DiagnosisItem:
    return DiagnosisItem(module, case.codebase.paths[module], root=case.codebase.roots.get(module, ""))


def _of_file(file: SourceFile) -> DiagnosisItem:
    line = file.line if file.fate is Fate.UNPARSABLE else 0
    return DiagnosisItem(file.reason or file.module or "", file.path, line, file.root)


def _by_package(modules: Iterable[str]) -> DiagnosisGroup:
    """Count modules by the second level of their names, most first."""
    counts = Counter(".".join(module.split(".")[:2]) for module in modules)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return DiagnosisGroup("by package", tuple(DiagnosisItem(f"{number} in {name}") for name, number in ordered))
