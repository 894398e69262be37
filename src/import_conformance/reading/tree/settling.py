"""Decide which of the files that claim the name of a module has it: the one that Python imports."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from import_conformance.model.codebase import Fate
from import_conformance.model.dotted import names_above
from import_conformance.reading.tree.entries import Entry, WalkResult
from import_conformance.reading.tree.module_files import is_module
from import_conformance.reading.tree.repository import real_path

if TYPE_CHECKING:
    from import_conformance.reading.tree.portions import Portions

# Files of these fates are not read, but their modules exist.
_PRESENT = frozenset({Fate.EXCLUDED, Fate.OPAQUE})
Owners = Mapping[str, Entry]


def settle(entries: Sequence[Entry], homes: Sequence[str] = ()) -> WalkResult:
    """Give each module name to the file that Python would import, and mark the others as shadowed.

    Args:
        entries: The files that a walk found.
        homes: The directories of the source roots, by rank; without them no file is read.
    """
    ordered = sorted(entries, key=lambda entry: entry.file.path)
    owners = _owners(ordered)
    plain = {module for module, entry in owners.items() if not entry.is_package}
    others = {e.file.module for e in ordered if e.file.fate in _PRESENT and e.file.module and is_module(e.file)}
    # Modules of one package have the same packages above them: these are computed once for each package.
    packages = {module.rpartition(".")[0] for module in {*owners, *others}}
    above = {package: [*names_above(package), package] for package in packages if package} | {"": []}
    blocked = {package: next((each for each in names if each in plain), "") for package, names in above.items()}
    settled = list(ordered)
    hidden: list[int] = []
    for index, entry in enumerate(ordered):
        reason = _shadow(entry, owners, blocked)
        if entry.file.fate is Fate.OPAQUE:
            settled[index] = _settled_opaque(entry, owners, blocked)
        elif reason:
            hidden.append(index)
            file = entry.file._replace(fate=Fate.SHADOWED, reason=reason, recovered=False)
            settled[index] = entry._replace(file=file)
    portions = _between_roots(settled, hidden, owners, homes) if len(homes) > 1 else None
    if hidden or any(entry.by_link for entry in settled):
        settled = _named_once(settled)
    modules = {e.file.module for e in settled if e.file.module and e.file.fate is Fate.UNPLACED} | others
    parents = {name for package in {module.rpartition(".")[0] for module in modules} for name in above[package]}
    looked_at = tuple(sorted(portions.looked_at.items())) if portions else ()
    return WalkResult(tuple(settled), frozenset(parents - modules), looked_at=looked_at)


def _settled_opaque(entry: Entry, owners: Owners, blocked: Mapping[str, str]) -> Entry:
    """Settle a file without source: it is no module if source of its name exists, or a plain module is above it.

    In both cases its line in the ledger states what the file is.
    """
    module = entry.file.module or ""
    if module not in owners and not blocked[module.rpartition(".")[0]]:
        return entry
    return entry._replace(file=entry.file._replace(fate=Fate.NOT_IMPORTABLE, module=None))


def _owners(entries: Sequence[Entry]) -> dict[str, Entry]:
    """Return the file that Python imports for each name: of the first source root that has one, package before module.

    Below a package with an `__init__.py`, Python first searches the source root of that file; a folder without one in
    an earlier source root is skipped.
    """
    named = [entry for entry in entries if entry.file.module and entry.file.fate is Fate.UNPLACED]
    are_several = len({entry.rank for entry in named}) > 1
    if are_several:
        # Packages come before the modules in them.
        named.sort(key=lambda entry: (entry.file.module or "").count("."))
    owners: dict[str, Entry] = {}
    keys: dict[str, tuple[bool, int, bool]] = {}
    for entry in named:
        module = entry.file.module or ""
        home = _home(module, owners) if are_several else None
        key = (home not in (None, entry.rank), entry.rank, not entry.is_package)
        if module not in keys or key < keys[module]:
            owners[module], keys[module] = entry, key
    return owners


def _home(module: str, owners: Owners) -> int | None:
    """Return the rank of the source root of the topmost regular package above a module; None where there is none."""
    above = (owners.get(name) for name in names_above(module))
    return next((entry.rank for entry in above if entry and entry.is_package), None)


def _shadow(entry: Entry, owners: Owners, blocked: Mapping[str, str]) -> str:
    """Return why Python never imports a file under its name; "" when it does.

    Args:
        entry: The file.
        owners: The file that Python imports for each name.
        blocked: By package, the name at or above it that is a plain module and so can hold no other; "" for none.
    """
    module = entry.file.module
    if not module or entry.file.fate is not Fate.UNPLACED:
        return ""
    if owners[module] is not entry:
        return f"Python imports {owners[module].shown} under the same name"
    name = blocked[module.rpartition(".")[0]]
    return f"Python imports {owners[name].shown}, which is no package, for {name}" if name else ""


def _between_roots(
    settled: list[Entry], hidden: Sequence[int], owners: Owners, homes: Sequence[str]
) -> "Portions | None":
    """Settle the files that are shadowed by one in another source root: they may be portions of a namespace.

    Args:
        settled: The entries; those of such files are replaced.
        hidden: The indices of the shadowed files.
        owners: The file that Python imports for each name.
        homes: The directories of the source roots, by rank.

    Returns:
        The object that decided; None where there are no such files, as in nearly all code bases.
    """
    portions = None
    for index in hidden:
        entry = settled[index]
        owner = owners[entry.file.module or ""]
        if owner.rank != entry.rank and owner.real != entry.real:
            # Loaded only here, because it needs the parser.
            from import_conformance.reading.tree.portions import Portions

            portions = portions or Portions(homes)
            settled[index] = entry._replace(file=portions.judged(entry.file, entry, owner))
    return portions


def _named_once(entries: list[Entry]) -> list[Entry]:
    """Mark further names that files have by links, so that these are not counted as other files.

    A file that is imported under one name is not shadowed because it is not imported under another one.
    """
    reals = {
        index: _real(each) for index, each in enumerate(entries) if each.by_link or each.file.fate is Fate.SHADOWED
    }
    relevant = set(reals.values())
    homes: dict[str, Entry] = {}
    for by_link in (False, True):
        for index, entry in enumerate(entries):
            if entry.by_link is by_link and entry.file.fate is Fate.UNPLACED:
                real = reals.get(index, entry.real)
                if real in relevant:
                    homes.setdefault(real, entry)
    found = []
    for index, entry in enumerate(entries):
        home = homes.get(reals[index]) if reals.get(index) else None
        if home is None or home is entry:
            found.append(entry)
        elif entry.file.fate is Fate.UNPLACED:
            found.append(entry._replace(file=entry.file._replace(same_as=home.shown)))
        elif entry.file.fate is Fate.SHADOWED:
            reason = f"another name of {home.shown}, and not imported: {entry.file.reason}"
            found.append(entry._replace(file=entry.file._replace(fate=Fate.LINKED, reason=reason, same_as=home.shown)))
        else:
            found.append(entry)
    return found


def _real(entry: Entry) -> str:
    return real_path(entry.real) if entry.by_link else entry.real
