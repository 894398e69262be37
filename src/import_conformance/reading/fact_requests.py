"""Which facts the laws need of which modules: only these are read."""

from collections.abc import Iterable, Iterator

from import_conformance.model.base.facts import Wanted
from import_conformance.model.laws.custom import Custom
from import_conformance.model.laws.headers import Headers
from import_conformance.model.laws.require import Require
from import_conformance.model.placement import Selection
from import_conformance.model.topology import Ban, Own, Selector, Topology


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


def _requests(topology: Topology) -> Iterator[tuple[tuple[Selector, ...], Wanted]]:
    """Yield the scope of each law that needs facts (empty: all modules), and the facts that it needs."""
    for own in topology.of(Own):
        yield from _for_own(own)
    for ban in topology.of(Ban):
        yield ban.within, _for_ban(ban)
    for require in topology.of(Require):
        if require.writes_models:
            yield require.within, Wanted(orm=True)
            yield (), Wanted(models=True)
    if topology.of(Custom):
        yield from _for_custom(topology)
    for headers in topology.of(Headers):
        yield headers.within, Wanted(headers=True)


def _for_custom(topology: Topology) -> Iterator[tuple[tuple[Selector, ...], Wanted]]:
    from import_conformance.reading.plugins.outside_rules import facts_for

    for law in topology.of(Custom):
        yield law.within, facts_for(law, topology)


def _for_own(law: Own) -> Iterable[tuple[tuple[Selector, ...], Wanted]]:
    facts = Wanted(definitions=frozenset(law.symbols)) if law.symbols else Wanted(shape=True)
    yield law.among, facts
    if law.owner and law.among:
        yield law.owner, facts


def _for_ban(law: Ban) -> Wanted:
    names = frozenset(call.name.rpartition(".")[2] for call in law.calls)
    return Wanted(names=names, methods=frozenset(law.methods))
