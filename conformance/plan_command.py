"""What `plan` does, apart from its options: the waves of work, or what to cut."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import click

from conformance.commands import CONFORMS, LIMIT, Session, Target, Wishes, open_session, show, view_of, write
from conformance.explain_command import asked_of, known
from conformance.model.codebase import Codebase
from conformance.model.facts import Wanted
from conformance.model.finding import Finding
from conformance.model.remedy import Step
from conformance.model.supposition import CutPlan
from conformance.model.topology import RUNNING_KINDS, Forbid, ImportKind, Topology
from conformance.planning.altering import Ground
from conformance.planning.separating import Cutter, SharedEndError
from conformance.planning.simulation import judged, simulate
from conformance.planning.statements import Statements
from conformance.reading.codebase import Material
from conformance.reporting.planning import cuts, waves
from conformance.reporting.review.atlas import Atlas
from conformance.reporting.review.plan import plan as in_waves
from conformance.reporting.review.simulated import simulated, units_of
from conformance.reporting.review.work import Plan
from conformance.reporting.view import View
from conformance.rules.base import Case


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
    session = open_session(target, Wanted(headers=True))
    if not names:
        done, steps = order(session.topology, session.material, session.codebase, session.verdict.findings)
        return answer(
            choice.output,
            {
                "text": lambda: waves.render(done, steps, view(session, target, choice.limit, choice.output)),
                "markdown": lambda: waves.markdown(done, steps),
                "json": lambda: waves.to_json(done, steps, session.topology.path),
            }[choice.form],
        )
    found, path = _cuts(names, session, choice), session.topology.path
    return answer(
        choice.output,
        {
            "text": lambda: cuts.render(found, path, view(session, target, choice.limit, choice.output)),
            "markdown": lambda: cuts.markdown(found, path),
            "json": lambda: cuts.to_json(found, path),
        }[choice.form],
    )


def order(
    topology: Topology, material: Material, codebase: Codebase, findings: Iterable[Finding]
) -> tuple[Plan, tuple[Step, ...]]:
    """The order of work with simulated figures, and what was done in each wave.

    The code base must have the facts that `Wanted(headers=True)` asks for.
    """
    wanted = in_waves(Atlas.of(topology, codebase), tuple(findings))
    steps = simulate(topology, material, units_of(wanted))
    return simulated(wanted, steps), steps


def answer(output: Path | None, rendered: Callable[[], str]) -> int:
    """Print an answer or write it to a file; whatever it says, that is no failure."""
    if output:
        write(output, rendered())
    else:
        show(rendered())
    return CONFORMS


def view(session: Session, target: Target, limit: int | None, output: Path | None) -> View:
    """How an answer is shown; limit: None for the usual number, 0 for all."""
    shown = LIMIT if limit is None else limit
    return replace(view_of(session, target, Wishes(output=output)), limit=shown or None)


def _cuts(names: tuple[str, ...], session: Session, choice: Choice) -> CutPlan:
    kinds = RUNNING_KINDS if choice.running else frozenset(ImportKind)
    if len(names) == 1:
        return _for_law(names[0], session, choice, kinds)
    if choice.through_others:
        raise click.UsageError("--through-others is for a LAW; between A and B it is always so")
    asked = asked_of(session)
    ends = [known(lambda name=name: asked.end(name), "NAME") for name in names]  # type: ignore[misc]  # a default binds it
    if ends[0].external:
        raise click.BadParameter(f"{ends[0].text} is a package from outside; nothing is known of what it imports")
    try:
        return _cutter(session, choice, kinds).apart(ends[0], ends[1])
    except SharedEndError as error:
        raise click.BadParameter(str(error)) from None


def _for_law(law: str, session: Session, choice: Choice, kinds: frozenset[ImportKind]) -> CutPlan:
    rules = {judgement.id: judgement.rule for judgement in session.judgements}
    if law not in rules:
        near = get_close_matches(law, sorted(rules), 3, 0.5)
        hint = f"; nearest: {', '.join(near)}" if near else ""
        raise click.BadParameter(f"no law has the id {law!r}{hint}", param_hint="LAW")
    if not choice.through_others:
        return _cutter(session, choice, kinds).law(law, rules[law])
    forbid = next((each for each in session.topology.forbid if each.id == law), None)
    if not isinstance(forbid, Forbid):
        raise click.UsageError(f"--through-others is for a law of the section `forbid`; {law} is of another kind")
    return _cutter(session, choice, kinds & forbid.kinds).through_others(forbid)


def _cutter(session: Session, choice: Choice, kinds: frozenset[ImportKind]) -> Cutter:
    case = Case(session.topology, session.codebase)
    return Cutter(judged(Ground(session.topology, session.material)), Statements(case, choice.spare_legal, kinds))
