"""`conformance explain` and `where`: the names that they accept, and their answers to unknown names."""

from pathlib import Path

import pytest

from tests.support import tiny
from tests.support.tiny import run


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a directory that holds the tiny application."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("explain", "low-to-tip"), "LAW: no law has the id 'low-to-tip'; nearest: low-to-top, top-to-low"),
        (
            ("explain", "app.low"),
            "LAW: app.low is a module; `conformance where app.low` says where it stands, two names ask about an import",
        ),
        (("explain", "app.lw", "top"), "NAME: 'app.lw' names no module; nearest: app.low, app, app.top"),
        (
            ("explain", "lwo", "top"),
            "NAME: 'lwo' is no module, layer or axis value, nor a package that is imported anywhere; nearest: low",
        ),
        (("where", "app.topp"), "MODULE: there is no module 'app.topp'; nearest: app.top, app.low, app.other"),
        (
            ("where", "src/app/lo.py"),
            "MODULE: there is no file 'src/app/lo.py' in the ledger; nearest: app/low.py, app/top.py, app/other.py",
        ),
    ],
)
def test_an_unknown_name_is_a_usage_error(words: tuple[str, ...], sentence: str) -> None:
    """Similar names are suggested, and the exit code is that of a usage error."""
    result = run(*words)

    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, f"Error: Invalid value for {sentence}")


def test_three_names_are_refused() -> None:
    """A question has one name or two."""
    result = run("explain", "a", "b", "c")

    assert result.exit_code == 2
    assert result.stderr.endswith("Error: explain takes one LAW, or the two ends A and B of an import\n")


@pytest.mark.parametrize("name", ["app.low", "src/app/low.py", "./src/app/low.py", "low"])
def test_a_module_may_be_named_in_several_ways(name: str) -> None:
    """A dotted name, a relative path, and the only module of a layer give the same answer."""
    output = run("explain", name, "app.top").stdout

    assert "May it? NO\n    no line of `allow` lets low import top (topology.yaml:5)\n" in output
    assert "    src/app/low.py:1: runtime, no (low-to-top topology.yaml:5)\n" in output


def test_an_external_package_can_only_be_a_target() -> None:
    """An external package as importer is refused."""
    Path("src/app/other.py").write_text("import json\n")

    assert run("explain", "json", "low").exit_code == 2
    assert "May it? YES" in run("explain", "low", "json").stdout


def test_a_namespace_package_is_known() -> None:
    """A namespace package is found although it has no file."""
    Path("src/app/low.py").rename("src/app/kept.txt")
    Path("src/app/low").mkdir()
    Path("src/app/low/deep.py").write_text("import app.top\n")

    output = run("where", "src/app/low").stdout

    assert "    file: none, it is a folder without `__init__.py`\n    holds: 1 module\n    place: layer low\n" in output


def test_the_limit_cuts_and_says_so() -> None:
    """Lists are cut at the limit, with the number of omitted entries."""
    Path("src/app/low.py").write_text("import app.top\nimport app.top\nimport app.top\n")

    assert "    ... and 2 more (--limit 0 shows all)\n" in run("explain", "low", "top", "--limit", "1").stdout
    assert "more" not in run("explain", "low", "top", "--limit", "0").stdout


def test_every_rule_can_be_explained() -> None:
    """Each kind of law can be asked for by name, with what, why and what to do instead."""
    for name in ("layers", "forbid", "require", "own", "symbols", "ban", "acyclic", "names", "headers", "quarantine"):
        output = run("explain", name).stdout

        assert ["what: " in output, "why: " in output, "instead: " in output] == [True] * 3, name


def test_a_built_in_law_is_explained_by_its_row() -> None:
    """The built-in laws share a page, and each is explained by its own row of the table."""
    assert "what: a file that Python never imports" in run("explain", "shadowed-modules").stdout
