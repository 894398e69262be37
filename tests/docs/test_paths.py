"""The pages for contributors name files that are there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import ROOT

_DECISIONS = sorted(f"docs/adr/{path.name}" for path in (ROOT / "docs/adr").iterdir())
PAGES = ("ARCHITECTURE.md", "CONTRIBUTING.md", *_DECISIONS)
# What a path on these pages may be relative to.
BASES = (ROOT, ROOT / "src/import_conformance", ROOT / "tests/cases")
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"\.?[\w<>-]+(/[\w<>.-]+)*(/|\.(py|md|json|yaml|yml|css|js|txt))")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_files_that_are_there(page: str) -> None:
    """Each path in it leads to a file or folder; `<kind>` stands for any name."""
    assert [path for path in paths(page) if not is_there(path)] == []


def paths(page: str) -> Iterator[str]:
    """What a page writes as code that looks like the path of a file or folder."""
    text = (ROOT / page).read_text(encoding="utf-8")
    yield from (found for found in _CODE.findall(text) if _PATH.fullmatch(found))


def is_there(path: str) -> bool:
    """Whether a path leads to something, from one of the places that pages may mean."""
    pattern = re.sub(r"<\w+>", "*", path).rstrip("/")
    return any(_is_found(base, pattern) for base in BASES)


def _is_found(base: Path, pattern: str) -> bool:
    return next(base.glob(pattern), None) is not None
