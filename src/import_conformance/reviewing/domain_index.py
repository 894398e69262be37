"""The domains of a code base, as the parts of a review look them up."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from import_conformance.model.codebase import Codebase
from import_conformance.model.placement import Selection
from import_conformance.model.topology import Topology


@dataclass(frozen=True)
class DomainIndex:
    """Looks up domains, which are the values of the first axis.

    Attributes:
        select: Finds the modules of a selector.
    """

    topology: Topology
    codebase: Codebase
    select: Selection

    @classmethod
    def of(cls, topology: Topology, codebase: Codebase) -> "DomainIndex":
        """Return the index of a code base."""
        return cls(topology, codebase, Selection(codebase.modules, codebase.places))

    @property
    def axis(self) -> str:
        """Return the axis whose values are domains, "" without any."""
        return next(iter(self.topology.axis_names), "")

    def domain(self, module: str) -> str:
        """Return the domain of a module, "" when it has none."""
        place = self.codebase.places.get(module)
        return place.axes.get(self.axis, "") if place else ""

    def home(self, module: str) -> str:
        """Return the package of a module's domain, "" when it has none."""
        place = self.codebase.places.get(module)
        segments = [capture.segment for capture in place.captures if capture.axis == self.axis] if place else []
        return ".".join(module.split(".")[: segments[0] + 1]) if segments else ""

    @cached_property
    def folders(self) -> Mapping[str, str]:
        """Return the folder by which each domain is known: of all its packages, the one with most files."""
        sizes: dict[str, Counter[str]] = {}
        for module in sorted(self.codebase.paths):
            if self.home(module):
                sizes.setdefault(self.domain(module), Counter())[self.home(module)] += 1
        best = {domain: max(sorted(homes), key=homes.__getitem__) for domain, homes in sizes.items()}
        return {domain: home.replace(".", "/") for domain, home in best.items()}

    def short(self, path: str, domain: str) -> str:
        """Return a path as it is below the folder of its domain, in full where it lies elsewhere."""
        folder = self.folders.get(domain)
        return path.removeprefix(f"{folder}/") if folder else path
