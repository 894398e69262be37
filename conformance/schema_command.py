"""What `schema` does, apart from its options: say what a topology file may hold."""

from pathlib import Path

from conformance.commands import deliver
from conformance.reporting import reference, schema

FORMATS = {"json": schema.to_json, "markdown": reference.to_markdown}


def run(form: str, output: Path | None) -> None:
    """Print the description of the language, or write it to a file."""
    deliver(FORMATS[form](), output, "The schema" if form == "json" else "The page")
