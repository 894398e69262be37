"""The pages that are made from the program say what the program does now."""

from pathlib import Path

import pytest

from tests.generated_pages import PAGES

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_it_is_made_from(name: str) -> None:
    """A change of the language or of a command changes the page with it."""
    written = (ROOT / name).read_text(encoding="utf-8") if (ROOT / name).exists() else ""

    assert written == PAGES[name](), f"{name} is out of date: run `make docs` and commit it"
