"""Each kind of law, broken in a copy of the sample: every entry point fails and names law and place."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CUS = Path("examples/hoc/app/hoc/cus")


def append(path: Path, text: str) -> Callable[[Path], None]:
    """Return a change that appends text to a file, which may be new."""

    def change(tree: Path) -> None:
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        with (tree / path).open("a", encoding="utf-8") as stream:
            stream.write(text)

    return change


def replaced(path: Path, old: str, new: str) -> Callable[[Path], None]:
    """Return a change that replaces a text of a file."""

    def change(tree: Path) -> None:
        text = (tree / path).read_text(encoding="utf-8")
        assert old in text
        (tree / path).write_text(text.replace(old, new), encoding="utf-8")

    return change


def copied(source: Path, target: Path) -> Callable[[Path], None]:
    """Return a change that copies a file."""

    def change(tree: Path) -> None:
        shutil.copyfile(tree / source, tree / target)

    return change


TENANT_DRIVER = CUS / "account/L6_drivers/tenant_driver.py"
LESSONS = CUS / "incidents/L5_engines/lessons_engine.py"
TWO_WRITES = """
from app.models.incident import Incident
from app.models.tenant import Tenant


def write_both(session):
    session.add(Incident())
    session.add(Tenant())
"""
BREACHES: dict[str, tuple[Callable[[Path], None], str]] = {
    "L6-to-L5": (append(TENANT_DRIVER, "import app.hoc.cus.account.L5_engines.tenant_engine\n"), "tenant_driver"),
    "engines-know-no-orm": (append(LESSONS, "import sqlmodel\n"), "lessons_engine"),
    "no-legacy": (append(LESSONS, "import app.services.logs_service\n"), "lessons_engine"),
    "domains-use-the-runtime": (
        replaced(CUS / "analytics/L3_adapters/forecast_adapter.py", "from app.hoc.cus.general.L5_engines", "from json"),
        "analytics",
    ),
    "coordinated-writes": (append(CUS / "policies/L6_drivers/two_driver.py", TWO_WRITES), "two_driver"),
    "general-owns": (
        copied(
            CUS / "general/L4_runtime/engines/governance_orchestrator.py",
            CUS / "incidents/L5_engines/orchestrator_engine.py",
        ),
        "orchestrator_engine",
    ),
    "one-home-per-module": (
        copied(
            CUS / "policies/L5_engines/job_executor.py",
            CUS / "incidents/L5_engines/job_executor.py",
        ),
        "job_executor",
    ),
    "utc-now": (append(LESSONS, "\n\ndef utc_now():\n    return 0\n"), "lessons_engine"),
    "naive-datetime": (append(LESSONS, "\nimport datetime as d\nEPOCH = d.datetime.utcnow()\n"), "lessons_engine"),
    "commit-authority": (append(LESSONS, "\n\ndef keep(session):\n    session.commit()\n"), "lessons_engine"),
    "acyclic-domain": (
        append(
            CUS / "incidents/L3_adapters/anomaly_bridge.py", "\nimport app.hoc.cus.analytics.L5_engines.prediction\n"
        ),
        "closes a cycle",
    ),
    "no-services": (append(CUS / "policies/L6_drivers/mail_service.py", "X = 1\n"), "mail_service"),
    "engines-by-name": (append(CUS / "policies/L5_engines/mail_driver.py", "X = 1\n"), "mail_driver"),
    "layer-header": (append(CUS / "policies/L5_engines/odd_engine.py", "# Layer: L6 — Drivers\n"), "odd_engine"),
    "set-aside": (append(LESSONS, "import app.hoc.cus.duplicates.pattern_detection\n"), "lessons_engine"),
    "unresolved-imports": (append(LESSONS, "import app.nowhere\n"), "lessons_engine"),
    "shadowed-modules": (append(Path("examples/hoc/app/db/__init__.py"), "get_session = None\n"), "app/db.py"),
    "undeclared-values": (append(CUS / "polcies/L5_engines/x_engine.py", "X = 1\n"), "polcies"),
    "unparsable-files": (append(LESSONS, "def f(:\n"), "lessons_engine"),
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the sample with its law, its baseline and its contracts."""
    for name in ("topology.yaml", "topology.baseline.json", ".importlinter"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "examples/hoc", tmp_path / "examples/hoc")
    return tmp_path


# A contract of import-linter's own is named after the cell, not after our law.
NATIVE = {"L6-to-L5": "account cus L6 imports only what allow permits"}
ENTRY_POINTS = {
    "conformance": ["conformance", "check"],
    "pytest": ["pytest", "--pyargs", "import_conformance.suite", "-q", "-p", "no:cacheprovider"],
    "lint-imports": ["lint-imports", "--no-logo"],
}


def run(tree: Path, entry_point: str) -> tuple[int, str]:
    """Return exit code and output of one entry point, run in a tree."""
    command = [str(Path(sys.executable).with_name(ENTRY_POINTS[entry_point][0])), *ENTRY_POINTS[entry_point][1:]]
    environment = {**os.environ, "COLUMNS": "400"}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("entry_point", ENTRY_POINTS)
def test_the_sample_passes_at_every_entry_point(tree: Path, entry_point: str) -> None:
    """With its known findings set aside, the sample passes everywhere."""
    code, output = run(tree, entry_point)

    assert code == 0, output


@pytest.mark.parametrize("law", BREACHES)
def test_a_breach_fails_at_every_entry_point(tree: Path, law: str) -> None:
    """One breach of one law fails at all three entry points, and each names the law and the place."""
    breach, place = BREACHES[law]
    breach(tree)
    for entry_point in ENTRY_POINTS:
        code, output = run(tree, entry_point)

        said = law in output or (entry_point == "lint-imports" and NATIVE.get(law, law) in output)
        assert (code, said, place in output) == (1, True, True), f"{entry_point}\n{output}"


@pytest.mark.parametrize("entry_point", ENTRY_POINTS)
def test_paid_debt_fails_at_every_entry_point(tree: Path, entry_point: str) -> None:
    """A known finding that is gone must be removed from the baseline, at any entry point."""
    replaced(CUS / "analytics/L5_engines/alert_worker.py", "import deliver", "import gone as deliver")(tree)
    path = tree / CUS / "analytics/L5_engines/alert_worker.py"
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if "L3_adapters" not in line]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    code, output = run(tree, entry_point)

    assert (code, "baseline prune" in output) == (1, True), output


@pytest.mark.parametrize("entry_point", ENTRY_POINTS)
def test_outdated_contracts_fail_at_every_entry_point(tree: Path, entry_point: str) -> None:
    """A law without findings can still change `.importlinter`, and each entry point asks to compile."""
    replaced(Path("topology.yaml"), "fix: move the query to a driver (L6)", "fix: move it to a driver (L6)")(tree)
    code, output = run(tree, entry_point)

    assert (code, "conformance compile" in output) == (1, True), output


@pytest.mark.parametrize("entry_point", ENTRY_POINTS)
def test_a_law_about_nothing_is_an_error_at_every_entry_point(tree: Path, entry_point: str) -> None:
    """A law whose pattern matches nothing stops every entry point with its place in the topology."""
    replaced(
        Path("topology.yaml"), "must_import: app.hoc.cus.general.L4_runtime\n", "must_import: app.hoc.cus.genral\n"
    )(tree)
    code, output = run(tree, entry_point)

    assert code in (1, 2), output
    assert "'app.hoc.cus.genral' in require.domains-use-the-runtime names no module" in output
