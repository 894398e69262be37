"""What all commands of the command line share: options, exit codes, and how a failure is told.

Nothing heavy is imported before a command needs it, so that `--help`, completion and usage errors come at once.
"""

import errno
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from functools import update_wrapper
from pathlib import Path
from typing import TypeVar

import click

REFUSED, BROKEN, INTERRUPTED = 2, 3, 130
INDEX = "Use what earlier runs have learnt of unchanged files.  [default: yes, but not where CI is set]"
# The disk, the quota or the file is full, or the medium is broken: no fault of this tool.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS})
FILE = click.Path(dir_okay=False, path_type=Path)
# Those of whose parts no release promises anything, by the names of their packages.
_LIBRARIES = {"grimp": "grimp", "importlinter": "import-linter"}
COLOR, VERBOSE = "color", "verbose"
FORGIVES_NOTHING = "Treat every finding as new."
Command = TypeVar("Command", bound=Callable[..., object])


def exits(zero: str, one: str = "") -> str:
    """The end of a command's help: what its exit codes say. one: "" for a command that never ends with 1."""
    said = {0: zero, 1: one, REFUSED: "the command line or the topology is wrong", BROKEN: "the tool is wrong"}
    return "\n".join(["\b", "Exit codes:", *(f"  {code}  {text}" for code, text in said.items() if text)])


def with_no_baseline(help_: str = FORGIVES_NOTHING) -> Callable[[Command], Command]:
    """The option that leaves the baseline out."""
    return click.option("--no-baseline", is_flag=True, help=help_)


def with_format(*formats: str) -> Callable[[Command], Command]:
    """The option for the format of the one thing that a command writes; the first is the usual one."""
    return click.option("--format", "form", type=click.Choice(formats), default=formats[0], show_default=True)


def with_output(thing: str) -> Callable[[Command], Command]:
    """The option for the file that a command writes. thing: what it holds, such as `the review`."""
    return click.option("--output", type=FILE, help=f"Write {thing} to a file.  [default: standard output]")


def with_limit(things: str, usual: str) -> Callable[[Command], Command]:
    """The option for how many of `things` a text lists. usual: how many, and where, when it is not said."""
    said = f"{things} to list, 0: all.  [default: {usual}]"
    return click.option("--limit", type=click.IntRange(0), metavar="N", help=said)


class Door(click.Group):
    """A group that turns whatever goes wrong into one sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            _let_interrupts_raise()
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


def _let_interrupts_raise() -> None:
    """From here on an interrupt unwinds, so that files half written are taken away; before, `entry` lets it end all."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _told(error: Exception) -> int:
    """Say what went wrong; the exit code tells whose fault it is."""
    from import_conformance.model.topology import TopologyError
    from import_conformance.reporting import errors

    if isinstance(error, TopologyError):
        click.echo(errors.render(error), nl=False, err=True)
        return REFUSED
    if isinstance(error, OSError) and error.errno in _FULL:
        click.echo(f"Error: what was found cannot be written: {error.strerror}", err=True)
        return REFUSED
    refused = _refused_for_a_library(error)
    if refused:
        click.echo(f"Error: {refused}", err=True)
        return REFUSED
    if os.environ.get("CONFORMANCE_DEBUG"):
        import traceback

        traceback.print_exception(error)
    said = " ".join(str(error).split())
    sentence = f"internal error, nothing was judged: {type(error).__name__}: {said}"
    click.echo(f"{sentence} (CONFORMANCE_DEBUG=1 shows where; please report it)", err=True)
    return BROKEN


def _refused_for_a_library(error: Exception) -> str:
    """Why a library, in the release that is installed, cannot be used; "" where something else went wrong."""
    # What has not been loaded has raised nothing, and loading it might fail for the same reason.
    door = sys.modules.get("import_conformance.linting.session")
    if door and isinstance(error, door.RefusedError):
        return str(error)
    lacking = (error.name or "") if isinstance(error, ImportError) else ""
    library = _LIBRARIES.get(lacking.partition(".")[0])
    if not library:
        return ""
    from import_conformance.reading.environment import unknown_release

    return unknown_release(library, f"lacks parts that are needed ({lacking})")


def wish(name: str) -> object:
    """What an option that concerns no command's work was given: COLOR or VERBOSE; None outside of a command."""
    context = click.get_current_context(silent=True)
    return context.meta.get(f"conformance.{name}") if context else None


def _remember(context: click.Context, parameter: click.Parameter, value: object) -> None:
    context.meta[f"conformance.{parameter.name}"] = value


def in_colors(action: Command) -> Command:
    """Give a command that prints in colours the option that turns them on and off."""
    choice = click.Choice(("auto", "always", "never"))
    said = "Colours; auto: on a screen, unless NO_COLOR is set, and wherever FORCE_COLOR is."
    return click.option(
        "--color", type=choice, default="auto", show_default=True, help=said, expose_value=False, callback=_remember
    )(action)


def in_detail(action: Command) -> Command:
    """Give a command the option to say what it rests on."""
    said = "Say on standard error what was read, from where, by which version, and how long it took."
    return click.option("--verbose", "-v", is_flag=True, help=said, expose_value=False, callback=_remember)(action)


def about_code(action: Callable[..., int]) -> Callable[..., None]:
    """Give an action the options that say which law, code and baseline it is about; exit with what it returns."""

    def command(
        topology: Path, source_root: Path | None, baseline: Path | None, index: bool | None, **options: object
    ) -> None:
        from import_conformance.cli.session import Target

        _spare({"topology": topology, "baseline": baseline}, options)
        code = action(Target(topology, source_root, baseline, index=index), **options)
        click.get_current_context().exit(code)

    command = in_detail(update_wrapper(command, action))
    roots = click.Path(exists=True, file_okay=False, path_type=Path)
    for option in (
        click.option("--index/--no-index", default=None, help=INDEX),
        click.option("--baseline", type=FILE, help="File of known findings.  [default: as the topology says]"),
        click.option("--source-root", type=roots, help="Directory that stands in for the topology's source roots."),
        click.option("--topology", type=FILE, default="topology.yaml", show_default=True, help="The law."),
    ):
        command = option(command)
    return command


def _spare(kept: Mapping[str, Path | None], options: Mapping[str, object]) -> None:
    """Refuse to write over what the command reads; any other file is written anew without a question.

    Raises:
        click.BadParameter: naming the file.
    """
    given = (options.get("output"), *(options.get("outputs") or ()))  # type: ignore[misc]  # click: a tuple of paths
    for path in (each for each in given if isinstance(each, Path)):
        for name, held in kept.items():
            if held and os.path.realpath(path) == os.path.realpath(held):
                raise click.BadParameter(f"{path} is the {name} itself; name another file", param_hint="--output")
