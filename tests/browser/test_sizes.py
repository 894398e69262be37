"""The HTML report with no, few and very many findings, in a real browser."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from import_conformance.reporting.html.page import render
from tests.browser.test_looks import OPEN_ALL, PROBE
from tests.reporting.html.reports import REAL, many

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize("number", [0, 3, 3000])
def test_any_number_of_findings_can_be_read(browser: "Browser", tmp_path: Path, number: int) -> None:
    """With everything opened on a narrow screen no texts overlap, and the browser logs nothing."""
    report = tmp_path / "report.html"
    report.write_text(render(many(number), REAL), encoding="utf-8")
    with browser.new_context(viewport={"width": 320, "height": 900}) as context:
        shown, trouble = context.new_page(), list[str]()
        shown.on("console", lambda message: trouble.append(message.text))
        shown.on("pageerror", lambda error: trouble.append(str(error)))
        shown.goto(report.as_uri())
        shown.evaluate(OPEN_ALL)
        probed = shown.evaluate(PROBE)

        assert (trouble, probed["overlaps"], probed["faint"]) == ([], [], [])
        assert shown.locator(".law li").count() == number
        assert shown.evaluate("document.documentElement.scrollWidth") == 320
