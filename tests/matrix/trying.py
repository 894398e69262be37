"""Make and try one environment: install the project, and run the tests that rely on its dependencies."""

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

from tests.matrix.combinations import LIBRARIES, Combination

ROOT = Path(__file__).parents[2]
HOME = ROOT / "build/matrix"
# All entry points, the contracts and their types, grimp's scanner and graph, the plugin, the torture corpus at all of
# them, the proof of import-linter's own contracts; and what the command line, YAML and cuts need of other libraries.
TESTS = (
    *(
        "test_three_entry_points.py",
        "test_one_verdict_in_every_format.py",
        "test_sample.py",
        "test_cli.py",
        "test_cli_process.py",
    ),
    *("test_contract_types.py", "test_contract_session.py", "test_changed_import_linter.py", "compiling"),
    *("test_pytest_plugin.py", "test_suite.py", "test_own_tests.py", "test_outside_rules.py"),
    *("differential", "proving", "test_prove.py", "torture/test_corpus.py"),
    *(
        "reading/scanning/test_scanner_check.py",
        "reading/scanning/test_second_reader.py",
        "reading/scanning/test_import_scan.py",
    ),
    *("reading/topology/test_strict_yaml.py", "model/test_cutting.py", "test_progress.py", "test_completing.py"),
)
_VERSIONS = "import json, platform; from importlib.metadata import version as v; print(json.dumps({}))"


@dataclass(frozen=True)
class Outcome:
    """The result of a combination; releases: by name, Python included; why_not: "" where it could be installed."""

    combination: Combination
    releases: dict[str, str] = field(default_factory=dict)
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    why_not: str = ""


def tried(combination: Combination, interpreter: Path) -> Outcome:
    """Install and run; the output of pytest goes to standard error, since it takes minutes."""
    home = HOME / f"{combination.python}-{re.sub(r'[^a-z]+', '-', combination.name)}"
    python = home / "bin/python"
    _run(interpreter, "-m", "venv", "--clear", str(home))
    wanted = ("--editable", f"{ROOT}[dev]", *combination.pins)
    installed = _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted)
    if installed.returncode:
        sys.stderr.write(installed.stderr)
        return Outcome(combination, why_not=why_not(installed.stderr))
    report = home / "report.xml"
    report.unlink(missing_ok=True)
    pytest = ("-m", "pytest", "-q", "-m", "not slow", "-p", "no:cacheprovider", f"--junitxml={report}")
    subprocess.run(
        [python, *pytest, *(f"tests/{each}" for each in TESTS)], cwd=ROOT, env=_apart(), stdout=sys.stderr, check=False
    )
    return Outcome(combination, _releases(python), *_counts(report))


def _run(python: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([python, *words], cwd=ROOT, env=_apart(), capture_output=True, text=True, check=False)


def _apart() -> dict[str, str]:
    """Return the environment without variables that let one Python find the packages of another."""
    return {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}


def why_not(said: str) -> str:
    """Return why pip could not install: two releases exclude each other, or a package cannot be built."""
    found = re.search(r"^ERROR: Cannot install (.+?) because", said, re.MULTILINE)
    return f"{found[1].replace('==', ' ')} exclude each other" if found else "a package cannot be built"


def _releases(python: Path) -> dict[str, str]:
    versions = ", ".join(("'Python': platform.python_version()", *(f"{name!r}: v({name!r})" for name in LIBRARIES)))
    found: dict[str, str] = json.loads(_run(python, "-c", _VERSIONS.format(f"{{{versions}}}")).stdout)
    return found


def _counts(report: Path) -> tuple[int, int, int]:
    """Return how many tests passed, failed and were skipped; a run without a report is one failure."""
    if not report.exists():
        return 0, 1, 0
    suites = list(ET.parse(report).getroot().iter("testsuite"))  # noqa: S314  # pytest has just written it
    total, failures, errors, skipped = (
        sum(int(suite.get(name, 0)) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    )
    return total - failures - errors - skipped, failures + errors, skipped
