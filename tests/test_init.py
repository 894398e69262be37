"""`conformance init`, as a stranger runs it: what is found, what is written, and that it then holds at all doors."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conformance.init_draft import REASON
from conformance.reading.baseline_file import read_baseline
from tests.tiny import HOME, python, run, said

ROOT = Path(__file__).parent.parent
PINNED = Path(__file__).with_name("proposing")
FILES = {"topology.yaml", "topology.baseline.json", ".importlinter", "conformance/test_architecture.py"}
SHOP = {
    "__init__": "",
    "api": "from shop import core, models\n",
    "core": "from shop import models\nfrom shop.models import x\n",
    "models": "x = 1\n",
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a directory with a shop of three modules."""
    home = tmp_path / "place"
    (home / "shop").mkdir(parents=True)
    for name, text in SHOP.items():
        (home / f"shop/{name}.py").write_text(text)
    monkeypatch.chdir(home)
    return home


def written(here: Path) -> set[str]:
    """The files besides the code."""
    paths = (path.relative_to(here).as_posix() for path in here.rglob("*") if path.is_file())
    return {path for path in paths if not path.startswith("shop/")}


def all_doors() -> list[tuple[int, str]]:
    """How each door ends, and with which line."""
    doors = (
        ("-m", "conformance", "check", "--quiet"),
        ("-m", "pytest", "conformance/", "-q", "-p", "no:cacheprovider", "--noconftest", "-W", "error"),
        ("-c", "from importlinter.cli import lint_imports_command as main; main()"),
    )
    results = [python(*words) for words in doors]
    lines = [[line for line in result.stdout.splitlines() if line.strip()] for result in results]
    return [
        (r.returncode, next(w for w in reversed(found) if w[0] != "-")) for r, found in zip(results, lines, strict=True)
    ]


LAW = """\
# The packages have an order: none of the 4 imports between them goes up.
topology: 1
name: place

source:
  roots: [.]   # directories on the import path
  packages: [shop]
  baseline: topology.baseline.json   # what is already broken: it may only shrink

layers:   # where a module lives, told by its name; from the top down
  api:    {modules: shop.api}
  core:   {modules: shop.core}
  models: {modules: shop.models}

allow:   # what may import what; everything else between the layers diverges
  - api -> core      # 1 import; uncertain
  - api -> models    # 1 import; uncertain
  - core -> models   # 2 imports; uncertain

# In no layer: shop itself, the front that passes names on.
"""
SUMMARY = """\
wrote:   topology.yaml, topology.baseline.json, conformance/test_architecture.py, .importlinter
law:     by package: 3 packages or modules in 3 layers; 0 of 4 imports go up
files:   4 files on disk, 4 of which plain grimp sees
layers:  3: api core models
laws:    9, built-in ones included
known:   nothing; the law holds today
next:    read topology.yaml, the lines marked `uncertain` first; then
         conformance check && pytest conformance/ && lint-imports
"""


def test_a_law_is_written_that_holds_at_all_doors(here: Path) -> None:
    """Four files, a summary, and nothing red."""
    assert said(run("init", "--yes")) == (0, "", SUMMARY)
    assert (here / "topology.yaml").read_text() == LAW
    assert written(here) == FILES
    check, tests, contracts = all_doors()

    assert check == (0, "CONFORMS: 9 laws applied to 3 files, no new finding.")
    assert (tests[0], tests[1].partition(" in ")[0]) == (0, "11 passed")
    assert contracts == (0, "Contracts: 10 kept, 0 broken.")


def test_what_no_layer_claims_is_counted_and_named(here: Path) -> None:
    """A cap on the number of layers hides nothing: the summary says how many modules are left out, and where."""
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
    """The topology goes to standard output, the summary beside it."""
    code, out, err = said(run("init", "--dry-run"))

    assert (code, out, err.splitlines()[0]) == (0, LAW, "wrote:   nothing; this is a dry run")
    assert written(here) == set()


@pytest.mark.parametrize("name", sorted(FILES - {".importlinter"}))
def test_a_file_that_is_there_is_refused_by_name(here: Path, name: str) -> None:
    """Nothing is written at all, and the file stays as it was."""
    (here / name).parent.mkdir(exist_ok=True)
    (here / name).write_text("mine")
    code, _, err = said(run("init", "--yes"))

    assert (code, err) == (
        2,
        f"Error: {name} is there already and never overwritten; move away what you want anew, or go on with "
        "`conformance check`\n",
    )
    assert ({name}, (here / name).read_text()) == (written(here), "mine")


def test_below_a_law_no_second_one_is_written(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stands in a folder of the code is led to its law; code that it does not speak of may have its own."""
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


def test_contracts_of_ones_own_are_refused_with_the_way_to_keep_them(here: Path) -> None:
    """Whoever uses import-linter already is told how to take its contracts over."""
    (here / ".importlinter").write_text("[importlinter]\nroot_package = shop\n")

    assert "`conformance init --from-importlinter` takes over its contracts" in said(run("init"))[2]


def test_a_folder_of_that_name_that_is_a_package_is_refused(here: Path) -> None:
    """It would hide the installed package from the suite."""
    (here / "conformance").mkdir()
    (here / "conformance/__init__.py").write_text("")

    assert said(run("init")) == (
        2,
        "",
        "Error: conformance/__init__.py makes that folder a package, which hides the installed one; rename it\n",
    )


def test_what_cannot_be_written_leaves_nothing_behind(here: Path) -> None:
    """A file where the folder of the suite should be ends it before the first file, with a sentence."""
    (here / "conformance").write_text("a file")

    assert said(run("init")) == (2, "", "Error: nothing was written: conformance: File exists\n")
    assert written(here) == {"conformance"}


def test_breaches_of_today_are_known_with_a_reason(here: Path) -> None:
    """An import against the order and one that leads nowhere are debt, not new findings."""
    (here / "shop/core.py").write_text(SHOP["core"] * 4)
    (here / "shop/models.py").write_text("import shop.core\nimport shop.gone\n")

    assert "known:   2 findings: 1 models-to-core, 1 unresolved-imports" in said(run("init", "--yes"))[2]
    assert {entry.reason for entry in read_baseline(Path("topology.baseline.json"))} == {REASON}
    assert "core -> models   # 8 imports, 1 against\n" in Path("topology.yaml").read_text()
    assert run("check").exit_code == 0


def test_known_imports_for_type_checkers_are_told_apart(here: Path) -> None:
    """They weigh less than imports that run, and say nothing of the order."""
    (here / "shop/models.py").write_text("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import shop.api\n")
    line = "known:   1 finding: 1 models-to-api; 1 of them for type checkers only"

    assert line in said(run("init", "--yes"))[2].splitlines()
    assert run("check").exit_code == 0


def test_nothing_is_imported_and_what_cannot_be_read_is_excluded(here: Path) -> None:
    """Code that acts on import stays still; a broken file is named in the law, and imports of it pass."""
    (here / "shop/acts.py").write_text("open('it_ran', 'w')\nfrom shop.broken import x\n")
    (here / "shop/broken.py").write_text("def (:\n")
    code, _, err = said(run("init", "--yes"))

    assert (code, "excluded, for this Python cannot read them: 1" in err) == (0, True)
    assert "    - shop.broken   # cannot be read: syntax error" in Path("topology.yaml").read_text()
    assert run("check").exit_code == 0
    assert not (here / "it_ran").exists()


def test_too_much_that_cannot_be_read_is_a_matter_of_the_python(here: Path) -> None:
    """No law is written over code of which a good part is unseen; the sentence says what would help."""
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


def test_where_nothing_can_be_forbidden_the_built_in_laws_are_left(here: Path) -> None:
    """A law with a single module loads and holds."""
    for name in ("api", "core"):
        (here / f"shop/{name}.py").unlink()

    assert "law:     built-in laws only: there are no two parts" in said(run("init", "--yes"))[2]
    assert run("check").exit_code == 0


def test_a_name_that_no_topology_may_hold_is_made_harmless(here: Path) -> None:
    """What a stranger's pyproject.toml calls itself cannot break the file."""
    (here / "pyproject.toml").write_text('[project]\nname = "x\\u001b[31m\\n# y: \\"z"\n')

    assert run("init", "--yes").exit_code == 0
    assert 'name: "x [31m # y: \\"z"\n' in Path("topology.yaml").read_text()


def test_a_package_can_be_chosen(here: Path) -> None:
    """Of several, the named one; a name that is not there is answered with those that are."""
    (here / "other").mkdir()
    (here / "other/__init__.py").write_text("")

    assert "  packages: [other, shop]\n" in run("init", "--dry-run").stdout
    assert "  packages: [shop]\n" in run("init", "shop", "--dry-run").stdout
    assert said(run("init", "shpo")) == (2, "", "Error: there is no package 'shpo' in .; there is shop\n")


def on_screen(typed: str, *options: str) -> tuple[int, str, str]:
    """What the command does when somebody types that on a terminal."""
    master, slave = os.openpty()
    os.write(master, typed.encode())
    words = [sys.executable, "-m", "conformance", "init", *options]
    result = subprocess.run(
        words, stdin=slave, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": HOME}, check=False
    )
    os.close(slave)
    os.close(master)
    return result.returncode, result.stdout, result.stderr


def test_on_a_screen_the_proposals_can_be_chosen_from(here: Path) -> None:
    """Grids and the law by packages are listed; the number that is typed is taken."""
    shutil.rmtree(here / "shop")
    shutil.copytree(ROOT / "examples/hoc/app", here / "app")
    _, out, err = on_screen("9\n3\n", "--dry-run")

    assert err.splitlines()[:10] == [
        "  1  by domain: app.hoc.cus has 9 domains x 4 layers (L3 L4 L5 L6); 102 of 160 modules",
        "     layers: 9: api L3 L4 L5 L6 services db models utils",
        "     27 lines of allow, 9 domains",
        "  2  by package: 10 packages or modules in 10 layers; 0 of 41 imports go up",
        "     layers: 10: api cus services db fdr models auth int utils duplicate",
        "     18 lines of allow",
        "  3  by domain: app.hoc.int has 3 domains x 2 layers (drivers engines); 12 of 160 modules",
        "     layers: 2: engines drivers",
        "     3 lines of allow, 3 domains",
        "Which of these, or n for none [1]: Error: say a number from 1 to 3, or n for none",
    ]
    assert '"app.hoc.int.{domain}.engines"' in out


def test_on_a_screen_the_only_proposal_is_shown_before_it_is_written(here: Path) -> None:
    """No is an answer, and writes nothing; the empty line is yes."""
    preview = (
        "  1  by package: 3 packages or modules in 3 layers; 0 of 4 imports go up\n"
        "     layers: 3: api core models\n     3 lines of allow\nWrite this law, y or n [y]: "
    )
    refused = on_screen("n\n")

    assert refused == (2, "", f"{preview}Error: nothing was written, for no proposal was taken\n")
    assert written(here) == set()
    assert on_screen("\n") == (0, "", preview + SUMMARY)
    assert written(here) == FILES


def test_the_sample_is_recognised(here: Path) -> None:
    """Its nine domains, its numbered layers, the shared domain and its kernel; the rest is what imports tell."""
    shutil.rmtree(here / "shop")
    shutil.copytree(ROOT / "examples/hoc/app", here / "app")
    code, _, err = said(run("init", "--yes"))

    assert (here / "topology.yaml").read_text() == (PINNED / "sample_topology.txt").read_text()
    assert (code, err) == (0, (PINNED / "sample_summary.txt").read_text())
    assert [door[0] for door in all_doors()] == [0, 0, 0]


OWN_CONTRACTS = """\
[importlinter]
root_package = shop

[importlinter:contract:order]
name = The order
type = layers
layers =
    shop.api
    shop.core
    shop.models
ignore_imports =
    shop.models -> shop.core
"""


def test_contracts_of_import_linter_are_taken_over_with_what_they_ignore(here: Path) -> None:
    """What they ignore is known, with their name; what breaks them is new; their file stays theirs."""
    (here / ".importlinter").write_text(OWN_CONTRACTS)
    (here / "shop/models.py").write_text("import shop.core\nimport shop.api\n")
    code, _, err = said(run("init", "--from-importlinter"))

    assert (code, "new:     1 finding: 1 models-to-api" in err) == (1, True)
    assert "kept:    .importlinter is yours; once topology.yaml says it all" in err
    assert (here / ".importlinter").read_text() == OWN_CONTRACTS
    assert [entry.reason for entry in read_baseline(Path("topology.baseline.json"))] == [
        "ignored by the contract order of import-linter"
    ]
    assert "# The order\n  api:    {modules: shop.api}\n" in Path("topology.yaml").read_text()
    assert "test_importlinter_is_current" not in Path("conformance/test_architecture.py").read_text()


def test_modules_of_tach_are_taken_over(here: Path) -> None:
    """Each is a layer; the verdict is tach's."""
    modules = (
        '[[modules]]\npath = "shop.api"\ndepends_on = ["shop.core"]\n[[modules]]\npath = "shop.core"\ndepends_on = []\n'
    )
    (here / "tach.toml").write_text(modules)

    assert said(run("init", "--from-tach"))[0] == 0
    assert "  - api -> api core\n  - core -> core\n" in Path("topology.yaml").read_text()
    assert run("check").exit_code == 0


def test_only_one_translation_at_a_time() -> None:
    """Two laws cannot be one without somebody who says which part holds."""
    code, _, err = said(run("init", "--from-tach", "--from-importlinter"))

    assert code == 2
    assert "--from-importlinter and --from-tach: translate one, then add the other by hand" in err
