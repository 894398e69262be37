"""`conformance schema`: print what topology.yaml may hold."""

from pathlib import Path

import click

from import_conformance.cli.options import exits, with_format, with_output


@click.command(epilog=exits("it is written"))
@with_format("json", "markdown")
@with_output("it")
def schema(form: str, output: Path | None) -> None:
    """Print the language of topology.yaml: as a JSON Schema for editors, or as a page of Markdown for people.

    With `# yaml-language-server: $schema=topology.schema.json` as the first line of topology.yaml, and the schema in
    that file, an editor completes keys and underlines what is misspelt.
    """
    from import_conformance.cli.output import deliver
    from import_conformance.reporting.language.reference import to_markdown
    from import_conformance.reporting.language.schema import to_json

    if form == "json":
        deliver(to_json(), output, "The schema")
    else:
        deliver(to_markdown(), output, "The page")
