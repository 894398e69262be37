"""The door for people and CI: `conformance`. Only options are here; what they do is in the command modules.

Nothing heavy is imported before a command needs it, so that `--help`, completion and usage errors come at once.
"""

import errno
import gc
import os
from collections.abc import Callable
from dataclasses import replace
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance import __version__

if TYPE_CHECKING:
    from conformance.commands import Target

REFUSED, BROKEN, INTERRUPTED = 2, 3, 130
SEVERITIES = ("critical", "high", "medium", "low")
SHOWN = f"Show only findings at least this bad: {', '.join(SEVERITIES)}."
FILE = click.Path(dir_okay=False, path_type=Path)
EPILOG = """\b
Exit codes:
  0  the code conforms
  1  there are findings: new ones, paid debt still in the baseline, or files that cannot be read
  2  the command line or the topology is wrong
  3  the tool is wrong
"""


class Door(click.Group):
    """A group that turns whatever goes wrong into one sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except Exception as error:
            # A reader who has seen enough (`| head`) is no failure; click leaves quietly.
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise
            ctx.exit(_told(error))


def _told(error: Exception) -> int:
    """Say what went wrong; the exit code tells whose fault it is."""
    from conformance.model.topology import TopologyError
    from conformance.reporting import errors

    if isinstance(error, TopologyError):
        click.echo(errors.render(error), nl=False, err=True)
        return REFUSED
    if os.environ.get("CONFORMANCE_DEBUG"):
        import traceback

        traceback.print_exception(error)
    said = " ".join(str(error).split())
    sentence = f"internal error, nothing was judged: {type(error).__name__}: {said}"
    click.echo(f"{sentence} (CONFORMANCE_DEBUG=1 shows where; please report it)", err=True)
    return BROKEN


def _action(action: Callable[..., int]) -> Callable[..., None]:
    """Give an action the options that say which law, code and baseline it is about, and exit with what it returns."""

    def command(topology: Path, source_root: Path | None, baseline: Path | None, **options: object) -> None:
        from conformance.commands import Target

        code = action(Target(topology, source_root, baseline), **options)
        click.get_current_context().exit(code)

    update_wrapper(command, action)
    roots = click.Path(exists=True, file_okay=False, path_type=Path)
    for option in (
        click.option("--baseline", type=FILE, help="File of known findings.  [default: as the topology says]"),
        click.option("--source-root", type=roots, help="Directory that stands in for the topology's source roots."),
        click.option("--topology", type=FILE, default="topology.yaml", show_default=True, help="The law."),
    ):
        command = option(command)
    return command


@click.group(cls=Door, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="conformance", message="%(prog)s %(version)s")
def cli() -> None:
    """Judge whether Python code conforms to the architecture that topology.yaml lays down.

    Start with `conformance check`. Compiled once by `conformance compile`, the same law is judged by `lint-imports`,
    and by `pytest` wherever the suite is.
    """


@cli.command(short_help="Judge the code.")
@click.argument("laws", metavar="[LAW]...", nargs=-1)
@_action
@click.option("--no-baseline", is_flag=True, help="Treat every finding as new.")
@click.option("--format", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--output", type=FILE, help="Write the report to a file.  [default: standard output]")
@click.option("--ledger", type=click.Choice(("counts", "full")), default="counts", help="JSON: list every file, too.")
@click.option("--severity", type=click.Choice(SEVERITIES), default="low", metavar="LEVEL", help=SHOWN)
@click.option(
    "--limit", type=click.IntRange(0), metavar="N", help="Findings per law, 0: all.  [default: 10 on a screen]"
)
@click.option("--show-known", is_flag=True, help="Show the findings that the baseline knows, too.")
@click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", show_default=True)
@click.option("--quiet", "-q", is_flag=True, help="Print only the answer, in one line.")
@click.option("--timings", is_flag=True, help="Say how long it took.")
def check(target: "Target", laws: tuple[str, ...], *, no_baseline: bool, **wishes: object) -> int:
    """Judge the code by every law, or only by the LAWs with these ids.

    --severity, --limit and --show-known change what is shown, never the answer.
    """
    from conformance import commands

    wanted = commands.Wishes(**wishes)  # type: ignore[arg-type]  # the options above, by the names of its fields
    return commands.check(laws, replace(target, use_baseline=not no_baseline), wanted)


@cli.command("compile")
@_action
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail when the file is out of date.")
@click.option("--output", type=FILE, default=".importlinter", show_default=True, help="The file for import-linter.")
def compile_(target: "Target", *, only_check: bool, output: Path) -> int:
    """Compile the topology into contracts for `lint-imports`."""
    from conformance import commands

    return commands.compile_contracts(target, output, only_check=only_check)


@cli.command(short_help="Hold claims about the code against it.")
@click.argument("claims", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_action
@click.option("--format", "format_", type=click.Choice(("text", "json", "markdown")), default="text", show_default=True)
@click.option("--output", type=FILE, help="Write the answers to a file.  [default: standard output]")
def reconcile(target: "Target", claims: Path, *, format_: str, output: Path | None) -> int:
    """Hold the claims of FILE, such as a report written by hand, against the code.

    Each claim is confirmed, refuted, explained or undecided, or its file is absent; what the claims missed is listed.
    The exit code is 0 whatever the answers are.
    """
    from conformance import reconcile_command

    return reconcile_command.run(claims, target, format_, output)


@cli.command(short_help="Write the architecture review.")
@_action
@click.option("--no-baseline", is_flag=True, help="Treat every finding as new.")
@click.option("--format", "form", type=click.Choice(("markdown", "json")), default="markdown", show_default=True)
@click.option("--output", type=FILE, help="Write the review to a file.  [default: standard output]")
def report(target: "Target", *, no_baseline: bool, form: str, output: Path | None) -> int:
    """Write the architecture review: gaps, shared domains and their users, recommendations, and the order of work.

    Exits with 0 once it is written, whatever it says; `conformance check` is what fails.
    """
    from conformance import report_command

    return report_command.report(replace(target, use_baseline=not no_baseline), form, output)


@cli.command(short_help="Say why: may A import B, what does a law ask for.")
@click.argument("names", metavar="LAW | A B", nargs=-1, required=True)
@_action
@click.option("--limit", type=click.IntRange(0), metavar="N", help="Imports or findings to list, 0: all.")
def explain(target: "Target", names: tuple[str, ...], *, limit: int | None) -> int:
    """Explain a law, or say whether A may import B, whether it does, and how it could.

    A and B: modules, files, or what a law may name (B also a package from outside). LAW: an id, or a kind of law.
    """
    from conformance import explain_command

    if len(names) > 2:
        raise click.UsageError("explain takes one LAW, or the two ends A and B of an import")
    return explain_command.explain(names, target, limit)


@cli.command(short_help="Say where a module stands, and which laws speak of it.")
@click.argument("module", metavar="MODULE")
@_action
@click.option("--limit", type=click.IntRange(0), metavar="N", help="Findings to list, 0: all.  [default: 10]")
def where(target: "Target", module: str, *, limit: int | None) -> int:
    """Say where MODULE (or a file) stands: its layer and by which pattern, its laws, its imports, its findings."""
    from conformance import explain_command

    return explain_command.where(module, target, limit)


@cli.command(short_help="Say what the tool cannot see, and what no law covers.")
@_action
@click.option("--all", "everything", is_flag=True, help="List everything, however long.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def doctor(target: "Target", *, everything: bool, form: str) -> int:
    """Examine what a verdict rests on; exits with 1 when there is something to do, tolerated or not."""
    from conformance import doctor_command

    return doctor_command.doctor(target, form, everything=everything)


@cli.command(short_help="Prove that each law can fail.")
@click.argument("laws", metavar="[LAW]...", nargs=-1)
@_action
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def prove(target: "Target", laws: tuple[str, ...], *, form: str) -> int:
    """Change a copy of the code, in memory, until each law and each contract in .importlinter fails.

    Of the laws and contracts, only the LAWs with these ids when any are given. One that cannot be made to fail protects
    nothing: it is told with the reason, and the exit code is 1.
    """
    from conformance import prove_command

    return prove_command.prove(laws, target, form)


@cli.group(short_help="Record, prune and show the known findings.")
def baseline() -> None:
    """Keep the file of known findings: debt that is tolerated, and that may only shrink."""


@baseline.command()
@_action
@click.option("--allow-new", is_flag=True, help="Let the baseline grow: accept what is new as known.")
@click.option("--reason", default="", help="Why the findings that are added are tolerated.")
def update(target: "Target", *, allow_new: bool, reason: str) -> int:
    """Record what there is; refuses to grow without --allow-new."""
    from conformance import baseline_commands

    return baseline_commands.update(target, allow_new=allow_new, reason=reason)


@baseline.command()
@_action
def prune(target: "Target") -> int:
    """Strike out the entries whose findings are gone."""
    from conformance import baseline_commands

    return baseline_commands.prune(target)


@baseline.command()
@_action
def show(target: "Target") -> int:
    """Show how much is tolerated under each law, and why."""
    from conformance import baseline_commands

    return baseline_commands.display(target)


def main() -> None:
    """Run the command line."""
    # A command is one batch of values that live to its end: looking for cycles among them takes a tenth of the time.
    gc.disable()
    cli(prog_name="conformance")


if __name__ == "__main__":
    main()
