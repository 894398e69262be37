"""An environment into which a third-party rule is installed, and the entry points started there."""

import os
import subprocess
import sysconfig
import venv
from pathlib import Path

import import_conformance

HOME = Path(import_conformance.__file__).parents[1]
ENTRY_POINTS = {
    "conformance": ("-m", "import_conformance", "check"),
    "pytest": ("-m", "pytest", "--pyargs", "import_conformance.suite", "-q", "-p", "no:cacheprovider"),
    "lint-imports": ("-c", "from importlinter.cli import lint_imports_command as go; go()", "--no-logo"),
}


def install(directory: Path, name: str, entry_points: dict[str, str], modules: dict[str, str]) -> None:
    """Put a distribution into a directory, as pip leaves it there. modules: sources by path."""
    info = directory / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    lines = [f"{rule} = {target}" for rule, target in entry_points.items()]
    (info / "entry_points.txt").write_text("\n".join(["[conformance.rules]", *lines, ""]), encoding="utf-8")
    for path, source in modules.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(source, encoding="utf-8")


class Environment:
    """A virtual environment that has what this one has, and room for more."""

    def __init__(self, home: Path) -> None:
        venv.EnvBuilder(symlinks=os.name != "nt").create(home)
        self._python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
        paths = {"base": str(home), "platbase": str(home)}
        self.packages = Path(sysconfig.get_path("purelib", "venv", vars=paths))
        (self.packages / "ours.pth").write_text(f"{HOME}\n{sysconfig.get_path('purelib')}\n", encoding="utf-8")

    def run(self, *words: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
        """Start its interpreter in a directory, with environment variables besides the usual ones."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYTEST", "GITHUB"))}
        environment = {**kept, "COLUMNS": "400", **variables}
        return subprocess.run(
            [str(self._python), *words], cwd=cwd, env=environment, capture_output=True, text=True, check=False
        )

    def enter(self, entry_point: str, cwd: Path) -> tuple[int, str]:
        """Return exit code and output of one entry point."""
        done = self.run(*ENTRY_POINTS[entry_point], cwd=cwd)
        return done.returncode, done.stdout + done.stderr
