"""`conformance what-if`: change a copy of the code in memory, and show what the laws find in it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from import_conformance.cli import completion
from import_conformance.cli.errors import CONFORMS
from import_conformance.cli.options import (
    ANSWERED,
    FEW,
    Target,
    about_code,
    in_colors,
    with_format,
    with_limit,
    with_output,
)

if TYPE_CHECKING:
    from import_conformance.judging.session import Session
    from import_conformance.model.base.facts import Wanted
    from import_conformance.planning.supposing import Changed

EPILOG = f"""\
\b
move A B   the module or package A, with all below it, is called B; its importers follow
drop A B   whatever A imports of B is taken out

Several changes are made one after the other: `move A B drop C D`.

{ANSWERED}"""
USAGE = "what-if takes changes of three words each: move A B, or drop A B"


@click.command("what-if", epilog=EPILOG)
@click.argument("changes", metavar="(move | drop) A B...", nargs=-1, required=True, shell_complete=completion.changes)
@about_code
@with_format("text", "markdown", "json")
@with_output("the answer")
@with_limit("Findings", FEW)
@in_colors
def what_if(target: Target, changes: tuple[str, ...], form: str, output: Path | None, limit: int | None) -> int:
    """Change a copy of the code, in memory, judge it, and say what would be different."""
    steps = _changes(changes)
    from import_conformance.cli.commands.plan import view
    from import_conformance.cli.output import deliver
    from import_conformance.cli.session import open_session
    from import_conformance.planning.simulation import judged
    from import_conformance.planning.supposing import Changed, supposed
    from import_conformance.reporting.planning import supposed as text

    session = open_session(target, _also(target, steps))
    before = judged(session)
    changed = Changed(session, {})
    for step in steps:
        changed = _next(session, changed, step)
    found, path = supposed(before, changed), session.topology.path
    answer = {
        "text": lambda: text.render(found, view(session, target, limit, output)),
        "markdown": lambda: text.markdown(found),
        "json": lambda: text.to_json(found, path),
    }[form]()
    deliver(answer, output, "The answer")
    return CONFORMS


def _changes(words: Sequence[str]) -> list[tuple[str, str, str]]:
    """Split the words into changes: a verb and its two names each."""
    verbs = words[::3]
    if not words or len(words) % 3 or any(verb not in ("move", "drop") for verb in verbs):
        raise click.UsageError(USAGE)
    return list(zip(verbs, words[1::3], words[2::3], strict=True))


def _also(target: Target, changes: Sequence[tuple[str, str, str]]) -> "Wanted | None":
    """Return the facts to read besides the usual: a moved module may come under laws that need more of them."""
    from import_conformance.judging.session import Request, open_session
    from import_conformance.reading.fact_requests import all_requested_facts

    if not any(verb == "move" for verb, _, _ in changes):
        return None
    return all_requested_facts(open_session(Request(target.topology, target.source_root)).topology)


def _next(session: "Session", changed: "Changed", change: tuple[str, str, str]) -> "Changed":
    """Make one more change."""
    from import_conformance.cli.commands.explain import ends_of, resolved
    from import_conformance.planning.supposing import SuppositionError, drop, move
    from import_conformance.reading.topology.asking import NameResolver

    verb, source, target = change
    resolver = NameResolver(session.topology, changed.session.codebase, session.roots)
    try:
        if verb == "drop":
            return drop(changed, *ends_of((source, target), resolver))
        module, _ = resolved(lambda: resolver.module_or_file(source), "A")
        return move(changed, module, target)
    except SuppositionError as error:
        raise click.BadParameter(str(error)) from None
