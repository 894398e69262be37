"""Shell completion of arguments: laws, kinds of law, layers, modules.

Only the topology and the names of the files are read, no source. When anything goes wrong, nothing is offered and
nothing is printed, because the user is in the middle of typing a line.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from import_conformance.judging.session import Session
    from import_conformance.model.base.facts import Facts
    from import_conformance.reading.tree.ledger import WalkResult

Offers = list["CompletionItem"]


def laws(context: click.Context, _: click.Parameter, incomplete: str) -> Offers:
    """Complete the id of a law, those that follow from `allow` and the layers included."""
    return _offers(incomplete, _law_ids(context))


def modules(context: click.Context, _: click.Parameter, incomplete: str) -> Offers:
    """Complete a module of the code base, or a file once a path is begun."""
    return _offers(incomplete, _modules(context))


def names(context: click.Context, parameter: click.Parameter, incomplete: str) -> Offers:
    """Complete the arguments of `explain`: a law or a kind of law alone; two layers, modules or files."""
    is_second = bool(context.params.get(parameter.name or ""))
    of_laws = [] if is_second else [*_law_ids(context), *_quietly(_kinds)]
    return _offers(incomplete, [*of_laws, *_quietly(lambda: _layers(context)), *_modules(context)])


def changes(context: click.Context, parameter: click.Parameter, incomplete: str) -> Offers:
    """Complete the arguments of `what-if`: a kind of change, then its two modules, and so on."""
    given = context.params.get(parameter.name or "") or ()
    return _offers(incomplete, _modules(context) if len(given) % 3 else ("move", "drop"))


def _offers(incomplete: str, words: Iterable[str]) -> Offers:
    from click.shell_completion import CompletionItem

    if "/" in incomplete:
        return [CompletionItem(incomplete, type="file")]
    return [CompletionItem(word) for word in dict.fromkeys(words) if word.startswith(incomplete)]


def _quietly(find: Callable[[], Iterable[str]]) -> list[str]:
    """Return the words that are found; none where the topology or the code cannot be read."""
    with suppress(Exception):
        return list(find())
    return []


def _law_ids(context: click.Context) -> list[str]:
    """Return the laws of the topology, and, where the code can be found, those that follow from it."""
    return [*_quietly(lambda: _written(context)), *_quietly(lambda: _judged(context))]


def _modules(context: click.Context) -> list[str]:
    return sorted(_quietly(lambda: _bare(context).codebase.modules))


def _kinds() -> Iterable[str]:
    from import_conformance.reading.shipped.rule_pages import page_names

    return page_names()


def _layers(context: click.Context) -> Iterable[str]:
    return [layer.name for layer in _opened(context).topology.layers]


def _written(context: click.Context) -> Iterable[str]:
    from import_conformance.model.laws.allow import Allow

    topology = _opened(context).topology
    lines = {line.id for line in topology.of(Allow)}
    return [law.id for law in topology.written_laws() if law.id not in lines]


def _judged(context: click.Context) -> Iterable[str]:
    return [judgement.id for judgement in _bare(context).applied[0]]


def _opened(context: click.Context) -> "Session":
    """Read the topology that the line names so far, and the directory of its source roots."""
    from import_conformance.judging.session import Request, open_session

    topology, source_root = (context.params.get(name) for name in ("topology", "source_root"))
    return open_session(Request(Path(topology or "topology.yaml"), source_root))


def _bare(context: click.Context) -> "Session":
    """Read the topology, and the code as if every file were empty: the ids of the laws do not depend on more."""
    from import_conformance.reading.codebase import Material
    from import_conformance.reading.tree.ledger import walk

    session = _opened(context)
    found = walk(session.topology.source, session.base, session.topology.path)
    return session.with_material(Material(found, _nothing_in(found), {}))


def _nothing_in(found: "WalkResult") -> "dict[str, Facts]":
    from import_conformance.model.base.facts import Facts
    from import_conformance.model.codebase import Fate

    files = (entry.file for entry in found.entries)
    return {file.module: Facts() for file in files if file.module and file.fate is Fate.UNPLACED}
