"""Parts whose children stand side by side and do not know each other: plugins, contracts, providers."""

from collections.abc import Iterator
from dataclasses import dataclass

from import_conformance.proposing.parts import PackagePart
from import_conformance.proposing.proposal import ProposedEdge, support
from import_conformance.proposing.survey import Survey
from import_conformance.proposing.words import PLUGINS, TESTS

MIN_PLUGINS, MAX_PLUGINS = 3, 40


@dataclass(frozen=True)
class Plugins:
    """Children of a part that do not import each other.

    axis, values: the dimension that they make. shared: those that all may import, with how many imports do.
    """

    axis: str
    values: tuple[str, ...]
    patterns: tuple[str, ...]
    shared: tuple[tuple[str, int], ...]

    @property
    def comment(self) -> str:
        """What the imports say of their independence."""
        return "independent: they do not import each other"

    def edges(self, layer: str) -> Iterator[ProposedEdge]:
        """Who may be imported by all of them."""
        for value, count in self.shared:
            yield ProposedEdge((layer,), (f"{self.axis}={value}",), (self.axis,), support(count), "what they share")


def plugins(part: PackagePart, found: Survey) -> Plugins | None:
    """The plugins in a part whose name promises some; None when they lean on each other."""
    children = [name for name in found.children.get(part.prefix, ()) if name not in TESTS and name.isidentifier()]
    if part.word not in PLUGINS or not MIN_PLUGINS <= len(children) <= MAX_PLUGINS:
        return None
    start = len(part.prefix) + 1
    importers: dict[str, dict[str, int]] = {}
    for (importer, imported), count in found.statements.items():
        if importer.startswith(f"{part.prefix}.") and imported.startswith(f"{part.prefix}."):
            source, target = importer[start:].split(".")[0], imported[start:].split(".")[0]
            if source != target:
                importers.setdefault(target, {}).setdefault(source, 0)
                importers[target][source] += count
    shared = sorted(name for name, sources in importers.items() if name.startswith("_") or len(sources) > 2)
    leaning = set(importers) - set(shared)
    independent = [name for name in children if name not in shared]
    if leaning or len(independent) < MIN_PLUGINS or len(shared) > 2:
        return None
    axis = singular(part.word)
    own = (f"{part.prefix}.__init__",) if part.prefix in found.modules else ()
    support_of = tuple((name, sum(importers[name].values())) for name in shared)
    return Plugins(axis, tuple(children), (f"{part.prefix}.{{{axis}}}", *own), support_of)


def singular(word: str) -> str:
    """The name of an axis for what stands in a folder: `contracts` holds values of `contract`."""
    name = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    return "plugin" if name == "module" else name
