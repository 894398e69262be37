"""Default deny, cell by cell: for the modules of one place, the modules that `allow` denies them."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from import_conformance.model.codebase import Codebase, Place
from import_conformance.model.laws.allow import Allow
from import_conformance.model.permission import Permission, is_large
from import_conformance.model.topology import ALL_KINDS, Topology


class Cell(NamedTuple):
    """Modules of one layer and one set of axis values for which the law has the same answers.

    Attributes:
        forbidden: The modules that they may never import, and that no `forbid` law covers.
        depends: Whether there are also modules for which the kind of import, or a waiver, decides.
    """

    place: Place
    modules: frozenset[str]
    forbidden: frozenset[str]
    depends: bool

    @property
    def name(self) -> str:
        """The cell for people and for ids: `policies-cus-L5`."""
        return str(self.place).replace(" ", "-")


class _Block(NamedTuple):
    """Modules that the law does not distinguish, one of which stands for all."""

    example: str
    place: Place
    bans_as_source: int
    bans_as_target: int
    members: list[str]


def cells(topology: Topology, codebase: Codebase) -> Iterator[Cell]:
    """Yield the cells, layers in the order of the topology; a place where the law's answers differ gives several.

    A large topology has none: what each cell may not import would be most of the code base.
    """
    if topology.of(Allow) and not is_large(topology):
        yield from _Grid(topology, codebase).cells()


class _Grid:
    """Every block against every block."""

    def __init__(self, topology: Topology, codebase: Codebase) -> None:
        self._topology = topology
        self._places = codebase.places
        self._permission = Permission(topology, codebase.places, codebase.modules)
        self._waived = {waiver.law for waiver in topology.waive}

    def cells(self) -> Iterator[Cell]:
        order = [layer.name for layer in self._topology.layers]
        grouped: dict[tuple[int, str, frozenset[int], bool], list[_Block]] = {}
        for block in self._blocks:
            never, depends = self._row(block)
            grouped.setdefault((order.index(block.place.layer), str(block.place), never, depends), []).append(block)
        for (_, _, never, depends), blocks in sorted(
            grouped.items(), key=lambda item: (item[0][:2], item[1][0].example)
        ):
            modules = frozenset(module for block in blocks for module in block.members)
            forbidden = frozenset(module for index in never for module in self._blocks[index].members)
            yield Cell(blocks[0].place, modules, forbidden, depends)

    @cached_property
    def _blocks(self) -> list[_Block]:
        found: dict[tuple[object, ...], _Block] = {}
        for module in sorted(self._places):
            place, profile = self._places[module], self._permission.profile(module)
            source, target = profile.banned_as_source, profile.banned_as_target
            key = (
                place.layer,
                frozenset(profile.axes),
                profile.as_source,
                profile.as_target,
                source,
                target,
                profile.ends,
            )
            found.setdefault(key, _Block(module, place, source, target, [])).members.append(module)
        return list(found.values())

    def _row(self, block: _Block) -> tuple[frozenset[int], bool]:
        """Return the blocks that a block may never import, and whether it may import others conditionally.

        A condition is the kind of import, or a waiver.
        """
        never: set[int] = set()
        depends = False
        for index, other in enumerate(self._blocks):
            # A module and itself are no dependency.
            denied = 0 if other is block and len(block.members) == 1 else self._denied(block, other)
            is_waived = f"{block.place.layer}-to-{other.place.layer}" in self._waived
            if denied == len(ALL_KINDS) and not is_waived:
                never.add(index)
            elif denied:
                depends = True
        return frozenset(never), depends

    def _denied(self, block: _Block, other: _Block) -> int:
        """Return for how many kinds of import the `allow` section denies the edge, where no ban comes before it."""
        lines = self._permission.allowing(block.example, other.example)
        denied = ALL_KINDS.difference(*(line.kinds for line in lines))
        if block.bans_as_source & other.bans_as_target:
            return sum(not self._permission.ban(block.example, other.example, kind) for kind in denied)
        return len(denied)
