"""The language of topology.yaml as a JSON Schema (draft 2020-12), for editors and other programs.

It refuses nothing that the loader accepts, as long as strings that YAML reads as `true`, `false` or `null`
are in quotes. The loader checks what a schema cannot: whether a name is declared, whether a pattern claims a module.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

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
from import_conformance.model.language.texts import TEXTS
from import_conformance.model.laws.sections import TOPOLOGY, VERSION

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
# YAML reads 2024 as a number; the loader takes every scalar as the text that it is.
_SCALAR = ["string", "number"]


def to_json() -> str:
    """Return the whole schema as one JSON object in ASCII, the same bytes for the same version of the language."""
    head = {
        "$schema": DIALECT,
        "title": f"topology.yaml, version {VERSION}",
        "description": "The architecture of a Python code base: import-conformance holds the code to it.",
    }
    whole = {**head, **schema_of(TOPOLOGY), "$defs": {_name(text): _text(text) for text in TEXTS}}
    return json.dumps(whole, indent=1, ensure_ascii=True) + "\n"


def schema_of(shape: Shape) -> Schema:
    """Return what a shape requires of a value."""
    return _BY_SHAPE[type(shape)](shape)


def key_schema(key: Key) -> Schema:
    """Return what a key requires of its value, with its meaning, which editors show."""
    schema: Schema = {"description": _description(key), **schema_of(key.holds)}
    default = _default(key)
    return {**schema, "default": default} if default is not None else schema


def _description(key: Key) -> str:
    words = [key.says]
    if isinstance(key.holds, Choice):
        words.append("; ".join(f"{word}: {meaning}" for word, meaning in key.holds.options) + ".")
    if key.required:
        words.append("Must be said.")
    elif key.otherwise:
        words.append(f"Without it: {key.otherwise}.")
    if key.example:
        words.append(f"Example: {key.example}")
    return " ".join(words)


def _default(key: Key) -> object:
    """Return the default as JSON has it; None for a key without one."""
    if isinstance(key.holds, Flag) and key.default:
        return key.default == "true"
    if isinstance(key.holds, Number) and key.default:
        return float(str(key.default))
    return list(key.default) if isinstance(key.default, tuple) else key.default or None


def _text(shape: Text) -> Schema:
    longest: Schema = {"maxLength": shape.longest} if shape.longest else {}
    # The last key is that of VS Code and yaml-language-server; others skip it.
    message = f"{shape.what}: {shape.form}."
    return {"type": _SCALAR, "pattern": shape.pattern, **longest, "patternErrorMessage": message}


def _name(text: Text) -> str:
    return text.what.replace(" ", "-")


def _reference(shape: Text) -> Schema:
    return {"$ref": f"#/$defs/{_name(shape)}"}


def _choice(shape: Choice) -> Schema:
    words: Schema = {"enum": [word for word, _ in shape.options]}
    return _one_or_several(words) if shape.several else words


def _one_or_several(item: Schema) -> Schema:
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1, "uniqueItems": True}]}


def _number(shape: Number) -> Schema:
    types = ["integer" if shape.whole else "number", "string"]
    return {"type": types, "minimum": shape.least, "maximum": shape.most, "pattern": shape.pattern}


def _named(shape: Named) -> Schema:
    return {
        "type": "object",
        "propertyNames": {"pattern": shape.name.pattern},
        "additionalProperties": schema_of(shape.entry),
        "minProperties": 1,
    }


def _keys(shape: Keys) -> Schema:
    schema: Schema = {
        "type": "object",
        "properties": {key.name: key_schema(key) for key in shape.keys},
        "additionalProperties": False,
    }
    required = [key.name for key in shape.keys if key.required]
    conditions = list(_conditions(shape))
    return {**schema, **({"required": required} if required else {}), **({"allOf": conditions} if conditions else {})}


def _conditions(shape: Keys) -> Iterator[Schema]:
    """Yield which keys must be together, and which must not."""
    if shape.one_of:
        yield {"oneOf": [{"required": [name]} for name in shape.one_of]}
    if shape.some_of:
        yield {"anyOf": [{"required": [name]} for name in shape.some_of]}
    for first, second in shape.alone:
        yield {"not": {"required": [first, second]}}
    for first, second in shape.only_with:
        is_said: Schema = {"required": [first]}
        if isinstance(shape[first].holds, Flag):
            is_said["properties"] = {first: {"const": True}}
        yield {"if": is_said, "then": {"required": [second]}}


_BY_SHAPE: Mapping[type, Callable[[Any], Schema]] = {
    Text: _reference,
    Texts: lambda shape: _one_or_several(_reference(shape.item)),
    Choice: _choice,
    Flag: lambda _: {"type": "boolean"},
    Number: _number,
    Version: lambda shape: {"enum": [int(shape.text), shape.text]},
    Listed: lambda shape: {"type": "array", "items": schema_of(shape.item), "minItems": 1},
    Named: _named,
    Free: lambda _: {"type": "object"},
    Either: lambda shape: {"anyOf": [schema_of(form) for form in shape.forms]},
    Keys: _keys,
}
