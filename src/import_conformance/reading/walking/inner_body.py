"""Find out whether the body of a function has effects on names outside it."""

import ast
from collections.abc import Callable, Sequence

# Statements that bind local names at most, and hold no other statements.
_LOCAL = frozenset(
    {
        *(ast.Expr, ast.Return, ast.Raise, ast.Assert, ast.Pass, ast.Break, ast.Continue),
        *(ast.Import, ast.ImportFrom, ast.AugAssign, ast.Delete),
    }
)
# Compound and assignment statements that may have local effects alone, with the fields that hold statements.
_INNER: dict[type[ast.AST], tuple[str, ...]] = {
    **dict.fromkeys((ast.Assign, ast.AnnAssign), ()),
    **dict.fromkeys((ast.If, ast.While, ast.For, ast.AsyncFor), ("body", "orelse")),
    **dict.fromkeys((ast.Try, ast.TryStar), ("body", "handlers", "orelse", "finalbody")),
    **dict.fromkeys((ast.ExceptHandler, ast.match_case, ast.With, ast.AsyncWith), ("body",)),
    **dict.fromkeys((ast.FunctionDef, ast.AsyncFunctionDef), ("body",)),
    ast.Match: ("cases",),
}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def reaches_out(body: Sequence[ast.stmt], is_wanted: Callable[[str], bool]) -> bool:
    """Return False only when no statement of a function's body binds a name outside it or defines a class.

    Args:
        body: The body of a function. Expressions in it are not looked at.
        is_wanted: Whether a function of that name counts as well when the body defines it.
    """
    pending: list[ast.AST] = [*body]
    while pending:
        node = pending.pop()
        kind = node.__class__
        if kind in _LOCAL:
            continue
        if kind not in _INNER or (isinstance(node, _FUNCTIONS) and is_wanted(node.name)):
            return True
        if not all(map(_is_local, _targets(node))):
            return True
        for field in _INNER[kind]:
            pending += getattr(node, field)
    return False


def _targets(node: ast.AST) -> Sequence[ast.expr]:
    """Return the targets that a statement binds."""
    match node:
        case ast.Assign(targets):
            return targets
        case ast.AnnAssign(target) | ast.For(target) | ast.AsyncFor(target):
            return [target]
        case ast.With(items) | ast.AsyncWith(items):
            return [item.optional_vars for item in items if item.optional_vars]
    return ()


def _is_local(target: ast.expr) -> bool:
    """Return whether a target is a local name, or an item of something."""
    if isinstance(target, ast.Tuple | ast.List):
        return all(isinstance(element, ast.Name | ast.Subscript) for element in target.elts)
    return isinstance(target, ast.Name | ast.Subscript)
