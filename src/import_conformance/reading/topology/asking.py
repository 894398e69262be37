"""Resolve a name given on the command line: a module, a file, a layer, a selector, or a package from outside."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from import_conformance.model.answers.explanation import Endpoint
from import_conformance.model.codebase import Codebase, SourceFile
from import_conformance.model.laws.forbid import Forbid
from import_conformance.model.placement import Selection
from import_conformance.model.topology import External, Position, Selector, Topology
from import_conformance.reading.text.strict_text import shortened
from import_conformance.reading.topology.section import ProblemCollector
from import_conformance.reading.topology.selectors import DeclaredNames

NEAREST = 3


class UnknownNameError(Exception):
    """Nothing has such a name; the message lists similar names."""


@dataclass(frozen=True)
class NameResolver:
    """Resolves names given on the command line."""

    topology: Topology
    codebase: Codebase
    roots: tuple[Path, ...]

    def endpoint(self, text: str) -> Endpoint:
        """Return the modules that one end of an import may be.

        Raises:
            UnknownNameError: When the name means no module.
        """
        if _is_path(text):
            return self._of_module(text, self._module_of_path(text))
        if text in self.codebase.modules and text not in self.topology.layer_by_name:
            return self._of_module(text, text)
        report = ProblemCollector("")
        layers = tuple(layer.name for layer in self.topology.layers)
        axes = {axis.name: tuple(axis.values) for axis in self.topology.axes}
        names = DeclaredNames(report, layers, axes, self.topology.source.packages)
        meant = names.target(text, Position(1))
        if isinstance(meant, External):
            return self._of_package(meant.name)
        if meant is None:
            raise UnknownNameError("; ".join(problem.sentence for problem in report.problems))
        return self._of_selector(text, meant)

    def module_or_file(self, text: str) -> tuple[str, SourceFile | None]:
        """Return the one module that a name means, or else the path of a file that is no module, and the file if any.

        Raises:
            UnknownNameError: When there is none.
        """
        # A path without a source root means, of the files in several source roots, the one that is imported.
        files = {file.path: file for file in reversed(self.codebase.files) if self._is_first(file)}
        if _is_path(text):
            file = self._file_at(text) or files.get(self._relative(text))
            if file:
                known = self._is_imported(file) or self._is_known_unread(file)
                return file.module if known and file.module else file.path, file
            module = self._module_of_path(text)
        elif text in self.codebase.modules:
            module = text
        else:
            hidden = [file for file in self.codebase.files if file.module == text]
            if hidden:
                return hidden[0].path, hidden[0]
            raise UnknownNameError(f"there is no module {shortened(text)!r}{_near(text, self.codebase.modules)}")
        return module, files.get(self.codebase.paths.get(module, "")) or self._unread(module)

    def _is_known_unread(self, file: SourceFile) -> bool:
        """Return whether a file is that of a module which is not read."""
        return (file.module or "") not in self.codebase.paths and file.module in self.codebase.modules

    def _unread(self, module: str) -> SourceFile | None:
        """Return the file of a module that is not read: an excluded, generated or compiled one."""
        return next((file for file in self.codebase.files if file.module == module), None)

    def _is_imported(self, file: SourceFile) -> bool:
        """Return whether a file is the one that Python imports under the name of its module."""
        module = file.module or ""
        return self.codebase.paths.get(module) == file.path and self.codebase.roots.get(module, "") == file.root

    def _is_first(self, file: SourceFile) -> bool:
        """Return whether no file of the same path in another source root is the one that is imported."""
        return self._is_imported(file) or self.codebase.paths.get(file.module or "") != file.path

    def _file_at(self, text: str) -> SourceFile | None:
        """Return the file of the ledger at a path relative to the current directory."""
        given = os.path.abspath(text)
        for root, home in zip(self.topology.source.roots, self.roots, strict=True):
            path = os.path.relpath(given, os.path.abspath(home)).replace(os.sep, "/")
            for file in self.codebase.files:
                if file.path == path and file.root in ("", root):
                    return file
        return None

    def _of_module(self, text: str, module: str) -> Endpoint:
        below = sorted(name for name in self.codebase.modules if name.startswith(f"{module}."))
        found = self.codebase.places.get(module)
        place = f" ({found})" if found else ""
        more = f" and the {len(below)} below it" if len(below) > 1 else " and the one below it" if below else ""
        return Endpoint(text, (module, *below), f"{module}{place}{more}")

    def _of_selector(self, text: str, selector: Selector) -> Endpoint:
        modules = tuple(sorted(Selection(self.codebase.modules, self.codebase.places)(selector)))
        if not modules:
            raise UnknownNameError(f"{shortened(text)!r} names no module{_near(text, self.codebase.modules)}")
        layer = self.topology.layer_by_name.get(selector.layer or "")
        title = f"{layer.title}, " if layer and layer.title else ""
        number = "1 module" if len(modules) == 1 else f"{len(modules)} modules"
        return Endpoint(text, modules, f"{text} ({title}{number})")

    def _of_package(self, text: str) -> Endpoint:
        imported = {edge.imported for edge in self.codebase.externals}
        named = {external.name for law in self.topology.of(Forbid) for external in law.externals}
        known = {*imported, *named, *(name.partition(".")[0] for name in imported)}
        reached = {f"{edge.imported}.{name}" for edge in self.codebase.externals for name in edge.names}
        if text not in known | reached and not any(name.startswith(f"{text}.") for name in known):
            others = (*known, *self.topology.layer_by_name, *self._values(), *self.topology.source.packages)
            raise UnknownNameError(
                f"{shortened(text)!r} is no module, layer or axis value, nor a package that is imported anywhere"
                f"{_near(text, others)}"
            )
        return Endpoint(text, (), f"{text} (a package from outside)", external=True)

    def _values(self) -> Iterable[str]:
        return (value for axis in self.topology.axes for value in axis.values)

    def _module_of_path(self, text: str) -> str:
        path = self._relative(text)
        names = {where: module for module, where in self.codebase.paths.items()}
        module = names.get(path) or path.removesuffix("/").replace("/", ".")
        if module not in self.codebase.modules:
            raise UnknownNameError(f"there is no file {shortened(text)!r} in the ledger{_near(path, names)}")
        return module

    def _relative(self, text: str) -> str:
        """Return a path relative to its source root, as in the ledger, whatever directory it was relative to."""
        given = Path(text).resolve()
        for root in self.roots:
            if given.is_relative_to(root.resolve()):
                return given.relative_to(root.resolve()).as_posix()
        return Path(text).as_posix()


def _is_path(text: str) -> bool:
    return "/" in text or "\\" in text or text.endswith((".py", ".pyi", ".ipynb"))


def _near(text: str, names: Iterable[str]) -> str:
    """Return the end of a sentence with the names that were probably meant."""
    near: Sequence[str] = get_close_matches(shortened(text, 120), sorted(set(names)), NEAREST, 0.5)
    return f"; nearest: {', '.join(near)}" if near else ""
