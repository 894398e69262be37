"""Evaluate conditions of constants, as Python runs the code and as a type checker reads it."""

import ast
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

# Conditions that are nested more deeply than any written by a person are not evaluated.
_DEEPEST = 20


class Truth(NamedTuple):
    """Whether a condition holds when the code runs, and for type checkers; None where that is not known."""

    running: bool | None
    checked: bool | None


class _NoValue:
    """The class of the marker for an unknown value."""


_NO_VALUE: Final = _NoValue()


class _Known(NamedTuple):
    """What is known of an expression."""

    truth: bool | None
    value: Any = _NO_VALUE


_UNKNOWN = _Known(None)
# The types of the singletons.
_SINGLE = (type(None), bool, type(...))
_ORDERS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_SIGNS: dict[type[ast.unaryop], Callable[[Any], Any]] = {ast.USub: operator.neg, ast.UAdd: operator.pos}


def truth_of(test: ast.expr, is_typing: Callable[[ast.expr], bool]) -> Truth:
    """Evaluate a condition."""
    return Truth(*(_Reader(is_typing, is_checked).known(test).truth for is_checked in (False, True)))


class _Reader:
    """Evaluates conditions like Python when it runs, or like a type checker."""

    def __init__(self, is_typing: Callable[[ast.expr], bool], is_checked: bool) -> None:
        self._is_typing = is_typing
        self._is_checked = is_checked

    def known(self, node: ast.expr, depth: int = 0) -> _Known:
        """Return what is known of an expression."""
        found = _UNKNOWN
        if depth > _DEEPEST:
            return found
        match node:
            case ast.Constant(value):
                found = _constant(value)
            case ast.Name() | ast.Attribute() if self._is_typing(node):
                found = _constant(self._is_checked)
            case ast.NamedExpr(_, value):
                found = self.known(value, depth + 1)
            case ast.UnaryOp(sign, operand):
                found = _signed(sign, self.known(operand, depth + 1))
            case ast.BoolOp(joint, operands):
                found = _joined(isinstance(joint, ast.And), [self.known(each, depth + 1) for each in operands])
            case ast.Compare(left, operators, rest):
                sides = (self.known(each, depth + 1) for each in (left, *rest))
                found = _compared(operators, sides)
            case _:
                found = _Known(_truth_of_display(node))
        return found


def _constant(value: object) -> _Known:
    return _Known(bool(value), value)


def _truth_of_display(node: ast.expr) -> bool | None:
    """Return whether a list, tuple or the like is not empty; None for one that holds more than constants."""
    parts: Sequence[ast.expr | None]
    match node:
        case ast.Tuple(parts) | ast.List(parts) | ast.Set(parts) | ast.JoinedStr(parts):
            pass
        case ast.Dict(keys, values):
            parts = [*keys, *values]
        case _:
            return None
    constants = [each.value for each in parts if isinstance(each, ast.Constant)]
    if len(constants) < len(parts):
        return None
    return any(constants) if isinstance(node, ast.JoinedStr) else bool(parts)


def _signed(sign: ast.unaryop, known: _Known) -> _Known:
    if isinstance(sign, ast.Not):
        return _UNKNOWN if known.truth is None else _constant(not known.truth)
    is_number = isinstance(known.value, int | float | complex) and not isinstance(known.value, bool)
    return _constant(_SIGNS[type(sign)](known.value)) if is_number and type(sign) in _SIGNS else _UNKNOWN


def _joined(is_and: bool, operands: Sequence[_Known]) -> _Known:
    """Return what is known of an `and` or `or`: its value is that of the operand which decides."""
    for operand in operands[:-1]:
        if operand.truth is None:
            # Whichever operand decides, an `and` is false if one of them is, and an `or` is true if one of them is.
            return _Known(not is_and) if any(each.truth is (not is_and) for each in operands) else _UNKNOWN
        if operand.truth is not is_and:
            return operand
    return operands[-1]


def _compared(operators: Iterable[ast.cmpop], sides: Iterator[_Known]) -> _Known:
    """Return the result of a comparison, or that of the first one in a chain that does not hold."""
    left = next(sides)
    for each, right in zip(operators, sides, strict=True):
        holds = _holds(each, left.value, right.value)
        if not holds:
            return _UNKNOWN if holds is None else _constant(False)
        left = right
    return _constant(True)


def _holds(comparison: ast.cmpop, left: object, right: object) -> bool | None:
    """Return whether a comparison of two values holds; None where that is not certain, or an error."""
    if left is _NO_VALUE or right is _NO_VALUE:
        return None
    if isinstance(comparison, ast.Is | ast.IsNot):
        # Whether two numbers or strings are one object is up to the implementation.
        is_sure = isinstance(left, _SINGLE) or isinstance(right, _SINGLE)
        return (left is right) is isinstance(comparison, ast.Is) if is_sure else None
    is_text_and_bytes = {type(left), type(right)} == {str, bytes}
    if type(comparison) not in _ORDERS or is_text_and_bytes:
        return None
    try:
        return bool(_ORDERS[type(comparison)](left, right))
    except TypeError:
        return None
