"""The names of modules that a text puts together: literals, the own name and the own package.

`__package__` and `__name__` are held as a mark, once for the package or module itself and once more for each package
above it, so that `__package__ + ".b"` is a text like any other.
"""

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from string import Formatter

# What a name or attribute may stand for, as far as that is a text.
Named = Callable[[ast.expr], Iterable[str]]

PACKAGE, OWN = "\x01", "\x02"
_MARKS = PACKAGE + OWN
_MARKED = {"__package__": PACKAGE, "__spec__.parent": PACKAGE, "__name__": OWN, "__spec__.name": OWN}
# Names that are longer, or put together of more, are given up, so that each costs little.
_LONGEST, _MOST, _DEEPEST = 256, 16, 8


def marked(name: str) -> str:
    """The mark of a qualified name that stands for the own package or the own name; "" for any other."""
    return _MARKED.get(name, "")


def texts(node: ast.expr | None, named: Named, depth: int = 0) -> tuple[str, ...]:
    """The texts that an expression may be; () where the running program alone knows."""
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


def parent(text: str) -> str:
    """The package above the one that a text names; "" above the first of all."""
    return text + text[0] if text and not text.strip(_MARKS) else text.rpartition(".")[0]


def placed(text: str) -> tuple[str, int]:
    """The name in a text, and its level as an import statement has one; below zero where it counts from the own name.

    A name that ends in a dot is none.
    """
    module = text.lstrip(_MARKS)
    level = len(text) - len(module)
    return module.removeprefix(".") if level else module, -level if text.startswith(OWN) else level


def listed(node: ast.expr | None, named: Named, depth: int = 0) -> tuple[str, ...]:
    """The texts in a list, tuple or set, in the keys of a table, or of a text: its characters."""
    if depth > _DEEPEST:
        return ()
    match node:
        case ast.List(elements) | ast.Tuple(elements) | ast.Set(elements):
            return tuple(text for element in elements for text in _element(element, named, depth) if text)
        case ast.Dict(keys):
            return tuple(text for key in keys for text in texts(key, named, depth + 1) if text)
        case ast.BinOp(left, ast.Add(), right):
            return listed(left, named, depth + 1) + listed(right, named, depth + 1)
        case ast.Constant(str(text)):
            return tuple(text)
    return ()


def _element(node: ast.expr, named: Named, depth: int) -> tuple[str, ...]:
    if isinstance(node, ast.Starred):
        return listed(node.value, named, depth + 1)
    return texts(node, named, depth + 1)


def _any(nodes: Sequence[ast.expr], named: Named, depth: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for node in nodes for text in texts(node, named, depth + 1)))[:_MOST]


def _parts(node: ast.expr | None) -> Sequence[ast.expr | None]:
    """The expressions whose texts, one behind the other, are that of an expression; none where it is no such text."""
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
    """Literals with what is given between them."""
    if len(literals) != len(given) + 1 or any("%" in literal for literal in literals):
        return ()
    pairs = zip(literals[1:], given, strict=True)
    return [ast.Constant(literals[0]), *(part for text, one in pairs for part in (one, ast.Constant(text)))]


def _formatted(text: str, given: Sequence[ast.expr], keywords: dict[str, ast.expr]) -> Iterator[ast.expr | None]:
    """The parts of `text.format(...)`; None for one that is not known."""
    places: dict[str, ast.expr] = {**{str(at): one for at, one in enumerate(given)}, **keywords}
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
    """Each text of the first part with each of the next one behind it, and so on."""
    found: list[str] = [""] if parts else []
    for part in parts:
        both = (_behind(text, more) for text in found for more in part)
        found = [text for text in dict.fromkeys(both) if text is not None][:_MOST]
    return tuple(found)


def _behind(text: str, more: str) -> str | None:
    """Two texts as one; None where that is no name below what a mark stands for."""
    if text and more and (more[0] in _MARKS or (text[-1] in _MARKS and more[0] != ".")):
        return None
    return text + more if len(text) + len(more) < _LONGEST else None


def _above(node: ast.expr | None, named: Named, depth: int) -> tuple[str, ...]:
    """`text.rpartition(".")[0]`: the package above."""
    match node:
        case ast.Subscript(ast.Call(ast.Attribute(inner, "rpartition"), [ast.Constant(".")], []), ast.Constant(0)):
            return tuple(map(parent, texts(inner, named, depth + 1)))
    return ()
