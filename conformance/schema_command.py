"""What `schema` does, apart from its options: say what a topology file may hold."""

from pathlib import Path

import click

from conformance.reporting import reference, schema

FORMATS = {"json": schema.to_json, "markdown": reference.to_markdown}


def run(form: str, output: Path | None) -> None:
    """Print the description of the language, or write it to a file."""
    text = FORMATS[form]()
    if output is None:
        click.echo(text, nl=False)
        return
    from conformance.commands import write

    write(output, text)
