"""Modules whose names no import statement can spell: laws can name them at every entry point."""

from pathlib import Path

import pytest

from import_conformance.model.patterns.pattern import Pattern, PatternError
from tests.support.building import law, verdict_on_disk
from tests.support.linting import compile_into, lint, plant
from tests.support.tiny import run

DECOMPOSED = "cafe\u0301"
LAW = f"""\
topology: 1
name: T
source: {{roots: [src], packages: [app], exclude: ["app.left-out.*", "app.**.no thing"]}}
layers:
  jobs: {{modules: ["app.run-job", "app.with space", "app.{DECOMPOSED}"]}}
  teams: {{modules: "app.teams.{{team}}"}}
  store: {{modules: app.store}}
axes: {{team: ["my-team", "Zo\u00eb's", {DECOMPOSED}]}}
allow: ["jobs teams -> store", "'app.with space' -> my-team"]
forbid:
  one: {{from: "app.run-job", to: store}}
  two: {{from: ["app.with space", "app.{DECOMPOSED}"], to: app.store}}
  three: {{from: "my-team", to: [app.store, "app.run-job"]}}
names: {{no-dashes: {{in: jobs, deny: ["*-*", "with *"]}}}}
"""
TREE = {
    "src/app/run-job.py": "import app.store\n",
    "src/app/with space.py": "import app.store\n",
    f"src/app/{DECOMPOSED}.py": "import app.store\n",
    "src/app/teams/my-team/a.py": "import app.store\n",
    "src/app/teams/Zo\u00eb's.py": "",
    f"src/app/teams/{DECOMPOSED}.py": "",
    "src/app/store.py": "",
    "src/app/left-out/x.py": "import app.store\n",
    "src/app/teams/x/no thing.py": "import app.store\n",
}
FOUND = [
    ("one", "app.run-job"),
    ("two", f"app.{DECOMPOSED}"),
    ("three", "app.teams.my-team.a"),
    ("two", "app.with space"),
    ("no-dashes", "app.run-job"),
    ("no-dashes", "app.with space"),
]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree with such modules."""
    plant(tmp_path, TREE | {"topology.yaml": LAW})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_laws_can_name_such_modules(tree: Path) -> None:
    """Dashes, spaces and unnormalised letters work in a layer, an end of a ban and a value of an axis."""
    findings = verdict_on_disk(tree / "topology.yaml").findings

    assert sorted((f.law, f.module) for f in findings) == sorted(FOUND)


def test_lint_imports_judges_such_modules(tree: Path) -> None:
    """The compiled file is ASCII, and its contracts break where `check` finds something."""
    compile_into(tree)

    code, said = lint(tree)

    assert code == 1
    for _, module in FOUND[:2]:
        assert f"src/{module.replace('.', '/')}.py:1" in said


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    "words",
    [
        ("explain", "app.run-job", "app.store"),
        ("explain", "app.with space", "store"),
        ("explain", f"app.{DECOMPOSED}", "layer:store"),
        ("explain", "my-team", "store"),
        ("explain", "team=my-team", "store"),
        ("where", "app.with space"),
        ("where", f"src/app/{DECOMPOSED}.py"),
        ("prove", "three"),
        ("compile", "--output", "x"),
    ],
)
def test_commands_accept_such_names(words: tuple[str, ...]) -> None:
    """The commands accept such names as arguments and answer."""
    result = run(*words)

    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    "text", ["app.my-mod", "app.with space", f"app.{DECOMPOSED}", "app.a+b", "app.v(1)", "app.my-*"]
)
def test_a_segment_may_have_any_character_of_a_file_name(text: str) -> None:
    """All characters are accepted except dots and those that suggest a mistake."""
    assert Pattern.parse(text).claims(text.replace("*", "x") + ".below")


@pytest.mark.parametrize(
    "text", ["app. x", "app.x ", "app/x", "app.x|y", "app.^x$", "app.x, app.y", "app.x:y", 'app."x"']
)
def test_a_likely_mistake_in_a_pattern_is_refused(text: str) -> None:
    """Outer spaces, characters of regular expressions and lists in one string are refused."""
    with pytest.raises(PatternError, match="is not a segment of a pattern"):
        Pattern.parse(text)


@pytest.mark.parametrize("text", ['"**.tests"', '"app.**.x-y"', '"*.run-job"'])
def test_selectors_take_the_full_pattern_language(text: str) -> None:
    """Selectors accept patterns that begin with a wildcard, as `exclude` does."""
    places = 'layers: {a: {modules: "app.{team}"}}\naxes: {team: [pay]}\n'
    law(f"{places}ban: {{b: {{methods: commit, except: {text}}}}}")
