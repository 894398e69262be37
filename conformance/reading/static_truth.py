"""What conditions of constants come to, as Python runs the code and as a type checker reads it."""

import ast
from collections.abc import Callable, Sequence
from typing import NamedTuple

# Conditions that are nested more deeply than any person writes have no known truth.
_DEEPEST = 20


class Truth(NamedTuple):
    """Whether a condition holds, None where that is not known.

    running: as the code runs; checked: for type checkers.
    """

    running: bool | None
    checked: bool | None


UNKNOWN = Truth(None, None)
_OPPOSITES = (ast.IsNot, ast.NotEq)


def truth_of(test: ast.expr, is_typing: Callable[[ast.expr], bool], depth: int = 0) -> Truth:
    """The truth of a condition; is_typing: whether an expression is the constant `TYPE_CHECKING`."""
    truth = UNKNOWN
    if depth > _DEEPEST:
        return truth
    match test:
        case ast.Constant(value):
            truth = Truth(bool(value), bool(value))
        case ast.Name() | ast.Attribute() if is_typing(test):
            truth = Truth(False, True)
        case ast.NamedExpr(_, value):
            truth = truth_of(value, is_typing, depth + 1)
        case ast.UnaryOp(ast.Not(), operand):
            truth = Truth(*map(_opposite, truth_of(operand, is_typing, depth + 1)))
        case ast.BoolOp(operator, operands):
            truths = [truth_of(operand, is_typing, depth + 1) for operand in operands]
            joined = _all if isinstance(operator, ast.And) else _any
            truth = Truth(joined([one.running for one in truths]), joined([one.checked for one in truths]))
        case ast.Compare(left, [ast.Is() | ast.Eq() | ast.IsNot() | ast.NotEq() as operator], [right]):
            sides = [truth_of(side, is_typing, depth + 1) if _is_boolean(side) else UNKNOWN for side in (left, right)]
            truth = Truth(*(_same(a, b, isinstance(operator, _OPPOSITES)) for a, b in zip(*sides, strict=True)))
    return truth


def _is_boolean(side: ast.expr) -> bool:
    return not isinstance(side, ast.Constant) or isinstance(side.value, bool)


def _opposite(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


def _all(truths: Sequence[bool | None]) -> bool | None:
    return False if False in truths else None if None in truths else True


def _any(truths: Sequence[bool | None]) -> bool | None:
    return True if True in truths else None if None in truths else False


def _same(one: bool | None, other: bool | None, is_opposite: bool) -> bool | None:
    return None if one is None or other is None else (one is other) is not is_opposite
