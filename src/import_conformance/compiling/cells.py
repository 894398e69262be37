"""Default deny, cell by cell: for the modules of one place, which modules `allow` keeps from them."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from import_conformance.model.codebase import Codebase, Place
from import_conformance.model.permission import Permission, is_large
from import_conformance.model.topology import ALL_KINDS, Topology


class Cell(NamedTuple):
    """Modules of one layer and one set of axis values for which the law has the same answers.

    forbidden: the modules that they may never import, and that no `forbid` law speaks of. depends: True when there are
    also modules where the kind of import decides, or a waiver.
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
    """Modules that the law cannot tell apart, with one of them to ask about."""

    example: str
    place: Place
    bans_as_source: int
    bans_as_target: int
    members: list[str]


def cells(topology: Topology, codebase: Codebase) -> Iterator[Cell]:
    """The cells, layers in the order of the topology; a place where the law's answers differ gives several.

    None of a large topology: what each cell may not import would be most of the code base.
    """
    if topology.allow and not is_large(topology):
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
            at, stand = self._places[module], self._permission.stand(module)
            source, target = stand.banned_as_source, stand.banned_as_target
            key = at.layer, frozenset(stand.axes), stand.as_source, stand.as_target, source, target, stand.ends
            found.setdefault(key, _Block(module, at, source, target, [])).members.append(module)
        return list(found.values())

    def _row(self, block: _Block) -> tuple[frozenset[int], bool]:
        """The blocks that a block may never import, and whether for others the kind of import or a waiver decides."""
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
        """For how many kinds of import the `allow` section denies the edge, where no ban comes before it."""
        lines = self._permission.allowing(block.example, other.example)
        denied = ALL_KINDS.difference(*(line.kinds for line in lines))
        if block.bans_as_source & other.bans_as_target:
            return sum(not self._permission.ban(block.example, other.example, kind) for kind in denied)
        return len(denied)
