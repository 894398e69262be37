"""No command imports, compiles or runs the code under judgement, reads beyond it, or opens a connection.

Every command runs with an audit hook of Python (PEP 578), which receives each import, file, process and socket.
"""

import json
import os
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import import_conformance
from tests.support.history import History

PACKAGE = Path(import_conformance.__file__).parent
# The first names that commands import; the checkout has files of these names, and each records that it was run.
TRAPS = ("yaml", "rich", "click", "grimp", "networkx", "json", "conftest", "sitecustomize", "app/__init__", "src/yaml")
TRAP = "open('run-' + __name__, 'w').close()\nraise SystemExit(9)\n"
TOPOLOGY = """\
topology: 1
name: Trap
source: {roots: [src], packages: [app], baseline: known.json}
layers: {top: {modules: app.top}, low: {modules: app.low}}
allow: [top -> low]
ban:
  no-now: {calls: [datetime.datetime.utcnow], in: [top, low], because: x}
"""
CLAIMS = """\
claims: 1
source: a report
categories:
  a: {title: A, laws: [no-now]}
rows:
  - {category: a, file: app/top.py, claim: utcnow}
"""
CODE = {
    "topology.yaml": TOPOLOGY,
    "claims.yaml": CLAIMS,
    "secret.txt": "not for any command",
    "src/other/private.py": "import app.top\n",
    "src/app/__init__.py": TRAP,
    "src/app/top.py": f"import app.low\nfrom datetime import datetime\ndatetime.utcnow()\n{TRAP}",
    "src/app/low.py": f"import app.top\n{TRAP}",
    **{f"{name}.py": TRAP for name in TRAPS if "/" not in name},
}
WATCHED = """
import sys
noted, is_on = [], True
def note(event, arguments):
    if not is_on:
        return
    if event == "open":
        noted.append((event, str(arguments[0])))
    elif event in ("import", "compile"):
        noted.append((event, str(arguments[0] if event == "import" else arguments[1])))
    elif event == "exec":
        noted.append((event, getattr(arguments[0], "co_filename", "?")))
    elif event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "urllib.")):
        noted.append((event, str(arguments[0])))
sys.addaudithook(note)
code = None
sys.argv = sys.argv[1:]
try:
    {start}
except SystemExit as end:
    code = end.code
is_on = False
import json
with open(sys.argv[0], "w") as stream:
    json.dump([code, noted], stream)
"""
STARTS = {
    "conformance": "from import_conformance.cli.start import main; main()",
    "lint-imports": "from importlinter.cli import lint_imports_command; lint_imports_command()",
    "pytest": "import pytest; sys.exit(pytest.main(sys.argv[1:]))",
}
COMMANDS = (
    *(
        "check",
        "check --index",
        "check --format json --output out.json",
        "check --format sarif",
        "check --format github",
    ),
    *(
        "report --format html --output out.html",
        "report",
        "graph --format svg",
        "explain app.low app.top",
        "where app.low",
    ),
    *("doctor", "plan", "prove", "reconcile claims.yaml", "schema"),
    *(
        "compile --output out.ini",
        "baseline update --allow-new --reason x",
        "baseline show",
        "baseline prune",
        "diff one HEAD",
        "diff one",
    ),
)
IGNORE = {".gitignore", ".git/info/exclude", "src/.gitignore"}
NAMED = {"topology.yaml", "known.json", "claims.yaml", ".importlinter", "setup.cfg", "pyproject.toml", "src", "src/app"}
OWNERS = {"CODEOWNERS", *(f"{folder}/CODEOWNERS" for folder in (".github", ".gitlab", "docs"))}
NAMED |= IGNORE | OWNERS


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A checkout full of traps, with a commit `one`."""
    History(tmp_path / "here", CODE)
    (tmp_path / "kept").mkdir()
    before = Path.cwd()
    os.chdir(tmp_path / "here")
    yield tmp_path / "here"
    os.chdir(before)


def watched(home: Path, program: str, *words: str) -> tuple[object, list[tuple[str, str]]]:
    """Return the exit code of a command, and the events of the audit hook with their first argument."""
    script = WATCHED.replace("{start}", STARTS[program])
    log = home.parent / "log.json"
    environment = {**os.environ, "CONFORMANCE_CACHE_DIR": str(home.parent / "kept"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-P", "-c", script, str(log), *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert log.exists(), done.stderr
    code, noted = json.loads(log.read_text())
    return code, [(event, argument) for event, argument in noted]


def run_of_the_tree(home: Path, noted: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return events by which code of the checkout would run."""
    return [
        (event, argument)
        for event, argument in noted
        if (event == "import" and argument.partition(".")[0] == "app")
        or (event in ("compile", "exec") and argument.startswith((str(home), "src/", "./")))
        or (event == "exec" and argument == "<unknown>")
    ]


def trespasses(home: Path, noted: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return opened files that no command has a reason to open."""
    own = (
        PACKAGE,
        Path(sys.prefix),
        Path(sys.base_prefix),
        Path(sysconfig.get_paths()["stdlib"]),
        home.parent / "kept",
    )
    found = []
    for event, argument in noted:
        path = Path(os.path.abspath(argument)) if event == "open" and not argument.isdigit() else None
        if (
            path is None
            or any(path.is_relative_to(place) for place in own)
            or argument in ("/dev/null", "/dev/urandom")
        ):
            continue
        inside = path.relative_to(home).as_posix() if path.is_relative_to(home) else ""
        is_ours = inside in NAMED or inside.startswith(("src/app/", "out.", ".out.", ".known.json."))
        # Temporary folders are removed through an open folder, by their names alone.
        is_temporary = path == Path(tempfile.gettempdir()) or (
            not path.exists() and path.parent in (home, Path(tempfile.gettempdir()))
        )
        is_temporary = is_temporary or "/conformance-" in argument
        if not is_ours and not is_temporary:
            found.append((event, argument))
    return found


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_opens_only_its_own_files(home: Path, words: str) -> None:
    """A command opens the law, the code, the index and its output, and starts no process but git."""
    code, noted = watched(home, "conformance", *words.split())
    spoken = [(event, argument) for event, argument in noted if event.startswith(("socket", "urllib"))]
    started = {Path(argument).name for event, argument in noted if event.startswith(("subprocess", "os."))}

    assert code in (0, 1, None)
    assert run_of_the_tree(home, noted) == []
    assert trespasses(home, noted) == []
    assert spoken == []
    assert started == ({"git"} if words.startswith("diff") else set())
    assert list(home.glob("run-*")) == []


@pytest.mark.parametrize(
    "words", ["lint-imports --no-logo", "pytest --noconftest --pyargs import_conformance.suite -q -p no:cacheprovider"]
)
def test_no_entry_point_runs_the_code(home: Path, words: str) -> None:
    """No entry point runs the code or opens a connection."""
    watched(home, "conformance", "compile")
    program, *rest = words.split()
    code, noted = watched(home, program, *rest)

    assert code == 1
    assert run_of_the_tree(home, noted) == []
    assert [event for event, _ in noted if event.startswith(("socket", "subprocess", "os.", "urllib"))] == []
    assert list(home.glob("run-*")) == []


def test_the_hook_notes_imported_compiled_and_opened_code(home: Path) -> None:
    """The hook notes code of the checkout that is imported, compiled and opened."""
    script = "sys.path.insert(0, 'src'); open('secret.txt').close(); import app"
    STARTS["trapped"] = script
    _, noted = watched(home, "trapped")

    assert ("import", "app") in run_of_the_tree(home, noted)
    assert ("open", "secret.txt") in trespasses(home, noted)
    assert [path.name for path in home.glob("run-*")] == ["run-app"]
