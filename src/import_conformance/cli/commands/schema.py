"""What `schema` does, apart from its options: say what a topology file may hold."""

from pathlib import Path

from import_conformance.cli.session import deliver
from import_conformance.reporting.language import reference, schema

FORMATS = {"json": schema.to_json, "markdown": reference.to_markdown}


def run(form: str, output: Path | None) -> None:
    """Print the description of the language, or write it to a file."""
    deliver(FORMATS[form](), output, "The schema" if form == "json" else "The page")
