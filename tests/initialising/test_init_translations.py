"""What `conformance init` takes over from import-linter and tach."""

from pathlib import Path

from import_conformance.reading.baseline_file import read_baseline
from tests.support.tiny import run, said

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


def test_contracts_of_import_linter_are_taken_over_with_ignored_imports(here: Path) -> None:
    """Ignored imports are known under the contract's name, breaches are new, and the file is kept."""
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
    assert not Path("conformance/test_architecture_contracts.py").exists()


def test_modules_of_tach_are_taken_over(here: Path) -> None:
    """Each is a layer, and the verdict is tach's."""
    modules = (
        '[[modules]]\npath = "shop.api"\ndepends_on = ["shop.core"]\n[[modules]]\npath = "shop.core"\ndepends_on = []\n'
    )
    (here / "tach.toml").write_text(modules)

    assert said(run("init", "--from-tach"))[0] == 0
    assert "  - api -> api core\n  - core -> core\n" in Path("topology.yaml").read_text()
    assert run("check").exit_code == 0


def test_only_one_translation_at_a_time() -> None:
    """Two sources are refused, since only a person can decide which part holds."""
    code, _, err = said(run("init", "--from-tach", "--from-importlinter"))

    assert code == 2
    assert "--from-importlinter and --from-tach: translate one, then add the other by hand" in err
