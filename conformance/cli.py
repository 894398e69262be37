"""The door for people and CI: `conformance`. Only options are here; what they do is in the command modules.

Nothing heavy is imported before a command needs it, so that `--help`, completion and usage errors come at once.
"""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from conformance import __version__

Command = TypeVar("Command", bound=Callable[..., Any])

REFUSED, BROKEN, INTERRUPTED = 2, 3, 130
SEVERITIES = ("critical", "high", "medium", "low")
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

    def invoke(self, ctx: click.Context) -> Any:  # what a command returns, as click has it
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


def _about_code(command: Command) -> Command:
    """The options that say which law, code and baseline a command is about."""
    for option in (
        click.option("--baseline", type=FILE, help="File of known findings.  [default: as the topology says]"),
        click.option(
            "--source-root",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="Directory that stands in for the source roots of the topology.",
        ),
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


@cli.command()
@click.argument("laws", metavar="[LAW]...", nargs=-1)
@_about_code
@click.option("--no-baseline", is_flag=True, help="Treat every finding as new.")
@click.option("--format", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--output", type=FILE, help="Write the report to a file.  [default: standard output]")
@click.option("--ledger", type=click.Choice(("counts", "full")), default="counts", help="JSON: list every file, too.")
@click.option("--severity", type=click.Choice(SEVERITIES), default="low", help="Show only findings at least this bad.")
@click.option(
    "--limit", type=click.IntRange(0), help="Findings shown for each law, 0 for all.  [default: 10 on a screen]"
)
@click.option("--show-known", is_flag=True, help="Show the findings that the baseline knows, too.")
@click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", show_default=True)
@click.option("--quiet", "-q", is_flag=True, help="Print only the answer, in one line.")
@click.option("--timings", is_flag=True, help="Say how long it took.")
@click.pass_context
def check(ctx: click.Context, /, laws: tuple[str, ...], **options: Any) -> None:  # as click hands them over
    """Judge the code by every law, or only by the LAWs with these ids.

    --severity, --limit and --show-known change what is shown, never the answer.
    """
    from conformance import commands
    from conformance.model.topology import Severity

    target = commands.Target(
        options["topology"], options["source_root"], options["baseline"], not options["no_baseline"]
    )
    wishes = commands.Wishes(
        format=options["format"],
        output=options["output"],
        full_ledger=options["ledger"] == "full",
        severity=Severity(options["severity"]),
        limit=options["limit"],
        show_known=options["show_known"],
        color=options["color"],
        quiet=options["quiet"],
        timings=options["timings"],
    )
    ctx.exit(commands.check(laws, target, wishes))


@cli.command(name="compile")
@_about_code
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail when the file is out of date.")
@click.option("--output", type=FILE, default=".importlinter", show_default=True, help="The file for import-linter.")
@click.pass_context
def compile_(
    ctx: click.Context, topology: Path, source_root: Path | None, baseline: Path | None, only_check: bool, output: Path
) -> None:
    """Compile the topology into contracts for `lint-imports`."""
    from conformance import commands

    ctx.exit(
        commands.compile_contracts(commands.Target(topology, source_root, baseline), output, only_check=only_check)
    )


@cli.group()
def baseline() -> None:
    """Keep the file of known findings: debt that is tolerated, and that may only shrink."""


@baseline.command()
@_about_code
@click.option("--allow-new", is_flag=True, help="Let the baseline grow: accept what is new as known.")
@click.option("--reason", default="", help="Why the findings that are added are tolerated.")
@click.pass_context
def update(
    ctx: click.Context, topology: Path, source_root: Path | None, baseline: Path | None, allow_new: bool, reason: str
) -> None:
    """Record what there is; refuses to grow without --allow-new."""
    from conformance import baseline_commands, commands

    target = commands.Target(topology, source_root, baseline)
    ctx.exit(baseline_commands.update(target, allow_new=allow_new, reason=reason))


@baseline.command()
@_about_code
@click.pass_context
def prune(ctx: click.Context, topology: Path, source_root: Path | None, baseline: Path | None) -> None:
    """Strike out the entries whose findings are gone."""
    from conformance import baseline_commands, commands

    ctx.exit(baseline_commands.prune(commands.Target(topology, source_root, baseline)))


@baseline.command()
@_about_code
@click.pass_context
def show(ctx: click.Context, topology: Path, source_root: Path | None, baseline: Path | None) -> None:
    """Show how much is tolerated under each law, and why."""
    from conformance import baseline_commands, commands

    ctx.exit(baseline_commands.display(commands.Target(topology, source_root, baseline)))


def main() -> None:
    """Run the command line."""
    cli(prog_name="conformance")


if __name__ == "__main__":
    main()
