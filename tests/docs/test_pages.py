"""Every block of the documentation that can run is run, and shows what happens."""

import re
from pathlib import Path

import pytest
import yaml

from import_conformance.model.topology import TopologyError
from import_conformance.reading.topology.load import parse_topology
from tests.docs import not_run
from tests.docs.commands import commands, unknown_options
from tests.docs.pages import ROOT, Block, parts, written_pages
from tests.docs.player import SECTIONS, Player

# The pages of the rules are tried by test_rule_pages.py, but for those whose rule nothing can run.
PLAYED = [page for page in written_pages() if "rules/pages/" not in page or Path(page).stem in not_run.RULE_PAGES]

SHOP = {
    "source": "source: {roots: [src], packages: [shop]}",
    "layers": "layers: {api: {modules: shop.api}, core: {modules: shop.core}, store: {modules: shop.store}}",
}


@pytest.mark.parametrize("page", PLAYED)
def test_a_page_shows_what_happens(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands print what is below them, topologies can be read, and code compiles."""
    for name in ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI"):
        monkeypatch.delenv(name, raising=False)

    problems = Player(page, tmp_path).play()

    if problems:
        pytest.fail("\n\n".join(problems), pytrace=False)


def test_nothing_is_listed_as_not_run_without_need() -> None:
    """Each entry of the list matches something that a page shows."""
    blocks = [(page, part) for page in written_pages() for part in parts(_text(page)) if isinstance(part, Block)]
    shown = [command.text for _, block in blocks if block.language == "console" for command in commands(block.text)]
    unused = [start for start in not_run.COMMANDS if not any(text.startswith(start) for text in shown)]

    unused += [
        start
        for page, start in not_run.BLOCKS
        if not any(page == where and block.first.startswith(start) for where, block in blocks)
    ]

    assert unused == []


@pytest.mark.parametrize("page", written_pages())
def test_a_page_names_only_existing_commands_and_options(page: str) -> None:
    """This holds for prose and blocks."""
    assert list(unknown_options(_text(page))) == []


@pytest.mark.parametrize("page", [page for page in PLAYED if "migration/" in page])
def test_topology_fragments_in_tables_are_valid(page: str) -> None:
    """Each fragment of a topology in the tables can be read after the layers of the example shop."""
    pieces = re.findall(rf"`((?:{'|'.join(SECTIONS)}): [^`]+)`", _text(page))

    assert [piece for piece in pieces if not is_read(piece)] == []


def is_read(piece: str) -> bool:
    """Return True when a fragment of a topology can be read."""
    held = yaml.safe_load(piece)
    sections = [section for name, section in SHOP.items() if name not in held]
    try:
        parse_topology("\n".join(["topology: 1", "name: Shop", *sections, piece, ""]), "topology.yaml")
    except TopologyError:
        return False
    return True


def _text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")
