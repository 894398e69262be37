"""With several source roots each path says below which root it lies, and each file is what Python makes of it."""

import json
from pathlib import Path

import pytest

from tests.roots.trees import fates, findings, law, lay, verdict
from tests.support.tiny import run

TWO = "{roots: [one, two], packages: [acme]}"
DECLARED = {
    "dunder": "__path__ = __import__('pkgutil').extend_path(__path__, __name__)\n",
    "from": "from pkgutil import extend_path\n__path__ = extend_path(__path__, __name__)\n",
    "alias": "import pkgutil as p\n__path__ = p.extend_path(__path__, __name__)  # namespace\n",
    "resources": "__import__('pkg_resources').declare_namespace(__name__)\n",
    "both": (
        '"""A namespace."""\ntry:\n    import pkg_resources\n    pkg_resources.declare_namespace(__name__)\n'
        "except ImportError:\n    import pkgutil\n    __path__ = pkgutil.extend_path(__path__, __name__)\n"
    ),
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty directory, in which each test writes its own tree."""
    monkeypatch.chdir(tmp_path)


def lay_twins(root: Path) -> None:
    """Write two roots that hold a module of one name: Python imports that of the first."""
    lay(root, {f"{home}/acme/__init__.py": "" for home in ("one", "two")})
    lay(root, {"one/acme/core.py": "", "one/acme/billing.py": "", "two/acme/core.py": "import acme.billing\n"})
    law(root, TWO)


def test_the_file_that_is_never_imported_is_reported_as_shadowed(tmp_path: Path) -> None:
    """The finding is about the second file, and each format names its root."""
    lay_twins(tmp_path)

    output = run("check", "--no-index", "shadowed-modules").stdout

    assert "two/acme/core.py:1:1: this file is never imported: Python imports one/acme/core.py" in output
    assert "one/acme/core.py:1:1" not in output
    assert findings() == ["shadowed-modules two/acme/__init__.py:1", "shadowed-modules two/acme/core.py:1"]
    assert "two/acme/core.py: acme.core: Python imports one/acme/core.py" in run("doctor").stdout


@pytest.mark.parametrize("form", ["sarif", "github", "gitlab", "rdjsonl", "github-summary"])
def test_formats_for_machines_name_the_right_file(tmp_path: Path, form: str) -> None:
    """The path starts at the top of the repository."""
    lay_twins(tmp_path)

    output = run("check", "--no-index", "--format", form).stdout

    assert "two/acme/core.py" in output
    assert output.count("one/acme/core.py") == output.count("imports one/acme/core.py")


def test_the_review_names_the_right_file(tmp_path: Path) -> None:
    """Both the page and the Markdown name it."""
    lay_twins(tmp_path)

    for form in ("html", "markdown", "json"):
        assert "two/acme/core.py" in run("report", "--format", form).stdout


def test_where_distinguishes_two_files_of_one_path(tmp_path: Path) -> None:
    """Each is requested by its path from the current directory."""
    lay_twins(tmp_path)

    assert "fate: unplaced" in run("where", "one/acme/core.py").stdout
    shadowed = run("where", "two/acme/core.py").stdout
    assert "file: two/acme/core.py" in shadowed
    assert "fate: shadowed" in shadowed
    assert "file: one/acme/core.py" in run("where", "acme.core").stdout


def test_json_has_the_root_of_each_path(tmp_path: Path) -> None:
    """`path` stays relative to the source root."""
    lay_twins(tmp_path)

    found = verdict()

    assert {(f["root"], f["path"], f["fate"]) for f in found["ledger"]["files"]} == {
        ("one", "acme/__init__.py", "unplaced"),
        ("one", "acme/billing.py", "unplaced"),
        ("one", "acme/core.py", "unplaced"),
        ("two", "acme/__init__.py", "shadowed"),
        ("two", "acme/core.py", "shadowed"),
    }


def test_one_root_needs_no_name(tmp_path: Path) -> None:
    """With a single root no path has a root in front."""
    lay(tmp_path, {"one/acme/a.py": "import acme.b\n"})
    law(tmp_path, "{roots: [one], packages: [acme]}")

    found = verdict()

    assert "root" not in found["ledger"]["files"][0]
    assert "root" not in found["findings"][0]


def test_the_baseline_says_below_which_root_a_known_finding_lies(tmp_path: Path) -> None:
    """Two shadowed files of one path below two roots are two entries."""
    lay(tmp_path, {f"{home}/acme/core.py": "" for home in ("one", "two", "three")})
    law(tmp_path, "{roots: [one, two, three], packages: [acme], baseline: known.json}")
    run("baseline", "update", "--allow-new", "--reason", "R")

    entries = json.loads((tmp_path / "known.json").read_text())["findings"]

    assert [(entry["root"], entry["path"], entry["count"]) for entry in entries] == [
        ("three", "acme/core.py", 1),
        ("two", "acme/core.py", 1),
    ]
    assert run("check", "--no-index").exit_code == 0
    (tmp_path / "two/acme/core.py").unlink()
    assert "two/acme/core.py: shadowed-modules: 0 of 1 left" in run("check", "--no-index").stdout


def test_the_root_comes_before_the_kind_of_file(tmp_path: Path) -> None:
    """Python asks one root after the other: a module of the first hides a package of the second."""
    lay(tmp_path, {"one/acme.py": "", "two/acme/__init__.py": "", "two/acme/x.py": ""})
    law(tmp_path, TWO)

    assert fates() == {
        "one:acme.py": "unplaced acme",
        "two:acme/__init__.py": "shadowed acme",
        "two:acme/x.py": "shadowed acme.x",
    }


@pytest.mark.parametrize("first", DECLARED)
@pytest.mark.parametrize("second", ["dunder", "both"])
def test_portions_of_a_namespace_that_is_declared_in_a_file_are_judged(tmp_path: Path, first: str, second: str) -> None:
    """Each distribution has its own `__init__.py`, and none of them may be deleted."""
    lay(tmp_path, {"one/acme/__init__.py": DECLARED[first], "two/acme/__init__.py": DECLARED[second]})
    lay(tmp_path, {"one/acme/core.py": "import acme.billing\n", "two/acme/billing.py": ""})
    law(tmp_path, TWO, "layers: {c: {modules: acme.core}, b: {modules: acme.billing}}\nallow: [b -> b]\n")

    assert findings() == ["c-to-b one/acme/core.py:1"]
    assert fates()["two:acme/__init__.py"] == "unplaced acme"


@pytest.mark.parametrize(
    "text",
    [
        "def extend_path(path, name): ...\n",
        "# __path__ = __import__('pkgutil').extend_path(__path__, __name__)\n",
        "def f():\n    from pkgutil import extend_path\n    return extend_path([], '')\n",
    ],
)
def test_text_that_only_looks_like_a_namespace_declaration_is_shadowed(tmp_path: Path, text: str) -> None:
    """A comment, a function of that name, or a call that does not run at import declares nothing."""
    lay(tmp_path, {"one/acme/__init__.py": DECLARED["from"], "two/acme/__init__.py": text})
    law(tmp_path, TWO)

    assert fates()["two:acme/__init__.py"] == "shadowed acme"


def test_code_in_a_portion_that_never_runs_is_a_finding(tmp_path: Path) -> None:
    """Of several declared portions Python runs the first one: what else the others hold is hidden."""
    lay(
        tmp_path,
        {"one/acme/__init__.py": DECLARED["from"], "two/acme/__init__.py": DECLARED["from"] + "import acme.x\n"},
    )
    law(tmp_path, TWO)

    output = run("check", "--no-index").stdout

    assert findings() == ["shadowed-modules two/acme/__init__.py:1"]
    assert "leave only the declaration of the namespace" in output
    assert "delete it" not in output


def test_two_distributions_of_one_name_are_named_in_the_fix(tmp_path: Path) -> None:
    """Neither is a leftover of the other, so the fix deletes neither."""
    lay(tmp_path, {f"{home}/{file}": home for home in "ab" for file in ("pyproject.toml", "src/acme/__init__.py")})
    lay(tmp_path, {"a/src/acme/core.py": "x = 1\n", "b/src/acme/core.py": "x = 2\n"})
    law(tmp_path, "{roots: [a/src, b/src], packages: [acme]}")

    output = run("check", "--no-index").stdout

    assert "two distributions of this repository, a and b, hold acme.core" in output
    assert "delete it" not in output
    assert "rename the top-level package of one of them" in output


def test_one_folder_as_two_roots_shadows_nothing(tmp_path: Path) -> None:
    """A root that is a link to another one holds the same files: to delete one is to delete both."""
    lay(tmp_path, {"one/acme/core.py": ""}, {"two": "one"})
    law(tmp_path, TWO)

    assert fates() == {"one:acme/core.py": "unplaced acme.core", "two:acme/core.py": "linked acme.core"}
    assert findings() == []


@pytest.mark.parametrize(
    ("files", "is_missing"),
    [
        ({"one/acme/core/__init__.py": "", "two/acme/billing/__init__.py": "import acme.no\n"}, False),
        ({"one/acme/core/__init__.py": "", "two/acme/billing.py": "from acme.no import x\n"}, False),
        ({"one/acme/core/__init__.py": "", "two/acme/billing/due.py": "from acme import no\n"}, False),
        ({"one/acme/core/__init__.py": "", "two/acme/sub/due/__init__.py": "import acme.sub.no\n"}, False),
        ({"one/acme/core/__init__.py": "", "two/acme/sub/due.py": "import acme.sub.no\n"}, True),
        ({"one/acme/core.py": "", "two/acme/billing.py": "import acme.no\n"}, True),
        ({"one/acme/core/a.py": "", "two/acme/billing/b.py": "from acme.no import x\n"}, True),
        ({"one/acme/__init__.py": "", "two/acme/core/__init__.py": "", "one/acme/a.py": "import acme.no\n"}, True),
    ],
)
def test_other_portions_are_expected_where_the_code_has_regular_packages(
    tmp_path: Path, files: dict[str, str], is_missing: bool
) -> None:
    """Without any `__init__.py` folders are one code base, and a name that no root has is misspelt."""
    lay(tmp_path, files)
    law(tmp_path, TWO)

    assert any(each.startswith("unresolved-imports") for each in findings()) is is_missing


@pytest.mark.parametrize(
    ("files", "live"),
    [
        (("one/acme/x.py", "two/acme/__init__.py", "two/acme/x.py"), "two:acme/x.py"),
        (("one/acme/s/x.py", "two/acme/__init__.py", "two/acme/s/x.py"), "two:acme/s/x.py"),
        (("one/acme/s/__init__.py", "two/acme/__init__.py", "two/acme/s/__init__.py"), "two:acme/s/__init__.py"),
        (("one/acme/s/x.py", "two/acme/s/__init__.py", "two/acme/s/x.py"), "two:acme/s/x.py"),
        (("one/acme/x.py", "two/acme/__init__.py", "two/acme/x/__init__.py"), "two:acme/x/__init__.py"),
        (("one/acme/x.py", "two/acme/x.py"), "one:acme/x.py"),
        (("one/acme/__init__.py", "one/acme/x.py", "two/acme/__init__.py", "two/acme/x.py"), "one:acme/x.py"),
        (("one/acme/__init__.py", "one/acme/s/x.py", "two/acme/s/__init__.py", "two/acme/s/x.py"), "one:acme/s/x.py"),
    ],
)
def test_a_package_with_a_file_comes_before_a_folder_of_an_earlier_root(
    tmp_path: Path, files: tuple[str, ...], live: str
) -> None:
    """As Python has it, which passes over a folder without `__init__.py` while a later root has a package."""
    lay(tmp_path, dict.fromkeys(files, ""))
    law(tmp_path, TWO)

    found = fates()

    module = found[live].partition(" ")[2]
    assert [path for path, fate in found.items() if fate == f"unplaced {module}"] == [live]
