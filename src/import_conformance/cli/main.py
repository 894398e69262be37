"""The door for people and CI: `conformance`. Only options are here; what they do is in the command modules.

Nothing heavy is imported before a command needs it, so that `--help`, completion and usage errors come at once.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from import_conformance.cli import completion
from import_conformance.cli.architecture_commands import ARCHITECTURE
from import_conformance.cli.options import (
    FILE,
    Door,
    about_code,
    exits,
    in_colors,
    with_format,
    with_limit,
    with_no_baseline,
    with_output,
)
from import_conformance.cli.planning_commands import PLANNING
from import_conformance.cli.report_options import FORMATS, ReportingCommand, reports_of
from import_conformance.cli.start_commands import START
from import_conformance.model.version import __version__

if TYPE_CHECKING:
    from import_conformance.cli.session import Target

SEVERITIES = ("critical", "high", "medium", "low")
SHOWN = f"Show only findings at least this bad: {', '.join(SEVERITIES)}."
REPORTS = f"One of {', '.join(FORMATS)}.  [default: text]"
COLORS = "auto: on a screen, unless NO_COLOR is set."
OUTPUTS = "Write the report of the --format before it to a file.  [default: standard output]"
EPILOG = exits(
    "the code conforms",
    "there are findings: new ones, fixed ones still in the baseline, or files that cannot be read",
)
COMPILED = exits("the file is written, or up to date", "with --check: the file is out of date")
EXAMINED = exits("there is nothing to do", "there is something to do, tolerated by the baseline or not")
PROVEN = exits("each law and contract can fail", "one of them cannot")
ANSWERED = exits("the answer is given, whatever it is")


@click.group(cls=Door, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="conformance", message="%(prog)s %(version)s")
def cli() -> None:
    """Judge whether Python code conforms to the architecture that topology.yaml lays down.

    Start with `conformance check`. Compiled once by `conformance compile`, the same law is judged by `lint-imports`,
    and by `pytest` wherever the suite is.

    To show the whole: `conformance report --format html --output review.html`. For a pull request: `conformance diff
    main --merge-base --format markdown`.
    """


@cli.command(short_help="Judge the code.", cls=ReportingCommand, epilog=EPILOG)
@click.argument("laws", metavar="[LAW]...", nargs=-1, shell_complete=completion.laws)
@about_code
@with_no_baseline()
@click.option("--format", "formats", type=click.Choice(FORMATS), multiple=True, metavar="FORMAT", help=REPORTS)
@click.option("--output", "outputs", type=FILE, multiple=True, help=OUTPUTS)
@click.option("--ledger", type=click.Choice(("counts", "full")), default="counts", help="JSON: list every file, too.")
@click.option("--severity", type=click.Choice(SEVERITIES), default="low", metavar="LEVEL", help=SHOWN)
@with_limit("Findings of a law", "10 on a screen and in a summary")
@click.option("--show-known", is_flag=True, help="Show the findings that the baseline knows, too.")
@in_colors
@click.option("--quiet", "-q", is_flag=True, help="Print only the answer, in one line.")
@click.option("--timings", is_flag=True, help="Say how long it took.")
def check(
    target: "Target",
    laws: tuple[str, ...],
    *,
    no_baseline: bool,
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    **wishes: object,
) -> int:
    """Judge the code by every law, or only by the LAWs with these ids.

    --format and --output may be given several times, for several reports of one run.
    --severity, --limit and --show-known change what is shown, never the answer. For a page to look at and for pictures:
    `conformance report --format html`, `conformance graph`.
    """
    reports = reports_of(click.get_current_context(), formats, outputs)
    from import_conformance.cli import session
    from import_conformance.cli.commands import check as check_command

    wanted = session.Wishes(**wishes)  # type: ignore[arg-type]  # the options above, by the names of its fields
    return check_command.check(laws, replace(target, use_baseline=not no_baseline), wanted, reports)


@cli.command("compile", epilog=COMPILED)
@about_code
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail when the file is out of date.")
@click.option("--output", type=FILE, default=".importlinter", show_default=True, help="The file for import-linter.")
def compile_(target: "Target", *, only_check: bool, output: Path) -> int:
    """Compile the topology into contracts for `lint-imports`."""
    from import_conformance.cli.commands import compile as command

    return command.compile_contracts(target, output, only_check=only_check)


@cli.command(short_help="Hold claims about the code against it.", epilog=ANSWERED)
@click.argument("claims", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@about_code
@with_format("text", "markdown", "json")
@with_output("the answers")
def reconcile(target: "Target", claims: Path, *, form: str, output: Path | None) -> int:
    """Hold the claims of FILE, such as a report written by hand, against the code.

    Each claim is confirmed, refuted, explained or undecided, or its file is absent; what the claims missed is listed.
    """
    from import_conformance.cli.commands import reconcile as reconcile_command

    return reconcile_command.run(claims, target, form, output)


@cli.command(short_help="Say why: may A import B, what does a law ask for.", epilog=ANSWERED)
@click.argument("names", metavar="LAW | A B", nargs=-1, required=True, shell_complete=completion.names)
@about_code
@with_limit("Imports or findings", "10 imports, 5 findings")
@in_colors
def explain(target: "Target", names: tuple[str, ...], *, limit: int | None) -> int:
    """Explain a law, or say whether A may import B, whether it does, and how it could.

    A and B: modules, files, or what a law may name (B also a package from outside). LAW: an id, or a kind of law.
    """
    from import_conformance.cli.commands import explain as explain_command

    if len(names) > 2:
        raise click.UsageError("explain takes one LAW, or the two ends A and B of an import")
    return explain_command.explain(names, target, limit)


@cli.command(short_help="Say where a module stands, and which laws speak of it.", epilog=ANSWERED)
@click.argument("module", metavar="MODULE", shell_complete=completion.modules)
@about_code
@with_limit("Findings", "10")
@in_colors
def where(target: "Target", module: str, *, limit: int | None) -> int:
    """Say where MODULE (or a file) stands: its layer and by which pattern, its laws, its imports, its findings."""
    from import_conformance.cli.commands import explain as explain_command

    return explain_command.where(module, target, limit)


@cli.command(short_help="Say what the tool cannot see, and what no law covers.", epilog=EXAMINED)
@about_code
@click.option("--all", "everything", is_flag=True, help="List everything, however long.")
@with_format("text", "json")
@in_colors
@click.option("--quiet", "-q", is_flag=True, help="Print only the answer, in one line.")
def doctor(target: "Target", *, everything: bool, form: str, quiet: bool) -> int:
    """Examine what a verdict rests on."""
    from import_conformance.cli.commands import doctor as doctor_command

    return doctor_command.doctor(target, form, everything=everything, quiet=quiet)


@cli.command(short_help="Prove that each law can fail.", epilog=PROVEN)
@click.argument("laws", metavar="[LAW]...", nargs=-1, shell_complete=completion.laws)
@about_code
@with_format("text", "json")
@click.option("--quiet", "-q", is_flag=True, help="Print only the answer, in one line.")
def prove(target: "Target", laws: tuple[str, ...], *, form: str, quiet: bool) -> int:
    """Change a copy of the code, in memory, until each law and each contract in .importlinter fails.

    Of the laws and contracts, only the LAWs with these ids when any are given. One that cannot be made to fail protects
    nothing: it is told with the reason.
    """
    from import_conformance.cli.commands import prove as prove_command

    return prove_command.prove(laws, target, form, quiet=quiet)


@cli.group(short_help="Record, prune and show the known findings.")
def baseline() -> None:
    """Keep the file of known findings: debt that is tolerated, and that may only shrink."""


@baseline.command(epilog=exits("the baseline is written", "it would grow, and --allow-new is not said"))
@about_code
@click.option("--allow-new", is_flag=True, help="Let the baseline grow: accept what is new as known.")
@click.option("--reason", default="", help="Why the findings that are added are tolerated.")
@in_colors
def update(target: "Target", *, allow_new: bool, reason: str) -> int:
    """Record what there is; refuses to grow without --allow-new."""
    from import_conformance.cli.commands import baseline as baseline_commands

    return baseline_commands.update(target, allow_new=allow_new, reason=reason)


@baseline.command(epilog=exits("the baseline is written"))
@about_code
def prune(target: "Target") -> int:
    """Strike out the entries whose findings are gone."""
    from import_conformance.cli.commands import baseline as baseline_commands

    return baseline_commands.prune(target)


@baseline.command(epilog=ANSWERED)
@about_code
def show(target: "Target") -> int:
    """Show how much is tolerated under each law, and why."""
    from import_conformance.cli.commands import baseline as baseline_commands

    return baseline_commands.display(target)


for command in (*START, *ARCHITECTURE, *PLANNING):
    cli.add_command(command)
