"""What `plan` does, apart from its options: the waves of work, or what to cut."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from import_conformance.cli.commands.explain import asked_of, ends_of
from import_conformance.cli.progress import shown
from import_conformance.cli.session import (
    CONFORMS,
    LIMIT,
    Session,
    Target,
    Wishes,
    deliver,
    open_session,
    refuse_unknown,
    view_of,
)
from import_conformance.model.answers.supposition import CutPlan
from import_conformance.model.answers.work import WorkPlan
from import_conformance.model.facts import Wanted
from import_conformance.model.topology import RUNNING_KINDS, Forbid, ImportKind
from import_conformance.planning.altering import Workspace
from import_conformance.planning.order import in_order
from import_conformance.planning.separating import Cutter, SharedEndError
from import_conformance.planning.simulation import concluded, simulate
from import_conformance.planning.statements import Statements
from import_conformance.reporting.planning import cuts, waves
from import_conformance.reporting.view import View
from import_conformance.rules.shared.base import Case


@dataclass(frozen=True)
class Choice:
    """How a plan is wanted, as its options say. limit: None for the usual number, 0 for all."""

    form: str = "text"
    output: Path | None = None
    limit: int | None = None
    spare_legal: bool = False
    running: bool = False
    through_others: bool = False


def plan(names: tuple[str, ...], target: Target, choice: Choice) -> int:
    """Answer one of three questions: in which order to mend, what to cut for a law, what to cut between two ends."""
    _refuse_idle(names, choice)
    session = open_session(target, Wanted(headers=True))
    if not names:
        done = order(session)
        return answer(
            "The plan",
            choice.output,
            {
                "text": lambda: waves.render(done, view(session, target, choice.limit, choice.output)),
                "markdown": lambda: waves.markdown(done),
                "json": lambda: waves.to_json(done, session.topology.path),
            }[choice.form],
        )
    found, path = _cuts(names, session, choice), session.topology.path
    return answer(
        "The plan",
        choice.output,
        {
            "text": lambda: cuts.render(found, path, view(session, target, choice.limit, choice.output)),
            "markdown": lambda: cuts.markdown(found, path),
            "json": lambda: cuts.to_json(found, path),
        }[choice.form],
    )


def order(session: Session) -> WorkPlan:
    """The order of work, simulated. The session must have the facts that `Wanted(headers=True)` asks for."""
    start = concluded(_copy(session), session.judgements)
    wanted = in_order(Case(session.topology, session.codebase), start.findings)
    with shown() as tell:
        return simulate(start, wanted, tell)


def _copy(session: Session) -> Workspace:
    return Workspace(session.topology, session.material)


def answer(thing: str, output: Path | None, rendered: Callable[[], str]) -> int:
    """Print an answer or write it to a file; whatever it says, that is no failure. thing: as for `deliver`."""
    deliver(rendered(), output, thing)
    return CONFORMS


def view(session: Session, target: Target, limit: int | None, output: Path | None) -> View:
    """How an answer is shown; limit: None for the usual number, 0 for all. A file has all, for nobody scrolls it."""
    usual = 0 if output else LIMIT
    return view_of(session, target, Wishes(output=output, limit=usual if limit is None else limit))


def _refuse_idle(names: tuple[str, ...], choice: Choice) -> None:
    """Refuse what would change nothing: how to cut, where nothing is cut.

    Raises:
        click.UsageError: naming the option.
    """
    said = {
        "--only-illegal": choice.spare_legal,
        "--running": choice.running,
        "--through-others": choice.through_others,
    }
    for option in (option for option, is_given in said.items() if is_given and not names):
        raise click.UsageError(f"{option} says how to cut: it is for a LAW, or for A and B")


def _cuts(names: tuple[str, ...], session: Session, choice: Choice) -> CutPlan:
    kinds = RUNNING_KINDS if choice.running else frozenset(ImportKind)
    if len(names) == 1:
        return _for_law(names[0], session, choice, kinds)
    if choice.through_others:
        raise click.UsageError("--through-others is for a LAW; between A and B it is always so")
    ends = ends_of((names[0], names[1]), asked_of(session))
    try:
        return _cutter(session, choice, kinds).apart(*ends)
    except SharedEndError as error:
        raise click.BadParameter(str(error)) from None


def _for_law(law: str, session: Session, choice: Choice, kinds: frozenset[ImportKind]) -> CutPlan:
    rules = {judgement.id: judgement.rule for judgement in session.judgements}
    refuse_unknown([law], rules)
    if not choice.through_others:
        return _cutter(session, choice, kinds).law(law, rules[law])
    forbid = next((each for each in session.topology.forbid if each.id == law), None)
    if not isinstance(forbid, Forbid):
        raise click.UsageError(f"--through-others is for a law of the section `forbid`; {law} is of another kind")
    return _cutter(session, choice, kinds & forbid.kinds).through_others(forbid)


def _cutter(session: Session, choice: Choice, kinds: frozenset[ImportKind]) -> Cutter:
    case = Case(session.topology, session.codebase)
    return Cutter(concluded(_copy(session), session.judgements), Statements(case, choice.spare_legal, kinds))
