"""`conformance plan`: the waves of work, or the fewest imports to cut."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

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
    from import_conformance.model.answers.supposition import CutPlan
    from import_conformance.model.answers.work import WorkPlan
    from import_conformance.model.topology import ImportKind
    from import_conformance.planning.separating import Cutter
    from import_conformance.reporting.view import View


class PlanOptions(NamedTuple):
    """How a plan is made and printed.

    Attributes:
        limit: How many changes or imports a text lists; None for the default, 0 for all.
        spare_legal: Whether only imports that break a law may be cut.
        running: Whether imports for type checkers count for nothing.
        through_others: Whether a law of `forbid` is kept only when no chain of imports is left, either.
    """

    form: str = "text"
    output: Path | None = None
    limit: int | None = None
    spare_legal: bool = False
    running: bool = False
    through_others: bool = False


@click.command(epilog=ANSWERED)
@click.argument("names", metavar="[LAW | A B]", nargs=-1, shell_complete=completion.names)
@about_code
@click.option(
    "--only-illegal", "spare_legal", is_flag=True, help="Cut nothing that the law allows, or does not speak of."
)
@click.option("--running", is_flag=True, help="Let imports for type checkers count for nothing.")
@click.option("--through-others", is_flag=True, help="LAW of `forbid`: cut chains, too, not only the imports it names.")
@with_format("text", "markdown", "json")
@with_output("the plan")
@with_limit("Changes or imports", FEW)
@in_colors
def plan(target: Target, names: tuple[str, ...], **options: object) -> int:
    """Without names: the waves of work, with the findings left after each, simulated on a copy of the code.

    With a LAW: the fewest import statements to cut, or else the changes, for it to be kept. With A and B: the fewest to
    cut so that A no longer reaches B, directly or through others. A and B are named as for `conformance explain`.
    """
    if len(names) > 2:
        raise click.UsageError("plan takes no name, one LAW, or the two ends A and B")
    wanted = PlanOptions(**options)  # type: ignore[arg-type]  # the options above, by the names of its fields
    _refuse_idle(names, wanted)
    from import_conformance.cli.session import open_session
    from import_conformance.model.base.facts import Wanted

    session = open_session(target, Wanted(headers=True))
    return _print_cuts(names, session, target, wanted) if names else _print_waves(session, target, wanted)


def _print_waves(session: "Session", target: Target, options: PlanOptions) -> int:
    from import_conformance.cli.output import deliver
    from import_conformance.reporting.planning import waves

    done = simulated_plan(session)
    text = {
        "text": lambda: waves.render(done, view(session, target, options.limit, options.output)),
        "markdown": lambda: waves.markdown(done),
        "json": lambda: waves.to_json(done, session.topology.path),
    }[options.form]()
    deliver(text, options.output, "The plan")
    return CONFORMS


def _print_cuts(names: tuple[str, ...], session: "Session", target: Target, options: PlanOptions) -> int:
    from import_conformance.cli.output import deliver
    from import_conformance.reporting.planning import cuts

    found, path = _cuts(names, session, options), session.topology.path
    text = {
        "text": lambda: cuts.render(found, path, view(session, target, options.limit, options.output)),
        "markdown": lambda: cuts.markdown(found, path),
        "json": lambda: cuts.to_json(found, path),
    }[options.form]()
    deliver(text, options.output, "The plan")
    return CONFORMS


def simulated_plan(session: "Session") -> "WorkPlan":
    """Order the work in waves, and simulate each on a copy; the session must be read with `Wanted(headers=True)`."""
    from import_conformance.cli.progress import progress_line
    from import_conformance.planning.order import in_order
    from import_conformance.planning.simulation import judged, simulate

    start = judged(session)
    order = in_order(session.case, start.findings)
    with progress_line() as report_progress:
        return simulate(start, order, report_progress)


def view(session: "Session", target: Target, limit: int | None, output: Path | None) -> "View":
    """Decide how an answer is shown; without a limit, a file holds everything, because it can be searched."""
    from import_conformance.cli.output import LIMIT, CheckOptions, view_of

    default = 0 if output else LIMIT
    return view_of(session, target, CheckOptions(output=output, limit=default if limit is None else limit))


def _refuse_idle(names: tuple[str, ...], options: PlanOptions) -> None:
    """Refuse options that state how to cut where nothing is cut."""
    cutting = {
        "--only-illegal": options.spare_legal,
        "--running": options.running,
        "--through-others": options.through_others,
    }
    for option in (option for option, is_given in cutting.items() if is_given and not names):
        raise click.UsageError(f"{option} says how to cut: it is for a LAW, or for A and B")


def _cuts(names: tuple[str, ...], session: "Session", options: PlanOptions) -> "CutPlan":
    from import_conformance.cli.commands.explain import ends_of, resolver_of
    from import_conformance.model.topology import RUNNING_KINDS, ImportKind
    from import_conformance.planning.separating import SharedEndError

    kinds = RUNNING_KINDS if options.running else frozenset(ImportKind)
    if len(names) == 1:
        return _for_law(names[0], session, options, kinds)
    if options.through_others:
        raise click.UsageError("--through-others is for a LAW; between A and B it is always so")
    ends = ends_of((names[0], names[1]), resolver_of(session))
    try:
        return _cutter(session, options, kinds).apart(*ends)
    except SharedEndError as error:
        raise click.BadParameter(str(error)) from None


def _for_law(law: str, session: "Session", options: PlanOptions, kinds: "frozenset[ImportKind]") -> "CutPlan":
    from import_conformance.cli.session import refuse_unknown
    from import_conformance.model.topology import Forbid

    rules = {judgement.id: judgement.rule for judgement in session.judgements}
    refuse_unknown([law], rules)
    if not options.through_others:
        return _cutter(session, options, kinds).law(law, rules[law])
    forbid = next((each for each in session.topology.of(Forbid) if each.id == law), None)
    if not isinstance(forbid, Forbid):
        raise click.UsageError(f"--through-others is for a law of the section `forbid`; {law} is of another kind")
    return _cutter(session, options, kinds & forbid.kinds).through_others(forbid)


def _cutter(session: "Session", options: PlanOptions, kinds: "frozenset[ImportKind]") -> "Cutter":
    from import_conformance.planning.separating import Cutter
    from import_conformance.planning.simulation import judged
    from import_conformance.planning.statements import Statements

    return Cutter(judged(session), Statements(session.case, options.spare_legal, kinds))
