"""What `compile` does, apart from its options: write the contracts for import-linter, or say how they differ."""

import difflib
from pathlib import Path

import click

from import_conformance.cli.session import CONFORMS, FINDINGS, Refusal, Target, open_session, show, write
from import_conformance.linting.currency import compiled, hidden_by
from import_conformance.model.contracts.contract_text import mean_the_same
from import_conformance.reading.foreign.contract_files import is_generated
from import_conformance.reporting.escaping import terminal

DIFF_LINES = 40


def compile_contracts(target: Target, output: Path, *, only_check: bool) -> int:
    """Write the import-linter contracts of a topology, or say how the written ones differ."""
    if hidden_by(output):
        raise Refusal(hidden_by(output))
    session = open_session(target)
    wanted = compiled(session, target, output)
    present = output.read_text(encoding="utf-8", errors="replace") if output.is_file() else ""
    if present == wanted or (only_check and mean_the_same(present, wanted)):
        click.echo(f"{output} is up to date.", err=True)
        return CONFORMS
    if not only_check:
        if present and not is_generated(present):
            sentence = "was not written by `conformance compile`, so it is left alone; move it, or name --output"
            raise Refusal(f"{output} {sentence}")
        write(output, wanted)
        click.echo(f"{output} is written; `lint-imports` now judges by it.", err=True)
        return CONFORMS
    lines = difflib.unified_diff(
        present.splitlines(), wanted.splitlines(), str(output), f"compiled from {session.topology.path}", "", "", 1, ""
    )
    diff = [terminal(line) for line in lines]
    more = [f"... and {len(diff) - DIFF_LINES} more lines"] if len(diff) > DIFF_LINES else []
    show("\n".join([*diff[:DIFF_LINES], *more, ""]))
    click.echo(f"{output} is out of date; run `conformance compile` and commit it.", err=True)
    return FINDINGS
