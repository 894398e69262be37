"""Read the wanted facts about the code of a file in one pass over its syntax tree."""

import ast
from collections.abc import Iterator, Sequence
from typing import Literal

from import_conformance.model.base.facts import (
    Definition,
    MethodCall,
    OrmClass,
    Reference,
    SourceFacts,
    Wanted,
    Write,
)
from import_conformance.reading.source.header_facts import doc_of, exports_of, headers_in
from import_conformance.reading.source.orm_facts import orm_class, writes_of
from import_conformance.reading.text.prefilter import may_define, may_have_models, may_use, may_write
from import_conformance.reading.text.source_text import line_count
from import_conformance.reading.text.write_methods import WRITE_METHODS
from import_conformance.reading.walking.annotations import dotted
from import_conformance.reading.walking.control_flow import Bind
from import_conformance.reading.walking.name_scope import NameKind, NameScope, Value, Values
from import_conformance.reading.walking.use_walk import UseWalk, choices
from import_conformance.reading.walking.watched_lines import WatchedLines


def source_of(tree: ast.Module, text: str, wanted: Wanted) -> SourceFacts:
    """Return the facts of a parsed file; its text decides what need not be searched for."""
    follows_rows = may_write(text, wanted)
    # `:=` defines a name in an expression.
    expressions = may_use(text, wanted) or (":=" in text and may_define(text, wanted))
    lines = _watched(text, wanted, follows_rows=follows_rows) if expressions else None
    walk = _SourceWalk(wanted, lines, follows_rows=follows_rows)
    if expressions or may_define(text, wanted) or may_have_models(text, wanted):
        walk.walk(tree)
    return SourceFacts(
        references=walk.settled_references(),
        method_calls=tuple(sorted(walk.method_calls, key=lambda call: (call.line, call.column))),
        definitions=tuple(sorted(walk.definitions, key=lambda definition: definition.line)),
        orm_classes=tuple(sorted(walk.orm_classes, key=lambda found: found.line)),
        writes=tuple(sorted(walk.writes, key=lambda write: (write.line, write.column))),
        headers=headers_in(text) if wanted.headers else (),
        doc=doc_of(tree) if wanted.outline else "",
        exports=exports_of(tree) if wanted.outline else (),
        lines=line_count(text) if wanted.lines else 0,
    )


def _watched(text: str, wanted: Wanted, *, follows_rows: bool) -> WatchedLines:
    """Find the lines with wanted names, and those where an expression binds a name or iterates over a collection."""
    used = wanted.names | wanted.methods | (WRITE_METHODS if follows_rows else frozenset())
    return WatchedLines(text, used, (":=", "for") if follows_rows else (":=",))


class _SourceWalk(UseWalk):
    """A walk that records the wanted facts."""

    def __init__(self, wanted: Wanted, lines: WatchedLines | None, *, follows_rows: bool) -> None:
        super().__init__(lines, follows_rows=follows_rows, late=WRITE_METHODS)
        self.wanted = wanted
        # The wanted names, and their aliases as these are bound.
        self.suspects = set(wanted.names)
        self._watched = wanted.names | WRITE_METHODS if follows_rows else wanted.names
        self.references: list[tuple[NameScope, Reference]] = []
        self.method_calls: list[MethodCall] = []
        # Expressions that were recorded as a reference where they got another name.
        self._noted: set[ast.expr] = set()
        self.definitions: list[Definition] = []
        self.orm_classes: list[OrmClass] = []
        self.writes: list[Write] = []

    def settled_references(self) -> tuple[Reference, ...]:
        """Return the references, without those to names that looked unbound and are bound further down (in a loop)."""
        settled = [
            reference
            for scope, reference in self.references
            if not reference.name.startswith("*.") or scope.lookup(reference.name.split(".")[1], ()) is None
        ]
        return tuple(sorted(settled, key=lambda reference: (reference.line, reference.column, reference.name)))

    def bind(self, name: str, values: Values = ()) -> None:
        """Bind a name, and watch it if what it stands for is wanted."""
        super().bind(name, values)
        if values:
            self.on_alias(name, values)

    def on_alias(self, name: str, values: Values) -> None:
        """Watch a name that stands for something wanted."""
        super().on_alias(name, values)
        for value in values:
            last = _last(value.name) if value.kind is NameKind.IMPORTED else ""
            if last in self.wanted.names or value.kind is NameKind.BOUND:
                self.suspects.add(name)
            if self.lines and (last in self._watched or value.kind is NameKind.BOUND):
                self.lines.watch(name)

    def wants(self, name: str) -> bool:
        """Return whether a definition of that name is wanted."""
        wanted = self.wanted.definitions
        return wanted if isinstance(wanted, bool) else name in wanted

    def on_definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        """Record a function or class."""
        kind: Literal["class", "function"] = "class" if isinstance(node, ast.ClassDef) else "function"
        self._define(node.name, node.lineno, kind, self.at.scope.elsewhere.get(node.name, self.at.scope))
        if (self.wanted.orm or self.wanted.models) and isinstance(node, ast.ClassDef):
            found = orm_class(node, self.at.scope.qualify(node.name), self.types)
            self.orm_classes += [found] if found else []

    def on_variable(self, name: str, line: int, scope: NameScope, values: Values) -> None:
        """Record a variable of a module or class."""
        # A name that may come from a star import is not known to be an alias.
        known = (value.kind is NameKind.IMPORTED and not value.name.startswith("*.") for value in values)
        origins = [value.name if is_known else "" for value, is_known in zip(values, known, strict=True)]
        self._define(name, line, "variable", scope, origins[0] if len(origins) == 1 else "")

    def on_other_name(self, name: str, line: int, scope: NameScope, origin: str) -> None:
        """Record a name of a module or class that an import binds."""
        self._define(name, line, "import", scope, origin)

    def on_use(self, node: ast.expr, last: str, call: ast.Call | None, *, held: bool = False) -> None:
        """Record a use of something that is called or passed on."""
        if self.hidden or not (last in self.suspects or last in self.wanted.methods):
            return
        values = self.types.values(node)
        imported = [value.name for value in values if value.kind is NameKind.IMPORTED and not value.noted]
        if isinstance(node, ast.Attribute) and last in self.wanted.methods:
            self._use_method(node, imported, call, held=held)
            imported = [] if call else imported
        elif not held:
            for value in values:
                if value.kind is NameKind.BOUND:
                    self._note_method(node, value.method, value.name, call)
        for name in imported:
            if _last(name) in self.wanted.names:
                self._note_reference(node, name, call)

    def _use_method(self, node: ast.Attribute, imported: Sequence[str], call: ast.Call | None, *, held: bool) -> None:
        """Record the use of a method; a call on something imported is a reference by its qualified name."""
        known = [name for name in imported if not name.startswith("*.")]
        for name in known if call else ():
            self._note_reference(node, name, call)
        if not held and not (call and known):
            for receiver in map(_home, known) if known else [dotted(node.value)]:
                self._note_method(node, node.attr, receiver, call)

    def _values(self, bind: Bind) -> Values:
        """Return what a target comes to stand for, and whether that was recorded at the assignment."""
        value, values = bind.value, super()._values(bind)
        if bind.by != "=" or value is None:
            return values
        if values and (value in self._noted or not isinstance(value, ast.Name | ast.Attribute)):
            names = self.wanted.names
            values = tuple(v._replace(noted=v.kind is NameKind.IMPORTED and _last(v.name) in names) for v in values)
        if self.wanted.methods and isinstance(value, ast.Attribute | ast.BoolOp | ast.IfExp):
            values = (*values, *(bound for part in choices(value) for bound in self._bound(part)))
        return values

    def _bound(self, value: ast.expr) -> Iterator[Value]:
        """Yield the wanted methods that an expression stands for, unless it was recorded as passed on."""
        if not isinstance(value, ast.Attribute) or value.attr not in self.wanted.methods or value in self._noted:
            return
        imported = [each.name for each in self.types.values(value) if each.kind is NameKind.IMPORTED]
        receivers = [_home(name) for name in imported if not name.startswith("*.")]
        for receiver in receivers or [dotted(value.value)]:
            yield Value(NameKind.BOUND, receiver, value.attr)

    def on_late_call(self, call: ast.Call) -> None:
        """Record the writes of a call."""
        self.writes += writes_of(call, self.types, self.at.scope.function)

    def _define(
        self,
        name: str,
        line: int,
        kind: Literal["function", "class", "variable", "import"],
        scope: NameScope,
        origin: str = "",
    ) -> None:
        if self.wants(name):
            self.definitions.append(Definition(scope.qualify(name), line, kind, origin))

    def _note_reference(self, node: ast.expr, name: str, call: ast.Call | None) -> None:
        passed = _NOTHING_KNOWN
        if call:
            passed = _passed(call.args, call.keywords)
        else:
            self._noted.add(node)
            if node in self.partial:
                passed = _passed(self.partial[node].args[1:], self.partial[node].keywords)
        place, function = (node.lineno, node.col_offset + 1), self.at.scope.function
        arguments, keywords, passes = passed
        found = Reference(*place, name, call is not None, arguments, keywords, function, passes)
        self.references.append((self.at.scope, found))

    def _note_method(self, node: ast.expr, method: str, receiver: str, call: ast.Call | None) -> None:
        at, function = call or node, self.at.scope.function
        arguments = _positional(call.args) if call else 0
        place = (at.lineno, at.col_offset + 1)
        self.method_calls.append(MethodCall(*place, method, receiver, arguments, function, call is not None))
        if not call:
            self._noted.add(node)


# The number of positional arguments, the names of the others, and whether any of them is not None.
_Passed = tuple[int | None, tuple[str, ...], bool]
_NOTHING_KNOWN: _Passed = (None, (), False)


def _passed(args: Sequence[ast.expr], keywords: Sequence[ast.keyword]) -> _Passed:
    values = (*args, *(keyword.value for keyword in keywords))
    passes = not all(isinstance(value, ast.Constant) and value.value is None for value in values)
    return _positional(args), tuple(keyword.arg or "**" for keyword in keywords), passes


def _positional(args: Sequence[ast.expr]) -> int:
    return -1 if any(isinstance(argument, ast.Starred) for argument in args) else len(args)


def _home(name: str) -> str:
    return name.rpartition(".")[0]


def _last(name: str) -> str:
    return name.rpartition(".")[2]
