"""The ledger: every Python file under the source roots, with the module that it is, or why it is none."""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from conformance.model.codebase import Fate, SourceFile
from conformance.model.topology import Problem, Source, TopologyError

SOURCE_SUFFIX = ".py"
UNREAD_SUFFIXES = {
    ".pyi": "a stub: type checkers read it, the program does not",
    ".pyx": "Cython source: it becomes a module only when it is built",
    ".so": "an extension module: there is no source to read",
    ".pyd": "an extension module: there is no source to read",
    ".ipynb": "a notebook: it cannot be imported",
    ".pyc": "compiled code: there is no source to read",
    ".pyw": "a script for Windows: no other system imports it",
}
SUFFIXES = frozenset({SOURCE_SUFFIX, *UNREAD_SUFFIXES})
_ENDINGS = tuple(SUFFIXES)
LINKED = "a link to a folder: links are not followed"


class Entry(NamedTuple):
    """A file of the ledger before it is read: its line in the ledger and where it lies on disk."""

    file: SourceFile
    absolute: str


class Found(NamedTuple):
    """What the walk met: the entries, sorted by path, and the packages without `__init__.py` that hold modules.

    declared: as in `Codebase`; what the walk does not look for.
    """

    entries: tuple[Entry, ...]
    namespaces: frozenset[str]
    declared: Mapping[str, str] = MappingProxyType({})


def walk(source: Source, base: Path, topology_path: str) -> Found:
    """List every Python file of the packages below the source roots.

    Directory links are not followed; nothing is opened or imported.

    Raises:
        TopologyError: when a source root or a package does not exist.
    """
    problems = [
        Problem(
            topology_path, source.position, f"the source root '{root}' is not a directory (looked for {base / root})"
        )
        for root in source.roots
        if not os.path.isdir(base / root)
    ]
    entries: list[Entry] = []
    for package in source.packages:
        homes = [base / root for root in source.roots if os.path.isdir((base / root).joinpath(*package.split(".")))]
        if not homes and not problems:
            looked = ", ".join(str(base / root) for root in source.roots)
            sentence = f"the package '{package}' was not found in {looked}; name a folder there, or another source root"
            problems.append(Problem(topology_path, source.position, sentence))
        for home in homes:
            if not _is_below(os.fspath(home.joinpath(*package.split("."))), os.fspath(home)):
                sentence = (
                    f"the package '{package}' is a link that leaves {home}; make the folder that it leads to a root"
                )
                problems.append(Problem(topology_path, source.position, sentence))
                continue
            entries += _walk_package(str(home), package, source)
    if problems:
        raise TopologyError(tuple(problems))
    return settle(entries)


class _Folder(NamedTuple):
    """A directory to be listed. importable: its dotted name can be imported; hidden: plain grimp stops above it."""

    path: str
    relative: str
    name: str
    importable: bool
    in_portion: bool
    hidden: bool


def _walk_package(root: str, package: str, source: Source) -> Iterator[Entry]:
    relative = package.replace(".", "/")
    pending = [_Folder(os.path.join(root, relative), relative, package, True, False, False)]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder.path) as listing:
                children = sorted(listing, key=_name)
        except OSError as error:
            reason = f"the folder cannot be listed: {error.strerror}"
            yield Entry(SourceFile(folder.relative, Fate.NOT_REGULAR, reason=reason), folder.path)
            continue
        has_init = any(child.name == "__init__.py" and not _leads_to_folder(child) for child in children)
        folder = folder._replace(hidden=folder.hidden or (folder.in_portion and not has_init))
        for child in children:
            if child.is_dir(follow_symlinks=False):
                if child.name != "__pycache__":
                    pending.append(_below(folder, child, has_init))
            elif child.is_symlink() and os.path.isdir(child.path):
                yield Entry(SourceFile(f"{folder.relative}/{child.name}", Fate.NOT_REGULAR, reason=LINKED), child.path)
            elif child.name.endswith(_ENDINGS) and os.path.splitext(child.name)[1] in SUFFIXES:
                yield Entry(_first_look(child, folder, root, source), child.path)


def _name(child: "os.DirEntry[str]") -> str:
    return child.name


def _leads_to_folder(child: "os.DirEntry[str]") -> bool:
    """Whether an entry is a folder or a link to one; a link that leads round in circles is none."""
    return child.is_dir(follow_symlinks=False) or (child.is_symlink() and os.path.isdir(child.path))


def _below(folder: _Folder, child: "os.DirEntry[str]", has_init: bool) -> _Folder:
    return _Folder(
        path=child.path,
        relative=f"{folder.relative}/{child.name}",
        name=f"{folder.name}.{child.name}",
        importable=folder.importable and _is_segment(child.name),
        in_portion=folder.in_portion or has_init,
        hidden=folder.hidden,
    )


def _first_look(child: "os.DirEntry[str]", folder: _Folder, root: str, source: Source) -> SourceFile:
    """Decide a file's fate as far as its name and type go."""
    path = f"{folder.relative}/{child.name}"
    stem, suffix = os.path.splitext(child.name)
    module = folder.name if stem == "__init__" else f"{folder.name}.{stem}"
    for located in source.excluding.candidates(module):
        if located.pattern.claims(module):
            reason = f"excluded by line {located.position.line} of the topology: {located.pattern.text}"
            return SourceFile(path, Fate.EXCLUDED, module, reason)
    if suffix != SOURCE_SUFFIX:
        return SourceFile(path, Fate.NOT_IMPORTABLE, None, UNREAD_SUFFIXES[suffix])
    irregular = _irregularity(child, root)
    if irregular:
        return SourceFile(path, Fate.NOT_REGULAR, None, irregular)
    if not folder.importable or not _is_segment(stem):
        part = f"'{stem}'" if folder.importable else "the name of one of its folders"
        reason = f"{part} has a dot in it, so the file cannot be a module"
        return SourceFile(path, Fate.NOT_IMPORTABLE, None, reason)
    return SourceFile(path, Fate.UNPLACED, module, recovered=folder.hidden)


def _is_segment(name: str) -> bool:
    """True for what can be one part of a module's name.

    `0001_initial` cannot stand in an import statement, but frameworks load such files by name, and what they import is
    as real as anything else.
    """
    return bool(name) and "." not in name


def _irregularity(child: "os.DirEntry[str]", root: str) -> str:
    """Why a file must not be opened; "" when it may."""
    # Most systems tell this with the listing of the folder; to ask each file takes a third of the time of a walk.
    if child.is_file(follow_symlinks=False):
        return ""
    is_link = child.is_symlink()
    try:
        mode = child.stat().st_mode
    except OSError:
        # Also a chain of more links than the system follows, on which Python's own `realpath` would founder.
        return "a link to nothing" if is_link else "gone since its folder was listed"
    if is_link and not _is_below(child.path, root):
        return "a link that leaves the source root"
    if stat.S_ISDIR(mode):
        return LINKED
    return "" if stat.S_ISREG(mode) else "not a regular file (a pipe, a socket or a device)"


def _is_below(path: str, root: str) -> bool:
    """Whether a path lies below another one, all links followed."""
    real = os.path.realpath(root)
    return os.path.commonpath([os.path.realpath(path), real]) == real


def settle(entries: list[Entry]) -> Found:
    """Let one file have each module name, the one that Python would import, and mark the others as shadowed."""
    entries.sort(key=lambda entry: entry.file.path)
    owners: dict[str, Entry] = {}
    for entry in entries:
        module = entry.file.module
        if module and entry.file.fate is Fate.UNPLACED:
            held = owners.get(module)
            if held is None or (_is_package(entry) and not _is_package(held)):
                owners[module] = entry
    plain = {module for module, entry in owners.items() if not _is_package(entry)}
    # Modules that share a package share what stands above them: that is worked out once for each package.
    above = {package: _with_parents(package) for package in {module.rpartition(".")[0] for module in owners}}
    blocked = {package: next((each for each in names if each in plain), "") for package, names in above.items()}
    settled = []
    for entry in entries:
        reason = _shadow(entry, owners, blocked)
        if reason:
            file = entry.file._replace(fate=Fate.SHADOWED, reason=reason, recovered=False)
            settled.append(Entry(file, entry.absolute))
        else:
            settled.append(entry)
    modules = {e.file.module for e in settled if e.file.module and e.file.fate is Fate.UNPLACED}
    parents = {name for package in {module.rpartition(".")[0] for module in modules} for name in above[package]}
    return Found(tuple(settled), frozenset(parents - modules))


def _with_parents(package: str) -> list[str]:
    """The dotted name and those above it, the shortest first; nothing for the empty name."""
    return [package[:at] for at, character in enumerate(f"{package}.") if character == "." and at]


def _is_package(entry: Entry) -> bool:
    return entry.file.path.endswith("/__init__.py")


def _shadow(entry: Entry, owners: dict[str, Entry], blocked: dict[str, str]) -> str:
    """Why Python never imports this file under its name; "" when it does.

    blocked: by package, the name of it or above it that is a plain module and so can hold no other; "" for none.
    """
    module = entry.file.module
    if not module or entry.file.fate is not Fate.UNPLACED:
        return ""
    if owners[module] is not entry:
        return f"Python imports {owners[module].file.path} under the same name"
    name = blocked[module.rpartition(".")[0]]
    return f"Python imports {owners[name].file.path}, which is no package, for {name}" if name else ""
