"""HTML and SVG put together from values: whatever is not markup already is escaped, so nothing can be forgotten."""

from collections.abc import Iterable

from import_conformance.reporting.escaping import html

# Elements without content, which HTML never closes.
_EMPTY = frozenset({"br", "col", "input", "link", "meta", "wbr"})
# Elements that begin a line, so that two pages can be compared line by line.
_BLOCKS = "body details div dl footer form head header li main nav option p script section style table title tr ul"
_LINES = frozenset(f"{_BLOCKS} g meta path".split())


class Markup(str):
    """Text that is HTML or SVG already."""

    __slots__ = ()


def element(name: str, /, *content: str, **attributes: str | int | bool | None) -> Markup:
    """Return an element; content is escaped where it is not markup.

    Attributes lose an underscore at the end (`class_`), others become hyphens (`aria_label`). True stands for an
    attribute without a value; None and False leave it out.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    start = f"\n<{name}{written}>" if name in _LINES else f"<{name}{written}>"
    return Markup(start) if name in _EMPTY else Markup(f"{start}{join(content)}</{name}>")


def join(parts: Iterable[str], between: str = "") -> Markup:
    """Return parts one after the other; what is not markup is escaped."""
    return Markup(safe(between).join(map(safe, parts)))


def safe(text: str) -> Markup:
    """Return markup as it is, any other text escaped."""
    return text if isinstance(text, Markup) else Markup(html(text))


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{html(str(value))}"'
