"""What `plan` does, apart from its options: the waves of work, or what to cut."""

from collections.abc import Callable, Iterable
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
from import_conformance.model.answers.remedy import SimulatedWave
from import_conformance.model.answers.supposition import CutPlan
from import_conformance.model.codebase import Codebase
from import_conformance.model.facts import Wanted
from import_conformance.model.finding import Finding
from import_conformance.model.topology import RUNNING_KINDS, Forbid, ImportKind, Topology
from import_conformance.planning.altering import Workspace
from import_conformance.planning.separating import Cutter, SharedEndError
from import_conformance.planning.simulation import judged, simulate
from import_conformance.planning.statements import Statements
from import_conformance.reading.codebase import Material
from import_conformance.reporting.planning import cuts, waves
from import_conformance.reporting.view import View
from import_conformance.reviewing.domain_index import DomainIndex
from import_conformance.reviewing.plan import plan as in_waves
from import_conformance.reviewing.simulated import simulated, units_of
from import_conformance.reviewing.work import Plan
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
        done, steps = order(session.topology, session.material, session.codebase, session.verdict.findings)
        return answer(
            "The plan",
            choice.output,
            {
                "text": lambda: waves.render(done, steps, view(session, target, choice.limit, choice.output)),
                "markdown": lambda: waves.markdown(done, steps),
                "json": lambda: waves.to_json(done, steps, session.topology.path),
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


def order(
    topology: Topology, material: Material, codebase: Codebase, findings: Iterable[Finding]
) -> tuple[Plan, tuple[SimulatedWave, ...]]:
    """The order of work with simulated figures, and what was done in each wave.

    The code base must have the facts that `Wanted(headers=True)` asks for.
    """
    wanted = in_waves(DomainIndex.of(topology, codebase), tuple(findings))
    with shown() as tell:
        steps = simulate(topology, material, units_of(wanted), tell)
    return simulated(wanted, steps), steps


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
    return Cutter(judged(Workspace(session.topology, session.material)), Statements(case, choice.spare_legal, kinds))
