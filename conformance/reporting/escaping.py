"""The one choke point between names from the code under judgement and the reader's screen."""

import re
from html import escape

# What GitHub's Markdown would take for markup: an underscore only at the edge of a word, & only before an entity.
_MARKUP = re.compile(r"[\\`*\[<|~$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_BACKTICKS = re.compile("`+")
_PLAIN_IN_MERMAID = re.compile(r"[^\w .,:()/=-]")


def terminal(text: str) -> str:
    r"""Text that is safe to show: every character that a terminal would not draw becomes `\uXXXX`.

    That covers control and format characters (escape sequences, line breaks, right-to-left overrides), lone
    surrogates, private use, unassigned code points and every blank but the plain space: the categories that
    `str.isprintable` calls unprintable.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(character if character.isprintable() else _escaped(ord(character)) for character in text)


def markdown(text: str) -> str:
    """Text that reads the same in Markdown, table cells included: no markup, no HTML, no second line."""
    return _MARKUP.sub(r"\\\g<0>", terminal(text))


def markdown_code(text: str) -> str:
    """Text as code in one line of Markdown; in a table cell even code must not hold a bare pipe."""
    safe = terminal(text).replace("|", r"\|")
    longest = max((len(run) for run in _BACKTICKS.findall(safe)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {safe} {fence}" if longest or not safe.strip() else f"{fence}{safe}{fence}"


def mermaid(text: str) -> str:
    r"""Text inside the quotes of a Mermaid label: whatever could be markup there is an entity of Mermaid's (`#34;`).

    A word joiner behind each backslash keeps Mermaid from breaking the line at `\n`.
    """
    return _PLAIN_IN_MERMAID.sub(lambda found: f"#{ord(found[0])};", terminal(text)).replace("#92;", "#92;#8288;")


def dot(text: str) -> str:
    """Text inside the quotes of a DOT string; Graphviz reads entities (`&lt;`) in it, so that `&` is one, too."""
    return terminal(text).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")


def xml(text: str) -> str:
    """Text between the tags of XML, or in one of its quoted attributes."""
    return escape(terminal(text), quote=True)


def _escaped(code: int) -> str:
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
