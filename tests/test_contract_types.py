"""The entry point `lint-imports`: real runs on small trees, from their directory, without options."""

import os
from pathlib import Path

import pytest
from grimp import ImportGraph

from import_conformance import contract_types
from import_conformance.linting.session import RefusedError
from tests.support.linting import (
    BY_KIND,
    LAW,
    PROJECT,
    SOURCES,
    UPWARD,
    compile_into,
    conforming,
    lint,
    plant,
    report_here,
    tolerate,
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A conforming tree, compiled; its packages have no `__init__.py`."""
    return conforming(tmp_path)


def test_conforming_code_keeps_all_contracts(tree: Path) -> None:
    """Conforming code is reported file by file with exit code 0."""
    assert lint(tree) == (0, KEPT)


KEPT = """
---------
Contracts
---------

Analyzed 6 files, 1 dependencies.
---------------------------------

This file is what the topology and the modules of today compile to KEPT
The baseline knows no finding that is gone KEPT
low imports only what allow permits KEPT
kit imports only what allow permits KEPT
low imports only what allow permits: what native contracts cannot say KEPT
unresolved-imports: holds in every code base KEPT
shadowed-modules: holds in every code base KEPT
unparsable-files: holds in every code base KEPT

Contracts: 8 kept, 0 broken.
"""


def test_an_import_linter_contract_names_the_broken_import(tree: Path) -> None:
    """A contract of import-linter's own names the import, its line, and what the law allows instead."""
    plant(tree, UPWARD)
    code, text = lint(tree)
    assert code == 1
    assert text.partition("Broken contracts\n----------------\n")[2] == NATIVE


NATIVE = """
low imports only what allow permits
-----------------------------------

app.low is not allowed to import app.top:

-   app.low.b -> app.top.a (l.2)


Fix: low may import what these lines of allow say:
line 10: low -> low: it is 100% [bold]pure[/nope] :100:
line 11: low -> kit (typing only): names only

"""


LONG = "so " * 80 + "on"


def test_our_contract_types_name_place_reason_and_fix(tree: Path) -> None:
    """Our contracts print place, finding, reason and fix, each on one unwrapped line and without markup."""
    plant(
        tree,
        BY_KIND | {"topology.yaml": LAW.replace("names only", "'100% [bold]names[/nope] :100:, " + LONG + "'")},
    )
    compile_into(tree)
    code, text = lint(tree, COLUMNS="60")
    assert code == 1
    assert text.partition("Broken contracts\n----------------\n")[2] == OURS


OURS = f"""
low imports only what allow permits: what native contracts cannot say
---------------------------------------------------------------------

high, 1 new: src/app/low/b.py:1
src/app/low/b.py:1:1  low imports app.kit (kit); line 11 allows low-to-kit for typing imports only
law: low-to-kit (topology.yaml:11)
why: 100% [bold]names[/nope] :100:, {LONG}
fix: low may import low and kit; kit may be imported by top, low and kit

"""


def test_a_single_module_is_judged_too(tree: Path) -> None:
    """Contracts about a single-file module hold or break, although import-linter takes no such root package."""
    path = f"{PROJECT}{os.pathsep}{tree / 'src'}"
    law = LAW.replace("packages: [app]", "packages: [app, settings]").replace(
        "allow:", '  settings: {modules: settings}\nforbid: {bare: {from: "app.**", to: settings, because: b}}\nallow:'
    )
    plant(tree, {"topology.yaml": law, "src/settings.py": ""})
    compile_into(tree)
    code, said = lint(tree, PYTHONPATH=path)
    assert code == 0, said
    plant(tree, {"src/settings.py": "import app.kit\n", "src/app/kit.py": "import settings\n"})
    code, said = lint(tree, PYTHONPATH=path)
    assert code == 1
    assert "app.kit -> settings (l.1)" in said
    assert "settings -> app.kit (l.1)" in said


def test_a_new_file_is_seen_at_once(tree: Path) -> None:
    """A module added between two runs is part of the graph, without a cache in between."""
    plant(tree, {"src/app/low/b.py": "from app.top import fresh\n", "src/app/top/__init__.py": ""})
    compile_into(tree)
    assert "app.low.b -> app.top (l.1)" in lint(tree)[1]
    plant(tree, {"src/app/top/fresh.py": ""})
    assert "app.low.b -> app.top.fresh (l.1)" in lint(tree)[1]
    assert {path.name for path in tree.iterdir()} == {".importlinter", "src", "topology.yaml"}


def test_an_edit_with_the_same_time_is_seen(tree: Path) -> None:
    """A file that changed without a new modification time is read again."""
    file = tree / "src/app/low/b.py"
    before = file.stat()
    assert lint(tree)[0] == 0
    plant(tree, UPWARD)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert lint(tree)[0] == 1


def test_the_application_is_never_run(tree: Path) -> None:
    """Neither the application nor a file named like a library of ours is imported."""
    trap = "open('trapped', 'w').close()\nraise SystemExit(3)\n"
    plant(
        tree,
        {"src/app/__init__.py": trap, "app/__init__.py": trap, "yaml.py": trap, "networkx.py": trap, "json.py": trap},
    )
    compile_into(tree)
    assert lint(tree)[0] == 0
    assert not (tree / "trapped").exists()


def test_a_file_that_cannot_be_parsed_breaks_one_contract(tree: Path) -> None:
    """An unparsable file is one finding, and all other contracts are still judged."""
    plant(tree, UPWARD | {"src/app/top/bad.py": "def (:\n"})
    code, text = lint(tree)
    assert code == 1
    assert "Contracts: 6 kept, 2 broken." in text
    assert "src/app/top/bad.py:1:5  this file cannot be judged" in text
    assert "app.low.b -> app.top.a (l.2)" in text


def test_known_findings_are_set_aside(tree: Path) -> None:
    """Findings of the baseline break nothing, and are counted in a warning."""
    plant(tree, UPWARD)
    tolerate(tree)
    compile_into(tree)
    code, text = lint(tree)
    assert code == 0
    assert "- 1 known finding in the baseline" in text


def test_a_repeated_known_finding_is_new(tree: Path) -> None:
    """The baseline counts statements, so a second import of the same module breaks the law."""
    plant(tree, UPWARD)
    tolerate(tree)
    compile_into(tree)
    plant(tree, {"src/app/low/b.py": "import app.top.a\nimport app.top.a\n"})
    code, text = lint(tree)
    assert code == 1
    assert "src/app/low/b.py:2:1  low imports app.top.a (top)" in text
    assert "(2 found, 1 known)" in text


def test_paid_debt_breaks_the_baseline(tree: Path) -> None:
    """An entry whose finding is gone must be removed."""
    plant(tree, UPWARD)
    tolerate(tree)
    compile_into(tree)
    plant(tree, SOURCES)
    code, text = lint(tree)
    assert code == 1
    assert "The baseline knows no finding that is gone BROKEN" in text
    assert "src/app/low/b.py  low-to-top: 0 of 1 left" in text


def test_a_known_bad_file_still_breaks_its_contract(tree: Path) -> None:
    """An unreadable file breaks its contract although the baseline has it, as on the command line."""
    plant(tree, {"src/app/top/bad.py": "def (:\n"})
    tolerate(tree)
    compile_into(tree)
    code, text = lint(tree)
    assert code == 1
    assert "unparsable-files: holds in every code base BROKEN" in text


def test_a_graph_of_another_builder_is_refused(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our types refuse a graph in which a module of the ledger is missing."""
    monkeypatch.chdir(tree)
    report_here()
    contract = contract_types.CurrentContract("any", {}, {})
    with pytest.raises(RefusedError, match="the graph has no module app"):
        contract.check(ImportGraph(), verbose=False)
