"""The commands that show the architecture: the review.

Nothing heavy is imported before a command needs it.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli_frame import FILE, about_code

if TYPE_CHECKING:
    from conformance.commands import Target


@click.command(short_help="Write the architecture review.")
@about_code
@click.option("--no-baseline", is_flag=True, help="Treat every finding as new.")
@click.option(
    "--format", "form", type=click.Choice(("markdown", "html", "json")), default="markdown", show_default=True
)
@click.option("--output", type=FILE, help="Write the review to a file.  [default: standard output]")
def report(target: "Target", *, no_baseline: bool, form: str, output: Path | None) -> int:
    """Write the architecture review: gaps, shared domains and their users, recommendations, and the order of work.

    Exits with 0 once it is written, whatever it says; `conformance check` is what fails.
    """
    from conformance import report_command

    return report_command.report(replace(target, use_baseline=not no_baseline), form, output)


ARCHITECTURE: tuple[click.Command, ...] = (report,)
