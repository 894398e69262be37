"""Tables, cells and lists in Markdown; every name from outside passes through the escaping here."""

from collections.abc import Iterable, Sequence

from import_conformance.reporting.escaping import markdown, markdown_code, terminal
from import_conformance.reporting.words import cut_short

NOTHING = "—"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a table and an empty line; cells are Markdown already. A head with `>` in front sets its column right."""
    rule = ["---:" if head.startswith(">") else "---" for head in heads]
    names = [head.removeprefix(">") for head in heads]
    return [*(f"| {' | '.join(cells)} |" for cells in (names, rule, *rows)), ""]


def words(text: str) -> str:
    """Return a cell of words."""
    return markdown(text) if text else NOTHING


def code(text: str) -> str:
    """Return a cell of code."""
    return markdown_code(text) if text else NOTHING


def codes(texts: Sequence[str], most: int | None = None) -> str:
    """Return names as code, and how many more there are beyond `most`."""
    return ", ".join(cut_short(map(code, texts), most)) or NOTHING


def block(lines: Iterable[str], language: str = "") -> list[str]:
    """Return lines as they are in a fence, and an empty line."""
    return [f"```{language}", *map(terminal, lines), "```", ""]


def title(domain: str) -> str:
    """Return a domain as a heading; "" stands for what lies in none."""
    return markdown(domain) if domain else "Outside the domains"
