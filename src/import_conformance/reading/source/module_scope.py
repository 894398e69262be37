"""Find the names that a module binds, and what else may come to it at run time, in its syntax tree."""

import ast
from collections.abc import Iterable, Iterator

from import_conformance.model.base.facts import Bindings

PATH = "__path__"
_TABLE = "sys.modules[]"
_GROWS = frozenset({"append", "extend", "insert", "add", "update"})
_COPIES = frozenset({"list", "tuple", "set", "frozenset", "sorted"})
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_CHANGES = frozenset({"append", "extend", "insert", "update", "setdefault", "__setitem__"})


def bindings_in(tree: ast.Module) -> Bindings:
    """Return all that a module binds."""
    scope = _ModuleScope()
    scope.visit(tree.body)
    for node in ast.walk(tree):
        scope.note_anywhere(node)
    scope.note_attributes()
    if "__getattr__" in scope.names:
        scope.is_open = True
    return Bindings(
        names=tuple(sorted(scope.names)),
        is_open=scope.is_open or scope.makes_modules or scope.has_portions,
        makes_modules=scope.makes_modules,
        has_portions=scope.has_portions,
        stars=tuple(scope.stars),
        exports=tuple(name for name in dict.fromkeys(scope.exports) if name not in scope.values),
    )


class _ModuleScope:
    """What was found in a module; `values` are the names that stand for anything but its own submodule of that name."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.values: set[str] = set()
        self.stars: list[tuple[int, str]] = []
        self.exports: list[str] = []
        self.imported: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.is_open = self.makes_modules = self.has_portions = False

    def visit(self, body: Iterable[ast.AST]) -> None:
        """Record what statements bind at module level, however deeply nested they are."""
        pending = list(body)
        while pending:
            node = pending.pop()
            if isinstance(node, _SCOPES):
                self._bind(node.name)
            elif isinstance(node, ast.Import):
                self.names.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)
                self.values.update(alias.asname for alias in node.names if alias.asname)
            elif isinstance(node, ast.ImportFrom):
                self._import_from(node)
            elif isinstance(node, ast.AnnAssign) and node.value is None:
                continue  # A bare annotation binds nothing.
            elif not isinstance(node, ast.expr) or isinstance(getattr(node, "ctx", None), ast.Store | ast.Del):
                self._note(node)
                pending += ast.iter_child_nodes(node)

    def _bind(self, name: str | None) -> None:
        if name:
            self.names.add(name)
            self.values.add(name)

    def _import_from(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name == "*":
                self.stars.append((node.level, node.module or ""))
                continue
            if alias.asname or node.level != 1 or node.module:
                # `from . import x` in a package takes a submodule, or else a name that is also bound in another way.
                self.names.add(alias.asname or alias.name)
            if alias.asname or (node.level and node.module):
                self.values.add(alias.asname or alias.name)

    def _note(self, node: ast.AST) -> None:
        if isinstance(node, ast.Name):
            self._bind(node.id)
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
            self._bind(node.name)
        elif isinstance(node, ast.MatchMapping):
            self._bind(node.rest)
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr):
            self.exports += _exported(node)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _is_given_itself(node.value):
            # A call with the module's name whose result is not used probably changes the module.
            self.is_open = True

    def note_anywhere(self, node: ast.AST) -> None:
        """Record what binds names of the module, or changes it, anywhere in its text."""
        if isinstance(node, ast.Global):
            self.names.update(node.names)
            self.values.update(node.names)
        elif isinstance(node, ast.NamedExpr):
            self._bind(node.target.id)
        elif isinstance(node, ast.Import):
            self.imported.update(alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.Call):
            self._note_call(node)
        elif isinstance(node, ast.Subscript) and _is_named(node.value, "modules"):
            self._note_module_table(node)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            self.attributes.append((_dotted(node.value), node.attr))
        elif isinstance(node, ast.Name | ast.Attribute) and (
            _is_named(node, "meta_path") or _is_named(node, "path_hooks")
        ):
            self.makes_modules = True
        elif isinstance(node, ast.Name) and node.id == PATH and isinstance(node.ctx, ast.Store):
            self.has_portions = True

    def note_attributes(self) -> None:
        """Record attributes set on imported modules and entries of `sys.modules`, one of which may be this module."""
        for module, name in self.attributes:
            if module in self.imported or module == _TABLE:
                self._bind(name)

    def _note_call(self, call: ast.Call) -> None:
        function = call.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if name in ("globals", "exec") or (name in ("vars", "locals") and not call.args):
            self.is_open = True
        elif name == "setattr":
            self.is_open |= not (call.args and getattr(call.args[0], "id", "") in ("self", "cls"))
        elif name == "declare_namespace":
            self.has_portions = True
        elif isinstance(function, ast.Attribute) and name in _CHANGES:
            self.has_portions |= _is_named(function.value, PATH)
            self.makes_modules |= _is_named(function.value, "modules")

    def _note_module_table(self, node: ast.Subscript) -> None:
        """Record a use of `sys.modules[...]`: by its own name the module may be changed, by others modules are made."""
        if getattr(node.slice, "id", "") == "__name__":
            self.is_open = True
        elif isinstance(node.ctx, ast.Store):
            self.makes_modules = True


def _dotted(node: ast.expr) -> str:
    """Return an expression as a dotted name; `_TABLE` for an entry of `sys.modules`, "" for neither."""
    if isinstance(node, ast.Subscript):
        return _TABLE if _is_named(node.value, "modules") else ""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def _is_named(node: ast.expr, name: str) -> bool:
    """Return whether an expression is the name, or the attribute of that name of the module `sys`."""
    if isinstance(node, ast.Attribute):
        return node.attr == name and getattr(node.value, "id", "").endswith("sys")
    return getattr(node, "id", "") == name


def _is_given_itself(call: ast.Call) -> bool:
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(getattr(argument, "id", "") == "__name__" for argument in given)


def _exported(node: ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr) -> Iterator[str]:
    """Yield the strings that a statement puts into `__all__`."""
    if isinstance(node, ast.Expr):
        call = node.value
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr in _GROWS
            and _is_named(call.func.value, "__all__")
        ):
            yield from (text for argument in call.args for text in _strings(argument))
        return
    if isinstance(node, ast.AugAssign) and not isinstance(node.op, ast.Add | ast.BitOr):
        return
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if node.value and any(_is_named(target, "__all__") for target in targets):
        yield from _strings(node.value)


def _strings(node: ast.expr) -> Iterator[str]:
    """Yield the strings in a literal collection, or in a sum or copy of such; none for other expressions."""
    pending = [node]
    while pending:
        part = pending.pop()
        if isinstance(part, ast.List | ast.Tuple | ast.Set):
            pending += reversed(part.elts)
        elif isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add | ast.BitOr):
            pending += [part.right, part.left]
        elif isinstance(part, ast.Starred):
            pending.append(part.value)
        elif isinstance(part, ast.IfExp):
            pending += [part.orelse, part.body]
        elif isinstance(part, ast.Call):
            pending += _copied(part)
        elif isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _copied(call: ast.Call) -> list[ast.expr]:
    """Return what a call copies into a collection: `sorted(["a"])`, `list(("a",))`, `"a b".split()`."""
    function = call.func
    if isinstance(function, ast.Name) and function.id in _COPIES:
        return call.args[:1]
    if isinstance(function, ast.Attribute) and function.attr == "split" and not call.args:
        text = getattr(function.value, "value", None)
        return [ast.Constant(word) for word in text.split()] if isinstance(text, str) else []
    return []
