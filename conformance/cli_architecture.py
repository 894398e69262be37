"""The commands that show the architecture: the review, and the language in which it is written.

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
@click.option("--format", "form", type=click.Choice(("markdown", "json")), default="markdown", show_default=True)
@click.option("--output", type=FILE, help="Write the review to a file.  [default: standard output]")
def report(target: "Target", *, no_baseline: bool, form: str, output: Path | None) -> int:
    """Write the architecture review: gaps, shared domains and their users, recommendations, and the order of work.

    Exits with 0 once it is written, whatever it says; `conformance check` is what fails.
    """
    from conformance import report_command

    return report_command.report(replace(target, use_baseline=not no_baseline), form, output)


@click.command(short_help="Print what topology.yaml may hold, as a JSON Schema.")
@click.option("--format", "form", type=click.Choice(("json", "markdown")), default="json", show_default=True)
@click.option("--output", type=FILE, help="Write it to a file.  [default: standard output]")
def schema(form: str, output: Path | None) -> None:
    """Print the language of topology.yaml: as a JSON Schema for editors, or as a page of Markdown for people.

    With `# yaml-language-server: $schema=topology.schema.json` as the first line of topology.yaml, and the schema in
    that file, an editor completes keys and underlines what is misspelt.
    """
    from conformance import schema_command

    schema_command.run(form, output)


ARCHITECTURE: tuple[click.Command, ...] = (report, schema)
