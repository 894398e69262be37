"""How commands print: colours, width and limits, the names of paths, and files that are written whole."""

import os
import shlex
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import click

from import_conformance.cli.errors import Refusal
from import_conformance.cli.options import COLOR, DEFAULT_TOPOLOGY, Target, global_option
from import_conformance.judging.session import Session
from import_conformance.model.topology import Severity
from import_conformance.reading.project.locating import Locator
from import_conformance.reporting.view import View
from import_conformance.writing.files import replace_file

# How many findings of a law a text lists by default on a screen.
LIMIT = 10


@dataclass(frozen=True)
class CheckOptions:
    """How a verdict is shown.

    Attributes:
        ledger: In JSON, `counts` for the number of files by fate, or `full` for every file.
        severity: The lowest severity that is shown.
        limit: How many findings of a law are listed; None for the default, 0 for all.
    """

    output: Path | None = None
    ledger: str = "counts"
    severity: str = "low"
    limit: int | None = None
    show_known: bool = False
    quiet: bool = False
    timings: bool = False


def view_of(session: Session, target: Target, options: CheckOptions) -> View:
    """Combine the options, the abilities of the screen, and how paths and other commands are written here."""
    return replace(
        screen_of(options),
        locate=_locator(session).source,
        options=_options(target),
        baseline="" if target.baseline or session.topology.source.baseline else "topology.baseline.json",
    )


def _locator(session: Session) -> Locator:
    return Locator(session.roots, Path.cwd(), session.base, Path(session.topology.path))


def screen_of(options: CheckOptions) -> View:
    """Combine the options and the abilities of the screen."""
    on_screen = sys.stdout.isatty() and options.output is None
    limit = options.limit if options.limit is not None else (LIMIT if on_screen else 0)
    return View(
        color=is_colored(options.output),
        width=shutil.get_terminal_size().columns if on_screen else None,
        limit=limit or None,
        show_known=options.show_known,
        severity=Severity(options.severity),
        quiet=options.quiet,
    )


def is_colored(output: Path | None) -> bool:
    """Whether to print colours: as --color states, else as https://no-color.org and https://force-color.org define."""
    color = global_option(COLOR) or "auto"
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR") or output:
        return False
    return sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))


def _options(target: Target) -> str:
    """Return the options with which another command reads the same law and code."""
    words: list[str] = []
    if target.topology != DEFAULT_TOPOLOGY:
        words += ["--topology", str(target.topology)]
    if target.source_root:
        words += ["--source-root", str(target.source_root)]
    if target.baseline:
        words += ["--baseline", str(target.baseline)]
    return "".join(f" {shlex.quote(word)}" for word in words)


def show(report: str) -> None:
    """Print a report; a character that the stream cannot encode is escaped."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")
    # The report has colours only where they are wanted, so click must not remove them.
    click.echo(report, nl=False, color=True)


def deliver(text: str, output: Path | None, thing: str) -> None:
    """Print a text, or write it to a file and print the name of the file; `thing` names the text: `The review`."""
    if output is None:
        show(text)
        return
    write(output, text)
    click.echo(f"{thing} is in {output}", err=True)


def write(path: Path, report: str | Iterable[str]) -> None:
    """Write the pieces of a file, or leave the file as it was."""
    try:
        replace_file(path, report)
    except OSError as error:
        raise Refusal(f"{path} cannot be written: {error.strerror}") from None
