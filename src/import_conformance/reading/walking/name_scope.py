"""What the names of a file stand for at one point in it: imports, definitions, and values of a known class."""

import ast
import builtins
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

# The forks that lead to a statement, outermost first, each with the branch taken there.
Path = tuple[tuple[int, int], ...]

# A generated file may bind one name in thousands of branches; the oldest bindings are given up.
_MOST_BINDINGS = 256


class NameKind(Enum):
    """How a value is related to its name."""

    IMPORTED = "the thing of that qualified name, outside this file or built in"
    LOCAL = "the function or class of that name in this file"
    INSTANCE = "an instance of the class of that name"
    QUERY = "a statement or result for the class of that name"
    BOUND = "a method of the thing of that name, of which nothing else is known"
    ROWS = "a collection of instances of the class of that name"
    TEXT = "that text"


class Value(NamedTuple):
    """An object that an expression may stand for.

    Attributes:
        kind: How it is related to `name`.
        name: The name, or the string itself; "" when it is not known.
        method: The name of a bound method of it, if that is what the expression stands for.
        noted: Whether it was recorded as passed on where it got its name, so that uses by that name do not count.
    """

    kind: NameKind
    name: str
    method: str = ""
    noted: bool = False


Values = tuple[Value, ...]


@dataclass(slots=True, eq=False)
class NameScope:
    """The names of a module, class, function or comprehension.

    Attributes:
        name: Its qualified name in the file; "" for the module.
        function: The qualified name of the innermost function around its code.
        seen: Its path in the parent if its code runs there at once; () if it runs when all names are bound.
        bindings: By name, the values that it is bound to, each with the path of the binding.
        elsewhere: The names that are declared `global` or `nonlocal`, each with the scope that has it.
        bases: The classes of this file that a class derives from.
    """

    name: str = ""
    parent: "NameScope | None" = None
    is_class: bool = False
    function: str = ""
    seen: Path = ()
    bindings: dict[str, list[tuple[Path, Values]]] = field(default_factory=dict)
    elsewhere: "dict[str, NameScope]" = field(default_factory=dict)
    bases: tuple[str, ...] = ()
    is_comprehension: bool = False

    def bind(self, name: str, path: Path, values: Values) -> None:
        """Bind a name from here on; this ends its earlier bindings on this path or below it."""
        known = self.bindings.get(name)
        others = [binding for binding in known if binding[0][: len(path)] != path] if known and path else []
        self.bindings[name] = [*others[-_MOST_BINDINGS:], (path, values)]

    def bind_at_any_time(self, name: str, values: Values) -> None:
        """Add a binding by code that may run at any time, such as that of another function."""
        known = self.bindings.setdefault(name, [])
        known.append((((-1 - len(known), 0),), values))
        del known[:-_MOST_BINDINGS]

    def lookup(self, name: str, path: Path) -> Values | None:
        """Return what a name may stand for here; () when that is not known, None when the file does not bind it."""
        scope: NameScope | None = self
        while scope:
            if name in scope.bindings and (scope is self or not scope.is_class):
                return reaching_values(scope.bindings[name], path)
            path, scope = scope.seen, scope.parent
        return None

    def qualify(self, name: str) -> str:
        """Return the qualified name of a definition in this scope."""
        return f"{self.name}.{name}" if self.name else name

    def owner_of(self, name: str) -> "NameScope | None":
        """Return the enclosing scope whose variable a `nonlocal` name is."""
        scope = self.parent
        while scope and (scope.is_class or name not in scope.bindings):
            scope = scope.parent
        return scope

    def module(self) -> "NameScope":
        """Return the outermost scope."""
        scope = self
        while scope.parent:
            scope = scope.parent
        return scope


def reaching_values(bindings: Iterable[tuple[Path, Values]], path: Path) -> Values:
    """Return the values of the bindings that may hold at a path (reaching definitions).

    Those of an exclusive branch are left out, and those before the last binding that certainly ran.
    """
    found: dict[Value, None] = {}
    for bound, values in reversed(list(bindings)):
        common = next((index for index, (a, b) in enumerate(zip(bound, path, strict=False)) if a != b), len(path))
        if common < len(bound) and common < len(path) and bound[common][0] == path[common][0]:
            continue
        found.update(dict.fromkeys(values))
        if common >= len(bound):
            break
    return tuple(found)


@dataclass(slots=True)
class WalkPosition:
    """The current position of a walk in a file, and what is known so far.

    Attributes:
        classes: The scope of each class of the file.
        returns: The return annotation of each function, and the scope in which it was written.
    """

    scope: NameScope = field(default_factory=NameScope)
    path: Path = ()
    classes: dict[str, NameScope] = field(default_factory=dict)
    returns: dict[str, tuple[ast.expr, NameScope]] = field(default_factory=dict)

    def bind(self, name: str, values: Values = ()) -> None:
        """Bind a name from here on."""
        scope = self.scope.elsewhere.get(name)
        if scope:
            scope.bind_at_any_time(name, values)
        else:
            self.scope.bind(name, self.path, values)

    def lookup(self, name: str) -> Values:
        """Return what a name may stand for here; one that is bound nowhere is built in, or of unknown origin: `*.x`."""
        values = self.scope.lookup(name, self.path)
        if values is None:
            name = {"__builtins__": "builtins"}.get(name, name)
            return (Value(NameKind.IMPORTED, name if hasattr(builtins, name) or name == "builtins" else f"*.{name}"),)
        return values

    def member(self, owner: str, name: str) -> Values:
        """Return what an attribute of a class of this file, or of its instances, may stand for."""
        pending, seen = [owner], {owner}
        while pending:
            scope = self.classes.get(pending.pop(0))
            if scope and name in scope.bindings:
                return reaching_values(scope.bindings[name], ())
            new = [base for base in (scope.bases if scope else ()) if base not in seen]
            seen.update(new)
            pending += new
        return ()
