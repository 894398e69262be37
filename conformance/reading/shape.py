"""The shape of a file's code: what is left of its syntax tree when comments, docstrings and layout are gone."""

import ast
from collections.abc import Sequence
from hashlib import blake2b
from struct import pack
from typing import Any, NamedTuple

from conformance.model.facts import Shape

# A token is a node with its name or constant, or a whole import: 8 of them reach as far as the usual 12 plain ones.
# On 383 real files runs of 8 put the weakest copy at 0.52 and the next pair at 0.31; runs of 12 lose that copy (0.48).
# Every run is kept: one in four, or winnowing, saves 0.05 s in 152,000 lines and moves similarities by up to 0.08.
RUN = 8
_MASK = (1 << 60) - 1  # larger ints need a third digit and half as much memory again
_BASE = 0x9E3779B97F4A7C15
_LEAVING = pow(_BASE, RUN, _MASK + 1)
_MEANINGLESS = frozenset({"ctx", "kind", "type_comment", "type_ignores"})
# Absent almost everywhere: their presence is told, not their absence, else every `def` would look like the others.
_SELDOM = frozenset({"annotation", "asname", "format_spec", "kwarg", "returns", "vararg"})
_SCOPES = frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef})
_PASSED_ON = frozenset({ast.Import, ast.ImportFrom, ast.Assign})
# What a process keeps of the texts that it has met in each role: some megabytes at most.
_MOST_KNOWN, _LONGEST_KNOWN = 1 << 16, 200
_BARE = frozenset({int, bool, str, type(None)})  # tokens; names in a list; what stands for an absent child

# How a class of nodes is told: its tag, its fields with their labels (last one first), and whether it is closed.
_Plan = tuple[int, tuple[tuple[str, int | None], ...], bool]


class _Leave(NamedTuple):
    """Stands on the stack below the nodes of a definition: which function ends here, and the scope around it."""

    function: int | None
    scope: str


def _code(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


class _Codes(dict[str, int]):
    """The code of each text met in one role, in this file or an earlier one."""

    def __init__(self, role: str) -> None:
        self.role = role

    def __missing__(self, text: str) -> int:
        code = _code(self.role + text)
        if len(self) < _MOST_KNOWN and len(text) < _LONGEST_KNOWN:
            self[text] = code
        return code


def shape_of(tree: ast.Module) -> Shape:
    """The shape of a parsed file; equal for files that differ in comments, docstrings and layout only."""
    tokens, functions = _tokens_of(tree)
    stream = memoryview(pack(f"<{len(tokens)}Q", *tokens)).cast("Q")
    named = tuple((name, blake2b(stream[reach], digest_size=16).digest()) for name, reach in functions)
    return Shape(blake2b(stream, digest_size=16).digest(), shingle(tokens), named)


def shingle(tokens: Sequence[int]) -> frozenset[int]:
    """The hash of each run of neighbouring tokens: a rolling polynomial, the same in every process."""
    value, hashes = 0, []
    for entering, leaving in zip(tokens, (*[0] * RUN, *tokens), strict=False):
        value = (value * _BASE + entering - leaving * _LEAVING) & _MASK
        hashes.append(value)
    return frozenset(hashes[RUN - 1 :])


def _tokens_of(tree: ast.Module) -> tuple[list[int], list[tuple[str, slice]]]:
    """The stream of a tree, and the name and reach of each function in it; one loop, for trees of any depth."""
    tokens: list[int] = []
    starts: list[tuple[str, int]] = []
    ends: dict[int | None, int] = {}
    names, attributes, strings, values, texts = _CODES
    scope = ""
    stack: list[Any] = [tree]
    while stack:
        node = stack.pop()
        kind = node.__class__
        if kind is ast.Name:
            tokens.append(names[node.id])
        elif kind is ast.Attribute:
            tokens.append(attributes[node.attr])
            stack.append(node.value)
        elif kind is ast.Constant:
            value = node.value  # hex() because repr() refuses integers of more than 4,300 digits
            number = value.__class__ is int
            tokens.append(strings[value] if value.__class__ is str else values[hex(value) if number else repr(value)])
        elif kind in _BARE:
            tokens.append(node if kind is int else texts[repr(node)])
        elif kind is _Leave:
            ends[node.function] = len(tokens)
            scope = node.scope
        elif kind in _PASSED_ON and (passed_on := _passed_on(node)):
            tokens.append(texts[passed_on])
        elif kind is not ast.Expr or not (isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)):
            if kind in _SCOPES:
                stack.append(_Leave(None if kind is ast.ClassDef else len(starts), scope))
                starts += [] if kind is ast.ClassDef else [(scope + node.name, len(tokens))]
                scope += node.name + "."
            _expand(node, stack, tokens, texts)
    return tokens, [(name, slice(start, ends[at])) for at, (name, start) in enumerate(starts)]


def _expand(node: ast.AST, stack: list[Any], tokens: list[int], texts: _Codes) -> None:
    """Tell a node: its tag and names now, its children when they come off the stack."""
    tag, fields, closed = _PLANS.get(node.__class__) or _plan(node)
    tokens.append(tag)
    if closed:
        stack.append(_CLOSE)
    for field, label in fields:
        value = getattr(node, field)
        kind = value.__class__
        if kind is str or kind is int:
            tokens.append(texts[str(value)])
        elif kind is list:
            stack += value[::-1]
            if label and value:
                stack.append(label)
        elif label is None:
            stack.append(value)
        elif value is not None:
            stack += (value, label)


def _plan(node: ast.AST) -> _Plan:
    """Single children first, then lists: the first needs no label, the others are skipped where they are empty."""
    fields = [field for field in node._fields if field not in _MEANINGLESS]
    lists = [field for field in fields if isinstance(getattr(node, field), list)]
    plain = [field for field in fields if field not in lists and field not in _SELDOM] + lists[:1]
    labelled = [*lists[1:], *(field for field in fields if field in _SELDOM)]
    told = [*((field, None) for field in plain), *((field, _code(f"<{field}>")) for field in labelled)]
    return _PLANS.setdefault(type(node), (_code(f"<{type(node).__name__}>"), tuple(reversed(told)), bool(lists)))


def _passed_on(node: ast.stmt) -> str:
    """An import or `__all__` as one token, so that files which only pass names on have few shingles; else nothing."""
    match node:
        case ast.Import() | ast.ImportFrom():
            return ast.dump(node)
        case ast.Assign([ast.Name("__all__")], ast.List(names) | ast.Tuple(names)):
            values = [name.value for name in names if isinstance(name, ast.Constant) and type(name.value) is str]
            return f"__all__ {type(node.value)} {values}" if len(values) == len(names) else ""
    return ""


_CLOSE = _code("</>")
_PLANS: dict[type[ast.AST], _Plan] = {}
_CODES = tuple(map(_Codes, ("name ", ".", "'", "= ", "")))
