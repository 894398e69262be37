"""The rule pages: the example fails as shown, what to use instead passes, and options are complete."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from import_conformance.model.language.parts import SHARED
from import_conformance.model.language.terms import Either, Keys, Listed, Named, Shape
from import_conformance.model.laws.sections import TOPOLOGY
from import_conformance.reading.shipped.rule_pages import page_text
from import_conformance.rules import RULES
from tests.docs import not_run
from tests.docs.commands import execute
from tests.docs.pages import ROOT, Block, Note, parts, shows_part
from tests.docs.trees import grow, plant

FOLDER = "src/import_conformance/rules/pages"
PAGES = sorted(path.stem for path in (ROOT / FOLDER).glob("*.md"))
PLAYED = [page for page in PAGES if page not in not_run.RULE_PAGES]
# Where the section is called otherwise than the rule, or than the page.
PAGE_OF = {"name": "names", "custom": "rules"}
SECTION_OF = {"layers": "allow", "coordinated-writes": "require", "symbols": "own"}
ASKED = ["What it does.", "Why is this bad?", "Example.", "Use instead.", "Options.", "Limits.", "References."]
DESK = "examples/desk"
HEAD = (ROOT / DESK / "topology.yaml").read_text(encoding="utf-8")


def text_of(page: str) -> str:
    """Return the page as it is written."""
    return (ROOT / FOLDER / f"{page}.md").read_text(encoding="utf-8")


def halves(page: str) -> tuple[list[Note | Block], list[Note | Block]]:
    """Return the text below *Example*, and that below *Use instead*."""
    example = text_of(page).partition("\n**Example.**")[2]
    before, _, instead = example.partition("\n**Use instead.**")
    return list(parts(before)), list(parts(instead.partition("\n**Options.**")[0]))


def law_of(half: list[Note | Block]) -> str:
    """Return the sections that a page shows, after the head that all of them share; "" without any."""
    shown = "".join(each.text for each in half if isinstance(each, Block) and each.language == "yaml")
    return ("".join(HEAD.splitlines(keepends=True)[:3]) if "layers:" in shown else HEAD) + shown if shown else ""


def build(home: Path, half: list[Note | Block]) -> None:
    """Write the application that a page shows, and follow its notes."""
    for each in half:
        if isinstance(each, Block) and each.path:
            plant(home, each.path, each.text)
        elif isinstance(each, Note) and each.verb == "file":
            plant(home, each.argument, each.body)
        elif isinstance(each, Note):
            assert execute(each.argument, home).code == 0


@pytest.mark.parametrize("page", PLAYED)
def test_the_example_fails_and_what_to_use_instead_passes(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the same application the first gives the findings that the page shows, and the second none."""
    home = grow(DESK, tmp_path / "desk")
    monkeypatch.chdir(home)
    example, instead = halves(page)
    law = law_of(example)
    plant(home, "topology.yaml", law)
    build(home, example)
    wrong = execute("conformance check", home)
    (shown,) = (each.text for each in example if isinstance(each, Block) and each.language == "text")
    build(home, instead)
    renewed = law_of(instead)
    if renewed:
        plant(home, "topology.yaml", HEAD + renewed.removeprefix(HEAD))
    right = execute("conformance check", home)

    assert shown, wrong.output
    assert shows_part(shown, wrong.output), wrong.output
    assert (wrong.code, right.code) == (1, 0), right.output


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_same_headings_as_all_others(page: str) -> None:
    """What is wrong, an example, what to use instead, options, and what the rule cannot see."""
    headings = re.findall(r"^\*\*([^*]+)\*\*", text_of(page), re.MULTILINE)

    assert [heading for heading in headings if heading in ASKED] == ASKED


@pytest.mark.parametrize("page", sorted(set(PAGES) - {"coordinated-writes", "symbols"}))
def test_a_page_names_every_option(page: str) -> None:
    """It has the keys of its section except those that every law has."""
    section = TOPOLOGY.by_name[SECTION_OF.get(page, page)]
    options = text_of(page).partition("**Options.**")[2].partition("\n**")[0]
    named = set(re.findall(r"^- `([a-z_]+)`", options, re.MULTILINE))

    assert named == set(keys_of(section.holds)) - ({"modules", "edges"} if page == "layers" else set())


@pytest.mark.parametrize("page", PAGES)
def test_notes_of_a_page_are_never_printed(page: str) -> None:
    """Notes for the tests are neither explained nor reported."""
    assert "<!--" not in page_text(page)


@pytest.mark.parametrize("rule", [judge.__module__.rpartition(".")[2] for judge in RULES])
def test_every_rule_has_a_page(rule: str) -> None:
    """The page is named after the section, and the list of rules links to it."""
    page = PAGE_OF.get(rule, rule)

    assert page in PAGES
    assert f"]({'../../' + FOLDER}/{page}.md)" in (ROOT / "docs/rules/README.md").read_text("utf-8")


def keys_of(shape: Shape) -> Iterator[str]:
    """Return the keys below a section, without those of every law and those of nested keys."""
    match shape:
        case Keys():
            laws = [key for key in shape.keys if isinstance(key.holds, Keys) and key.name != "when"]
            yield from (key.name for key in shape.keys if key not in SHARED and key not in laws)
            yield from (name for key in laws for name in keys_of(key.holds))
        case Named():
            yield from keys_of(shape.entry)
        case Listed():
            yield from keys_of(shape.item)
        case Either():
            yield from (name for form in shape.forms for name in keys_of(form))
        case _:
            pass
