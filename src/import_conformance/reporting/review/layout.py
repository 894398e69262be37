"""Tables, cells and lists in Markdown; every name from outside passes through the escaping here."""

from collections.abc import Iterable, Sequence

from import_conformance.reporting.escaping import markdown, markdown_code, terminal

NOTHING = "—"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table and an empty line; cells are Markdown already. A column is set right when its head begins with `>`."""
    rule = ["---:" if head.startswith(">") else "---" for head in heads]
    names = [head.removeprefix(">") for head in heads]
    return [*(f"| {' | '.join(cells)} |" for cells in (names, rule, *rows)), ""]


def words(text: str) -> str:
    """A cell of words."""
    return markdown(text) if text else NOTHING


def code(text: str) -> str:
    """A cell of code."""
    return markdown_code(text) if text else NOTHING


def codes(texts: Sequence[str], most: int | None = None) -> str:
    """Code after code; beyond `most`, how many there are more."""
    shown = texts if most is None or len(texts) <= most else texts[:most]
    more = [f"and {len(texts) - len(shown)} more"] if len(shown) < len(texts) else []
    return ", ".join([*map(code, shown), *more]) or NOTHING


def block(lines: Iterable[str], language: str = "") -> list[str]:
    """Lines as they are, in a fence, and an empty line."""
    return [f"```{language}", *map(terminal, lines), "```", ""]


def title(domain: str) -> str:
    """A domain as a heading; "" stands for what lies in none."""
    return markdown(domain) if domain else "Outside the domains"
