"""An import-linter that differs from the known releases ends a run with one sentence, never with a verdict."""

import os
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.support.linting import BY_KIND, PROJECT, UPWARD, conforming, lint, plant
from tests.support.tiny import python

# Code that runs before import-linter starts and turns it into another release, with the expected part of the message.
OTHERWISE = {
    "another signature": (
        "from importlinter.adapters.building import GraphBuilder\nGraphBuilder.build = lambda self, roots: None\n",
        "builds its graph otherwise",
    ),
    "no builder in the settings": (
        "from importlinter.application.app_config import Settings\n"
        "Settings.__getattr__ = lambda self, name: self._config[name.replace('BUILDER', 'MAKER')]\n",
        "builds its graph otherwise",
    ),
    "a builder that is not asked": (
        "import grimp\n"
        "from importlinter.application import use_cases\n"
        "validate = use_cases._validate_root_package_names\n"
        "def build(root_package_names, include_external_packages, exclude_type_checking_imports, verbose, cache_dir):\n"
        "    validate(root_package_names)\n"
        "    return grimp.build_graph(*root_package_names, cache_dir=None)\n"
        "use_cases._build_graph = build\n",
        "builds its graph otherwise",
    ),
    "a builder that drops roots and is not asked": (
        "import grimp, inspect\n"
        "from importlinter.application import use_cases\n"
        "def build(**asked):\n"
        "    return grimp.build_graph('app', cache_dir=None)\n"
        "build.__signature__ = inspect.Signature()\n"
        "use_cases._build_graph = build\n",
        "builds its graph before it looks for that of conformance",
    ),
    "imports that are taken out of the graph": (
        "from copy import deepcopy\n"
        "from functools import wraps\n"
        "from importlinter.application import use_cases\n"
        "known = use_cases._build_graph\n"
        "@wraps(known)\n"
        "def build(**asked):\n"
        "    graph = deepcopy(known(**asked))\n"
        "    for importer in graph.modules:\n"
        "        for imported in graph.find_modules_directly_imported_by(importer):\n"
        "            graph.remove_import(importer=importer, imported=imported)\n"
        "    return graph\n"
        "use_cases._build_graph = build\n",
        "takes imports out of the graph before it judges",
    ),
    "a part that is gone": (
        "import sys\nimport importlinter.cli\nsys.modules['importlinter.application.app_config'] = None\n",
        "is missing parts that are needed (importlinter.application.app_config)",
    ),
    "a type of contract that is gone": (
        "import sys\nfrom importlinter import cli\nfrom importlinter.application import use_cases\n"
        "use_cases._get_built_in_contract_types = list\n"
        "sys.modules['importlinter.contracts.forbidden'] = None\n",
        "is missing parts that are needed (importlinter.contracts.forbidden)",
    ),
    "a command line with other words": (
        "from importlinter import cli\n"
        "known = cli.lint_imports_command.callback\n"
        "def renamed(**words):\n"
        "    return known(**{name.removeprefix('the_'): value for name, value in words.items()})\n"
        "renamed.__module__ = 'importlinter.cli'\n"
        "cli.lint_imports_command.callback = renamed\n"
        "for each in cli.lint_imports_command.params:\n"
        "    each.name = f'the_{each.name}'\n",
        "takes the files to judge from its command line in another way",
    ),
    "options that stay in the file": (
        "from importlinter import Contract\nContract._populate_fields = lambda self: None\n",
        "hands options to its contracts otherwise",
    ),
    "a ban on modules alone": (
        "from importlinter import fields\n"
        "from importlinter.contracts.forbidden import ForbiddenContract\n"
        "ForbiddenContract.as_packages = fields.BooleanField(required=False, default=False)\n",
        "judges its contracts of the type 'forbidden' otherwise",
    ),
    "a ban on nothing": (
        "from importlinter import ContractCheck\n"
        "from importlinter.contracts.forbidden import ForbiddenContract\n"
        "ForbiddenContract.check = lambda self, graph, verbose: ContractCheck(kept=True)\n",
        "judges its contracts of the type 'forbidden' otherwise",
    ),
}
INSTEAD = "so nothing is judged: install import-linter 2.17, or a release of import-conformance that knows"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with two breaches, one found by a contract of import-linter's own, one by a contract of ours."""
    home = conforming(tmp_path / "tree")
    plant(home, UPWARD | {"src/app/low/c.py": BY_KIND["src/app/low/b.py"]} | {"src/app/__init__.py": ""})
    return home


def other_release(folder: Path, code: str) -> str:
    """The import path on which Python finds the modified import-linter."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(code)
    return os.pathsep.join((str(folder), str(PROJECT / "src"), "src"))


@pytest.mark.parametrize("name", OTHERWISE)
def test_lint_imports_refuses_an_unknown_release(name: str, tree: Path, tmp_path: Path) -> None:
    """It names the installed version and the one to install, and reports no contract as kept."""
    code, what = OTHERWISE[name]

    ended, said = lint(tree, PYTHONPATH=other_release(tmp_path / "other", code))

    release = version("import-linter")
    assert " ".join(said.split()) == f"import-linter {release} {what}, {INSTEAD} {release}"
    assert ended == 1


@pytest.mark.parametrize(
    "name", ["another signature", "a part that is gone", "options that stay in the file", "a ban on nothing"]
)
def test_prove_refuses_an_unknown_release(name: str, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`prove` prints one sentence on standard error and exits with 2, as for an invalid topology."""
    code, what = OTHERWISE[name]
    monkeypatch.chdir(tree)
    start = "from import_conformance.cli.start import main; main()"
    prelude = f"{code}import sys; sys.argv = ['conformance', 'prove']\n{start}\n"

    done = python("-c", prelude)

    release = version("import-linter")
    said = f"Error: import-linter {release} {what}, {INSTEAD} {release}\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_prove_refuses_a_release_that_reads_its_files_differently(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`prove` relies on how import-linter reads contract files, so another way of reading is refused."""
    monkeypatch.chdir(tree)
    prelude = "import sys; from importlinter.application import use_cases; sys.argv = ['conformance', 'prove']\n"
    changed = "use_cases.read_user_options = lambda name: [name]\n"

    done = python("-c", f"{prelude}{changed}from import_conformance.cli.start import main; main()\n")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Error: import-linter {version('import-linter')} reads its files otherwise, ")


def test_prove_reports_a_missing_contract_type(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`prove` names a contract type of import-linter's own that it expects and that no longer exists."""
    monkeypatch.chdir(tree)
    prelude = (
        "import sys; sys.modules['importlinter.contracts.protected'] = None; sys.argv = ['conformance', 'prove']\n"
    )

    done = python("-c", f"{prelude}from import_conformance.cli.start import main; main()\n")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        f"Error: import-linter {version('import-linter')} is missing parts that are needed "
        "(importlinter.contracts.protected), so nothing is judged"
    )


def test_check_does_not_depend_on_import_linter(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` works with whatever import-linter is installed."""
    monkeypatch.chdir(tree)
    prelude = "import sys; sys.modules['importlinter'] = None; sys.argv = ['conformance', 'check']\n"

    done = python("-c", f"{prelude}from import_conformance.cli.start import main; main()\n")

    assert (done.returncode, done.stderr) == (1, "")
    assert "src/app/low/b.py:2:1: low imports app.top.a" in done.stdout


def test_another_missing_library_is_reported_under_its_own_name(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import error of another library is not blamed on import-linter or grimp."""
    monkeypatch.chdir(tree)
    prelude = "import sys; sys.modules['yaml'] = None; sys.argv = ['conformance', 'check']\n"

    done = python("-c", f"{prelude}from import_conformance.cli.start import main; main()\n")

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
    assert done.stderr.startswith("internal error, nothing was judged: ModuleNotFoundError: import of yaml halted")


def test_contracts_from_another_file_are_not_judged(tree: Path, tmp_path: Path) -> None:
    """There is no verdict when import-linter took the contracts from another file than the topology's."""
    code = (
        "from importlinter.application import use_cases\n"
        "known = use_cases.read_user_options\n"
        "def read(config_filename=None):\n"
        "    options = known(config_filename)\n"
        "    options.session_options['conformance_topology'] = 'other.yaml'\n"
        "    return options\n"
        "use_cases.read_user_options = read\n"
    )

    ended, said = lint(tree, PYTHONPATH=other_release(tmp_path / "other", code))

    assert ended == 1
    assert "judges another file than the one that it was asked for, so nothing is judged" in " ".join(said.split())
