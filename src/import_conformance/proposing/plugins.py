"""Parts whose children stand side by side and do not know each other: plugins, contracts, providers."""

from collections.abc import Iterator
from dataclasses import dataclass

from import_conformance.model.by_key import by_key
from import_conformance.proposing.parts import PackagePart
from import_conformance.proposing.proposal import ProposedEdge, support
from import_conformance.proposing.survey import Survey, contracted
from import_conformance.proposing.words import PLUGINS

MIN_PLUGINS, MAX_PLUGINS = 3, 40
# So many of the plugins may be a common base of the others.
MAX_SHARED = 2


@dataclass(frozen=True)
class Plugins:
    """Children of a part that do not import each other.

    Attributes:
        axis: The name of the dimension that they make.
        values: Its values, the names of the children.
        patterns: Of the layer that they are.
        shared: Those that all may import, with how many imports do.
    """

    axis: str
    values: tuple[str, ...]
    patterns: tuple[str, ...]
    shared: tuple[tuple[str, int], ...]

    def edges(self, layer: str) -> Iterator[ProposedEdge]:
        """Allow all of them to import the shared ones."""
        for value, count in self.shared:
            yield ProposedEdge((layer,), (f"{self.axis}={value}",), (self.axis,), support(count), "what they share")


def plugins(part: PackagePart, found: Survey) -> Plugins | None:
    """Find the plugins in a part whose name promises some; None where they import each other."""
    children = found.children.get(part.prefix, ())
    if part.word not in PLUGINS or not MIN_PLUGINS <= len(children) <= MAX_PLUGINS:
        return None
    start = f"{part.prefix}."
    ends = {end for arc in found.statements for end in arc if end.startswith(start)}
    child_of = {end: end[len(start) :].partition(".")[0] for end in ends}
    imports = contracted(found.statements, child_of)
    importers = by_key((target, source) for source, target in imports)
    shared = sorted(name for name, sources in importers.items() if name.startswith("_") or len(sources) > 2)
    independent = [name for name in children if name not in shared]
    if importers.keys() - set(shared) or len(independent) < MIN_PLUGINS or len(shared) > MAX_SHARED:
        return None
    axis = singular(part.word)
    own = (f"{part.prefix}.__init__",) if part.prefix in found.modules else ()
    counts = tuple((name, sum(n for (_, target), n in imports.items() if target == name)) for name in shared)
    return Plugins(axis, children, (f"{part.prefix}.{{{axis}}}", *own), counts)


def singular(word: str) -> str:
    """Name the axis of what stands in a folder: `contracts` holds values of `contract`."""
    name = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    return "plugin" if name == "module" else name
