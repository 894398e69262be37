"""Find the names that decide which imports a file makes and when: those of `TYPE_CHECKING` and `import_module`.

Functions are followed in the same way as for laws about calls. The constant of `typing` is recognized only where
nothing in its scope can bind the name to anything else, in whatever order the code runs.
"""

import ast
from collections.abc import Iterator
from typing import ClassVar

from import_conformance.reading.text.prefilter import may_name
from import_conformance.reading.walking.annotations import dotted
from import_conformance.reading.walking.control_flow import Bind, Visits
from import_conformance.reading.walking.handed_walk import FALSE, NONE, UNKNOWN, HandedWalk
from import_conformance.reading.walking.name_scope import NameKind, NameScope, Value, Values
from import_conformance.reading.walking.star_names import StarNames

CONSTANT = "TYPE_CHECKING"
_CONSTANTS = frozenset({"typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING"})
_IMPORTERS = frozenset({"import_module", "__import__"})
_LOADERS = frozenset({"attach", "load"})
WORDS = frozenset({CONSTANT, "suppress", "lazy_loader", *_IMPORTERS})
_UNBOUND = "*."
_Named = ast.Name | ast.Attribute


class ImportNames:
    """What the names of one file stand for.

    Attributes:
        calls: The calls that may import something, each with the qualified names of the functions that may be called.
    """

    def __init__(
        self, tree: ast.Module | None = None, text: str = "", exceptions: frozenset[str] = frozenset()
    ) -> None:
        """Walk over a file.

        Args:
            tree: The tree of the file; None for a file that holds none of the words, and in which nothing is found.
            text: Its text.
            exceptions: The names of exceptions to follow as well.
        """
        self._walk = _NameWalk(text, exceptions, StarNames(tree, text)) if tree else None
        if tree and self._walk:
            self._walk.walk(tree)
        self.calls = self._walk.calls if self._walk else {}

    def texts(self, node: ast.expr) -> tuple[str, ...]:
        """Return the strings that a name or attribute in the arguments of one of the calls may stand for."""
        return self._walk.texts.get(node, ()) if self._walk else ()

    def is_typing(self, node: ast.expr) -> bool:
        """Return whether an expression is the constant `TYPE_CHECKING`, and can be nothing else."""
        return bool(self._walk and isinstance(node, _Named) and self._walk.is_typing(node))

    def of(self, node: ast.expr) -> frozenset[str]:
        """Return the qualified names that an expression may stand for, if it is one of the followed names."""
        return self._walk.named.get(node, frozenset()) if self._walk else frozenset()


def names_in(tree: ast.Module, text: str, exceptions: frozenset[str]) -> ImportNames:
    """Return what the names of a file stand for; exceptions: the names of exceptions to follow as well, if any."""
    if exceptions or may_name(text, WORDS):
        return ImportNames(tree, text, exceptions)
    return ImportNames()


class _NameWalk(HandedWalk):
    """A walk that records the uses of the followed objects, under any name."""

    def __init__(self, text: str, exceptions: frozenset[str], stars: StarNames) -> None:
        wanted = WORDS | _LOADERS | exceptions if "lazy_loader" in text else WORDS | exceptions
        super().__init__(text, wanted)
        self._suspects = set(wanted)
        self.named: dict[ast.expr, frozenset[str]] = {}
        self.calls: dict[ast.Call, frozenset[str]] = {}
        self.texts: dict[ast.expr, tuple[str, ...]] = {}
        # Whether a function has bound a name that others use, some of which may have been visited before it.
        self._is_late = False
        # Every value that a name is ever bound to, for answers that must hold in whatever order the code runs.
        self._bound: dict[tuple[NameScope, str], set[Value]] = {}
        self._used_in: dict[ast.expr, NameScope] = {}
        self._is_set = False
        self._stars = stars

    def walk(self, tree: ast.Module) -> None:
        """Visit a file, and its functions a second time if some of them bind names that others use."""
        self.push(tree.body)
        self.drain()
        functions = [*self._waiting]
        self._run_waiting()
        if self._is_late:
            self._waiting.extend(functions)
            self._run_waiting()

    def bind(self, name: str, values: Values = ()) -> None:
        """Bind a name; without values, to something unknown that is none of the followed objects."""
        super().bind(name, values or UNKNOWN)
        scope = self.at.scope.elsewhere.get(name, self.at.scope)
        self._bound.setdefault((scope, name), set()).update(values or UNKNOWN)
        self.on_alias(name, values)
        if name in self.at.scope.elsewhere:
            is_text = any(value.kind is NameKind.TEXT for value in values)
            self._is_late = self._is_late or is_text or name in self._suspects

    def on_alias(self, name: str, values: Values) -> None:
        """Follow a name as well that stands for a followed object."""
        if any(value.kind is NameKind.IMPORTED and value.name.rpartition(".")[2] in self.wanted for value in values):
            self._suspects.add(name)
            if self.lines:
                self.lines.watch(name)

    def on_use(self, node: ast.expr, last: str, call: ast.Call | None, *, held: bool = False) -> None:  # noqa: ARG002
        """Record a name or attribute that is read; held: ignored."""
        if last not in self._suspects or not isinstance(node, ast.Name | ast.Attribute):
            return
        self._used_in[node] = self.at.scope
        values = self.types.values(node)
        names = frozenset(value.name.removeprefix(_UNBOUND) for value in values if value.kind is NameKind.IMPORTED)
        self.named[node] = names
        if call and names:
            self._note(call, names)

    def _note(self, call: ast.Call, names: frozenset[str]) -> None:
        """Record a call of a followed object, and the strings that it may be given."""
        self.calls[call] = names
        if [*import_functions(names)]:
            for argument in [*call.args, *call.keywords]:
                for part in ast.walk(argument):
                    if isinstance(part, _Named):
                        self.texts[part] = (*self.texts_of(part),)

    def on_set(self, node: ast.Attribute) -> None:
        """Record whether the constant itself is set: then the code below it may run."""
        if node.attr in self._suspects:
            names = {value.name.removeprefix(_UNBOUND) for value in self.types.values(node)}
            self._is_set = self._is_set or not names.isdisjoint(_CONSTANTS)

    def is_typing(self, node: _Named) -> bool:
        """Return whether a use can only be the constant of `typing`, or a constant of the same name that is false."""
        scope = self._used_in.get(node)
        root, _, rest = dotted(node).partition(".")
        if scope is None or not root or self._is_set:
            return False
        home = self._home_of(scope, root)
        if self._may_come_by_star(home, root, self._line(node, scope)):
            return False
        if home is None:
            # A name that is bound nowhere raises NameError, so the code never runs.
            return (rest or root) == CONSTANT
        values = self._bound[home, root]
        if rest:
            values = {value._replace(name=f"{value.name}.{rest}") for value in values - {NONE}}
        constants = {value for value in values if value.kind is NameKind.IMPORTED and value.name in _CONSTANTS}
        others = values - constants - (set() if rest else {FALSE})
        return not others and bool(constants or (root == CONSTANT and values))

    def _home_of(self, scope: NameScope, name: str) -> NameScope | None:
        """Return the scope whose binding of a name is visible in a scope; None where it is bound nowhere."""
        home: NameScope | None = scope.elsewhere.get(name, scope)
        while home and ((home, name) not in self._bound or (home is not scope and home.is_class)):
            home = home.parent
        return home

    def _line(self, node: ast.expr, scope: NameScope) -> int:
        """Return the line on which code of a scope runs, 0 for that of a function, which may run at any time."""
        function: NameScope | None = scope
        while function and not self._is_function(function):
            function = function.parent
        return 0 if function else node.lineno

    def _may_come_by_star(self, home: NameScope | None, name: str, line: int) -> bool:
        """Return whether a star import may bind a name that is used on a line; 0 for a use at any time."""
        return (home is None or home.parent is None) and self._stars.may_bind(name, line)

    def _values(self, bind: Bind) -> Values:
        values, value = super()._values(bind), bind.value
        if value is None or isinstance(value, ast.Constant) or not self._stars.lines:
            return values
        roots = {each.id for each in ast.walk(value) if isinstance(each, ast.Name)} if values else ()
        scope, line = self.at.scope, self._line(bind.target, self.at.scope)
        is_other = any(self._may_come_by_star(self._home_of(scope, root), root, line) for root in roots)
        return (*values, *UNKNOWN) if is_other else values

    def _bind_member(self, owner: str, name: str, values: Values) -> None:
        super()._bind_member(owner, name, values)
        self._is_late = self._is_late or (bool(values) and name in self._suspects)

    def _chosen(self, node: ast.Call) -> None:
        """Visit a call; its function may be chosen by an expression, as in `(q := import_module)("x")`."""
        if not isinstance(node.func, _Named):
            is_choice = isinstance(node.func, ast.IfExp | ast.BoolOp | ast.NamedExpr)
            values = self.types.values(node.func) if is_choice else self.values_of(node.func)
            names = frozenset(value.name.removeprefix(_UNBOUND) for value in values if value.kind is NameKind.IMPORTED)
            if names:
                self._note(node, names)
        super()._call(node)

    def _name_unless_deleted(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Del):
            self.at.bind(node.id, UNKNOWN)
        else:
            super()._name(node)

    EXPRESSIONS: ClassVar[Visits] = {
        **HandedWalk.EXPRESSIONS,
        ast.Name: _name_unless_deleted,
        ast.Call: _chosen,
    }


def import_functions(names: frozenset[str]) -> Iterator[str]:
    """Yield the functions that import something among qualified names, by their last parts, such as `import_module`."""
    for name in sorted(names):
        owner, _, last = name.rpartition(".")
        is_python = owner in {"", "importlib", "builtins", "__builtins__"} and last in _IMPORTERS
        if is_python or (owner == "lazy_loader" and last in _LOADERS):
            yield last
