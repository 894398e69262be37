"""Which facts the laws ask of which modules: what nobody asks for is not read."""

from collections.abc import Iterable, Iterator

from import_conformance.model.facts import Wanted
from import_conformance.model.placement import Selection
from import_conformance.model.topology import Ban, Own, Selector, Topology


def wanted(topology: Topology, select: Selection) -> dict[str, Wanted]:
    """What to read of each module besides its imports; modules that no law asks about are left out."""
    asked: dict[str, Wanted] = {}
    for scope, facts in _requests(topology):
        for module in select.any_of(scope) if scope else select.modules:
            asked[module] = asked[module] | facts if module in asked else facts
    return asked


def everything(topology: Topology) -> Wanted:
    """What any law asks for of any module: enough to judge a module in whatever place."""
    found = Wanted()
    for _, facts in _requests(topology):
        found |= facts
    return found


def _requests(topology: Topology) -> Iterator[tuple[tuple[Selector, ...], Wanted]]:
    """The scope of each law that asks for facts (empty: everywhere), and what it asks for."""
    for own in topology.own:
        yield from _for_own(own)
    for ban in topology.ban:
        yield ban.within, _for_ban(ban)
    for require in topology.require:
        if require.writes_models:
            yield require.within, Wanted(orm=True)
            yield (), Wanted(models=True)
    if topology.custom:
        yield from _for_custom(topology)
    for headers in topology.headers:
        yield headers.within, Wanted(headers=True)


def _for_custom(topology: Topology) -> Iterator[tuple[tuple[Selector, ...], Wanted]]:
    from import_conformance.reading.plugins.outside_rules import facts_for

    for law in topology.custom:
        yield law.within, facts_for(law, topology)


def _for_own(law: Own) -> Iterable[tuple[tuple[Selector, ...], Wanted]]:
    facts = Wanted(definitions=frozenset(law.symbols)) if law.symbols else Wanted(shape=True)
    yield law.among, facts
    if law.owner and law.among:
        yield law.owner, facts


def _for_ban(law: Ban) -> Wanted:
    names = frozenset(call.name.rpartition(".")[2] for call in law.calls)
    return Wanted(names=names, methods=frozenset(law.methods))
