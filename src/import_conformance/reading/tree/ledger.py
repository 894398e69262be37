"""Build the ledger: every Python file under the source roots, with its module, or the reason why it is none."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from import_conformance.model.codebase import Fate, SourceFile
from import_conformance.model.topology import Source
from import_conformance.reading.tree.beside import beside
from import_conformance.reading.tree.entries import Entry, WalkResult
from import_conformance.reading.tree.links import LEAVES, LinkPolicy, unread_baseline
from import_conformance.reading.tree.module_files import (
    OPAQUE_SUFFIXES,
    SOURCE_SUFFIX,
    UNREAD_SUFFIXES,
    is_segment,
    module_stem,
    single_files,
    split,
)
from import_conformance.reading.tree.packages_on_disk import missing_packages, missing_roots
from import_conformance.reading.tree.repository import is_within, real_path, repository_of
from import_conformance.reading.tree.settling import settle
from import_conformance.reading.tree.tree_state import CACHE, holds_more

__all__ = ["Entry", "WalkResult", "settle", "walk"]


class _Root(NamedTuple):
    """A source root: its directory, its name in the ledger ("" when it is the only one), and its import position.

    real: the directory as it would be if it were not a link.
    """

    home: str
    name: str
    rank: int
    real: str


def walk(source: Source, base: Path, topology_path: str) -> WalkResult:
    """List every Python file of the packages below the source roots.

    Links are followed within the repository. Nothing is imported, and no file is opened except those that may declare
    a namespace package of several source roots.

    Raises:
        TopologyError: When a source root or a package does not exist.
    """
    homes = [os.fspath(base / root) for root in source.roots]
    places = [base / root for root in source.roots]
    missing = list(missing_roots(source, topology_path, places))
    ways = LinkPolicy(repository_of(homes[0] if source.is_given else base), is_given=source.is_given)
    unread = list(ways.unread_roots(source.roots, homes))
    roots = _roots(source, base, {each.root for each in unread})
    entries: list[Entry] = []
    folders: set[str] = set()
    for package in source.packages:
        for root in (root for root in roots if _is_there(root.home, package)):
            away = ways.unread_package(package, root.name, root.home)
            if away:
                unread.append(away)
            else:
                entries += _Walk(root, source, ways, folders).package(package)
    if not (missing or unread):
        missing += missing_packages(source, topology_path, places)
    around = beside([(root.name, root.home) for root in roots], source.packages)
    unread += unread_baseline(source, Path(topology_path), homes)
    return settle(entries, homes)._replace(
        beside=around, unread=tuple(unread), missing=tuple(missing), folders=frozenset(folders)
    )


def _roots(source: Source, base: Path, excluded: set[str]) -> list[_Root]:
    """Return the source roots that are read; excluded: the names of those that are not."""
    top, found = os.path.realpath(base), []
    for rank, root in enumerate(source.roots):
        home = os.fspath(base / root)
        name = root if len(source.roots) > 1 else ""
        real = os.path.realpath(home) if source.is_given else os.path.normpath(os.path.join(top, root))
        if name not in excluded:
            found.append(_Root(home, name, rank, real))
    return found


def _is_there(home: str, package: str) -> bool:
    path = os.path.join(home, *package.split("."))
    return os.path.isdir(path) or os.path.isfile(f"{path}{SOURCE_SUFFIX}") or bool(single_files(path))


class _Folder(NamedTuple):
    """A directory to be listed. name: dotted; in_portion: a folder above it has an `__init__.py`.

    hidden: grimp by itself would not enter it. real: with links followed. above: the folders of the links to it.
    """

    path: str
    relative: str
    name: str
    importable: bool
    in_portion: bool
    hidden: bool
    real: str
    by_link: bool = False
    above: tuple[str, ...] = ()


class _OneFile:
    """A single file with the interface of `os.DirEntry`."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.name = os.path.basename(path)

    def is_file(self, *, follow_symlinks: bool) -> bool:
        """Return whether it is a regular file."""
        return os.path.isfile(self.path) and (follow_symlinks or not self.is_symlink())

    def is_symlink(self) -> bool:
        """Return whether it is a link."""
        return os.path.islink(self.path)

    def stat(self) -> os.stat_result:
        """Return its status."""
        return os.stat(self.path)


_Child = os.DirEntry[str] | _OneFile


class _Walk(NamedTuple):
    """Lists the files of packages below one source root; folders: collects the dotted names of those entered."""

    root: _Root
    source: Source
    ways: LinkPolicy
    folders: set[str]

    def package(self, package: str) -> Iterator[Entry]:
        """Yield all files of a package, which may be a single file, or a folder with a file of the same name beside."""
        relative = package.replace(".", "/")
        path = os.path.join(self.root.home, relative)
        if os.path.isdir(path):
            real = os.path.realpath(path)
            by_link = real != os.path.normpath(os.path.join(self.root.real, relative))
            yield from self._below(_Folder(path, relative, package, True, False, False, real, by_link))
        source = f"{path}{SOURCE_SUFFIX}"
        alone = [source] if os.path.isfile(source) else [] if os.path.isdir(path) else single_files(path)
        if alone:
            real = os.path.realpath(os.path.dirname(path))
            name = package.rpartition(".")[0]
            above = _Folder(os.path.dirname(path), relative.rpartition("/")[0], name, True, False, False, real)
            for file in alone:
                yield self._entry(_OneFile(file), *split(os.path.basename(file)), above)

    def _below(self, top: _Folder) -> Iterator[Entry]:
        pending = [top]
        while pending:
            folder = pending.pop()
            self.folders.add(folder.name)
            refusal = self.ways.enter() if folder.by_link else ""
            children: list[os.DirEntry[str]] = []
            try:
                with os.scandir(folder.path) as listing:
                    children = [] if refusal else sorted(listing, key=_name)
            except OSError as error:
                refusal = f"the folder cannot be listed: {error.strerror}"
            if refusal:
                yield self._unentered(folder.relative, folder.path, folder.name if folder.importable else None, refusal)
                continue
            has_init = any(child.name == "__init__.py" and not _leads_to_folder(child) for child in children)
            folder = folder._replace(hidden=folder.hidden or (folder.in_portion and not has_init))
            is_cache = folder.path.endswith(CACHE)
            for child in children:
                if child.is_dir(follow_symlinks=False):
                    if child.name != CACHE or holds_more(child.path):
                        pending.append(_below(folder, child, has_init))
                elif child.is_symlink() and os.path.isdir(child.path):
                    linked = self._linked(folder, child, has_init)
                    if isinstance(linked, _Folder):
                        pending.append(linked)
                    else:
                        yield linked
                else:
                    stem, suffix = split(child.name)
                    if suffix and not (is_cache and suffix == ".pyc"):
                        yield self._entry(child, stem, suffix, folder)

    def _linked(self, folder: _Folder, child: "os.DirEntry[str]", has_init: bool) -> "_Folder | Entry":
        """Return the folder that a link leads to, or the entry for a link that is not followed."""
        below = _below(folder, child, has_init)
        target = real_path(child.path)
        above = (*folder.above, folder.real)
        refusal = self.ways.refusal(target, above)
        if refusal:
            return self._unentered(below.relative, child.path, below.name if below.importable else None, refusal)
        return below._replace(real=target, by_link=True, above=above)

    def _unentered(self, relative: str, path: str, module: str | None, reason: str) -> Entry:
        """Return the entry for a folder that is not entered."""
        fate, why = (_left_out(module, self.source) if module else None) or (Fate.NOT_REGULAR, reason)
        file = SourceFile(relative, fate, module, why, root=self.root.name)
        return Entry(file, path, self.root.rank)

    def _entry(self, child: _Child, stem: str, suffix: str, folder: _Folder) -> Entry:
        file = _first_look(child, module_stem(stem, suffix), suffix, folder, self)
        if self.root.name:
            file = file._replace(root=self.root.name)
        is_link = folder.by_link or (file.fate is Fate.UNPLACED and child.is_symlink())
        return Entry(file, child.path, self.root.rank, f"{folder.real}/{child.name}", is_link)


def _name(child: "os.DirEntry[str]") -> str:
    return child.name


def _leads_to_folder(child: "os.DirEntry[str]") -> bool:
    """Return whether an entry is a folder or a link to one, which a cyclic link is not."""
    return child.is_dir(follow_symlinks=False) or (child.is_symlink() and os.path.isdir(child.path))


def _below(folder: _Folder, child: "os.DirEntry[str]", has_init: bool) -> _Folder:
    return _Folder(
        path=child.path,
        relative=f"{folder.relative}/{child.name}",
        name=f"{folder.name}.{child.name}",
        importable=folder.importable and is_segment(child.name),
        in_portion=folder.in_portion or has_init,
        hidden=folder.hidden,
        real=f"{folder.real}/{child.name}",
        by_link=folder.by_link,
        above=folder.above,
    )


def _left_out(module: str, source: Source) -> tuple[Fate, str] | None:
    """Return fate and reason of a module that the topology leaves out; None for any other module."""
    for patterns, fate in ((source.excluding, Fate.EXCLUDED), (source.generating, Fate.GENERATED)):
        for located in patterns.candidates(module):
            if located.pattern.claims(module):
                return fate, f"{fate} by line {located.position.line} of the topology: {located.pattern.text}"
    return None


def _first_look(child: _Child, stem: str, suffix: str, folder: _Folder, walker: _Walk) -> SourceFile:
    """Decide the fate of a file as far as its name and type allow."""
    path = f"{folder.relative}/{child.name}" if folder.relative else child.name
    module = folder.name if stem == "__init__" else f"{folder.name}.{stem}" if folder.name else stem
    left_out = _left_out(module, walker.source)
    if left_out:
        return SourceFile(path, left_out[0], module, left_out[1])
    is_module = folder.importable and is_segment(stem)
    is_opaque = suffix in OPAQUE_SUFFIXES and is_module
    if suffix != SOURCE_SUFFIX and not is_opaque:
        return SourceFile(path, Fate.NOT_IMPORTABLE, None, UNREAD_SUFFIXES[suffix])
    irregular = _irregularity(child, walker.ways.repository)
    if irregular:
        return SourceFile(path, Fate.NOT_REGULAR, module if is_module and irregular not in _ABSENT else None, irregular)
    if is_opaque:
        return SourceFile(path, Fate.OPAQUE, module, UNREAD_SUFFIXES[suffix])
    if not is_module:
        part = f"'{stem}'" if folder.importable else "the name of one of its folders"
        reason = f"{part} has a dot in it, so the file cannot be a module"
        return SourceFile(path, Fate.NOT_IMPORTABLE, None, reason)
    return SourceFile(path, Fate.UNPLACED, module, recovered=folder.hidden)


# In these cases there is no file that could be imported.
_ABSENT = ("a link to nothing", "gone since its folder was listed")


def _irregularity(child: _Child, repository: str) -> str:
    """Return why a file must not be opened; "" when it may."""
    # Most systems return this with the listing of the folder; a call for each file takes a third of the time of a walk.
    if child.is_file(follow_symlinks=False):
        return ""
    is_link = child.is_symlink()
    try:
        mode = child.stat().st_mode
    except OSError:
        # This includes a chain of more links than the system follows, on which `os.path.realpath` fails.
        return _ABSENT[not is_link]
    if is_link and not is_within(child.path, repository):
        return LEAVES
    return "" if stat.S_ISREG(mode) else "not a regular file (a pipe, a socket or a device)"
