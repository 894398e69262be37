"""The pages that are generated from the program are up to date."""

from pathlib import Path

import pytest

from tests.generated_pages import PAGES

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    """The committed page equals the one that the program generates now."""
    written = (ROOT / name).read_text(encoding="utf-8") if (ROOT / name).exists() else ""

    assert written == PAGES[name](), f"{name} is out of date: run `make docs` and commit it"
