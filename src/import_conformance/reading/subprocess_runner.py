"""Run the command-line entry points in processes of their own, as a shell would."""

import os
import subprocess
import sys
from pathlib import Path

# Each command as arguments of the interpreter of this process, so that no other installation answers.
PROGRAMS = {
    "conformance": ("-m", "import_conformance"),
    "pytest": ("-m", "pytest"),
    "lint-imports": ("-c", "from importlinter.cli import lint_imports_command as main; main()"),
}
TIMEOUT_S = 300


def run_command(words: tuple[str, ...], directory: Path) -> tuple[int, list[str]]:
    """Run a program of `PROGRAMS`, and return its exit code and the non-empty lines of its output.

    Raises:
        subprocess.TimeoutExpired: When the command takes longer than `TIMEOUT_S` seconds.
    """
    program, *arguments = words
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "110"}
    # The words are those of this package, and the interpreter is the one that runs it.
    result = subprocess.run(  # noqa: S603
        [sys.executable, *PROGRAMS[program], *arguments],
        cwd=directory,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=TIMEOUT_S,
        check=False,
    )
    return result.returncode, [line for line in result.stdout.splitlines() if line.strip()]
