"""`conformance demo`: write the embedded sample, and judge it by all three entry points."""

from pathlib import Path
from typing import NamedTuple

import click

from import_conformance.cli.errors import CONFORMS, FINDINGS, Refusal
from import_conformance.cli.options import exits

# The first line of the sample's topology names this file to editors.
SCHEMA = "docs/topology.schema.json"
SHOWN = exits("the sample is written, and all entry points agree on it", "an entry point reports something else")


class DemoStep(NamedTuple):
    """A command to run on the sample; of its output the `first` and the `last` lines are shown."""

    title: str
    words: tuple[str, ...]
    code: int
    last: int
    first: int = 0


STEPS = (
    DemoStep("Every gap that was planted in it:", ("conformance", "check", "--no-baseline"), FINDINGS, 8, 4),
    DemoStep("The contracts for lint-imports:", ("conformance", "compile"), CONFORMS, 1),
    DemoStep("First entry point, with those gaps as its baseline:", ("conformance", "check"), CONFORMS, 2),
    DemoStep("Second entry point:", ("pytest", "conformance/", "-q"), CONFORMS, 2),
    DemoStep("Third entry point:", ("lint-imports", "--no-logo"), CONFORMS, 0),
)
SUMMARY = "Contracts: "
BREACH = "examples/hoc/app/hoc/cus/account/L6_drivers/broken.py"
LAST = """\
All three agree. Break a law, and all three go red:
  cd {place}
  echo 'import app.hoc.cus.account.L5_engines' > {breach}
  conformance check
The law is in {place}/topology.yaml; `conformance init` proposes one for code of your own.
"""


@click.command(epilog=SHOWN)
@click.argument("directory", default="conformance-demo", type=click.Path(file_okay=False, path_type=Path))
@click.pass_context
def demo(context: click.Context, directory: Path) -> None:
    """Write the sample application with its law to DIRECTORY, and judge it by all three entry points.

    DIRECTORY (default: conformance-demo) must be empty or new; nothing else is written to.
    """
    from import_conformance.cli.output import show
    from import_conformance.reporting.escaping import terminal

    _write_sample(directory)
    show(f"The sample is in {terminal(str(directory))}: an application in miniature, and its law.\n")
    for step in STEPS:
        if not _run(step, directory):
            context.exit(FINDINGS)
    show("\n" + LAST.format(place=terminal(str(directory)), breach=BREACH))
    context.exit(CONFORMS)


def _run(step: DemoStep, directory: Path) -> bool:
    """Run one command and show its output; False when it does not end as it should."""
    from import_conformance.cli.output import show
    from import_conformance.reading.subprocess_runner import run_command
    from import_conformance.reporting.escaping import terminal

    code, lines = run_command(step.words, directory)
    show(f"\n{step.title}\n$ {' '.join(step.words)}\n")
    summary = [line for line in lines if line.startswith(SUMMARY)]
    omitted = ["..."] if step.first else []
    for line in [*lines[: step.first], *omitted, *(lines[-step.last :] if step.last else ()), *summary]:
        show(f"  {terminal(line)}\n")
    if code != step.code:
        show("".join(f"  {terminal(line)}\n" for line in lines[-20:]))
        click.echo(f"`{' '.join(step.words)}` ended with {code} instead of {step.code}", err=True)
    return code == step.code


def _write_sample(directory: Path) -> None:
    """Write all files of the sample."""
    from import_conformance.cli.init.suite_folder import suite_files
    from import_conformance.reading.shipped.sample import sample
    from import_conformance.reporting.language.schema import to_json
    from import_conformance.writing.folders import put_file

    if directory.exists() and any(directory.iterdir()):
        raise Refusal(f"{directory} is not empty; name another: conformance demo DIRECTORY")
    own = {**suite_files(), SCHEMA: to_json()}
    files = (*sample(), *((Path(name), text.encode()) for name, text in own.items()))
    try:
        for name, content in files:
            put_file(directory / name, content)
    except OSError as error:
        raise Refusal(f"the sample cannot be written to {directory}: {error.strerror or error}") from None
