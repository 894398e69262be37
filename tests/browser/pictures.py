"""Take the pictures of the sample's report for docs/html-report.md and the README: `make pictures`."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import sync_playwright

from import_conformance.cli.commands.report import open_for_review, page
from import_conformance.cli.options import Target

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs/pictures"
ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]


class Picture(NamedTuple):
    """One picture: the part of the page at its top, the size of the screen, the colours, and what is clicked before.

    is_alone: the part and nothing around it, as wide as the screen.
    """

    name: str
    part: str
    size: tuple[int, int]
    is_dark: bool = False
    clicks: tuple[str, ...] = ()
    is_alone: bool = False


PICTURES = (
    Picture("report-summary", "body", (1440, 860)),
    Picture("report-findings", "#findings", (1440, 900), clicks=("[data-law='coordinated-writes'] summary",)),
    Picture("report-matrix", "#matrix", (1440, 900), is_dark=True, clicks=("[aria-label^='policies cus: its']",)),
    Picture("report-layers", "#layers", (1440, 1040)),
    Picture("sample-layers", "#layers svg", (1720, 1800), is_alone=True),
    Picture("report-narrow", "body", (320, 900)),
    Picture("report-narrow-dark", "#findings", (320, 900), is_dark=True, clicks=("[data-law='general-owns'] summary",)),
)


def main() -> None:
    """Write all pictures again."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as home, sync_playwright() as playwright:
        report = Path(home) / "report.html"
        report.write_text(page(open_for_review(Target(ROOT / "topology.yaml", use_baseline=False))), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for each in PICTURES:
            shown = browser.new_page(
                viewport={"width": each.size[0], "height": each.size[1]},
                color_scheme="dark" if each.is_dark else "light",
                reduced_motion="reduce",
            )
            shown.goto(report.as_uri())
            for click in each.clicks:
                shown.click(click)
            shown.evaluate("part => document.querySelector(part).scrollIntoView()", each.part)
            if each.is_alone:
                shown.evaluate("document.querySelector('main').style.maxWidth = 'none'")
            shown.mouse.move(0, 0)
            pictured = shown.locator(each.part).first if each.is_alone else shown
            pictured.screenshot(path=FOLDER / f"{each.name}.png")
        browser.close()


if __name__ == "__main__":
    main()
