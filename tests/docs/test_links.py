"""Every link of a page leads to an existing file and heading."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, pages, without_blocks

_LINK = re.compile(r"\]\((?!https?:)([^)\s#]*)(?:#([^)\s]*))?\)")


@pytest.mark.parametrize("page", list(pages()))
def test_every_link_has_a_target(page: str) -> None:
    """The heading exists, too, under the name that code hosts and the site give it."""
    path = ROOT / page
    found = _LINK.findall(without_blocks(path.read_text(encoding="utf-8")))

    assert [f"{target}#{anchor}" for target, anchor in found if not _leads(path, target, anchor)] == []


@pytest.mark.parametrize("page", sorted(path.name for path in (ROOT / "docs").iterdir() if path.suffix == ".md"))
def test_every_page_is_in_the_contents(page: str) -> None:
    """The navigation of the site has each page in the documentation's folder."""
    assert re.search(rf"(?<![\w-]){re.escape(page)}$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)


def _leads(page: Path, target: str, anchor: str) -> bool:
    path = (page.parent / target) if target else page
    if not anchor or path.suffix != ".md":
        return path.exists()
    return path.is_file() and anchor in _anchors(path.resolve())


@cache
def _anchors(path: Path) -> frozenset[str]:
    """Return the anchors of a page: headings in lower case without punctuation, with hyphens for spaces."""
    text = without_blocks(path.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return frozenset(_slug(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title)) for title in titles)


def _slug(title: str) -> str:
    kept = (sign for sign in title.lower() if sign in "-_ " or unicodedata.category(sign)[0] in "LN")
    return "".join(kept).strip().replace(" ", "-")
