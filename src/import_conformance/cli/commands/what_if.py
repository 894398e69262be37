"""What `what-if` does, apart from its options: changes to a copy of the code, and what the law says of it."""

from collections.abc import Sequence
from pathlib import Path

import click

from import_conformance.cli.commands.explain import asked_of, ends_of, known
from import_conformance.cli.commands.plan import answer, view
from import_conformance.cli.session import Session, Target, open_session
from import_conformance.judging.judge import open_topology
from import_conformance.model.facts import Wanted
from import_conformance.planning.altering import Workspace
from import_conformance.planning.simulation import judged
from import_conformance.planning.supposing import Changed, SuppositionError, drop, move, supposed
from import_conformance.reading.fact_requests import all_requested_facts
from import_conformance.reading.topology.asking import NameResolver
from import_conformance.reporting.planning import supposed as shown

USAGE = "what-if takes changes of three words each: move A B, or drop A B"


def what_if(words: tuple[str, ...], target: Target, form: str, output: Path | None, limit: int | None) -> int:
    """Make the changes one after the other, and say what would be different."""
    changes = _changes(words)
    session = open_session(target, _also(target, changes))
    before = judged(Workspace(session.topology, session.material))
    changed = Changed(before.ground, {})
    for change in changes:
        changed = _next(session, changed, change)
    found, path = supposed(before, changed), session.topology.path
    return answer(
        "The answer",
        output,
        {
            "text": lambda: shown.render(found, view(session, target, limit, output)),
            "markdown": lambda: shown.markdown(found),
            "json": lambda: shown.to_json(found, path),
        }[form],
    )


def _changes(words: Sequence[str]) -> list[tuple[str, str, str]]:
    """The changes: a verb and its two names each.

    Raises:
        click.UsageError: when the words are no such changes.
    """
    verbs = words[::3]
    if not words or len(words) % 3 or any(verb not in ("move", "drop") for verb in verbs):
        raise click.UsageError(USAGE)
    return list(zip(verbs, words[1::3], words[2::3], strict=True))


def _also(target: Target, changes: Sequence[tuple[str, str, str]]) -> Wanted | None:
    """What a law asks of modules in one place, it may ask of a module that comes there."""
    if not any(verb == "move" for verb, _, _ in changes):
        return None
    topology, _ = open_topology(target.topology, target.source_root)
    return all_requested_facts(topology)


def _next(session: Session, changed: Changed, change: tuple[str, str, str]) -> Changed:
    verb, source, target = change
    first = asked_of(session)
    asked = NameResolver(session.topology, changed.ground.codebase, first.roots)
    try:
        if verb == "drop":
            return drop(changed, *ends_of((source, target), asked))
        module, _ = known(lambda: asked.module_or_file(source), "A")
        return move(changed, module, target)
    except SuppositionError as error:
        raise click.BadParameter(str(error)) from None
