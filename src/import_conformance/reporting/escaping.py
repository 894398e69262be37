"""The one choke point between names from the judged code and the reader's screen, page or program."""

import html as html_entities
import json
import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from import_conformance.reporting.json_text import Streamed

# What GitHub's Markdown would take for markup: an underscore only at the edge of a word, & only before an entity.
_MARKUP = re.compile(r"[\\`*\[<|~$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_BACKTICKS = re.compile("`+")
# What Mermaid would read as the end of a label, as an entity, or as markup in it.
_LABEL = re.compile(r"[^\w .,:/+*()=-]")


class Prose(str):
    """Text of this tool itself, such as the page of a rule: its line breaks are meant, and nothing in it is escaped."""

    __slots__ = ()


def terminal(text: str) -> str:
    r"""Return text that is safe to show: every character that a terminal would not draw becomes `\uXXXX`.

    That covers control and format characters (escape sequences, line breaks, right-to-left overrides), lone
    surrogates, private use, unassigned code points and all whitespace but the plain space: the categories that
    `str.isprintable` calls unprintable.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(character if character.isprintable() else _escaped(ord(character)) for character in text)


def markdown(text: str) -> str:
    """Return text that reads the same in Markdown, table cells included: no markup, no HTML, no second line."""
    return _MARKUP.sub(r"\\\g<0>", terminal(text))


def markdown_code(text: str) -> str:
    """Return text as code in one line of Markdown; in a table cell even code must not hold a bare pipe."""
    safe = terminal(text).replace("|", r"\|")
    longest = max((len(run) for run in _BACKTICKS.findall(safe)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {safe} {fence}" if longest or not safe.strip() else f"{fence}{safe}{fence}"


def markdown_comment(text: str) -> str:
    """Return Markdown for a comment: it ends no link before it, and its `@` notifies no user."""
    return markdown(text).replace("]", "\\]").replace("@", "@<!-- -->")


def html(text: str) -> str:
    """Return text that is neither markup nor the end of an attribute in HTML, nor in XML."""
    return html_entities.escape(terminal(text))


def mermaid(text: str) -> str:
    r"""Return text for a quoted label of a Mermaid diagram; a word joiner keeps it from breaking the line at `\n`."""
    return _LABEL.sub(lambda found: f"#{ord(found[0])};", terminal(text)).replace("#92;", "#92;#8288;")


def dot(text: str) -> str:
    """Return text for the quotes of a DOT string, in which Graphviz reads entities (`&lt;`), so that `&` is one."""
    return terminal(text).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")


def github_data(*lines: str) -> str:
    """Return the message of a GitHub workflow command: one line for each text, whatever is in it."""
    return "%0A".join(terminal(line).replace("%", "%25") for line in lines)


def github_property(text: str) -> str:
    """Return the value of a property of a GitHub workflow command: nothing in it ends the value, or the command."""
    return terminal(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


def uri(path: str) -> str:
    """Return a path as a URI reference: the bytes that it has on disk, percent-encoded, undecodable ones included."""
    try:
        raw = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = path.encode("utf-8", "surrogatepass")
    return quote(raw)


def sarif_message(text: str) -> str:
    """Return a plain text message of SARIF (2.1.0, 3.11.5-6): no placeholder, no link but those of the caller."""
    return terminal(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")


def machine(document: object, indent: int | None = 1) -> str:
    """Return JSON that no reader stumbles over: sorted, in ASCII, each text safe on a terminal, but for `Prose`.

    Lone surrogates, which many parsers refuse, are spelt out in the text instead of being escaped by JSON.
    """
    return json.dumps(plain(document), indent=indent, sort_keys=True, ensure_ascii=True)


def plain(value: object) -> object:
    """Return a value for JSON with each text in it as it is safe on a terminal, but for `Prose`."""
    if isinstance(value, Prose):
        return str(value)
    if isinstance(value, str):
        return terminal(value)
    if isinstance(value, Mapping):
        return {terminal(str(key)): plain(each) for key, each in value.items()}
    if isinstance(value, Streamed):
        return Streamed(map(plain, value))
    if isinstance(value, Sequence):
        return [plain(each) for each in value]
    return value


def _escaped(code: int) -> str:
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
