"""The pages of the rules, which are part of the package: what a kind of law asks for, why, and what to do instead."""

import re
from collections.abc import Iterator
from importlib.resources import files

from import_conformance.model.answers.explanation import Page

# Rules whose page bears the name of their section.
PAGES = {"name": "names", "custom": "rules"}
_PARAGRAPH = re.compile(r"\*\*(?P<label>[^*]+[.?])\*\*\s+(?P<text>.*)", re.DOTALL)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
# Notes to the tests that run the examples; no reader sees them.
_NOTE = re.compile(r"^<!--.*?-->\n", re.MULTILINE | re.DOTALL)
_STRONG = re.compile(r"\*{1,2}([^*]+)\*{1,2}")


def page_names() -> tuple[str, ...]:
    """The pages that there are, in alphabetical order."""
    folder = files("import_conformance").joinpath("rules", "pages")
    return tuple(sorted(each.name.removesuffix(".md") for each in folder.iterdir() if each.name.endswith(".md")))


def page_of(rule: str, law: str = "") -> Page | None:
    """The page of a rule; law: one of the built-in laws, which share a page and have a row of its table each."""
    name = PAGES.get(rule, rule)
    if name not in page_names():
        return None
    text = _text(name)
    said = dict(_paragraphs(text))
    title = text.partition("\n")[0].removeprefix("# ")
    what = _row(text, law) or said.get("What it does.", "")
    return Page(title, what, said.get("Why is this bad?", ""), said.get("Use instead.", ""))


def page_text(rule: str) -> str:
    """The page of a rule in Markdown, without the links between pages, which lead nowhere elsewhere; "" without one."""
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
    """What the table of a page says of a law."""
    rows = (line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith(f"| `{law}` |"))
    return next((_plain(cells[1]) for cells in rows), "")


def _plain(text: str) -> str:
    """Markdown as one line of text; what is code keeps its backticks."""
    return _STRONG.sub(r"\1", _LINK.sub(r"\1", " ".join(text.split())))
