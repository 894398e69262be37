"""A tiny application with one breach, the commands that judge it, and what they say of it."""

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

import import_conformance
from import_conformance.cli.main import cli

HOME = str(Path(import_conformance.__file__).parents[1])
TOPOLOGY = """\
topology: 1
name: Tiny
source: {roots: [src], packages: [app], baseline: known.json}
layers: {top: {modules: app.top}, low: {modules: app.low}}
allow: [top -> low]
"""
SOURCES = {"__init__": "", "top": "import app.low\n", "low": "import app.top\n", "other": "import app.low\n"}
UPWARD = """\
HIGH low-to-top  topology.yaml:5  1 finding
    fix: low may import nothing that is placed; no layer may import top
src/app/low.py:1:1: low imports app.top (top); no line of `allow` lets low import top

"""
LEDGER = "4 files on disk = 2 judged + 2 unplaced\n"
ANSWER = "DIVERGES: 1 new finding under 1 law, high.\n"
DIVERGES = f"""\
{UPWARD}{LEDGER}4 laws applied, 1 with new findings

                new  known  fixed
high              1      -      -

{ANSWER}next: fix the worst first, in the order of conformance plan; to tolerate what is left as known debt:
      conformance baseline update --allow-new --reason TEXT
"""
CONFORMS = f"""\
{LEDGER}4 laws applied, 0 with new findings

CONFORMS: 4 laws applied to 4 files, no new finding.
next: let every merge ask the same: conformance compile
"""


def build(home: Path) -> None:
    """Write the application, in which a lower module imports an upper one."""
    (home / "topology.yaml").write_text(TOPOLOGY)
    (home / "src/app").mkdir(parents=True)
    for name, text in SOURCES.items():
        (home / f"src/app/{name}.py").write_text(text)


def run(*words: str) -> Result:
    """Run a command and return its result."""
    return CliRunner().invoke(cli, words, prog_name="conformance")


def repair() -> None:
    """Remove the upward import."""
    Path("src/app/low.py").write_text("")


def said(result: Result) -> tuple[int, str, str]:
    """Return exit code, standard output and standard error."""
    return result.exit_code, result.stdout, result.stderr


def python(*words: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own, as the shell would start it."""
    environment = {**os.environ, "PYTHONPATH": HOME}
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, env=environment, check=False)
