"""An import-linter that works otherwise than the known releases ends in one sentence, and never in a verdict."""

import os
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.support.linting import BY_KIND, PROJECT, UPWARD, conforming, lint, plant
from tests.support.tiny import python

# Each is run before import-linter starts, and makes another release of it; with it, what the sentence says.
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
        "def told(**words):\n"
        "    return known(**{name.removeprefix('the_'): value for name, value in words.items()})\n"
        "told.__module__ = 'importlinter.cli'\n"
        "cli.lint_imports_command.callback = told\n"
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
    """A tree with two breaches: one is told by import-linter's own contracts, one by ours."""
    home = conforming(tmp_path / "tree")
    plant(home, UPWARD | {"src/app/low/c.py": BY_KIND["src/app/low/b.py"]} | {"src/app/__init__.py": ""})
    return home


def other_release(folder: Path, code: str) -> str:
    """The import path on which a Python finds another import-linter."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(code)
    return os.pathsep.join((str(folder), str(PROJECT / "src"), "src"))


@pytest.mark.parametrize("name", OTHERWISE)
def test_lint_imports_refuses_a_release_that_it_does_not_know(name: str, tree: Path, tmp_path: Path) -> None:
    """With its version and what to install: no contract is kept, nothing is shown that was not judged."""
    code, what = OTHERWISE[name]

    ended, said = lint(tree, PYTHONPATH=other_release(tmp_path / "other", code))

    release = version("import-linter")
    assert " ".join(said.split()) == f"import-linter {release} {what}, {INSTEAD} {release}"
    assert ended == 1


@pytest.mark.parametrize(
    "name", ["another signature", "a part that is gone", "options that stay in the file", "a ban on nothing"]
)
def test_prove_refuses_it_like_a_wrong_topology(name: str, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence on standard error, and exit code 2."""
    code, what = OTHERWISE[name]
    monkeypatch.chdir(tree)
    start = "from import_conformance.cli.start import main; main()"
    prelude = f"{code}import sys; sys.argv = ['conformance', 'prove']\n{start}\n"

    done = python("-c", prelude)

    release = version("import-linter")
    said = f"Error: import-linter {release} {what}, {INSTEAD} {release}\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_prove_refuses_a_release_that_reads_its_files_otherwise(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it proves is what import-linter reads."""
    monkeypatch.chdir(tree)
    prelude = "import sys; from importlinter.application import use_cases; sys.argv = ['conformance', 'prove']\n"
    changed = "use_cases.read_user_options = lambda name: [name]\n"

    done = python("-c", f"{prelude}{changed}from import_conformance.cli.start import main; main()\n")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Error: import-linter {version('import-linter')} reads its files otherwise, ")


def test_a_contract_type_that_is_gone_is_told_by_prove(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The types that it knows how to break are import-linter's own."""
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


def test_a_check_does_not_ask_import_linter(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other doors work with whatever is installed."""
    monkeypatch.chdir(tree)
    prelude = "import sys; sys.modules['importlinter'] = None; sys.argv = ['conformance', 'check']\n"

    done = python("-c", f"{prelude}from import_conformance.cli.start import main; main()\n")

    assert (done.returncode, done.stderr) == (1, "")
    assert "src/app/low/b.py:2:1: low imports app.top.a" in done.stdout


def test_what_else_is_missing_is_told_as_before(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No library that cannot be loaded is taken for one of these two."""
    monkeypatch.chdir(tree)
    prelude = "import sys; sys.modules['yaml'] = None; sys.argv = ['conformance', 'check']\n"

    done = python("-c", f"{prelude}from import_conformance.cli.start import main; main()\n")

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
    assert done.stderr.startswith("internal error, nothing was judged: ModuleNotFoundError: import of yaml halted")


def test_contracts_are_judged_for_the_file_that_they_stand_in(tree: Path, tmp_path: Path) -> None:
    """Where import-linter took them from another file than the one whose topology was read, there is no verdict."""
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
