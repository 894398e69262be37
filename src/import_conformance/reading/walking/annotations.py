"""Evaluate annotations statically: `User`, `"User"`, `Optional[User]`, `list[User]`, `User | None`."""

import ast
from collections.abc import Callable, Iterator

from import_conformance.reading.walking.name_scope import NameKind, Value, Values

_SAME = frozenset(
    {
        "Optional",
        "Union",
        "Annotated",
        "Final",
        "ClassVar",
        "Awaitable",
        "Coroutine",
        "Mapped",
        "Required",
        "NotRequired",
    }
)
_LAST_OF = frozenset({"Coroutine"})
_FIRST_OF = frozenset({"Annotated"})
_MANY = frozenset(
    {
        *(
            "list",
            "List",
            "Sequence",
            "MutableSequence",
            "Iterable",
            "Iterator",
            "Collection",
            "set",
            "Set",
            "frozenset",
        ),
        *("FrozenSet", "AsyncIterable", "AsyncIterator", "Generator", "AsyncGenerator", "deque", "ScalarResult"),
    }
)
# Types whose elements are not followed.
_OPAQUE = frozenset(
    {
        *("dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "OrderedDict", "tuple", "Tuple", "Callable"),
        *("Literal", "Any", "object"),
    }
)


def annotated_values(annotation: ast.expr, lookup: Callable[[str], Values]) -> Values:
    """Return the values that an annotation allows."""
    found: dict[Value, None] = {}
    pending: list[tuple[ast.expr, NameKind]] = [(annotation, NameKind.INSTANCE)]
    while pending:
        node, kind = pending.pop()
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            pending += [(node.right, kind), (node.left, kind)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            pending += [(quoted, kind) for quoted in _parsed(node.value)]
        elif isinstance(node, ast.Subscript):
            pending += [(inner, inner_kind) for inner, inner_kind in _inside(node, kind)]
        elif isinstance(node, ast.Name | ast.Attribute):
            found.update(dict.fromkeys(_named(node, kind, lookup)))
    return tuple(found)


def dotted(node: ast.expr) -> str:
    """Return a dotted name such as `a.b.c` as written; "" for any other expression."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)])


def _inside(node: ast.Subscript, kind: NameKind) -> Iterator[tuple[ast.expr, NameKind]]:
    """Yield the annotations inside brackets that describe the value, or its elements."""
    name = dotted(node.value).rpartition(".")[2]
    arguments = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if name in _LAST_OF:
        yield from ((argument, kind) for argument in arguments[-1:])
    elif name in _FIRST_OF:
        yield from ((argument, kind) for argument in arguments[:1])
    elif name in _SAME:
        yield from ((argument, kind) for argument in arguments)
    elif name in _MANY and kind is NameKind.INSTANCE:
        yield from ((argument, NameKind.ROWS) for argument in arguments[:1])
    elif name in {"type", "Type"}:
        yield from ((argument, NameKind.IMPORTED) for argument in arguments)
    elif kind is NameKind.INSTANCE and name not in _OPAQUE:
        yield node.value, kind


def _named(node: ast.Name | ast.Attribute, kind: NameKind, lookup: Callable[[str], Values]) -> Iterator[Value]:
    name = dotted(node)
    if name.rpartition(".")[2] in _OPAQUE:
        return
    root, _, rest = name.partition(".")
    for value in lookup(root) if root else ():
        name = f"{value.name}.{rest}" if rest else value.name
        if value.kind is NameKind.IMPORTED or value.kind is NameKind.LOCAL:
            yield Value(value.kind if kind is NameKind.IMPORTED else kind, name)


def _parsed(text: str) -> Iterator[ast.expr]:
    """Yield a quoted annotation as an expression; nothing when it cannot be parsed."""
    try:
        yield ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
