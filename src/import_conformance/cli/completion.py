"""What the shell offers behind a command when the tab key is pressed: laws, kinds of law, layers, modules.

Only the topology and the names of the files are read, no source. Whatever goes wrong, nothing is offered and nothing is
said: a person in the middle of a line cannot mend it.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from import_conformance.model.codebase import Codebase
    from import_conformance.model.facts import Facts
    from import_conformance.model.topology import Topology
    from import_conformance.reading.tree.ledger import WalkResult

Offers = list["CompletionItem"]


def laws(context: click.Context, _: click.Parameter, incomplete: str) -> Offers:
    """The ids of the laws, those that follow from `allow` and the layers included."""
    return _offers(incomplete, _law_ids(context))


def modules(context: click.Context, _: click.Parameter, incomplete: str) -> Offers:
    """The modules of the code base, or files once a path is begun."""
    return _offers(incomplete, _modules(context))


def names(context: click.Context, parameter: click.Parameter, incomplete: str) -> Offers:
    """What `explain` takes: a law or a kind of law as its only word; layers, modules or files as both of two."""
    is_second = bool(context.params.get(parameter.name or ""))
    of_laws = [] if is_second else [*_law_ids(context), *_quietly(_kinds)]
    return _offers(incomplete, [*of_laws, *_quietly(lambda: _layers(context)), *_modules(context)])


def changes(context: click.Context, parameter: click.Parameter, incomplete: str) -> Offers:
    """What `what-if` takes: a kind of change, then its two modules, and so on."""
    given = context.params.get(parameter.name or "") or ()
    return _offers(incomplete, _modules(context) if len(given) % 3 else ("move", "drop"))


def _offers(incomplete: str, words: Iterable[str]) -> Offers:
    from click.shell_completion import CompletionItem

    if "/" in incomplete:
        return [CompletionItem(incomplete, type="file")]
    return [CompletionItem(word) for word in dict.fromkeys(words) if word.startswith(incomplete)]


def _quietly(find: Callable[[], Iterable[str]]) -> list[str]:
    """The words that are found; none where the topology or the code is in no state to be asked."""
    with suppress(Exception):
        return list(find())
    return []


def _law_ids(context: click.Context) -> list[str]:
    """The laws that are written down, and, where the code can be found, those that follow from it."""
    return [*_quietly(lambda: _written(context)), *_quietly(lambda: _judged(context))]


def _modules(context: click.Context) -> list[str]:
    return sorted(_quietly(lambda: _bare(context)[1].modules))


def _kinds() -> Iterable[str]:
    from import_conformance.reading.shipped.rule_pages import page_names

    return page_names()


def _layers(context: click.Context) -> Iterable[str]:
    return [layer.name for layer in _opened(context)[0].layers]


def _written(context: click.Context) -> Iterable[str]:
    topology = _opened(context)[0]
    lines = {line.id for line in topology.allow}
    return [law.id for law in topology.written_laws() if law.id not in lines]


def _judged(context: click.Context) -> Iterable[str]:
    from import_conformance.judging.judge import applied

    return [judgement.id for judgement in applied(*_bare(context))[0]]


def _opened(context: click.Context) -> "tuple[Topology, Path]":
    """The topology that the line names so far."""
    from import_conformance.judging.judge import open_topology

    topology, source_root = (context.params.get(name) for name in ("topology", "source_root"))
    return open_topology(Path(topology or "topology.yaml"), source_root)


def _bare(context: click.Context) -> "tuple[Topology, Codebase]":
    """The law, and the code base as if every file in it were empty: which laws there are does not depend on more."""
    from import_conformance.reading.codebase import assemble
    from import_conformance.reading.tree.ledger import walk

    topology, base = _opened(context)
    found = walk(topology.source, base, topology.path)
    return topology, assemble(topology, found, _nothing_in(found), {})


def _nothing_in(found: "WalkResult") -> "dict[str, Facts]":
    from import_conformance.model.codebase import Fate
    from import_conformance.model.facts import Facts

    files = (entry.file for entry in found.entries)
    return {file.module: Facts() for file in files if file.module and file.fate is Fate.UNPLACED}
