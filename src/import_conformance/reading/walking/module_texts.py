"""Evaluate the expressions that build names of modules: from literals, `__name__` and `__package__`.

`__package__` and `__name__` are represented by a marker character, once for the package or module itself and once more
for each package above it, so that `__package__ + ".b"` is a string like any other.
"""

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from string import Formatter

# Returns the strings that a name or attribute may stand for.
TextLookup = Callable[[ast.expr], Iterable[str]]

PACKAGE, OWN = "\x01", "\x02"
_MARKS = PACKAGE + OWN
_MARKED = {"__package__": PACKAGE, "__spec__.parent": PACKAGE, "__name__": OWN, "__spec__.name": OWN}
# Longer strings, more alternatives and deeper expressions are given up, so that each expression costs little.
_LONGEST, _MOST, _DEEPEST = 256, 16, 8


def marker_of(name: str) -> str:
    """Return the marker for a qualified name such as `__package__` or `__spec__.name`; "" for any other."""
    return _MARKED.get(name, "")


def texts(node: ast.expr | None, named: TextLookup, depth: int = 0) -> tuple[str, ...]:
    """Return the strings that an expression may be; () where only the running program knows.

    Args:
        node: The expression; None for a missing one.
        named: Returns the strings that a name or attribute may stand for.
        depth: How many expressions this one is nested in.
    """
    node = node if depth < _DEEPEST else None
    match node:
        case ast.Constant(str(text)):
            return (text,) if len(text) < _LONGEST and text[:1] not in {PACKAGE, OWN} else ()
        case ast.Name() | ast.Attribute():
            return tuple(dict.fromkeys(named(node)))[:_MOST]
        case ast.IfExp(_, body, orelse):
            return _any([body, orelse], named, depth)
        case ast.BoolOp(ast.Or(), operands):
            return _any(operands, named, depth)
        case ast.NamedExpr(_, value) | ast.FormattedValue(value, -1 | 115, None):
            return texts(value, named, depth + 1)
    return _joined([texts(part, named, depth + 1) for part in _parts(node)]) or _above(node, named, depth)


def parent_package(text: str) -> str:
    """Return the package above the module that a string names; "" above a top-level one."""
    return text + text[0] if text and not text.strip(_MARKS) else text.rpartition(".")[0]


def name_and_level(text: str) -> tuple[str, int]:
    """Split a string into a module name and its level, as in an import statement.

    A negative level counts from the module itself, not from its package. A name that ends in a dot is not valid.
    """
    module = text.lstrip(_MARKS)
    level = len(text) - len(module)
    return module.removeprefix(".") if level else module, -level if text.startswith(OWN) else level


def listed_texts(node: ast.expr | None, named: TextLookup, depth: int = 0) -> tuple[str, ...]:
    """Return the strings in a list, tuple or set, in the keys of a dictionary, or the characters of a string."""
    if depth > _DEEPEST:
        return ()
    match node:
        case ast.List(elements) | ast.Tuple(elements) | ast.Set(elements):
            return tuple(text for element in elements for text in _element(element, named, depth) if text)
        case ast.Dict(keys):
            return tuple(text for key in keys for text in texts(key, named, depth + 1) if text)
        case ast.BinOp(left, ast.Add(), right):
            return listed_texts(left, named, depth + 1) + listed_texts(right, named, depth + 1)
        case ast.Constant(str(text)):
            return tuple(text)
    return ()


def _element(node: ast.expr, named: TextLookup, depth: int) -> tuple[str, ...]:
    if isinstance(node, ast.Starred):
        return listed_texts(node.value, named, depth + 1)
    return texts(node, named, depth + 1)


def _any(nodes: Sequence[ast.expr], named: TextLookup, depth: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for node in nodes for text in texts(node, named, depth + 1)))[:_MOST]


def _parts(node: ast.expr | None) -> Sequence[ast.expr | None]:
    """Return the expressions whose strings, joined, are that of an expression; none where it is not built so."""
    match node:
        case ast.BinOp(left, ast.Add(), right):
            return [left, right]
        case ast.JoinedStr(values):
            return values
        case ast.BinOp(ast.Constant(str(text)), ast.Mod(), right):
            return _filled(text.split("%s"), right.elts if isinstance(right, ast.Tuple) else [right])
        case ast.Call(ast.Attribute(ast.Constant(str(text)), "format"), given, keywords):
            return list(_formatted(text, given, {each.arg: each.value for each in keywords if each.arg}))
        case ast.Call(ast.Attribute(ast.Constant(str(text)), "join"), [ast.List(parts) | ast.Tuple(parts)], []):
            return _filled(["", *[text] * (len(parts) - 1), ""], parts)
    return ()


def _filled(literals: Sequence[str], given: Sequence[ast.expr]) -> Sequence[ast.expr]:
    """Return literals with the given expressions between them."""
    if len(literals) != len(given) + 1 or any("%" in literal for literal in literals):
        return ()
    pairs = zip(literals[1:], given, strict=True)
    return [ast.Constant(literals[0]), *(part for text, one in pairs for part in (one, ast.Constant(text)))]


def _formatted(text: str, given: Sequence[ast.expr], keywords: dict[str, ast.expr]) -> Iterator[ast.expr | None]:
    """Yield the parts of `text.format(...)`; None for one that is not known."""
    places: dict[str, ast.expr] = {**{str(index): one for index, one in enumerate(given)}, **keywords}
    count = 0
    try:
        fields = list(Formatter().parse(text))
    except ValueError:
        fields = [("", "", "?", None)]
    for literal, name, how, conversion in fields:
        yield ast.Constant(literal)
        if name is not None:
            yield places.get(name or str(count)) if not how and conversion in {None, "s"} else None
            count += not name


def _joined(parts: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return each string of the first part followed by each of the next one, and so on."""
    found: list[str] = [""] if parts else []
    for part in parts:
        both = (_concatenated(text, more) for text in found for more in part)
        found = [text for text in dict.fromkeys(both) if text is not None][:_MOST]
    return tuple(found)


def _concatenated(text: str, more: str) -> str | None:
    """Return two strings as one; None where that is not a name below the package of a marker."""
    if text and more and (more[0] in _MARKS or (text[-1] in _MARKS and more[0] != ".")):
        return None
    return text + more if len(text) + len(more) < _LONGEST else None


def _above(node: ast.expr | None, named: TextLookup, depth: int) -> tuple[str, ...]:
    """Return the package above for `text.rpartition(".")[0]`."""
    match node:
        case ast.Subscript(ast.Call(ast.Attribute(inner, "rpartition"), [ast.Constant(".")], []), ast.Constant(0)):
            return tuple(map(parent_package, texts(inner, named, depth + 1)))
    return ()
