"""Contracts put to the proof: native ones that somebody wrote, those that were compiled, and files out of date."""

import json
from pathlib import Path

import pytest

from tests.support.linting import LAW, compile_into, conforming, plant
from tests.support.tiny import run

TREE = {
    "src/app/__init__.py": "",
    "src/app/top/__init__.py": "",
    "src/app/top/a.py": "import json\nimport app.low.b\n",
    "src/app/top/c.py": "",
    "src/app/low/__init__.py": "",
    "src/app/low/b.py": "",
    "src/app/kit.py": "",
    "src/app/low/folder/unseen.py": "",
    "topology.yaml": LAW,
}
SESSION = "[importlinter]\nroot_package = app\ninclude_external_packages = True\n"
DIRECT = "allow_indirect_imports = True"
OVERLAPS = "overlaps with everything on the other side, and import-linter skips such pairs"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a tree with a law and work in it."""
    plant(tmp_path, TREE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(tree: Path, *options: str) -> dict[str, object]:
    """Return the JSON output of `prove` for one contract written by hand."""
    contract = "\n".join(("[importlinter:contract:mine]", "name = Mine", *options))
    plant(tree, {".importlinter": f"{SESSION}{contract}\n"})
    result = run("prove", "mine", "--format", "json")
    (proof,) = json.loads(result.stdout)["contracts"]
    assert result.exit_code == (0 if proof["can_fail"] else 1)
    return dict(proof)


@pytest.mark.parametrize(
    ("options", "change"),
    [
        (("type = forbidden", "source_modules = app.low", "forbidden_modules = app.top", DIRECT), "app.low -> app.top"),
        (("type = forbidden", "source_modules = app.low", "forbidden_modules = json"), "app.low -> json"),
        (("type = layers", "layers =", "  top", "  low", "containers = app"), "app.low -> app.top"),
        (("type = layers", "layers = top | kit", "containers = app"), "app.kit -> app.top"),
        (("type = layers", "layers = top", "containers = app.*", "exhaustive = True"), ""),
        (("type = independence", "modules = app.low.b", "  app.kit"), "app.kit -> app.low.b"),
        (("type = protected", "protected_modules = app.kit", "allowed_importers = app.top"), "app -> app.kit"),
        (("type = acyclic_siblings", "ancestors = app"), "app.kit -> app.low, + app.low -> app.kit"),
    ],
)
def test_native_contracts_can_fail(tree: Path, options: tuple[str, ...], change: str) -> None:
    """A contract of each native type, written by hand, is broken by the import that it is about."""
    proof = written(tree, *options)

    if change:
        assert (proof["can_fail"], proof["change"]) == (True, f"+ {change}")
    else:
        assert "Missing layer in container" in str(proof["reason"])


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (
            ("type = forbidden", "source_modules = app.*.gone", "forbidden_modules = app.top"),
            "'app.*.gone' in source_modules matches no module",
        ),
        (
            ("type = forbidden", "source_modules = app.low", "forbidden_modules = app.gone.*"),
            "'app.gone.*' in forbidden_modules matches no module",
        ),
        (
            ("type = forbidden", "source_modules = app.low", "forbidden_modules = reqeusts"),
            "'reqeusts' in forbidden_modules is imported nowhere, so it cannot be distinguished from a misspelt name",
        ),
        (
            ("type = forbidden", "source_modules = app", "forbidden_modules = app.top"),
            f"'app' in source_modules {OVERLAPS}; 'app.top' in forbidden_modules {OVERLAPS}",
        ),
        (
            ("type = layers", "layers =", "  (tpo)", "  (lwo)", "containers = app"),
            "fewer than two of the layers exist in the container 'app'; the layer 'tpo' exists nowhere; "
            "the layer 'lwo' exists nowhere",
        ),
        (
            ("type = layers", "layers =", "  top", "  low", "containers = app.*.gone"),
            "'app.*.gone' in containers matches no module",
        ),
        (
            ("type = layers", "layers = app.top"),
            "import-linter keeps it whatever the code is: fewer than two of its layers exist",
        ),
        (("type = independence", "modules = app.gone.*"), "'app.gone.*' in modules matches no module"),
        (
            ("type = independence", "modules = app.top"),
            "import-linter keeps it whatever the code is: it names fewer than two modules",
        ),
        (
            ("type = protected", "protected_modules = app.*.gone", "allowed_importers = app.top"),
            "'app.*.gone' in protected_modules matches no module",
        ),
        (
            ("type = protected", "protected_modules = app.kit", "allowed_importers = app"),
            "import-linter keeps it whatever the code is: every module may import what it protects",
        ),
        (
            ("type = acyclic_siblings", "ancestors = app.kit"),
            "import-linter keeps it whatever the code is: no package of its scope has two children",
        ),
        (
            (
                "type = forbidden",
                "source_modules = app.low",
                "forbidden_modules = app.top",
                "ignore_imports = app.** -> app.**",
            ),
            "import-linter keeps it whatever the code is: it is kept with + app.low -> app.top, too",
        ),
        (
            ("type = independence", "modules = app.low.folder.unseen", "  app.kit"),
            "import-linter refuses it: Module 'app.low.folder.unseen' does not exist.",
        ),
        (("type = of_my_own",), "no change is known that breaks a contract of the type 'of_my_own'"),
    ],
)
def test_contracts_that_import_linter_always_keeps_are_errors(
    tree: Path, options: tuple[str, ...], reason: str
) -> None:
    """A contract that is kept because it names no modules is an error, with the reason."""
    assert written(tree, *options)["reason"] == reason


def test_a_compiled_file_can_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a compiled file each contract is proven: native ones, ours, and the guards of file and baseline."""
    monkeypatch.chdir(conforming(tmp_path))
    result = run("prove")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-10:] == [
        "    conformance-current   - [importlinter:contract:unparsable-files] in .importlinter",
        "    conformance-baseline  + an entry for a finding that is not there in known.json",
        "    low                   + app.low -> app.top",
        "    kit                   + app.kit -> app.low",
        "    low-rest              + import app.kit in app/low/b.py:1",
        "    unresolved-imports    + import app.conformance_proof.missing in app/kit.py:1",
        "    shadowed-modules      + app/kit/conformance_proof.py, beside app/kit.py",
        "    unparsable-files      + app/conformance_proof.py, which cannot be parsed",
        "",
        "7/7 laws can fail; 8/8 contracts can fail",
    ]


def test_an_edited_file_is_reported(tree: Path) -> None:
    """A name removed from a compiled file is an error, and so is a contract that is left without modules."""
    text = compile_into(tree)
    plant(tree, {".importlinter": text.replace("    app.top\n", "", 1)})
    result = run("prove", "low", "conformance-current")

    assert result.exit_code == 1
    assert result.stdout == EDITED


EDITED = """\
contracts  .importlinter
    conformance-current  by what it finds today
    low                  CANNOT FAIL .importlinter:31: import-linter keeps it whatever the code is: \
it names no pair of modules that could import each other

ERROR .importlinter:37 is not what the topology compiles to: run `conformance compile`; \
.importlinter has:  allow_indirect_imports = true; compiled:      app.top
0/0 laws can fail; 1/2 contracts can fail
"""


def test_a_contract_added_to_a_compiled_file_is_tried(tree: Path) -> None:
    """A contract added below the compiled ones is reported as an edit, and tried as well."""
    mine = "[importlinter:contract:mine]\nname = Mine\ntype = independence\nmodules = app.gone.*\n"
    plant(tree, {".importlinter": compile_into(tree) + mine})
    result = run("prove")

    assert result.exit_code == 1
    assert "'app.gone.*' in modules matches no module" in result.stdout
    assert "is not what the topology compiles to" in result.stdout


def test_contracts_about_other_code_are_left_alone(tree: Path) -> None:
    """With --source-root, a file that was compiled for the topology's own code is not tried, and that is said."""
    compile_into(tree)
    result = run("prove", "--source-root", "src")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == (
        "7/7 laws can fail; no contract was tried: "
        ".importlinter is compiled for another topology, source root or baseline"
    )


def test_an_unreadable_file_is_refused(tree: Path) -> None:
    """A file that is no INI, or has no contracts for import-linter, is a usage error in one sentence."""
    for text in ("import-linter", "[other]\na = b\n", "[importlinter]\n"):
        plant(tree, {".importlinter": text})
        result = run("prove")
        assert result.exit_code == 2
        assert result.stderr.startswith("Error: .importlinter cannot be read as contracts: ")


@pytest.mark.usefixtures("tree")
def test_an_unknown_id_names_the_nearest() -> None:
    """A misspelt id is a usage error."""
    result = run("prove", "low-to-tip")

    assert result.exit_code == 2
    assert "no law or contract has the id 'low-to-tip'; nearest: low-to-top" in result.stderr
