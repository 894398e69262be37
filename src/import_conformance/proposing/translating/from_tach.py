"""The modules of tach as a topology: each becomes a layer, and what it may import becomes allow lines."""

import fnmatch
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from import_conformance.model.contracts.foreign import TachConfig, TachModule
from import_conformance.model.graphs.cutting import find_cycles
from import_conformance.proposing.parts import named
from import_conformance.proposing.proposal import Proposal, ProposedEdge, ProposedLayer

ROOT = "<root>"


def translate(config: TachConfig, name: str, packages: tuple[str, ...], modules: frozenset[str]) -> Proposal:
    """Translate a configuration.

    Args:
        config: Of tach.
        name: Of the project.
        packages: The top packages that its modules lie in.
        modules: Of the code base, namespaces included.
    """
    untranslated = list(config.others)
    every = [module for module in config.modules if _is_usable(module, modules, untranslated)]
    names = {part.prefix: part.name for part in named(module.path for module in every)}
    names = {path: f"{name}-package" if name in packages else name for path, name in names.items()}
    allowed = {
        (one.path, other.path) for one in every for other in every if one is not other and _may(one, other, config)
    }
    work = _TachModules(_ordered(every, config), names, allowed, _tied(allowed))
    exclude = tuple(_exclude(config, packages, modules, untranslated))
    return Proposal(
        name=name,
        roots=config.roots,
        packages=packages,
        headline=f"{len(config.modules)} modules of {config.path}",
        findings=(f"Translated from {config.path}: each of its modules is a layer, what it may import an allow line.",),
        exclude=exclude,
        layers=tuple(ProposedLayer(names[module.path], (module.path,)) for module in work.every),
        edges=tuple(work.edges(ignores_typing=config.ignores_typing)),
        acyclic=(("layer", "forbid_circular_dependencies"),) if config.forbids_cycles and len(every) > 1 else (),
        untranslated=(*untranslated, *work.widened(), "comments `# tach-ignore` in the code are not read"),
    )


def _is_usable(module: TachModule, modules: frozenset[str], untranslated: list[str]) -> bool:
    if module.path == ROOT:
        untranslated.append("the module <root>: code in no module is not judged")
        return False
    if "*" in module.path:
        untranslated.append(f"{module.path}: a module for each that matches; write a layer with an axis instead")
        return False
    if module.path not in modules:
        untranslated.append(f"{module.path}: there is no such module, so it is left out")
        return False
    return True


def _may(one: TachModule, other: TachModule, config: TachConfig) -> bool:
    """Return whether `tach check` lets one module import another; the order of the questions is tach's."""
    if one.is_unchecked:
        return True
    order = [layer for layer, _ in config.layers]
    if one.layer in order and other.layer in order:
        above, below = order.index(one.layer), order.index(other.layer)
        is_closed = any(closed for _, closed in config.layers[above + 1 : below])
        if above > below or is_closed:
            return False
        if above < below and (not config.is_explicit or other.is_utility):
            return True
    if any(_matches(text, other.path) for text in one.cannot_depend_on):
        return False
    return one.depends_on is None or other.is_utility or any(_matches(text, other.path) for text in one.depends_on)


def _matches(glob: str, path: str) -> bool:
    """Match a glob of tach over dotted paths: `*` is one name, `**` any number."""
    if "*" not in glob:
        return glob == path
    if "**" in glob:
        return fnmatch.fnmatchcase(path, glob.replace("**", "*"))
    return glob.count(".") == path.count(".") and fnmatch.fnmatchcase(path, glob)


def _tied(allowed: set[tuple[str, str]]) -> Mapping[str, int]:
    """Return the number of the cycle that each module is part of, if it is part of one."""
    found = find_cycles(dict.fromkeys(allowed, 1))
    return {path: number for number, cycle in enumerate(found) for path in cycle.parts}


def _ordered(modules: Sequence[TachModule], config: TachConfig) -> list[TachModule]:
    order = {layer: index for index, (layer, _) in enumerate(config.layers)}
    return sorted(modules, key=lambda module: (order.get(module.layer, len(order)), module.path))


@dataclass(frozen=True)
class _TachModules:
    """The modules of tach, and what they may import.

    Attributes:
        every: All modules, in the order of the layers.
        names: The layer of each, by path.
        allowed: Pairs of paths, of which the first may import the second.
        tied: The number of the cycle that a module is part of, by path.
    """

    every: Sequence[TachModule]
    names: Mapping[str, str]
    allowed: set[tuple[str, str]]
    tied: Mapping[str, int]

    def edges(self, *, ignores_typing: bool) -> Iterator[ProposedEdge]:
        """Yield one line for each module.

        In a cycle the target is named by its pattern, because of two layers only one can be above the other.
        """
        for module in self.every:
            free, tied = self._targets(module.path)
            yield ProposedEdge((self.names[module.path],), (self.names[module.path], *(self.names[p] for p in free)))
            if tied:
                yield ProposedEdge((self.names[module.path],), tied, comment="part of a cycle that tach allows")
        if ignores_typing and len(self.every) > 1:
            whole = tuple(self.names[module.path] for module in self.every)
            yield ProposedEdge(whole, whole, because="ignore_type_checking_imports", kinds=("typing",))

    def widened(self) -> Iterator[str]:
        """Yield where a pattern allows more than tach does, because it also claims what lies below."""
        for module in self.every:
            for path in self._targets(module.path)[1]:
                below = [other.path for other in self.every if other.path.startswith(f"{path}.")]
                if below:
                    yield f"{module.path} may import {path}, and so here what lies in it: {', '.join(below)}"

    def _targets(self, path: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the modules that a module may import: those outside its cycle, and those in it."""
        targets = [other.path for other in self.every if (path, other.path) in self.allowed]
        tied = tuple(t for t in targets if self.tied.get(path, -1) == self.tied.get(t, -2))
        return tuple(t for t in targets if t not in tied), tied


def _exclude(
    config: TachConfig, packages: Sequence[str], modules: frozenset[str], untranslated: list[str]
) -> Iterator[tuple[str, str]]:
    """Yield the folders that are excluded wherever they lie; other globs over paths have no pattern."""
    for glob in config.exclude:
        last = glob.rstrip("/").removeprefix("**/").rstrip("*").rstrip("/")
        claimed = [m for m in modules if last.isidentifier() and last in m.split(".")[1:]]
        if claimed and glob.startswith("**/"):
            for package in packages:
                if any(m.startswith(f"{package}.") for m in claimed):
                    yield f"{package}.**.{last}", f"exclude of {config.path}"
        elif claimed:
            untranslated.append(f"exclude {glob}: write a pattern of modules in source.exclude")
