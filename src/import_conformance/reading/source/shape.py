"""Compute the shape of a file's code: its syntax tree without comments, docstrings and layout."""

import ast
from collections.abc import Sequence, Set
from hashlib import blake2b
from struct import pack
from typing import Any, NamedTuple

from import_conformance.model.base.facts import Shape

# A token is a node with its name or constant, or a whole import: 8 of them reach as far as the usual 12 plain ones.
# On 383 real files runs of 8 put the weakest copy at 0.52 and the next pair at 0.31; runs of 12 lose that copy (0.48).
# All runs count: one in four, or winnowing, saves 0.05 s in 152,000 lines and moves similarities by up to 0.08.
RUN = 8
_MASK = (1 << 60) - 1  # larger ints need a third digit and half as much memory again
_BASE = 0x9E3779B97F4A7C15
_LEAVING = pow(_BASE, RUN, _MASK + 1)
_MEANINGLESS = frozenset({"ctx", "kind", "type_comment", "type_ignores"})
# Absent almost everywhere: only their presence makes a token, else every `def` would look like the others.
_SELDOM = frozenset({"annotation", "asname", "format_spec", "kwarg", "returns", "vararg"})
_FUNCTIONS = frozenset({ast.FunctionDef, ast.AsyncFunctionDef})
_SCOPES = frozenset({*_FUNCTIONS, ast.ClassDef})
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)
_NAMED = (ast.arg, ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping)
_BINDERS = frozenset({*_SCOPES, ast.Lambda, *_COMPREHENSIONS, *_NAMED})
_STATEMENTS = frozenset(ast.stmt.__subclasses__())
_PASSED_ON = frozenset({ast.Import, ast.ImportFrom, ast.Assign})
# Limits of the codes that a process caches for each role: some megabytes at most.
_MOST_KNOWN, _LONGEST_KNOWN = 1 << 16, 200
_BARE = frozenset({int, bool, str, type(None)})  # tokens; names in a list; what stands for an absent child

# How a class of nodes becomes tokens: its tag, its fields with their labels (last one first), and whether it is closed.
_Plan = tuple[int, tuple[tuple[str, int | None], ...], bool]


class _Leave(NamedTuple):
    """Marks the end of a definition on the stack: the function that ends here, and the scope around it."""

    function: int | None
    scope: str
    known: Set[str]


class _Tokens(NamedTuple):
    """The tokens of a tree, the name and slice of each function, and the indices of names of local variables."""

    tokens: list[int]
    functions: list[tuple[str, slice]]
    local: list[int]
    statements: int


def _code(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


class _Codes(dict[str, int]):
    """The code of each text in one role, in this file or an earlier one."""

    def __init__(self, role: str) -> None:
        self.role = role

    def __missing__(self, text: str) -> int:
        code = _code(self.role + text)
        if len(self) < _MOST_KNOWN and len(text) < _LONGEST_KNOWN:
            self[text] = code
        return code


def shape_of(tree: ast.Module) -> Shape:
    """Return the shape of a parsed file; equal for files that differ in comments, docstrings and layout only."""
    found = _tokens_of(tree)
    digest = _digest(_packed(found.tokens))
    for index in found.local:
        found.tokens[index] = _LOCAL
    stream = _packed(found.tokens)
    named = tuple((name, _digest(stream[span])) for name, span in found.functions)
    return Shape(digest, shingle(found.tokens), named, _digest(stream), found.statements)


def _packed(tokens: Sequence[int]) -> memoryview:
    return memoryview(pack(f"<{len(tokens)}Q", *tokens)).cast("Q")


def _digest(stream: memoryview) -> bytes:
    return blake2b(stream, digest_size=16).digest()


def shingle(tokens: Sequence[int]) -> frozenset[int]:
    """Hash each run of neighbouring tokens by a rolling polynomial, the same in every process."""
    value, hashes = 0, []
    for entering, leaving in zip(tokens, (*[0] * RUN, *tokens), strict=False):
        value = (value * _BASE + entering - leaving * _LEAVING) & _MASK
        hashes.append(value)
    return frozenset(hashes[RUN - 1 :])


def _tokens_of(tree: ast.Module) -> _Tokens:
    """Turn a tree into tokens; one loop, for trees of any depth."""
    tokens: list[int] = []
    starts: list[tuple[str, int]] = []
    ends: dict[int | None, int] = {}
    names, attributes, strings, values, texts = _CODES
    scope, statements, local = "", 0, _Locals(tokens)
    stack: list[Any] = [tree]
    while stack:
        node = stack.pop()
        kind = node.__class__
        if kind is ast.Name:
            local.meet(node)
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
            scope, local.known = node.scope, node.known
        elif kind in _PASSED_ON and (passed_on := _passed_on(node)):
            tokens.append(texts[passed_on])
        elif kind is not ast.Expr or not (isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)):
            statements += kind in _STATEMENTS
            if kind in _SCOPES:
                stack.append(_Leave(len(starts) if kind in _FUNCTIONS else None, scope, local.known))
                scope += node.name
                starts += [(scope, len(tokens))] * (kind in _FUNCTIONS)
                scope += "."
            _expand(node, stack, tokens, texts, local)
    functions = [(name, slice(start, ends[index])) for index, (name, start) in enumerate(starts)]
    return _Tokens(tokens, functions, local.indices, statements)


class _Locals:
    """The local variables at the current position of a walk.

    A name is local once it was met as a parameter or as a target in the function, or in one around it, so that renaming
    variables does not change which tokens are local.

    Attributes:
        known: The names met so far; a mutable set in functions alone, because only there targets are local variables.
        indices: The tokens that are names of local variables.
    """

    def __init__(self, tokens: list[int]) -> None:
        self.known: Set[str] = frozenset()
        self.indices: list[int] = []
        self._tokens = tokens

    def meet(self, name: ast.Name) -> None:
        """Record a name whose token comes next."""
        known = self.known
        if name.ctx.__class__ is ast.Store and known.__class__ is set:
            known.add(name.id)
        if name.id in known:
            self.indices.append(len(self._tokens))

    def enter(self, node: ast.AST) -> None:
        """Record the names that the next node binds."""
        if isinstance(node, ast.ClassDef):
            self.known = frozenset(self.known)
        elif isinstance(node, ast.arg):
            self.indices.append(len(self._tokens) + 1)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            self.known = _parameters(node.args) | self.known
        elif isinstance(node, ast.Lambda):
            self._add(_parameters(node.args))
        elif isinstance(node, _COMPREHENSIONS):
            targets = (ast.walk(each.target) for each in node.generators)
            self._add({name.id for names in targets for name in names if isinstance(name, ast.Name)})
        elif isinstance(self.known, set):
            bound = getattr(node, "name", None) or getattr(node, "rest", None)
            if bound:
                self._add({bound})
                self.indices.append(len(self._tokens) + 1)

    def _add(self, names: set[str]) -> None:
        """Make names local from here on; those of a comprehension are used before they are met."""
        if isinstance(self.known, set):
            self.known |= names
        else:
            self.known = frozenset(self.known | names)


def _parameters(arguments: ast.arguments) -> set[str]:
    alone = filter(None, (arguments.vararg, arguments.kwarg))
    return {each.arg for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *alone)}


def _expand(node: ast.AST, stack: list[Any], tokens: list[int], texts: _Codes, local: "_Locals") -> None:
    """Add a node: its tag and names now, its children when they come off the stack."""
    if node.__class__ in _BINDERS:
        local.enter(node)
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
    """Plan a class of nodes: single children, then lists; as empty lists are skipped, all but one are labelled."""
    fields = [field for field in node._fields if field not in _MEANINGLESS]
    lists = [field for field in fields if isinstance(getattr(node, field), list)]
    plain = [field for field in fields if field not in lists and field not in _SELDOM] + lists[:1]
    labelled = [*lists[1:], *(field for field in fields if field in _SELDOM)]
    planned = [*((field, None) for field in plain), *((field, _code(f"<{field}>")) for field in labelled)]
    return _PLANS.setdefault(type(node), (_code(f"<{type(node).__name__}>"), tuple(reversed(planned)), bool(lists)))


def _passed_on(node: ast.stmt) -> str:
    """Return an import or `__all__` as one token, so that files which only re-export have few shingles; else ""."""
    match node:
        case ast.Import() | ast.ImportFrom():
            return ast.dump(node)
        case ast.Assign([ast.Name("__all__")], ast.List(names) | ast.Tuple(names)):
            values = [name.value for name in names if isinstance(name, ast.Constant) and type(name.value) is str]
            return f"__all__ {type(node.value)} {values}" if len(values) == len(names) else ""
    return ""


_CLOSE, _LOCAL = _code("</>"), _code("<local>")
_PLANS: dict[type[ast.AST], _Plan] = {}
_CODES = tuple(map(_Codes, ("name ", ".", "'", "= ", "")))
