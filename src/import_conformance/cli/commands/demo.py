"""What `demo` does: write the embedded sample somewhere, and judge it at all three doors."""

from dataclasses import dataclass
from pathlib import Path

import click

from import_conformance.cli.init.suite_folder import suite_files
from import_conformance.cli.session import CONFORMS, FINDINGS, Refusal, show
from import_conformance.reading.shipped.sample import sample
from import_conformance.reading.subprocess_runner import run_command
from import_conformance.reporting.escaping import terminal
from import_conformance.reporting.language.schema import to_json
from import_conformance.writing.folders import put_file

# The first line of the sample's topology tells editors to look there.
SCHEMA = "docs/topology.schema.json"


@dataclass(frozen=True)
class Step:
    """A command on the sample.

    said: what it is for. code: how it ends. first, last: how many lines are shown of its beginning and its end.
    """

    said: str
    words: tuple[str, ...]
    code: int
    last: int
    first: int = 0


STEPS = (
    Step("Every gap that was planted in it:", ("conformance", "check", "--no-baseline"), FINDINGS, 8, 4),
    Step("The contracts for lint-imports:", ("conformance", "compile"), CONFORMS, 1),
    Step("First door, with those gaps as its baseline:", ("conformance", "check"), CONFORMS, 2),
    Step("Second door:", ("pytest", "conformance/", "-q"), CONFORMS, 2),
    Step("Third door:", ("lint-imports", "--no-logo"), CONFORMS, 0),
)
KEPT = "Contracts: "
BREACH = "examples/hoc/app/hoc/cus/account/L6_drivers/broken.py"
LAST = """\
All three agree. Break a law, and all three go red:
  cd {place}
  echo 'import app.hoc.cus.account.L5_engines' > {breach}
  conformance check
The law is in {place}/topology.yaml; `conformance init` proposes one for code of your own.
"""


def demo(directory: Path) -> int:
    """Write and judge; 1 when a door does not answer as it should."""
    _write_sample(directory)
    show(f"The sample is in {terminal(str(directory))}: an application in miniature, and its law.\n")
    for step in STEPS:
        code, lines = run_command(step.words, directory)
        show(f"\n{step.said}\n$ {' '.join(step.words)}\n")
        kept = [line for line in lines if line.startswith(KEPT)]
        omitted = ["..."] if step.first else []
        for line in [*lines[: step.first], *omitted, *(lines[-step.last :] if step.last else ()), *kept]:
            show(f"  {terminal(line)}\n")
        if code != step.code:
            show("".join(f"  {terminal(line)}\n" for line in lines[-20:]))
            click.echo(f"`{' '.join(step.words)}` ended with {code} instead of {step.code}", err=True)
            return FINDINGS
    show("\n" + LAST.format(place=terminal(str(directory)), breach=BREACH))
    return CONFORMS


def _write_sample(directory: Path) -> None:
    """Write all files, into a directory that is new or empty."""
    if directory.exists() and any(directory.iterdir()):
        raise Refusal(f"{directory} is not empty; name another: conformance demo DIRECTORY")
    own = {**suite_files(), SCHEMA: to_json()}
    files = (*sample(), *((Path(name), text.encode()) for name, text in own.items()))
    try:
        for name, content in files:
            put_file(directory / name, content)
    except OSError as error:
        raise Refusal(f"the sample cannot be written to {directory}: {error.strerror or error}") from None
