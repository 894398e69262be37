"""The HTML report in a real browser: no two texts overlap, at any width, in the dark and on paper."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROBE = (Path(__file__).parent / "texts.js").read_text(encoding="utf-8")
OPEN_ALL = """() => {
  for (const each of document.querySelectorAll('details')) each.open = true;
  for (const each of document.querySelectorAll('.toggle')) each.click();
}"""


@pytest.mark.parametrize("width", [320, 800, 1600])
@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open"])
def test_no_two_texts_overlap(shown: "Page", width: int, is_open: bool) -> None:
    """At each width, closed or open, texts are apart and the page never scrolls sideways."""
    shown.set_viewport_size({"width": width, "height": 900})
    if is_open:
        shown.evaluate(OPEN_ALL)
    probed = shown.evaluate(PROBE)

    assert probed["overlaps"] == []
    assert probed["texts"] > 300
    assert shown.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(shown: "Page", scheme: str) -> None:
    """Each text colour has a contrast of 4.5 to 1 to its background, as WCAG 2 requires at level AA."""
    shown.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    shown.evaluate(OPEN_ALL)

    assert shown.evaluate(PROBE)["faint"] == []


def test_the_dark_colour_scheme_is_followed(shown: "Page") -> None:
    """The report follows the reader's colour scheme."""
    ground = "getComputedStyle(document.body).backgroundColor"
    shown.emulate_media(color_scheme="dark")

    assert shown.evaluate(ground) == "rgb(18, 22, 28)"


def test_paper_shows_all_parts_and_no_controls(shown: "Page") -> None:
    """In print the filter and the navigation are hidden, no frame cuts anything off, and colours are for paper."""
    shown.emulate_media(media="print", color_scheme="dark")

    assert [shown.is_visible(each) for each in ("nav", ".filter", "#matrix", "#layers svg", "#coupling")] == [
        False, False, True, True, True,
    ]  # fmt: skip
    assert shown.evaluate("getComputedStyle(document.querySelector('.tall')).overflowX") == "visible"
    assert shown.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert len(shown.pdf()) > 10_000
