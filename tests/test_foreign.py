"""Files by which a stranger's change speaks for `lint-imports` are findings, on cold and on warm runs."""

import json
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from import_conformance.cli import answer_cache, start
from import_conformance.reading.cache import cache_file
from tests.support import tiny
from tests.support.tiny import repair, run

FORGED = "print('forged')\nraise SystemExit(0)\n"
LAW = "foreign-configuration"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a checkout whose code conforms, and whose contracts are compiled."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)
    repair()
    assert run("compile").exit_code == 0
    return tmp_path


def put(path: str, text: str = FORGED) -> None:
    """Write a file, and the folders above it."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text)


def findings(*words: str) -> list[tuple[str, int, str]]:
    """Path, line and law of each finding of `check`."""
    found = json.loads(run("check", "--format", "json", *words).stdout)["findings"]
    return [(each["path"], each["line"], each["law"]) for each in found]


NAMESAKES = [
    "import_conformance.py",
    "import_conformance/__init__.py",
    "import_conformance_pytest.py",
    "import_conformance_pytest/__init__.py",
    "import_conformance.pyc",
    f"import_conformance{EXTENSION_SUFFIXES[0]}",
    f"import_conformance/__init__{EXTENSION_SUFFIXES[-1]}",
]


@pytest.mark.parametrize("path", NAMESAKES)
def test_what_is_loaded_in_our_place_is_a_finding(path: str) -> None:
    """Whatever form of module or package Python would load for the name."""
    put(path)

    assert findings() == [(f"../{path}", 1, LAW)]
    loader = "python -m pytest" if path.startswith("import_conformance_pytest") else "lint-imports"
    assert f"\n{path}:1:1: {loader} loads this file in the place of the installed package " in run("check").stdout


@pytest.mark.parametrize(
    "path",
    [
        "import_conformance/test_laws.py",
        "src/import_conformance.py",
        "import_conformance.txt",
        "conformance.py",
        "conformance/__init__.py",
    ],
)
def test_what_lint_imports_does_not_load_is_none(path: str) -> None:
    """A folder without an `__init__.py`, a module further down, and a package `conformance` hide nothing."""
    put(path)

    assert findings() == []


def test_our_own_folder_is_none() -> None:
    """Where the current directory holds this very package, lint-imports loads the right one."""
    Path("import_conformance").symlink_to(Path(tiny.HOME) / "import_conformance")

    assert findings() == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[metadata]\nname = x\n[importlinter]\nroot_package = app\n", 3),
        ("[importlinter]\nroot_packages =\n    app\n[importlinter:contract:1]\nname = n\ntype = independence\n", 1),
    ],
)
def test_contracts_that_are_read_first_are_a_finding(text: str, line: int) -> None:
    """With them lint-imports never gets as far as the compiled file."""
    put("setup.cfg", text)

    assert findings() == [("../setup.cfg", line, LAW)]


@pytest.mark.parametrize("text", ["[metadata]\nname = importlinter\n", "[tool:importlinter]\n", "no INI at all\n"])
def test_other_settings_are_none(text: str) -> None:
    """A setup.cfg without the section of import-linter is passed over by it."""
    put("setup.cfg", text)

    assert findings() == []


@pytest.mark.parametrize("entry", ["layers: forged.Kept", "kept: app.contracts.Kept", "x: conformance_extra.Kept"])
@pytest.mark.parametrize("is_by_hand", [False, True])
def test_a_contract_type_from_elsewhere_is_a_finding(entry: str, is_by_hand: bool) -> None:
    """lint-imports runs the module that it names, also where the file no longer says that it was compiled."""
    text = Path(".importlinter").read_text().replace("contract_types =\n", f"contract_types =\n    {entry}\n")
    put(".importlinter", text.partition("\n")[2] if is_by_hand else text)

    ((path, line, law),) = findings()

    assert (path, law) == ("../.importlinter", LAW)
    assert Path(".importlinter").read_text().splitlines()[line - 1].strip() == entry


def test_contracts_of_the_former_package_name_are_compiled_again() -> None:
    """What names `conformance.contract_types` is a finding whose fix is the command, and out of date besides."""
    text = Path(".importlinter").read_text().replace("import_conformance.contract_types", "conformance.contract_types")
    put(".importlinter", text)
    said = run("check").stdout

    assert {law for _, _, law in findings()} == {LAW}
    assert "run `conformance compile`" in said
    assert run("compile").exit_code == 0
    assert findings() == []


def test_a_contract_type_among_the_defaults_is_a_finding() -> None:
    """The section DEFAULT of an INI file is a part of each of its sections."""
    put(".importlinter", "[importlinter]\nroot_package = app\n[DEFAULT]\ncontract_types =\n    x: forged.Kept\n")

    assert findings() == [("../.importlinter", 5, LAW)]


@pytest.mark.parametrize("contracts", [None, "[importlinter]\nroot_package = app\n"])
def test_where_lint_imports_does_not_judge_by_us_it_is_not_spoken_of(contracts: str | None) -> None:
    """Without contracts of ours there is nothing that a file could speak for."""
    Path(".importlinter").unlink()
    put("import_conformance.py")
    put("setup.cfg", "[importlinter]\nroot_package = app\n")
    if contracts:
        put(".importlinter", contracts)

    assert findings() == []


def test_the_current_directory_counts_where_it_is_above(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`lint-imports --config inner/.importlinter` looks there first."""
    put("../import_conformance.py")
    try:
        monkeypatch.chdir(here.parent)
        assert findings("--topology", f"{here.name}/topology.yaml") == [("../../import_conformance.py", 1, LAW)]
        monkeypatch.chdir(here)
        assert findings() == []
    finally:
        (here.parent / "import_conformance.py").unlink()


def test_it_is_a_law_like_others() -> None:
    """Its severity can be chosen, it can be waived, and `doctor`, `plan` and `explain` know it."""
    put("import_conformance.py")
    law = tiny.TOPOLOGY + "builtin: {foreign-configuration: {severity: critical, because: ours}}\n"
    Path("topology.yaml").write_text(law)

    assert "CRITICAL foreign-configuration  topology.yaml:6  1 finding\n    why: ours\n" in run("check").stdout
    assert "files of this checkout decide what lint-imports reports" in run("doctor").stdout
    assert run("plan").exit_code == 0
    assert run("explain", LAW).exit_code == 0
    (found,) = json.loads(run("check", "--format", "json").stdout)["findings"]
    waiver = f"waive: [{{finding: {found['fingerprint']}, reason: R, owner: O, until: 2999-01-01}}]\n"
    Path("topology.yaml").write_text(law + waiver)
    assert findings() == []


def test_the_compiled_contracts_do_not_change() -> None:
    """No contract can speak for what loads it, so a file beside it makes no contract out of date."""
    put("import_conformance.py")

    assert "OUT OF DATE" not in run("check").stdout
    Path("import_conformance.py").unlink()
    assert run("compile", "--check").exit_code == 0


@pytest.mark.parametrize("path", [*NAMESAKES, "setup.cfg", ".importlinter"])
def test_a_warm_answer_sees_it_come_and_go(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer rests on each file that may speak for lint-imports, whether it is there or not."""
    monkeypatch.setenv("CONFORMANCE_CACHE_DIR", str(tmp_path / "kept"))
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(cache_file, "COARSEST_TICK_NS", 0)
    before = Path(path).read_text() if Path(path).exists() else None
    codes = [_asked(), _asked()]
    put(
        path,
        "[importlinter]\ncontract_types =\n    x: forged.Kept\n    y: import_conformance.contract_types.LawContract\n",
    )
    codes += [_asked()]
    Path(path).unlink()
    if before is not None:
        put(path, before)

    assert [*codes, _asked()] == [(False, 0), (True, 0), (False, 1), (False, 0)]


def _asked() -> tuple[bool, object]:
    notes: dict[str, object] = {}
    code: object = answer_cache.answer(["check", "-q"], notes)
    return (True, code) if code is not None else (False, start._work_out(["check", "-q"], notes))
