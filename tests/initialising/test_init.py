"""`conformance init` as a new user runs it: what it finds and writes, and that all entry points accept the result."""

import shutil
from pathlib import Path

import pytest

from import_conformance.cli.init.draft import REASON
from import_conformance.reading.baseline_file import read_baseline
from tests.initialising.place import FILES, SHOP, SUMMARY, all_entry_points, written
from tests.support.tiny import python, run, said

ROOT = Path(__file__).parents[2]
PINNED = Path(__file__).parents[1] / "proposing"
LAW = """\
# The packages have an order: none of the 4 imports between them goes up.
topology: 1
name: place

source:
  roots: [.]   # directories on the import path
  packages: [shop]
  baseline: topology.baseline.json   # what is already broken: it may only shrink

layers:   # where a module lives, judged by its name; from the top down
  api:    {modules: shop.api}
  core:   {modules: shop.core}
  models: {modules: shop.models}

allow:   # what may import what; everything else between the layers diverges
  - api -> core      # 1 import; uncertain
  - api -> models    # 1 import; uncertain
  - core -> models   # 2 imports; uncertain

# In no layer: shop itself, the front that passes names on.
"""


def test_the_written_topology_holds_at_all_entry_points(here: Path) -> None:
    """Four files and a summary are written, and no entry point fails."""
    assert said(run("init", "--yes")) == (0, "", SUMMARY)
    assert (here / "topology.yaml").read_text() == LAW
    assert written(here) == FILES
    check, tests, contracts = all_entry_points()

    assert check == (0, "CONFORMS: 6 laws applied to 4 files, no new finding.")
    assert (tests[0], tests[1].partition(" in ")[0]) == (0, "8 passed")
    assert contracts == (0, "Contracts: 7 kept, 0 broken.")


def test_modules_without_a_layer_are_counted_and_named(here: Path) -> None:
    """When the number of layers is capped, the summary says how many modules have none, and where they are."""
    for name in [f"p{at}" for at in range(5)]:
        (here / f"shop/{name}").mkdir()
        for at in range(12):
            (here / f"shop/{name}/m{at}.py").write_text("from shop.p0 import m1\n")
    for at in range(17):
        (here / f"shop/single{at:02}.py").write_text("from shop.p0 import m0\n")
    lines = said(run("init", "--yes"))[2].splitlines()

    assert "unplaced: 21 modules that no layer claims: api (1), core (1), models (1), shop (1) and 17 more" in lines
    assert "    81 files on disk = 60 judged + 21 unplaced\n" in said(run("doctor"))[1]


def test_a_dry_run_prints_the_law_and_writes_nothing(here: Path) -> None:
    """The topology is on standard output, and the summary on standard error."""
    code, out, err = said(run("init", "--dry-run"))

    assert (code, out, err.splitlines()[0]) == (0, LAW, "wrote:   nothing; this is a dry run")
    assert written(here) == set()


@pytest.mark.parametrize("name", sorted(FILES - {".importlinter", "conformance/__init__.py", "conformance/pytest.ini"}))
def test_an_existing_file_is_refused_by_name(here: Path, name: str) -> None:
    """Nothing is written, and the file stays as it was."""
    (here / name).parent.mkdir(exist_ok=True)
    (here / name).write_text("mine")
    code, _, err = said(run("init", "--yes"))

    assert (code, err) == (
        2,
        f"Error: {name} is there already and never overwritten; move away what you want written again, or go on with "
        "`conformance check`\n",
    )
    assert ({name}, (here / name).read_text()) == (written(here), "mine")


def test_below_a_law_no_second_one_is_written(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below a topology `init` names it, except for code that the topology does not cover."""
    (here / "topology.yaml").write_text(LAW)
    monkeypatch.chdir(here / "shop")

    assert said(run("init", "--yes")) == (
        2,
        "",
        "Error: ../topology.yaml is the law of this code already; go on with `conformance check --topology "
        "../topology.yaml`, or start in ..\n",
    )
    (here / "other/thing").mkdir(parents=True)
    (here / "other/thing/__init__.py").write_text("")
    monkeypatch.chdir(here / "other")
    assert run("init", "--yes").exit_code == 0


def test_existing_contracts_are_refused_with_the_way_to_keep_them(here: Path) -> None:
    """A user of import-linter learns how to take the contracts over."""
    (here / ".importlinter").write_text("[importlinter]\nroot_package = shop\n")

    assert "`conformance init --from-importlinter` takes over its contracts" in said(run("init"))[2]


def test_a_package_named_conformance_is_refused(here: Path) -> None:
    """It would hide the installed package from the suite."""
    (here / "import_conformance").mkdir()
    (here / "import_conformance/__init__.py").write_text("")

    assert said(run("init", "shop")) == (
        2,
        "",
        "Error: import_conformance/__init__.py makes a package of that folder, which hides the installed one: delete "
        "it, or rename the folder\n",
    )


@pytest.mark.parametrize("theirs", ["__init__.py", "test_protocol.py", "pytest.ini"])
def test_an_existing_folder_conformance_keeps_its_settings_and_tests(here: Path, theirs: str) -> None:
    """Its other tests run as before, and the suite runs beside them."""
    (here / "conformance").mkdir()
    text = "[pytest]\n" if theirs == "pytest.ini" else "def test_protocol():\n    pass\n"
    (here / "conformance" / theirs).write_text(text)
    modules = {path for path in FILES if not path.endswith(("__init__.py", "pytest.ini"))}

    assert run("init", "--yes").exit_code == 0
    assert written(here) == {*modules, f"conformance/{theirs}"}
    assert (here / "conformance" / theirs).read_text() == text
    assert [code for code, _ in all_entry_points()] == [0, 0, 0]


def test_a_failed_write_leaves_nothing_behind(here: Path) -> None:
    """A file in the place of the suite's folder stops it with a sentence before the first file."""
    (here / "conformance").write_text("a file")

    assert said(run("init")) == (2, "", "Error: nothing was written: conformance: File exists\n")
    assert written(here) == {"conformance"}


def test_current_breaches_are_known_with_a_reason(here: Path) -> None:
    """An import against the order and one that leads nowhere are known debt, not new findings."""
    (here / "shop/core.py").write_text(SHOP["core"] * 4)
    (here / "shop/models.py").write_text("import shop.core\nimport shop.gone\n")

    assert "known:   2 findings: 1 models-to-core, 1 unresolved-imports" in said(run("init", "--yes"))[2]
    assert {entry.reason for entry in read_baseline(Path("topology.baseline.json"))} == {REASON}
    assert "core -> models   # 8 imports, 1 against\n" in Path("topology.yaml").read_text()
    assert run("check").exit_code == 0


def test_known_imports_for_type_checkers_are_listed_separately(here: Path) -> None:
    """They weigh less than imports that run, and do not influence the order."""
    (here / "shop/models.py").write_text("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import shop.api\n")
    line = "known:   1 finding: 1 models-to-api; 1 of them for type checkers only"

    assert line in said(run("init", "--yes"))[2].splitlines()
    assert run("check").exit_code == 0


def test_no_code_runs_and_unreadable_files_are_excluded(here: Path) -> None:
    """Code of the application does not run, and an unparsable file is excluded by name and may be imported."""
    (here / "shop/acts.py").write_text("open('it_ran', 'w')\nfrom shop.broken import x\n")
    (here / "shop/broken.py").write_text("def (:\n")
    code, _, err = said(run("init", "--yes"))

    assert (code, "excluded, for this Python cannot read them: 1" in err) == (0, True)
    assert "    - shop.broken   # cannot be read: syntax error" in Path("topology.yaml").read_text()
    assert run("check").exit_code == 0
    assert not (here / "it_ran").exists()


def test_too_many_unreadable_files_are_refused(here: Path) -> None:
    """No topology is written when much of the code cannot be read, and the sentence says what would help."""
    for at in range(51):
        (here / f"shop/new{at:02}.py").write_text("\ndef f[T](: ...\n")
    code, _, err = said(run("init", "--yes"))

    assert (code, written(here)) == (2, set())
    assert err.startswith("Error: 51 of 55 files cannot be read by Python 3.")
    assert "the first is shop/new00.py:2 (syntax error" in err


def test_tests_inside_a_package_are_excluded(here: Path) -> None:
    """They may import everything, and are no part of the architecture."""
    (here / "shop/tests").mkdir()
    (here / "shop/tests/test_core.py").write_text("import shop.api\n")
    run("init", "--yes")

    assert '    - "shop.**.tests"   # 1 test module, which may import everything\n' in Path("topology.yaml").read_text()
    assert run("check").exit_code == 0


def test_for_a_single_module_the_built_in_laws_remain(here: Path) -> None:
    """A topology over a single module is valid and holds."""
    for name in ("api", "core"):
        (here / f"shop/{name}.py").unlink()

    assert "law:     built-in laws only: there are no two parts" in said(run("init", "--yes"))[2]
    assert run("check").exit_code == 0


def test_a_hostile_project_name_is_escaped(here: Path) -> None:
    """The name in pyproject.toml cannot break the topology."""
    (here / "pyproject.toml").write_text('[project]\nname = "x\\u001b[31m\\n# y: \\"z"\n')

    assert run("init", "--yes").exit_code == 0
    assert 'name: "x [31m # y: \\"z"\n' in Path("topology.yaml").read_text()


def test_a_package_can_be_chosen(here: Path) -> None:
    """The named one of several is taken, and an unknown name is answered with the existing ones."""
    (here / "other").mkdir()
    (here / "other/__init__.py").write_text("")

    assert "  packages: [other, shop]\n" in run("init", "--dry-run").stdout
    assert "  packages: [shop]\n" in run("init", "shop", "--dry-run").stdout
    assert said(run("init", "shpo")) == (2, "", "Error: there is no package 'shpo' in .; there is shop\n")


def test_the_sample_is_recognised(here: Path) -> None:
    """Nine domains, numbered layers, the shared domain and its kernel are found, and imports give the rest."""
    shutil.rmtree(here / "shop")
    shutil.copytree(ROOT / "examples/hoc/app", here / "app")
    code, _, err = said(run("init", "--yes"))

    assert (here / "topology.yaml").read_text() == (PINNED / "sample_topology.txt").read_text()
    assert (code, err) == (0, (PINNED / "sample_summary.txt").read_text())
    assert [code for code, _ in all_entry_points()] == [0, 0, 0]


@pytest.mark.parametrize("module", [False, True])
def test_lines_for_a_project_that_setuptools_searches(here: Path, *, module: bool) -> None:
    """Setuptools builds what it built before, once the lines of the summary are added."""
    (here / "pyproject.toml").write_text("[project]\nname = 'shop'\nversion = '1'\n")
    if module:
        shutil.rmtree(here / "shop")
        (here / "shop.py").write_text("")
    build = ("-c", "import setuptools; setuptools.setup()", "-q", "build", "--build-lib")
    assert python(*build, ".before").returncode == 0

    _, _, told = said(run("init", "--yes"))
    lines = told.partition("add to pyproject.toml\n")[2].partition("next:")[0]
    refused = python(*build, ".refused")
    with (here / "pyproject.toml").open("a") as file:
        file.write("\n".join(line.strip() for line in lines.splitlines()))

    assert (refused.returncode != 0 or not (here / ".refused/shop.py").exists(), bool(lines)) == (True, True)
    assert python(*build, ".after").returncode == 0
    assert built(here / ".after") == built(here / ".before") != []


def built(folder: Path) -> list[str]:
    """Return what setuptools has built."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("path", "text", "count"),
    [
        ("conformance/test_architecture_mine.py", '"""Mine."""\n\nfrom import_conformance.suite import *\n', 0),
        ("conformance/test_architecture_mine.py", "from import_conformance.suite import *; import shop\n", 1),
        ("conformance/test_mine.py", "from import_conformance.suite import *\nimport shop\n", 1),
        ("conformance/more/mine.py", "import shop\n", 1),
        ("conformance/__init__.py", "", 1),
    ],
)
def test_the_suite_is_no_code_beside_the_packages(here: Path, path: str, text: str, count: int) -> None:
    """A folder that holds other Python as well is counted."""
    run("init", "--yes")
    (here / path).parent.mkdir(exist_ok=True)
    (here / path).write_text(text)

    assert ("beside the packages" in said(run("check"))[1]) == bool(count)
