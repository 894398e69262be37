"""Which facts the laws need of which modules: only these are read."""

from import_conformance.model.base.facts import Wanted
from import_conformance.model.laws.custom import Custom
from import_conformance.model.laws.kind import Needs
from import_conformance.model.laws.kinds import kind_of
from import_conformance.model.placement import Selection
from import_conformance.model.topology import Topology


def requested_facts(topology: Topology, select: Selection) -> dict[str, Wanted]:
    """Return the facts to read of each module besides its imports; modules of which no law needs any are left out."""
    requested: dict[str, Wanted] = {}
    for scope, facts in _requests(topology):
        for module in select.any_of(scope) if scope else select.modules:
            requested[module] = requested[module] | facts if module in requested else facts
    return requested


def all_requested_facts(topology: Topology) -> Wanted:
    """Return the facts that any law needs of any module: enough to judge a module wherever it is moved."""
    found = Wanted()
    for _, facts in _requests(topology):
        found |= facts
    return found


def _requests(topology: Topology) -> Needs:
    """Yield the scope of each law that needs facts (empty: all modules), and the facts that it needs."""
    for law in topology.laws:
        yield from kind_of(law).needs(law)
    if topology.of(Custom):
        yield from _for_custom(topology)


def _for_custom(topology: Topology) -> Needs:
    from import_conformance.reading.plugins.outside_rules import facts_for

    for law in topology.of(Custom):
        yield law.within, facts_for(law, topology)
