"""Read the style and the script of the HTML report, which are part of the package."""

from importlib.resources import files


def page_asset(name: str) -> str:
    """Return the text of a file beside the HTML report: `page.css` or `page.js`."""
    return files("import_conformance").joinpath("reporting", "html", name).read_text(encoding="utf-8")
