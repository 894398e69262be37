"""The origin of a name: its qualified name, followed through the modules of the code base that only re-export it."""

from collections.abc import Callable, Iterator

from import_conformance.model.codebase import Codebase


def _always(_module: str) -> bool:
    return True


def origins(codebase: Codebase, module: str, name: str, passes_on: Callable[[str], bool] = _always) -> Iterator[str]:
    """Yield the qualified names of what a module's facts call `name`: as it imports it, then as each re-export has it.

    A name from a star import (`*.x`) is looked for in all modules that the module star-imports.

    Args:
        codebase: The code.
        module: The module that uses the name.
        name: The name as the facts have it.
        passes_on: False for a module whose names count as its own, wherever it imports them from.
    """
    pending = [f"{module}.{name[2:]}" if name.startswith("*.") else codebase.absolute(module, name)]
    seen: set[str] = set()
    while pending:
        qualified = pending.pop(0)
        if qualified not in seen:
            seen.add(qualified)
            yield qualified
            home, rest = split_at_module(codebase, qualified)
            pending += _passed_on(codebase, home, rest) if home == module or passes_on(home) else ()


def split_at_module(codebase: Codebase, name: str) -> tuple[str, str]:
    """Split a qualified name into the longest module of the code base that begins it ("" for none) and the rest."""
    home, rest = name, ""
    while home and home not in codebase.modules:
        home, _, last = home.rpartition(".")
        rest = f"{last}.{rest}" if rest else last
    return home, rest


def _passed_on(codebase: Codebase, home: str, rest: str) -> Iterator[str]:
    """Yield the qualified names that a name of a module has where the module imports it from."""
    first, dot, below = rest.partition(".")
    facts = codebase.facts.get(home)
    for statement in facts.imports if facts and rest else ():
        if statement.names is None:
            if statement.module.partition(".")[0] == first:
                yield rest
        elif first in statement.names or statement.names == ("*",):
            base = "." * statement.level + (f"{statement.module}." if statement.module else "")
            yield codebase.absolute(home, f"{base}{first}{dot}{below}")
