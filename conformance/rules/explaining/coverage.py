"""What the tool sees that others miss, and what the law does not reach: examined one by one."""

from collections import Counter
from collections.abc import Iterable, Iterator

from conformance.model.codebase import Fate, SourceFile
from conformance.model.diagnosis import SHOWN, Examination, Group, Health, Item
from conformance.model.topology import Allow
from conformance.rules.base import Case
from conformance.rules.explaining.laws import converging
from conformance.rules.explaining.ruling import edge_text
from conformance.rules.explaining.scopes import scopes

# Judged files are many, and as they should be; the others have an examination of their own.
_TOLD_ELSEWHERE = (Fate.JUDGED, Fate.UNPLACED, Fate.SHADOWED)
_UNHEALTHY = (Fate.UNPARSABLE, Fate.NOT_REGULAR)


def examine(case: Case) -> Iterator[Examination]:
    """Everything that the law and the code tell by themselves."""
    yield ledger(case)
    yield recovered(case)
    yield shadowed(case)
    yield unresolved(case)
    yield unplaced(case)
    yield coverage(case)
    yield unused(case)


def ledger(case: Case) -> Examination:
    """Every file on disk, by its fate."""
    files = case.codebase.files
    by_fate = {fate: [file for file in files if file.fate is fate] for fate in Fate}
    groups = tuple(
        Group(fate.replace("_", " "), tuple(map(_of_file, found)), 0 if fate in _TOLD_ELSEWHERE else SHOWN)
        for fate, found in by_fate.items()
        if found
    )
    terms = " + ".join(f"{len(group.items)} {group.name}" for group in groups)
    bad = sum(len(by_fate[fate]) for fate in _UNHEALTHY)
    todo = "mend the files that cannot be read, or exclude them in `source.exclude`"
    health = Health.TODO if bad else Health.OK
    return Examination("ledger", health, f"{_number(files, 'file')} on disk = {terms}", groups, todo if bad else "")


def recovered(case: Case) -> Examination:
    """The modules that plain grimp does not see, by the topmost folder in which it stops."""
    found = [file for file in case.codebase.files if file.recovered]
    if not found:
        return Examination("recovered", Health.OK, "plain grimp sees every module, too")
    inits = {
        file.path.removesuffix("/__init__.py") for file in case.codebase.files if file.path.endswith("/__init__.py")
    }
    folders = Counter(_portion(file.path, inits) for file in found)
    items = tuple(Item(_number(number, "module"), folder) for folder, number in sorted(folders.items()))
    folders_text = f"{_number(items, 'folder')} without `__init__.py`"
    summary = f"{_number(found, 'module')} that plain grimp would have missed, in {folders_text}"
    advice = "nothing here, for they are judged; put an `__init__.py` into these folders if other tools are to see them"
    return Examination("recovered", Health.NOTE, summary, (Group("folders", items),), advice)


def _portion(path: str, inits: set[str]) -> str:
    """The topmost folder above a file that lies in a package and has no `__init__.py` of its own.

    inits: the folders that have one, under whatever source root. The file's own folder where all of them do, under
    another root than the file's.
    """
    parts = path.split("/")[:-1]
    folders = ["/".join(parts[: end + 1]) for end in range(len(parts))]
    first = next(index for index, folder in enumerate(folders) if folder in inits)
    return next((folder for folder in folders[first:] if folder not in inits), folders[-1])


def shadowed(case: Case) -> Examination:
    """Files that Python never imports under their name."""
    found = [file for file in case.codebase.files if file.fate is Fate.SHADOWED]
    if not found:
        return Examination("shadowed", Health.OK, "no module is hidden by another of its name")
    verb = "is" if len(found) == 1 else "are"
    summary = f"{_number(found, 'file')} {verb} never imported, because another has its name"
    group = Group("files", tuple(Item(f"{file.module}: {file.reason}", file.path) for file in found))
    return Examination("shadowed", Health.TODO, summary, (group,), "delete them, or give them names of their own")


def unresolved(case: Case) -> Examination:
    """Imports that lead nowhere, by the package that they stand in."""
    found = case.codebase.unresolved
    if not found:
        return Examination("unresolved", Health.OK, "every import of the own packages leads to a module")
    packages = _by_package(edge.importer for edge in found)
    paths = case.codebase.paths
    verb = "names what does" if len(found) == 1 else "name what does"
    hide = "hides" if len(found) == 1 else "hide"
    return Examination(
        "unresolved",
        Health.TODO,
        f"{_number(found, 'import')} {verb} not exist, and so {hide} what was meant",
        (
            packages,
            Group("imports", tuple(Item(edge.target, paths[edge.importer], edge.line) for edge in found)),
        ),
        "correct or delete them; `conformance check unresolved-imports --show-known` names what may be meant",
    )


def unplaced(case: Case) -> Examination:
    """Modules that no layer claims, by their package."""
    found = [file for file in case.codebase.files if file.fate is Fate.UNPLACED]
    if not found:
        return Examination("unplaced", Health.OK, "every module is in a layer")
    return Examination(
        "unplaced",
        Health.TODO,
        f"{_number(found, 'module')} in no layer, so that `allow` does not judge what they import",
        (
            _by_package(file.module or "" for file in found),
            Group("modules", tuple(Item(file.module or "", file.path) for file in found)),
        ),
        "let a pattern in `layers` claim them, or leave them out in `source.exclude`; `unplaced: error` keeps it so",
    )


def coverage(case: Case) -> Examination:
    """How many files each law speaks of, and the files that none speaks of, but laws for the whole code base."""
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
        f"{_number(paths, 'file')}: {beyond}",
        (
            Group("files by law", tuple(Item(f"{len(modules)} {name}") for name, modules in by_law.items()), 0),
            *([Group("out of reach", tuple(Item(module, paths[module]) for module in none))] if none else []),
        ),
        "place them in a layer, or widen the scope of a law" if none else "",
    )


def unused(case: Case) -> Examination:
    """Lines of `allow` that no import relies on."""
    used = converging(case)
    planned = {layer.name for layer in case.topology.layers if layer.optional}
    idle = [line for line in case.topology.allow if not used[line.id]]
    free = [line for line in idle if not (line.optional or _is_planned(line, planned))]
    if not free:
        return Examination("allow", Health.OK, f"every line of {_number(used, 'line')} in `allow` is in use or planned")
    items = tuple(Item(f"{case.topology.path}:{line.position.line}: {edge_text(line)}") for line in free)
    return Examination(
        "allow",
        Health.TODO,
        f"{len(free)} of {_number(used, 'line')} in `allow` let no import of today through",
        (Group("lines", items),),
        "take them out, for what nobody needs only widens the law, or say `optional: true` with a `because`",
    )


def _is_planned(line: Allow, planned: set[str]) -> bool:
    """True when every selector of a side names a layer that is not built yet."""
    return any(all(s.layer in planned for s in side) for side in (line.sources, line.targets))


def _of_file(file: SourceFile) -> Item:
    return Item(file.reason or file.module or "", file.path, file.line if file.fate is Fate.UNPARSABLE else 0)


def _by_package(modules: Iterable[str]) -> Group:
    """Modules counted by the second level of their names, most first."""
    counts = Counter(".".join(module.split(".")[:2]) for module in modules)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return Group("by package", tuple(Item(f"{number} in {name}") for name, number in ordered))


def _number(things: Iterable[object] | int, noun: str) -> str:
    number = things if isinstance(things, int) else sum(1 for _ in things)
    return f"{number} {noun}{'' if number == 1 else 's'}"
