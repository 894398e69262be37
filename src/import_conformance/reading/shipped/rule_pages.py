"""Read the pages of the rules, which are part of the package: what a kind of law requires, why, and the remedy."""

import re
from collections.abc import Iterator
from importlib.resources import files

from import_conformance.model.answers.explanation import Page

# Rules whose page has the name of their section.
PAGES = {"name": "names", "custom": "rules"}
_PARAGRAPH = re.compile(r"\*\*(?P<label>[^*]+[.?])\*\*\s+(?P<text>.*)", re.DOTALL)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
# Instructions to the tests that run the examples, which readers must not see.
_NOTE = re.compile(r"^<!--.*?-->\n", re.MULTILINE | re.DOTALL)
_STRONG = re.compile(r"\*{1,2}([^*]+)\*{1,2}")


def page_names() -> tuple[str, ...]:
    """Return the names of all pages, in alphabetical order."""
    folder = files("import_conformance").joinpath("rules", "pages")
    return tuple(sorted(each.name.removesuffix(".md") for each in folder.iterdir() if each.name.endswith(".md")))


def page_of(rule: str, law: str = "") -> Page | None:
    """Return the page of a rule; None without one.

    Args:
        rule: The name of the rule.
        law: The id of a built-in law: these share a page, in which each has a row of a table.
    """
    name = PAGES.get(rule, rule)
    if name not in page_names():
        return None
    text = _text(name)
    paragraphs = dict(_paragraphs(text))
    title = text.partition("\n")[0].removeprefix("# ")
    effect = _row(text, law) or paragraphs.get("What it does.", "")
    return Page(title, effect, paragraphs.get("Why is this bad?", ""), paragraphs.get("Use instead.", ""))


def page_text(rule: str) -> str:
    """Return the page of a rule in Markdown, without its links, which work between pages alone; "" without a page."""
    name = PAGES.get(rule, rule)
    if name not in page_names():
        return ""
    return _LINK.sub(r"\1", _text(name))


def _text(name: str) -> str:
    return _NOTE.sub(
        "", files("import_conformance").joinpath("rules", "pages", f"{name}.md").read_text(encoding="utf-8")
    )


def _paragraphs(text: str) -> Iterator[tuple[str, str]]:
    for block in re.split(r"\n\s*\n", text):
        found = _PARAGRAPH.fullmatch(block.strip())
        if found:
            yield found["label"], _plain(found["text"])


def _row(text: str, law: str) -> str:
    """Return the description of a law in the table of a page; "" for none."""
    rows = (line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith(f"| `{law}` |"))
    return next((_plain(cells[1]) for cells in rows), "")


def _plain(text: str) -> str:
    """Return Markdown as one line of text; code keeps its backticks."""
    return _STRONG.sub(r"\1", _LINK.sub(r"\1", " ".join(text.split())))
