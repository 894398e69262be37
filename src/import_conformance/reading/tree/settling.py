"""Which file has the name of a module, of all that claim it: the one that Python imports."""

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from import_conformance.model.codebase import Fate
from import_conformance.reading.tree.entries import Entry, Found
from import_conformance.reading.tree.module_files import is_module

if TYPE_CHECKING:
    from import_conformance.reading.tree.portions import Portions

# Files of these fates are no text that is judged; their modules are there.
_PRESENT = frozenset({Fate.EXCLUDED, Fate.OPAQUE})
Owners = Mapping[str, Entry]


def settle(entries: Sequence[Entry], homes: Sequence[str] = ()) -> Found:
    """Let one file have each module name, the one that Python would import, and mark the others as shadowed.

    homes: the directories of the source roots, by rank; without them no file is looked into.
    """
    ordered = sorted(entries, key=lambda entry: entry.file.path)
    owners = _owners(ordered)
    plain = {module for module, entry in owners.items() if not entry.is_package}
    others = {e.file.module for e in ordered if e.file.fate in _PRESENT and e.file.module and is_module(e.file)}
    # Modules that share a package share what stands above them: that is worked out once for each package.
    packages = {module.rpartition(".")[0] for module in {*owners, *others}}
    above = {package: _with_parents(package) for package in packages}
    blocked = {package: next((each for each in names if each in plain), "") for package, names in above.items()}
    settled = list(ordered)
    hidden: list[int] = []
    for at, entry in enumerate(ordered):
        reason = _shadow(entry, owners, blocked)
        if entry.file.fate is Fate.OPAQUE:
            settled[at] = _settled_opaque(entry, owners, blocked)
        elif reason:
            hidden.append(at)
            file = entry.file._replace(fate=Fate.SHADOWED, reason=reason, recovered=False)
            settled[at] = entry._replace(file=file)
    portions = _between_roots(settled, hidden, owners, homes) if len(homes) > 1 else None
    if hidden or any(entry.by_link for entry in settled):
        settled = _named_once(settled)
    modules = {e.file.module for e in settled if e.file.module and e.file.fate is Fate.UNPLACED} | others
    parents = {name for package in {module.rpartition(".")[0] for module in modules} for name in above[package]}
    looked_at = tuple(sorted(portions.looked_at.items())) if portions else ()
    return Found(tuple(settled), frozenset(parents - modules), looked_at=looked_at)


def _settled_opaque(entry: Entry, owners: Owners, blocked: Mapping[str, str]) -> Entry:
    """A module without source, which is none where the source of its name is there, or a module above it is in its way.

    Its line in the ledger says what the file is in both cases.
    """
    module = entry.file.module or ""
    if module not in owners and not blocked[module.rpartition(".")[0]]:
        return entry
    return entry._replace(file=entry.file._replace(fate=Fate.NOT_IMPORTABLE, module=None))


def _owners(entries: Sequence[Entry]) -> dict[str, Entry]:
    """The file that Python takes for each name: of the first source root that has one, a package before a module.

    Below a package with a file, only the source root of that file is looked into first; a folder without one in an
    earlier source root is passed over by Python.
    """
    named = [entry for entry in entries if entry.file.module and entry.file.fate is Fate.UNPLACED]
    are_several = len({entry.rank for entry in named}) > 1
    if are_several:
        # Packages come before what lies below them.
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
    """The source root of the topmost package with a file above a module; None where there is none."""
    for at, sign in enumerate(module):
        if sign == ".":
            above = owners.get(module[:at])
            if above and above.is_package:
                return above.rank
    return None


def _with_parents(package: str) -> list[str]:
    """The dotted name and those above it, the shortest first; nothing for the empty name."""
    return [package[:at] for at, character in enumerate(f"{package}.") if character == "." and at]


def _shadow(entry: Entry, owners: Owners, blocked: Mapping[str, str]) -> str:
    """Why Python never imports this file under its name; "" when it does.

    blocked: by package, the name of it or above it that is a plain module and so can hold no other; "" for none.
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
    """Look again at files that are hidden by one below another source root: they may be portions of a namespace.

    None where there are none, as nearly always.
    """
    portions = None
    for at in hidden:
        entry = settled[at]
        owner = owners[entry.file.module or ""]
        if owner.rank != entry.rank and owner.real != entry.real:
            # Loaded here, for it needs the parser.
            from import_conformance.reading.tree.portions import Portions

            portions = portions or Portions(homes)
            settled[at] = entry._replace(file=portions.judged(entry.file, entry, owner))
    return portions


def _named_once(entries: list[Entry]) -> list[Entry]:
    """The same entries; a further name that a file has by links is not counted as another file.

    A file that is imported under one name is not hidden because it is not imported under another one.
    """
    reals = {at: _real(each) for at, each in enumerate(entries) if each.by_link or each.file.fate is Fate.SHADOWED}
    asked = set(reals.values())
    homes: dict[str, Entry] = {}
    for by_link in (False, True):
        for at, entry in enumerate(entries):
            if entry.by_link is by_link and entry.file.fate is Fate.UNPLACED:
                real = reals.get(at, entry.real)
                if real in asked:
                    homes.setdefault(real, entry)
    found = []
    for at, entry in enumerate(entries):
        home = homes.get(reals[at]) if reals.get(at) else None
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
    return os.path.realpath(entry.real) if entry.by_link else entry.real
