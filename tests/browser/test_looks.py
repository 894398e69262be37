"""How the HTML report looks in a real browser: no two texts overlap, at any width, in the dark and on paper."""

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
    """At each width, closed or open, texts stand apart and the page itself never scrolls sideways."""
    shown.set_viewport_size({"width": width, "height": 900})
    if is_open:
        shown.evaluate(OPEN_ALL)
    probed = shown.evaluate(PROBE)

    assert probed["overlaps"] == []
    assert probed["texts"] > 300
    assert shown.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(shown: "Page", scheme: str) -> None:
    """Each colour of text stands out from its ground by 4.5 to 1, as WCAG 2 asks at level AA."""
    shown.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    shown.evaluate(OPEN_ALL)

    assert shown.evaluate(PROBE)["faint"] == []


def test_dark_is_dark(shown: "Page") -> None:
    """The reader's colour scheme is followed."""
    ground = "getComputedStyle(document.body).backgroundColor"
    shown.emulate_media(color_scheme="dark")

    assert shown.evaluate(ground) == "rgb(18, 22, 28)"


def test_paper_shows_all_parts_and_no_controls(shown: "Page") -> None:
    """In print the filter and the way round are gone, nothing is cut off by a frame, and colours are those of paper."""
    shown.emulate_media(media="print", color_scheme="dark")

    assert [shown.is_visible(each) for each in ("nav", ".filter", "#matrix", "#layers svg", "#coupling")] == [
        False, False, True, True, True,
    ]  # fmt: skip
    assert shown.evaluate("getComputedStyle(document.querySelector('.tall')).overflowX") == "visible"
    assert shown.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert len(shown.pdf()) > 10_000
