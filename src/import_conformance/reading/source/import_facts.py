"""Read the imports of a file from its syntax tree: what they take, when they happen, whether the code needs them."""

import ast
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from import_conformance.model.base.facts import ImportStatement
from import_conformance.model.topology import Guard, ImportKind
from import_conformance.reading.source.call_imports import imports_by_call
from import_conformance.reading.walking.failure_guard import FailureGuards, exceptions_to_follow
from import_conformance.reading.walking.import_names import names_in
from import_conformance.reading.walking.static_truth import Truth, truth_of
from import_conformance.reading.walking.watched_lines import WatchedLines

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_TESTED = (ast.If, ast.While)
_ATTEMPTS = (ast.Try, ast.TryStar)
_CONTEXTS = (ast.With, ast.AsyncWith)
_STATEMENTS = frozenset({ast.Import, ast.ImportFrom})
_CONDITION = ("body", "orelse")
_ATTEMPT = ("body", "handlers", "orelse", "finalbody")
# The fields of nodes that hold statements; a table, because it is looked up once for each statement of a code base.
_HOLDERS: dict[type[ast.AST], tuple[str, ...]] = {
    **dict.fromkeys((ast.Module, *_FUNCTIONS, ast.ClassDef, *_CONTEXTS), ("body",)),
    **dict.fromkeys((*_TESTED, ast.For, ast.AsyncFor), _CONDITION),
    **dict.fromkeys(_ATTEMPTS, _ATTEMPT),
    **dict.fromkeys((ast.ExceptHandler, ast.match_case), ("body",)),
    ast.Match: ("cases",),
}


class _When(NamedTuple):
    """When code runs, and whether the program goes on when an import in it fails."""

    kind: ImportKind
    guard: Guard


# The nodes of a block, and when they run.
_Block = tuple[Sequence[Any], _When]
_AT_LOAD = _When(ImportKind.RUNTIME, Guard.NONE)


def imports_of(tree: ast.Module, text: str) -> tuple[ImportStatement, ...]:
    """Return every import of a file, sorted by position."""
    found = _Imports(tree, text).found()
    return tuple(sorted(found, key=lambda statement: (statement.line, statement.column, statement.module)))


class _Imports:
    """The imports of one file. Expressions are walked only where one of them calls something that imports."""

    def __init__(self, tree: ast.Module, text: str) -> None:
        exceptions = exceptions_to_follow(text)
        self._tree = tree
        self._names = names_in(tree, text, exceptions)
        self._guards = FailureGuards(self._names, is_plain=not exceptions)
        self._lines = WatchedLines(text, ("import",), ())

    def found(self) -> Iterator[ImportStatement]:
        """Yield the imports, in no order."""
        calls, lines = self._names.calls, self._lines
        pending: list[_Block] = [(self._tree.body, _AT_LOAD)]
        while pending:
            nodes, when = pending.pop()
            for node in nodes:
                kind = node.__class__
                if kind in _HOLDERS:
                    # Without the word `import` on its lines, a compound statement holds no import statement.
                    if calls or kind is ast.match_case or lines.used(node.lineno, node.end_lineno):
                        pending += self._inside(node, when)
                elif kind in _STATEMENTS:
                    yield from _statements(node, when)
                if calls:
                    yield from self._called(node, when)

    def _inside(self, holder: ast.AST, when: _When) -> Iterator[_Block]:
        """Yield the blocks of a compound statement, each with when it runs."""
        first, rest = when, when
        if isinstance(holder, _TESTED):
            first, rest = self._branches(holder.test, when)
        elif isinstance(holder, _FUNCTIONS):
            first = _called_later(when)
        elif isinstance(holder, _ATTEMPTS):
            first = _handled(when) if self._guards.by_handler(holder) else when
        elif isinstance(holder, _CONTEXTS):
            first = _handled(when) if self._guards.by_with(holder) else when
        for field in _HOLDERS[holder.__class__]:
            yield getattr(holder, field), first if field == "body" else rest

    def _branches(self, test: ast.expr, when: _When) -> tuple[_When, _When]:
        """Return when code runs if a condition holds, and if it does not."""
        truth = truth_of(test, self._names.is_typing)
        return _where(truth, when, runs_if=True), _where(truth, when, runs_if=False)

    def _called(self, expression: ast.AST, when: _When) -> Iterator[ImportStatement]:
        """Yield the imports by calls in a simple statement or an expression."""
        pending = [(expression, when)]
        while pending:
            node, when = pending.pop()
            if node.__class__ in _HOLDERS:
                pending += ((part, when) for part in _beside(node))
                continue
            if isinstance(node, ast.Call) and node in self._names.calls:
                kind = when.kind if when.kind is ImportKind.TYPING else ImportKind.DYNAMIC
                yield from imports_by_call(node, self._names.calls[node], self._names.texts, kind, when.guard)
            pending += self._parts(node, when)

    def _parts(self, node: ast.AST, when: _When) -> Iterator[tuple[ast.AST, _When]]:
        """Yield the parts of an expression, each with when it runs."""
        if isinstance(node, ast.Lambda):
            yield node.args, when
            yield node.body, _called_later(when)
        elif isinstance(node, ast.IfExp):
            body, orelse = self._branches(node.test, when)
            yield node.test, when
            yield node.body, body
            yield node.orelse, orelse
        elif isinstance(node, ast.BoolOp):
            is_and = isinstance(node.op, ast.And)
            for operand in node.values:
                yield operand, when
                when = _where(truth_of(operand, self._names.is_typing), when, runs_if=is_and)
        else:
            for child in ast.iter_child_nodes(node):
                yield child, when


def _statements(node: ast.Import | ast.ImportFrom, when: _When) -> Iterator[ImportStatement]:
    kind, guard = when
    if kind is ImportKind.RUNTIME and getattr(node, "is_lazy", False):
        kind = ImportKind.LAZY  # `lazy import`, from Python 3.15 on
    line, column = node.lineno, node.col_offset + 1
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield ImportStatement(line, column, alias.name, 0, None, kind, guard)
    else:
        names = tuple(alias.name for alias in node.names)
        yield ImportStatement(line, column, node.module or "", node.level, names, kind, guard)


def _beside(holder: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a compound statement outside of the statements in it."""
    fields = _HOLDERS[type(holder)]
    for name, value in ast.iter_fields(holder):
        if name not in fields:
            yield from (part for part in (value if isinstance(value, list) else [value]) if isinstance(part, ast.AST))


def _called_later(when: _When) -> _When:
    """Return when the body of a function runs: then a handler around the function no longer guards it."""
    kind = ImportKind.LAZY if when.kind is ImportKind.RUNTIME else when.kind
    return _When(kind, Guard.NONE if when.guard is Guard.OPTIONAL else when.guard)


def _handled(when: _When) -> _When:
    return _When(when.kind, Guard.OPTIONAL) if when.guard is Guard.NONE else when


def _where(truth: Truth, when: _When, *, runs_if: bool) -> _When:
    """Return when code runs that a condition leads to if its truth is `runs_if`."""
    if truth.running is None or truth.running is runs_if:
        return when
    if truth.checked is None or truth.checked is runs_if:
        return _When(ImportKind.TYPING, when.guard)
    return _When(when.kind, Guard.DEAD)
