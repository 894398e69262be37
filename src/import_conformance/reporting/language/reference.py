"""The language of topology.yaml as a page of Markdown: each key with its value, its default and its meaning."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from import_conformance.model.language.parts import SHARED
from import_conformance.model.language.terms import (
    Choice,
    Either,
    Flag,
    Free,
    Key,
    Keys,
    Listed,
    Named,
    Number,
    Shape,
    Text,
    Texts,
    Version,
)
from import_conformance.model.language.texts import KINDS, SEVERITIES, TEXTS
from import_conformance.model.laws.require import WAYS
from import_conformance.model.laws.sections import TOPOLOGY, VERSION

HEAD = f"""\
# Reference: topology.yaml, version {VERSION}

Every key of the language, made from the description that the loader itself reads by (`conformance schema --format
markdown` prints it). What a topology is for, patterns and scope are in [the language](../language.md). The same as
a JSON Schema, for editors: [topology.schema.json](../topology.schema.json).

All scalars are texts; there are no booleans but a bare `true` and `false`. Where a list may stand, one item may stand
alone, unless it says "list of". No list and no mapping may be empty, and nothing may stand twice.
"""


def to_markdown() -> str:
    """Return the whole page, the same bytes for the same version of the language."""
    lines = [HEAD, *_contents(), *_kinds_of_text(), *_words(), "## Keys of every law", "", *_rows(SHARED)]
    for key in TOPOLOGY.keys:
        lines += _section(key)
    return "\n".join(lines).rstrip("\n") + "\n"


def _contents() -> Iterator[str]:
    yield from ("## The file", "", "| section | says | without it |", "|--|--|--|")
    for key in TOPOLOGY.keys:
        missing = "must be said" if key.required else key.otherwise
        yield f"| [`{key.name}`](#{key.name}) | {_cell(key.says)} | {_cell(missing)} |"
    yield ""


def _kinds_of_text() -> Iterator[str]:
    yield from ("## Kinds of text", "", "| text | is written |", "|--|--|")
    for text in TEXTS:
        longest = f"; at most {text.longest} characters" if text.longest else ""
        yield f"| {text.what} | {_cell(text.form)}{longest} |"
    yield ""


def _words() -> Iterator[str]:
    for title, choice in (("Severities", SEVERITIES), ("Kinds of import", KINDS), ("Ways", WAYS)):
        yield from (f"## {title}", "", "| word | means |", "|--|--|")
        yield from (f"| `{word}` | {meaning} |" for word, meaning in choice.options)
        yield ""


def _section(key: Key) -> Iterator[str]:
    yield from (f"## {key.name}", "", f"{key.says}{_otherwise(key)}", "", f"Holds {_holds(key.holds)}.", "")
    yield from ("```yaml", f"{key.name}: {key.example}", "```", "")
    tables = list(dict.fromkeys(_tables(key.holds)))
    for table in tables:
        if len(tables) > 1:
            yield from (f"### {table.what}", "")
        own = [each for each in table.keys if each not in SHARED]
        yield from (*_rows(own), *_common(table), *_conditions(table))


def _otherwise(key: Key) -> str:
    return f" Without it: {key.otherwise}." if key.otherwise else ""


def _common(keys: Keys) -> Iterator[str]:
    """State which of the keys of every law a law has: in one section a key has another meaning."""
    shared = [key.name for key in keys.keys if key in SHARED]
    if len(shared) == len(SHARED):
        yield from ("And [the keys of every law](#keys-of-every-law).", "")
    elif shared:
        yield from (f"And of [the keys of every law](#keys-of-every-law) {_listed(tuple(shared))}.", "")


def _rows(keys: Iterable[Key]) -> Iterator[str]:
    yield from ("| key | holds | default | means | example |", "|--|--|--|--|--|")
    for key in keys:
        example = f"`{_cell(key.example)}`" if key.example else ""
        yield f"| `{key.name}` | {_holds(key.holds)} | {_default(key)} | {_cell(_meaning(key))} | {example} |"
    yield ""


def _meaning(key: Key) -> str:
    choices = key.holds.options if isinstance(key.holds, Choice) else ()
    if choices in (SEVERITIES.options, KINDS.options, WAYS.options):
        return key.says
    return " ".join([key.says, *(f"`{word}`: {meaning}." for word, meaning in choices)])


def _default(key: Key) -> str:
    if key.required:
        return "**must be said**"
    if isinstance(key.default, tuple):
        return ", ".join(f"`{word}`" for word in key.default)
    return f"`{key.default}`" if key.default else _cell(key.otherwise)


def _conditions(keys: Keys) -> Iterator[str]:
    conditions = [f"exactly one of {_listed(keys.one_of)} must be there"] if keys.one_of else []
    conditions += [f"at least one of {_listed(keys.some_of)} must be there"] if keys.some_of else []
    conditions += [f"`{first}` and `{second}` exclude each other" for first, second in keys.alone]
    for first, second in keys.only_with:
        is_flag = isinstance(keys[first].holds, Flag)
        conditions.append(f"`{first}{': true' if is_flag else ''}` asks for `{second}`")
    if conditions:
        yield from (f"{conditions[0][:1].upper()}{'; '.join(conditions)[1:]}.", "")


def _listed(names: tuple[str, ...]) -> str:
    *first, last = (f"`{name}`" for name in names)
    return f"{', '.join(first)} and {last}" if first else last


def _holds(shape: Shape) -> str:
    """Describe a shape in a few words."""
    return _IN_WORDS[type(shape)](shape)


def _one_of(shape: Choice) -> str:
    words = ", ".join(f"`{word}`" for word, _ in shape.options)
    return f"{words}, or several" if shape.several else words


def _list_of(shape: Listed) -> str:
    items = _holds(shape.item)
    return f"list of ({items})" if isinstance(shape.item, Either) else f"list of {items}"


_IN_WORDS: Mapping[type, Callable[[Any], str]] = {
    Text: lambda shape: shape.what,
    Number: lambda shape: shape.what,
    Texts: lambda shape: f"{shape.item.what}, or several",
    Choice: _one_of,
    Version: lambda shape: f"`{shape.text}`",
    Listed: _list_of,
    Named: lambda shape: f"by name ({shape.name.what}): {_holds(shape.entry)}",
    Either: lambda shape: "; or ".join(map(_holds, shape.forms)),
    Keys: lambda shape: f"the keys of *{shape.what}*",
    Flag: lambda _: "`true` or `false`",
    Free: lambda _: "anything, by name",
}


def _tables(shape: Shape) -> Iterator[Keys]:
    """Yield the mappings that a shape may hold, outer ones first."""
    match shape:
        case Keys():
            yield shape
            for key in shape.keys:
                yield from _tables(key.holds)
        case Listed():
            yield from _tables(shape.item)
        case Named():
            yield from _tables(shape.entry)
        case Either():
            for form in shape.forms:
                yield from _tables(form)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
