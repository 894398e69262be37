"""What the names of a file stand for at one place in it: imports, definitions, and values whose class can be told."""

import ast
import builtins
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

# The forks that lead to a statement, outermost first, each with the branch taken there.
Path = tuple[tuple[int, int], ...]

# A generated file may bind one name in thousands of branches; what only its oldest ones say is given up.
_MOST_BINDINGS = 256


class NameKind(Enum):
    """How a value is known by a name."""

    IMPORTED = "the thing of that qualified name, outside this file or built in"
    LOCAL = "the function or class of that name in this file"
    INSTANCE = "an instance of the class of that name"
    QUERY = "a statement or result for the class of that name"
    BOUND = "a method of the thing of that name, of which nothing else is known"
    ROWS = "a collection of instances of the class of that name"
    TEXT = "that text"


class Value(NamedTuple):
    """One thing that an expression may stand for; with `method`, the bound method of it. `name` "" is not known.

    noted: where it got the name that led here, it was noted as handed on, so that each use by that name is no other.
    """

    kind: NameKind
    name: str
    method: str = ""
    noted: bool = False


Values = tuple[Value, ...]


@dataclass(slots=True, eq=False)
class NameScope:
    """The names of a module, class, function or comprehension.

    name: qualified in the file, "" for the module; function: that of the function around.
    seen: where in the parent it stands, for what runs there and then; () for what runs when all names are bound.
    elsewhere: names declared `global` or `nonlocal`, with the scope that has them. bases: of a class.
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
        """Let a name stand for something from here on: what it stood for on this path, or below, ends."""
        known = self.bindings.get(name)
        kept = [binding for binding in known if binding[0][: len(path)] != path] if known and path else []
        self.bindings[name] = [*kept[-_MOST_BINDINGS:], (path, values)]

    def bind_some_time(self, name: str, values: Values) -> None:
        """Let a name stand for something else too, as code elsewhere says that runs who knows when."""
        known = self.bindings.setdefault(name, [])
        known.append((((-1 - len(known), 0),), values))
        del known[:-_MOST_BINDINGS]

    def lookup(self, name: str, path: Path) -> Values | None:
        """What a name may stand for here, () when that cannot be told; None when this file does not bind it."""
        scope: NameScope | None = self
        while scope:
            if name in scope.bindings and (scope is self or not scope.is_class):
                return reaching(scope.bindings[name], path)
            path, scope = scope.seen, scope.parent
        return None

    def qualify(self, name: str) -> str:
        """The name of something that is defined in this scope."""
        return f"{self.name}.{name}" if self.name else name

    def owner_of(self, name: str) -> "NameScope | None":
        """The function around whose variable a `nonlocal` name is."""
        scope = self.parent
        while scope and (scope.is_class or name not in scope.bindings):
            scope = scope.parent
        return scope

    def module(self) -> "NameScope":
        """The outermost scope."""
        scope = self
        while scope.parent:
            scope = scope.parent
        return scope


def reaching(bindings: Iterable[tuple[Path, Values]], path: Path) -> Values:
    """The values of the bindings that may hold at a path: none of another branch, none before the last sure one."""
    found: dict[Value, None] = {}
    for bound, values in reversed(list(bindings)):
        common = next((at for at, (a, b) in enumerate(zip(bound, path, strict=False)) if a != b), len(path))
        if common < len(bound) and common < len(path) and bound[common][0] == path[common][0]:
            continue
        found.update(dict.fromkeys(values))
        if common >= len(bound):
            break
    return tuple(found)


@dataclass(slots=True)
class Standpoint:
    """Where in a file its reader stands, and what it has learnt on the way.

    classes: the scope of each class of the file. returns: what each function is said to return, and in which scope.
    """

    scope: NameScope = field(default_factory=NameScope)
    path: Path = ()
    classes: dict[str, NameScope] = field(default_factory=dict)
    returns: dict[str, tuple[ast.expr, NameScope]] = field(default_factory=dict)

    def bind(self, name: str, values: Values = ()) -> None:
        """Let a name stand for something from here on."""
        scope = self.scope.elsewhere.get(name)
        if scope:
            scope.bind_some_time(name, values)
        else:
            self.scope.bind(name, self.path, values)

    def lookup(self, name: str) -> Values:
        """What a name may stand for here; a name bound nowhere is built in, or comes from who knows where: `*.name`."""
        values = self.scope.lookup(name, self.path)
        if values is None:
            name = {"__builtins__": "builtins"}.get(name, name)
            return (Value(NameKind.IMPORTED, name if hasattr(builtins, name) or name == "builtins" else f"*.{name}"),)
        return values

    def member(self, owner: str, name: str) -> Values:
        """What an attribute of a class of this file, or of its instances, may stand for."""
        pending, seen = [owner], {owner}
        while pending:
            scope = self.classes.get(pending.pop(0))
            if scope and name in scope.bindings:
                return reaching(scope.bindings[name], ())
            new = [base for base in (scope.bases if scope else ()) if base not in seen]
            seen.update(new)
            pending += new
        return ()
