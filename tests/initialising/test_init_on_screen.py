"""What `conformance init` asks on a terminal."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.initialising.place import FILES, SUMMARY, written
from tests.support.tiny import HOME

ROOT = Path(__file__).parents[2]


def on_screen(typed: str, *options: str) -> tuple[int, str, str]:
    """Return the output of the command when a user types that on a terminal."""
    master, slave = os.openpty()
    os.write(master, typed.encode())
    words = [sys.executable, "-m", "import_conformance", "init", *options]
    result = subprocess.run(
        words, stdin=slave, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": HOME}, check=False
    )
    os.close(slave)
    os.close(master)
    return result.returncode, result.stdout, result.stderr


def test_on_a_terminal_a_proposal_can_be_chosen(here: Path) -> None:
    """Grids and the topology by packages are listed, and the typed number selects one."""
    shutil.rmtree(here / "shop")
    shutil.copytree(ROOT / "examples/hoc/app", here / "app")
    _, out, err = on_screen("9\n3\n", "--dry-run")

    assert err.splitlines()[:10] == [
        "  1  by domain: app.hoc.cus has 9 domains x 4 layers (L3 L4 L5 L6); 102 of 160 modules",
        "     layers: 9: api L3 L4 L5 L6 services db models utils",
        "     27 lines of allow, 9 domains",
        "  2  by package: 10 packages or modules in 10 layers; 0 of 41 imports go up",
        "     layers: 10: api cus services db fdr models auth int utils duplicate",
        "     18 lines of allow",
        "  3  by domain: app.hoc.int has 3 domains x 2 layers (drivers engines); 12 of 160 modules",
        "     layers: 2: engines drivers",
        "     3 lines of allow, 3 domains",
        "Which of these, or n for none [1]: Error: say a number from 1 to 3, or n for none",
    ]
    assert '"app.hoc.int.{domain}.engines"' in out


def test_on_a_terminal_a_single_proposal_is_confirmed(here: Path) -> None:
    """The answer no writes nothing, and an empty line means yes."""
    preview = (
        "  1  by package: 3 packages or modules in 3 layers; 0 of 4 imports go up\n"
        "     layers: 3: api core models\n     3 lines of allow\nWrite this law, y or n [y]: "
    )
    refused = on_screen("n\n")

    assert refused == (2, "", f"{preview}Error: nothing was written, for no proposal was taken\n")
    assert written(here) == set()
    assert on_screen("\n") == (0, "", preview + SUMMARY)
    assert written(here) == FILES
