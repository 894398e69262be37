"""Each file of the corpus gets its fate and place, sound files are judged, and no entry point crashes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from import_conformance.cli.options import Target
from import_conformance.cli.session import open_session
from import_conformance.model.verdict import Outcome
from import_conformance.reporting.escaping import terminal
from tests.torture.corpus.case import Case
from tests.torture.corpus.every import CASES
from tests.torture.trees import Denied, build, described, without_privileges

BY_ID = {case.id: case for case in CASES}
BROKEN = ("Traceback", "panicked", "PanicException", "internal error", "INTERNALERROR", "\x1b", "\x00")


def is_denied(case: Case) -> bool:
    """Return whether a case has unreadable files, which root can read."""
    return any(isinstance(thing, Denied) for thing in case.files.values())


def findings(case: Case) -> list[str]:
    """Return the findings that a case must have."""
    return [line for line in case.made if line.startswith("! ")]


@pytest.fixture
def open_home(tmp_path: Path) -> Iterator[Path]:
    """A folder that every user may enter, and that can be removed afterwards."""
    # pytest denies other users its topmost folder, and its workers have one more.
    for folder in (tmp_path, *(each for each in tmp_path.parents if each.name.startswith(("pytest-", "popen-")))):
        folder.chmod(0o755)
    yield tmp_path
    for path in tmp_path.rglob("*"):
        if not path.is_symlink() and not path.stat().st_mode & 0o700:
            path.chmod(0o700)


@pytest.mark.parametrize("name", BY_ID)
def test_a_case_alone(open_home: Path, name: str) -> None:
    """Ledger lines, edges and findings are those of the case, and the bystander's edge is found."""
    case = BY_ID[name]
    topology = build(open_home, [(name, case.files)])
    with without_privileges() if is_denied(case) else nullcontext():
        session = open_session(Target(topology, use_index=False))
        again = described(open_session(Target(topology, use_index=False)), name)

    assert described(session, name) == case.made == again
    assert ("app.by", "app.core") in {(edge.importer, edge.imported) for edge in session.codebase.imports}
    assert (session.verdict.outcome is Outcome.CONFORMS) == (not findings(case))


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All cases in one tree."""
    home = tmp_path_factory.mktemp("all")
    build(home, [(case.id, case.files) for case in CASES if not is_denied(case)])
    return home


def run(home: Path, *words: str) -> tuple[int, str, str]:
    """Return exit code, output and standard error of a command within two minutes."""
    program = str(Path(sys.executable).with_name(words[0]))
    environment = {**os.environ, "COLUMNS": "4000", "NO_COLOR": "1"}
    done = subprocess.run(
        [program, *words[1:]], cwd=home, env=environment, capture_output=True, timeout=120, check=False
    )
    return done.returncode, done.stdout.decode("utf-8", "surrogateescape"), done.stderr.decode()


def places(case: Case) -> list[tuple[str, str]]:
    """Return law and place of each finding of a case, as reports print them."""
    split = (line[2:].split(" ", 1) for line in findings(case))
    return [(law, f"src/app/case/{case.id}/{place}") for law, place in split]


def test_all_cases_at_the_command_line(everything: Path) -> None:
    """One run over all cases finds for each what it has alone."""
    code, out, err = run(everything, "conformance", "check", "--no-index", "--format", "json", "--ledger", "full")
    document = json.loads(out)
    made = [terminal(f"{f['law']} src/{f['path']}:{f['line']}:{f['column']}") for f in document["findings"]]
    files = [file["path"] for file in document["ledger"]["files"] if file["path"].startswith("app/case/")]
    ours = [case for case in CASES if not is_denied(case)]

    assert (code, err) == (1, "")
    assert sorted(made) == sorted(f"{law} {place}" for case in ours for law, place in places(case))
    assert len(files) == 1 + sum(line[0] not in "!." for case in ours for line in case.made)


@pytest.mark.parametrize("command", ["conformance check", "pytest --noconftest --pyargs import_conformance.suite -q"])
def test_all_cases_at_check_and_pytest(everything: Path, command: str) -> None:
    """Each finding has file, line and column, nothing crashes, and nothing acts on a terminal."""
    code, out, err = run(everything, *command.split())
    said = [place for case in CASES if not is_denied(case) for _, place in places(case)]

    assert code == 1, out + err
    assert [place for place in said if place not in out] == []
    assert [word for word in BROKEN if word in out + err] == []


def test_all_cases_at_lint_imports(everything: Path) -> None:
    """A contract of import-linter's own names module and line, and all other findings have a place."""
    written = run(everything, "conformance", "compile")
    code, out, err = run(everything, "lint-imports", "--no-logo")
    ours = [case for case in CASES if not is_denied(case)]
    others = [place for case in ours for law, place in places(case) if law != "cases-to-core"]

    assert (written[0], code) == (0, 1), out + err
    assert [place for place in others if place not in out] == []
    assert sorted(natively(out)) == sorted(edge for case in ours for edge in edges_to_core(case))
    assert [word for word in BROKEN if word in out + err] == []


def natively(output: str) -> set[tuple[str, int]]:
    """Return importer and line of each import of the core that import-linter's own contract reports."""
    edges = (line[4:].split(" -> app.core (l.") for line in output.splitlines() if " -> app.core (l." in line)
    return {(name, int(line)) for name, lines in edges for line in lines.rstrip(")").split(", l.")}


def edges_to_core(case: Case) -> set[tuple[str, int]]:
    """Return the same as recorded in the corpus."""
    found = (line.split(" -> app.core ") for line in case.made if " -> app.core " in line)
    return {(f"app.case.{case.id}{name}".replace("[", "\\u005b"), int(at.split(":")[0])) for name, at in found}


def test_the_places_are_safe_to_print() -> None:
    """The recorded lines equal their form on a terminal, so that they can be searched for in its output."""
    assert all(terminal(line) == line for case in CASES for line in case.made)
