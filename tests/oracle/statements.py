"""The import statements of a text and its importing calls, each with the kind that it has when CPython runs it."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

HANDLES = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}
CALLS = {"importlib.import_module", "importlib.__import__", "builtins.__import__"}


class Statement(NamedTuple):
    """One import. names: None for `import module`; guarded: the code handles that it fails, or never runs it."""

    line: int
    kind: str
    node: ast.ImportFrom
    names: tuple[str, ...] | None
    guarded: bool


def statements(tree: ast.Module, module: str, *, package: str) -> list[Statement]:
    """Return all imports of a text; package: `__package__` in it."""
    reader = _Reader(tree, module, package)
    reader.visit(tree)
    return reader.found


class _Reader(ast.NodeVisitor):
    def __init__(self, tree: ast.Module, module: str, package: str) -> None:
        self.found: list[Statement] = []
        self.module, self.package = module, package
        self.kind, self.guarded = "runtime", False
        self.bound = dict(_imported(tree))
        self.own = {node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._add(node.lineno, ast.ImportFrom(alias.name, [], 0), None)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self._add(node.lineno, node, tuple(alias.name for alias in node.names))

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for part in (node.args, *node.decorator_list, *filter(None, [node.returns])):
            self.visit(part)
        # A handler around a definition is not around what its body does when it is called.
        self._within(node.body, "lazy" if self.kind == "runtime" else self.kind, guarded=False)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815  # named by ast

    def visit_If(self, node: ast.If) -> None:
        self.visit(node.test)
        then, otherwise = self._branches(node.test)
        never = isinstance(node.test, ast.Constant) and not node.test.value
        self._within(node.body, "typing" if then else self.kind, guarded=self.guarded or never)
        self._within(node.orelse, "typing" if otherwise else self.kind, guarded=self.guarded)

    def visit_Try(self, node: ast.Try) -> None:
        handled = any(_handles(handler.type) for handler in node.handlers)
        self._within(node.body, self.kind, guarded=self.guarded or handled)
        rest: list[ast.AST] = [*node.handlers, *node.orelse, *node.finalbody]
        for part in rest:
            self.visit(part)

    def visit_With(self, node: ast.With) -> None:
        calls = [item.context_expr for item in node.items if isinstance(item.context_expr, ast.Call)]
        suppressed = any(_last(call.func) == "suppress" and any(map(_handles, call.args)) for call in calls)
        for item in node.items:
            self.visit(item)
        self._within(node.body, self.kind, guarded=self.guarded or suppressed)

    def visit_Call(self, node: ast.Call) -> None:
        called = self._qualified(node.func)
        if called in CALLS:
            for name, names in _named(node, called, self.module, self.package):
                kind, self.kind = self.kind, "dynamic"
                self._add(node.lineno, name, names)
                self.kind = kind
        self.generic_visit(node)

    def _add(self, line: int, node: ast.ImportFrom, names: tuple[str, ...] | None) -> None:
        self.found.append(Statement(line, self.kind, node, names, self.guarded))

    def _within(self, body: list[ast.stmt], kind: str, *, guarded: bool) -> None:
        before = self.kind, self.guarded
        self.kind, self.guarded = kind, guarded
        for statement in body:
            self.visit(statement)
        self.kind, self.guarded = before

    def _branches(self, test: ast.expr) -> tuple[bool, bool]:
        """Return whether the body of an `if` is for type checkers, and whether what follows is."""
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            then, otherwise = self._branches(test.operand)
            return otherwise, then
        if isinstance(test, ast.BoolOp):
            sides = [self._branches(value) for value in test.values]
            if isinstance(test.op, ast.And):
                return any(then for then, _ in sides), False
            return False, any(otherwise for _, otherwise in sides)
        if isinstance(test, ast.Compare) and isinstance(test.ops[0], (ast.Is, ast.Eq)):
            (value,) = test.comparators[:1]
            return isinstance(value, ast.Constant) and value.value is True and self._branches(test.left)[0], False
        return self._qualified(test) in {
            "typing.TYPE_CHECKING",
            "typing_extensions.TYPE_CHECKING",
            "TYPE_CHECKING",
        }, False

    def _qualified(self, node: ast.expr) -> str:
        """Return what a dotted name is bound to by the imports of the text."""
        if isinstance(node, ast.Attribute):
            return f"{self._qualified(node.value)}.{node.attr}"
        if not isinstance(node, ast.Name):
            return ""
        plain = "builtins.__import__" if node.id == "__import__" else node.id
        return "" if node.id in self.own else self.bound.get(node.id, plain)


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (
                (a.asname or a.name.partition(".")[0], a.name if a.asname else a.name.partition(".")[0])
                for a in node.names
            )
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((a.asname or a.name, f"{node.module}.{a.name}") for a in node.names)


def _named(
    node: ast.Call, called: str, module: str, package: str
) -> Iterator[tuple[ast.ImportFrom, tuple[str, ...] | None]]:
    """Return what a call imports, if its text says it, in the form of a `from` statement."""
    words = (
        ("name", "package") if called.endswith("import_module") else ("name", "globals", "locals", "fromlist", "level")
    )
    given = dict(zip(words, node.args, strict=False)) | {each.arg: each.value for each in node.keywords if each.arg}
    name = _text(given.get("name"))
    if not name:
        return
    if not called.endswith("import_module"):
        level = given.get("level")
        names = tuple(filter(None, map(_text, getattr(given.get("fromlist"), "elts", ()))))
        yield ast.ImportFrom(name, [], getattr(level, "value", 0) if level else 0), names or None
        return
    bare = name.lstrip(".")
    anchor = {"__package__": package, "__name__": module}.get(_last(given.get("package")), _text(given.get("package")))
    if bare == name:
        yield ast.ImportFrom(name, [], 0), None
    elif anchor:
        parts = anchor.split(".")
        kept = parts[: len(parts) - (len(name) - len(bare) - 1)]
        yield ast.ImportFrom(".".join([*kept, bare] if bare else kept), [], 0), None


def _handles(node: ast.expr | None) -> bool:
    """Return whether a handler catches what an import raises."""
    if isinstance(node, ast.Tuple):
        return any(map(_handles, node.elts))
    return node is None or _last(node) in HANDLES


def _last(node: ast.expr | None) -> str:
    """Return the last part of a dotted name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _text(node: ast.expr | None) -> str | None:
    if isinstance(node, ast.JoinedStr):
        parts = [_text(value) for value in node.values]
        return None if None in parts else "".join(filter(None, parts))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
