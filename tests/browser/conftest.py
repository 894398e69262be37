"""A real browser for the HTML report, and pages to open in it.

Without playwright or chromium these tests are skipped; with `CONFORMANCE_BROWSER=required`, as in CI, they fail.
"""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from import_conformance.cli.commands.report import open_for_review, page
from import_conformance.cli.options import Target
from import_conformance.model.verdict import Verdict

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """A headless chromium."""
    chromium = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright is not installed: pip install -e '.[browser]'")
    if not chromium:
        _missing("chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield running
        running.close()


def _missing(reason: str) -> NoReturn:
    if os.environ.get("CONFORMANCE_BROWSER") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def half_known(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Verdict]:
    """The report of the sample with every other finding in the baseline, and the verdict that it shows."""
    home = tmp_path_factory.mktemp("report")
    known = json.loads((ROOT / "topology.baseline.json").read_text(encoding="utf-8"))
    known["findings"] = known["findings"][::2]
    (home / "half.json").write_text(json.dumps(known), encoding="utf-8")
    reading = open_for_review(Target(ROOT / "topology.yaml", baseline=home / "half.json"))
    (home / "report.html").write_text(page(reading), encoding="utf-8")
    return home / "report.html", reading.verdict


@pytest.fixture
def shown(browser: "Browser", half_known: tuple[Path, Verdict]) -> Iterator["Page"]:
    """The opened report; a browser message or a request beyond the file itself fails the test."""
    with browser.new_context(reduced_motion="reduce") as context:
        opened, trouble = context.new_page(), list[str]()
        opened.on("console", lambda message: trouble.append(message.text))
        opened.on("pageerror", lambda error: trouble.append(str(error)))
        opened.on("request", lambda request: trouble.append(request.url))
        opened.goto(half_known[0].as_uri())
        yield opened
        assert trouble == [half_known[0].as_uri()]
