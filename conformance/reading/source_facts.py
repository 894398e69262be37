"""What the code of a file does, in one pass over its syntax tree, and only as far as it is asked for."""

import ast
from typing import Literal

from conformance.model.facts import Definition, Header, MethodCall, OrmClass, Reference, Source, Wanted, Write
from conformance.reading.annotations import dotted
from conformance.reading.binding_walk import BindingWalk
from conformance.reading.header_facts import doc_of, exports_of, headers_of
from conformance.reading.header_scan import scan_headers
from conformance.reading.name_scope import Kind, Scope, Values
from conformance.reading.orm_facts import orm_class, writes_of
from conformance.reading.prefilter import may_define, may_have_models, may_use, may_write
from conformance.reading.watched_lines import WatchedLines
from conformance.reading.write_methods import WRITE_METHODS


def source_of(tree: ast.Module, text: str, wanted: Wanted) -> Source:
    """The facts of a parsed file; its text decides what need not be looked for."""
    follows_rows, expressions = may_write(text, wanted), may_use(text, wanted)
    lines = _watched(text, wanted, follows_rows=follows_rows) if expressions else None
    walk = _SourceWalk(wanted, lines, follows_rows=follows_rows)
    if expressions or may_define(text, wanted) or may_have_models(text, wanted):
        walk.walk(tree)
    return Source(
        references=walk.settled_references(),
        method_calls=tuple(sorted(walk.method_calls, key=lambda call: (call.line, call.column))),
        definitions=tuple(sorted(walk.definitions, key=lambda definition: definition.line)),
        orm_classes=tuple(sorted(walk.orm_classes, key=lambda found: found.line)),
        writes=tuple(sorted(walk.writes, key=lambda write: (write.line, write.column))),
        headers=_headers(text) if wanted.headers else (),
        doc=doc_of(tree) if wanted.outline else "",
        exports=exports_of(tree) if wanted.outline else (),
    )


def _headers(text: str) -> tuple[Header, ...]:
    headers = scan_headers(text)
    return headers_of(text) if headers is None else headers


def _watched(text: str, wanted: Wanted, *, follows_rows: bool) -> WatchedLines:
    """The lines with what is wanted, and those where an expression binds a name, or tells what a collection holds."""
    used = wanted.names | wanted.methods | (WRITE_METHODS if follows_rows else frozenset())
    return WatchedLines(text, used, (":=", "for") if follows_rows else (":=",))


class _SourceWalk(BindingWalk):
    """Notes what is asked for."""

    def __init__(self, wanted: Wanted, lines: WatchedLines | None, *, follows_rows: bool) -> None:
        super().__init__(lines, follows_rows=follows_rows, late=WRITE_METHODS)
        self.wanted = wanted
        # Names that may stand for something wanted: the wanted ones themselves, and their aliases as they are bound.
        self.suspects = set(wanted.names)
        self._watched = wanted.names | WRITE_METHODS if follows_rows else wanted.names
        self.references: list[tuple[Scope, Reference]] = []
        self.method_calls: list[MethodCall] = []
        self.definitions: list[Definition] = []
        self.orm_classes: list[OrmClass] = []
        self.writes: list[Write] = []

    def settled_references(self) -> tuple[Reference, ...]:
        """The references but those to names that looked unbound, and were bound further down (in a loop)."""
        settled = [
            reference
            for scope, reference in self.references
            if not reference.name.startswith("*.") or scope.lookup(reference.name.split(".")[1], ()) is None
        ]
        return tuple(sorted(settled, key=lambda reference: (reference.line, reference.column, reference.name)))

    def bind(self, name: str, values: Values = ()) -> None:
        """Let a name stand for something, and watch it if that is wanted."""
        super().bind(name, values)
        self.on_alias(name, values)
        for value in values:
            if value.kind is Kind.IMPORTED and _last(value.name) in self.wanted.names:
                self.suspects.add(name)

    def on_alias(self, name: str, values: Values) -> None:
        """A name that stands for something is looked for, too, if that is."""
        for value in values:
            if self.lines and value.kind is Kind.IMPORTED and _last(value.name) in self._watched:
                self.lines.watch(name)

    def wants(self, name: str) -> bool:
        """Whether a definition of that name is asked for."""
        wanted = self.wanted.definitions
        return wanted if isinstance(wanted, bool) else name in wanted

    def on_definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        """A function or class."""
        self._define(node.name, node.lineno, "class" if isinstance(node, ast.ClassDef) else "function")
        if (self.wanted.orm or self.wanted.models) and isinstance(node, ast.ClassDef):
            found = orm_class(node, self.at.scope.qualify(node.name), self.types)
            self.orm_classes += [found] if found else []

    def on_variable(self, target: ast.Name) -> None:
        """A variable of a module or class."""
        self._define(target.id, target.lineno, "variable")

    def on_use(self, node: ast.Name | ast.Attribute, last: str, call: ast.Call | None) -> None:
        """A name or attribute that is read."""
        if last not in self.suspects and last not in self.wanted.methods:
            return
        is_method = call is not None and last in self.wanted.methods and isinstance(node, ast.Attribute)
        imported = [value.name for value in self.types.values(node) if value.kind is Kind.IMPORTED]
        known = [name for name in imported if not name.startswith("*.")]
        if isinstance(node, ast.Attribute) and call and is_method and not known:
            self._note_method(node, call)
        for name in known if is_method else imported:
            if is_method or _last(name) in self.wanted.names:
                self._note_reference(node, name, call)

    def on_late_call(self, call: ast.Call) -> None:
        """A call that may write."""
        self.writes += writes_of(call, self.types, self.at.scope.function)

    def _define(self, name: str, line: int, kind: Literal["function", "class", "variable"]) -> None:
        if self.wants(name):
            self.definitions.append(Definition(self.at.scope.qualify(name), line, kind))

    def _note_reference(self, node: ast.expr, name: str, call: ast.Call | None) -> None:
        arguments = _positional(call) if call else None
        keywords = tuple(keyword.arg or "**" for keyword in call.keywords) if call else ()
        place = (node.lineno, node.col_offset + 1)
        found = Reference(*place, name, call is not None, arguments, keywords, self.at.scope.function)
        self.references.append((self.at.scope, found))

    def _note_method(self, node: ast.Attribute, call: ast.Call) -> None:
        receiver, place = dotted(node.value), (call.lineno, call.col_offset + 1)
        function = self.at.scope.function
        self.method_calls.append(MethodCall(*place, node.attr, receiver, _positional(call), function))


def _positional(call: ast.Call) -> int:
    return -1 if any(isinstance(argument, ast.Starred) for argument in call.args) else len(call.args)


def _last(name: str) -> str:
    return name.rpartition(".")[2]
