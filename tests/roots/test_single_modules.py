"""A single file may stand in `packages`, and what lies beside the packages is counted."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.roots.trees import fates, findings, law, lay, verdict
from tests.support.linting import compile_into, lint
from tests.support.tiny import run

SETTINGS = """\
layers: {app: {modules: app}, settings: {modules: settings}}
allow: [app -> app settings]
"""
APP = {"src/app/__init__.py": "import settings\n", "src/settings.py": "import app\n", "src/manage.py": "import app\n"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty directory, in which each test writes its own tree."""
    monkeypatch.chdir(tmp_path)


def test_a_module_beside_the_packages_can_be_declared(tmp_path: Path) -> None:
    """It is judged as packages are, and undeclared modules are counted."""
    lay(tmp_path, APP)
    law(tmp_path, "{roots: [src], packages: [app, settings]}", SETTINGS)

    assert findings() == ["settings-to-app settings.py:1"]
    assert verdict()["ledger"]["beside"] == 1


def test_a_module_may_be_a_portion_of_a_namespace(tmp_path: Path) -> None:
    """`packages: [top.a]` declares top/a.py."""
    lay(tmp_path, {"src/top/a.py": "", "src/top/b/__init__.py": "import top.a\n"})
    law(
        tmp_path,
        "{roots: [src], packages: [top.a, top.b]}",
        "layers: {a: {modules: top.a}, b: {modules: top.b}}\nallow: [a -> a, b -> b]\n",
    )

    assert findings() == ["b-to-a top/b/__init__.py:1"]


def test_lint_imports_judges_a_declared_module(tmp_path: Path) -> None:
    """The compiled contracts say the same as the command."""
    lay(tmp_path, APP)
    law(tmp_path, "{roots: [src], packages: [app, settings]}", SETTINGS)
    compile_into(tmp_path)

    code, output = lint(tmp_path)

    assert code == 1
    assert "settings" in output
    (tmp_path / "src/settings.py").write_text("")
    assert lint(tmp_path)[0] == 0


def test_a_folder_of_the_same_name_is_taken_first_only_if_it_is_a_package(tmp_path: Path) -> None:
    """As Python does: an `__init__.py` makes the folder win, and without one the module wins."""
    lay(tmp_path, {"one/__init__.py": "", "one.py": "", "two/x.py": "", "two.py": ""})
    law(tmp_path, "{roots: [.], packages: [one, two]}")

    assert fates() == {
        ":one.py": "shadowed one",
        ":one/__init__.py": "unplaced one",
        ":two.py": "unplaced two",
        ":two/x.py": "shadowed two.x",
    }


def test_what_lies_beside_the_packages_is_counted_and_named(tmp_path: Path) -> None:
    """Files and folders with Python; not hidden ones, environments, folders without Python, or what git ignores."""
    lay(
        tmp_path,
        dict.fromkeys(("app/a.py", "setup.py", "tools/x/y.py", ".venv/x.py", "env/pyvenv.cfg", "env/l/x.py"), ""),
    )
    lay(
        tmp_path,
        {"docs/index.md": "", "build/x.py": "", ".gitignore": "/build/\n*.tmp.py\n", "a.tmp.py": "", ".git/HEAD": ""},
    )
    law(tmp_path, "{roots: [.], packages: [app]}")

    assert verdict()["ledger"]["beside"] == 2
    assert "; 2 beside the packages" in run("check", "--no-index").stdout
    doctor = run("doctor").stdout
    assert "setup.py" in doctor
    assert "tools: a folder that holds Python" in doctor
    assert "build" not in doctor


def test_what_lies_beside_a_portion_is_counted(tmp_path: Path) -> None:
    """The folders above a dotted package are examined as the root is."""
    lay(tmp_path, {"top/a/x.py": "", "top/b/y.py": "", "top/c.py": ""})
    law(tmp_path, "{roots: [.], packages: [top.a]}")

    assert verdict()["ledger"]["beside"] == 2


def test_doctor_names_imports_of_what_lies_beside(tmp_path: Path) -> None:
    """Such a module is own code that no law judges, and no external package."""
    lay(tmp_path, {"app/a.py": "import helper\n", "helper.py": "import app.a\n"})
    law(tmp_path, "{roots: [.], packages: [app]}")

    report = json.loads(run("doctor", "--format", "json").stdout)

    (beside,) = [each for each in report["examinations"] if each["name"] == "beside"]
    assert "1 own import" in beside["summary"]
    assert "app/a.py" in json.dumps(beside)


def test_python_in_a_cache_folder_is_in_the_ledger(tmp_path: Path) -> None:
    """It counts because `import app.__pycache__.x` works."""
    lay(
        tmp_path,
        {
            "app/a.py": "",
            "app/__pycache__/x.py": "",
            "app/__pycache__/a.cpython-311.pyc": "",
            "app/__pycache__/s/y.py": "",
        },
    )
    law(tmp_path, "{roots: [.], packages: [app]}")

    assert fates() == {
        ":app/__pycache__/s/y.py": "unplaced app.__pycache__.s.y",
        ":app/__pycache__/x.py": "unplaced app.__pycache__.x",
        ":app/a.py": "unplaced app.a",
    }


def test_init_takes_single_modules(tmp_path: Path) -> None:
    """The command also names what it did not take."""
    lay(
        tmp_path,
        {
            "main.py": "import helper\nimport pkg.x\n",
            "helper.py": "",
            "pkg/x.py": "",
            "setup.py": "",
            "docs/conf.py": "",
        },
    )

    result = run("init", "--yes", "--dry-run")

    assert result.exit_code == 0, result.output
    assert "packages: [helper, main, pkg]" in result.stdout
    assert "setup.py" in result.stderr
    assert "docs" in result.stderr


def test_init_takes_a_folder_of_modules_only(tmp_path: Path) -> None:
    """A project may have single modules and no package at all."""
    lay(tmp_path, {"a.py": "import b\n", "b.py": ""})

    result = run("init", "--yes")

    assert result.exit_code == 0, result.output
    assert "packages: [a, b]" in (tmp_path / "topology.yaml").read_text()
    assert run("check").exit_code == 0


def test_tach_modules_that_are_single_files_are_translated(tmp_path: Path) -> None:
    """Such modules occur in tach's own examples."""
    both = '[[modules]]\npath = "m1"\ndepends_on = ["m2"]\n[[modules]]\npath = "m2"\ndepends_on = []\n'
    toml = f'source_roots = ["src"]\n{both}'
    lay(tmp_path, {"src/m1.py": "import m2\n", "src/m2.py": "", "tach.toml": toml})

    result = run("init", "--from-tach", "--yes")

    assert result.exit_code == 0, result.output
    assert run("check").exit_code == 0
    (tmp_path / "src/m2.py").write_text("import m1\n")
    assert run("check").exit_code == 1


def test_tach_modules_that_do_not_exist_are_refused(tmp_path: Path) -> None:
    """The message names the module, and no line of a topology that was never written."""
    lay(tmp_path, {"src/x.md": "", "tach.toml": 'source_roots = ["src"]\n[[modules]]\npath = "m1"\ndepends_on = []\n'})

    result = run("init", "--from-tach", "--yes")

    assert result.exit_code == 2
    assert "topology.yaml" not in result.output
    assert "m1" in result.output


def test_git_agrees_on_what_is_ignored(tmp_path: Path) -> None:
    """The rules of .gitignore are read without git, and say what git says."""
    names = ["a", "b", "c-1", "d.x", "e", "sub", "keep"]
    rules = "a\n/b/\nc-*\n!c-2\n# e\nd.[xy]\n*ep\n!keep\n**/sub\n"
    lay(tmp_path, {f"src/{name}/x.py": "" for name in [*names, "c-2"]} | {"src/app/a.py": "", ".gitignore": rules})
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    asked = subprocess.run(
        ["git", "check-ignore", *(f"src/{name}" for name in [*names, "c-2"])],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    law(tmp_path, "{roots: [src], packages: [app]}")

    assert verdict()["ledger"]["beside"] == len(names) + 1 - len(asked.stdout.split())


@pytest.mark.parametrize(
    "file", ["fast.so", "fast.cpython-311-x86_64-linux-gnu.so", "fast.pyd", "fast.pyc", "fast.pyx"]
)
def test_a_single_module_may_have_no_source(tmp_path: Path, file: str) -> None:
    """The module exists without imports of its own; another name does not exist."""
    lay(tmp_path, {"src/app/a.py": "import fast\nfrom fast import go\nimport faster\n", f"src/{file}": ""})
    law(
        tmp_path,
        "{roots: [src], packages: [app, fast]}",
        "layers: {app: {modules: app}, fast: {modules: fast}}\nallow: [app -> app]\n",
    )

    assert fates()[f":{file}"] == "opaque fast"
    assert findings() == ["app-to-fast app/a.py:1", "app-to-fast app/a.py:2"]


def test_a_portion_may_be_a_single_module_without_source(tmp_path: Path) -> None:
    """Beside the source of its name, a built file is no module of its own."""
    lay(tmp_path, {"top/_fast.abi3.so": "", "top/a.py": "from top import _fast\n", "top/a.cpython-311-darwin.so": ""})
    law(tmp_path, "{roots: [.], packages: [top.a, top._fast]}")

    assert fates() == {":top/_fast.abi3.so": "opaque top._fast", ":top/a.py": "unplaced top.a"}
    assert findings() == []


def test_proposed_packages_hold_modules(tmp_path: Path) -> None:
    """A folder of other files or a text file is not proposed; a compiled module is."""
    lay(tmp_path, {"docs/index.md": "", "shop/a.py": "", "fast.so": "", "notes.txt": "", "x.ipynb": "{}"})
    for wrong, right in (("doc", "fast, shop"), ("notes", "fast, shop"), ("shp", "'shop'"), ("fas", "'fast'")):
        law(tmp_path, f"{{roots: [.], packages: [{wrong}]}}")

        said = run("check", "--no-index").stdout

        assert f"there is no package '{wrong}'" in said
        assert right in said
        assert "docs" not in said
