"""The README shows what the tool does."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from import_conformance.cli.main import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """The first fenced block of a language."""
    found = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found
    return found[1]


def test_the_first_example_gives_the_output_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first topology, applied to the code that the text describes, prints the findings shown."""
    sources = {
        "incidents/drivers": "from app.incidents import engines\n",
        "incidents/engines": "import app.general.engines\n",
    }
    for domain in ("general", "incidents", "policies"):
        for layer in ("engines", "drivers"):
            path = tmp_path / f"src/app/{domain}/{layer}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(sources.get(f"{domain}/{layer}", ""), encoding="utf-8")
    (tmp_path / "topology.yaml").write_text(block("yaml"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert CliRunner().invoke(cli, ["check"]).stdout.startswith(block("text"))


@pytest.mark.parametrize(
    "page",
    sorted(
        [
            *(ROOT / "README.md", ROOT / "CONTRIBUTING.md"),
            *(ROOT / "docs").rglob("*.md"),
            *(ROOT / "src/import_conformance/rules/pages").glob("*.md"),
        ]
    ),
    ids=str,
)
def test_every_link_has_a_target(page: Path) -> None:
    """Each linked file exists."""
    prose = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", prose)

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_command_that_the_docs_name_exists() -> None:
    """Each `conformance X` in README and docs is a command."""
    pages = [README, *((path.read_text(encoding="utf-8")) for path in (ROOT / "docs").glob("*.md"))]
    named = {found for page in pages for found in re.findall(r"^\$ conformance ([a-z-]+)", page, re.MULTILINE)}

    assert named - set(cli.commands) == set()
