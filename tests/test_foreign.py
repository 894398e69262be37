"""Files in a checkout that override `lint-imports` are findings, with and without a cached answer."""

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
def test_a_module_loaded_in_our_place_is_a_finding(path: str) -> None:
    """Each form of module or package that Python would load for our name is found."""
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
def test_files_that_lint_imports_does_not_load_are_no_finding(path: str) -> None:
    """A folder without `__init__.py`, a nested module and a package `conformance` hide nothing."""
    put(path)

    assert findings() == []


def test_our_own_package_is_no_finding() -> None:
    """When the current directory holds this very package, lint-imports loads the right one."""
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
    """lint-imports would never reach the compiled file."""
    put("setup.cfg", text)

    assert findings() == [("../setup.cfg", line, LAW)]


@pytest.mark.parametrize("text", ["[metadata]\nname = importlinter\n", "[tool:importlinter]\n", "no INI at all\n"])
def test_a_setup_cfg_without_contracts_is_no_finding(text: str) -> None:
    """import-linter ignores a setup.cfg without its section."""
    put("setup.cfg", text)

    assert findings() == []


@pytest.mark.parametrize("entry", ["layers: forged.Kept", "kept: app.contracts.Kept", "x: conformance_extra.Kept"])
@pytest.mark.parametrize("is_by_hand", [False, True])
def test_a_contract_type_from_elsewhere_is_a_finding(entry: str, is_by_hand: bool) -> None:
    """lint-imports runs the named module, also when the file no longer says that it was compiled."""
    text = Path(".importlinter").read_text().replace("contract_types =\n", f"contract_types =\n    {entry}\n")
    put(".importlinter", text.partition("\n")[2] if is_by_hand else text)

    ((path, line, law),) = findings()

    assert (path, law) == ("../.importlinter", LAW)
    assert Path(".importlinter").read_text().splitlines()[line - 1].strip() == entry


def test_contracts_with_the_former_package_name_must_be_compiled_again() -> None:
    """They are outdated, and a finding whose fix is the command."""
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
def test_without_our_contracts_there_is_no_finding(contracts: str | None) -> None:
    """Without our contracts no file can override them."""
    Path(".importlinter").unlink()
    put("import_conformance.py")
    put("setup.cfg", "[importlinter]\nroot_package = app\n")
    if contracts:
        put(".importlinter", contracts)

    assert findings() == []


def test_a_file_in_a_current_directory_above_is_a_finding(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`lint-imports --config inner/.importlinter` looks in the current directory first."""
    put("../import_conformance.py")
    try:
        monkeypatch.chdir(here.parent)
        assert findings("--topology", f"{here.name}/topology.yaml") == [("../../import_conformance.py", 1, LAW)]
        monkeypatch.chdir(here)
        assert findings() == []
    finally:
        (here.parent / "import_conformance.py").unlink()


def test_the_finding_behaves_like_any_other() -> None:
    """Its severity can be set, it can be waived, and `doctor`, `plan` and `explain` know it."""
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


def test_an_overriding_file_does_not_outdate_the_contracts() -> None:
    """A file beside the contracts makes none of them out of date."""
    put("import_conformance.py")

    assert "OUT OF DATE" not in run("check").stdout
    Path("import_conformance.py").unlink()
    assert run("compile", "--check").exit_code == 0


@pytest.mark.parametrize("path", [*NAMESAKES, "setup.cfg", ".importlinter"])
def test_a_cached_answer_notices_added_and_removed_files(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cached answer depends on each file that may override lint-imports, whether it exists or not."""
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
