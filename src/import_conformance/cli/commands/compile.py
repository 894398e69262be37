"""`conformance compile`: write the contracts for import-linter, or show how the written ones differ."""

from pathlib import Path

import click

from import_conformance.cli.errors import CONFORMS, FINDINGS, Refusal
from import_conformance.cli.options import FILE, Target, about_code, exits

DIFF_LINES = 40
COMPILED = exits("the file is written, or up to date", "with --check: the file is out of date")


@click.command("compile", epilog=COMPILED)
@about_code
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail when the file is out of date.")
@click.option("--output", type=FILE, default=".importlinter", show_default=True, help="The file for import-linter.")
def compile_(target: Target, *, only_check: bool, output: Path) -> int:
    """Compile the topology into contracts for `lint-imports`."""
    from import_conformance.cli.output import write
    from import_conformance.cli.session import open_session
    from import_conformance.linting.currency import compile_contracts, hidden_by
    from import_conformance.model.contracts.contract_text import mean_the_same
    from import_conformance.reading.foreign.contract_files import is_generated

    if hidden_by(output):
        raise Refusal(hidden_by(output))
    session = open_session(target)
    wanted = compile_contracts(session, output, target.source_root, target.baseline)
    present = output.read_text(encoding="utf-8", errors="replace") if output.is_file() else ""
    if present == wanted or (only_check and mean_the_same(present, wanted)):
        click.echo(f"{output} is up to date.", err=True)
        return CONFORMS
    if only_check:
        _show_difference(present, wanted, output, session.topology.path)
        return FINDINGS
    if present and not is_generated(present):
        sentence = "was not written by `conformance compile`, so it is left alone; move it, or name --output"
        raise Refusal(f"{output} {sentence}")
    write(output, wanted)
    click.echo(f"{output} is written; `lint-imports` now judges by it.", err=True)
    return CONFORMS


def _show_difference(present: str, wanted: str, output: Path, topology: str) -> None:
    """Print the first lines of the difference, and what to do about it."""
    import difflib

    from import_conformance.cli.output import show
    from import_conformance.reporting.escaping import terminal

    lines = difflib.unified_diff(
        present.splitlines(), wanted.splitlines(), str(output), f"compiled from {topology}", "", "", 1, ""
    )
    diff = [terminal(line) for line in lines]
    more = [f"... and {len(diff) - DIFF_LINES} more lines"] if len(diff) > DIFF_LINES else []
    show("\n".join([*diff[:DIFF_LINES], *more, ""]))
    click.echo(f"{output} is out of date; run `conformance compile` and commit it.", err=True)
