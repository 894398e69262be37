"""The doors, started as processes of their own, as a shell would start them."""

import os
import subprocess
import sys
from pathlib import Path

# What stands for each command: the interpreter of this process, so that no other installation answers.
PROGRAMS = {
    "conformance": ("-m", "import_conformance"),
    "pytest": ("-m", "pytest"),
    "lint-imports": ("-c", "from importlinter.cli import lint_imports_command as main; main()"),
}
TIMEOUT_S = 300


def run_door(words: tuple[str, ...], directory: Path) -> tuple[int, list[str]]:
    """The exit code of a command, and the lines that it wrote, without empty ones.

    words: the command as one types it; its first word is a key of PROGRAMS.
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
