"""A small application without a topology, the summary of `init` for it, and the files afterwards."""

from pathlib import Path

from import_conformance.cli.init.suite_folder import suite_files
from tests.support.tiny import python

FILES = {"topology.yaml", "topology.baseline.json", ".importlinter", *suite_files()}
SHOP = {
    "__init__": "",
    "api": "from shop import core, models\n",
    "core": "from shop import models\nfrom shop.models import x\n",
    "models": "x = 1\n",
}
SUMMARY = """\
wrote:   topology.yaml, topology.baseline.json, conformance/, .importlinter
law:     by package: 3 packages or modules in 3 layers; 0 of 4 imports go up
files:   4 files on disk, 4 of which plain grimp sees
layers:  3: api core models
laws:    6, built-in ones included
known:   nothing; the law holds today
next:    read topology.yaml, the lines marked `uncertain` first; then
         conformance check && pytest conformance/ && lint-imports
"""


def written(here: Path) -> set[str]:
    """Return the files besides the code."""
    paths = (path.relative_to(here).as_posix() for path in here.rglob("*") if path.is_file())
    return {path for path in paths if not path.startswith("shop/")}


def all_entry_points() -> list[tuple[int, str]]:
    """Return exit code and last line of each entry point."""
    commands = (
        ("-m", "import_conformance", "check", "--quiet"),
        ("-m", "pytest", "conformance/", "-q", "-p", "no:cacheprovider", "-W", "error"),
        ("-c", "from importlinter.cli import lint_imports_command as main; main()"),
    )
    results = [python(*words) for words in commands]
    lines = [[line for line in result.stdout.splitlines() if line.strip()] for result in results]
    return [
        (r.returncode, next(w for w in reversed(found) if w[0] != "-")) for r, found in zip(results, lines, strict=True)
    ]
