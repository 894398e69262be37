"""Convert facts to bytes and back by `marshal`, which names no classes and runs no code."""

import marshal
from array import array
from collections.abc import Callable
from typing import Any, TypeVar

from import_conformance.model.base.facts import (
    Bindings,
    Definition,
    Facts,
    Header,
    ImportStatement,
    MethodCall,
    OrmClass,
    Reference,
    Shape,
    SourceFacts,
    Unreadable,
    Write,
)
from import_conformance.model.topology import Guard, ImportKind

T = TypeVar("T")
# Version 2 of the format has no references to earlier values: few values here occur twice.
_PLAIN = 2
_NEW = tuple.__new__
_KINDS = {kind.value: kind for kind in ImportKind}
_GUARDS = {guard.value: guard for guard in Guard}


def encode(facts: Facts | Unreadable) -> bytes:
    """Convert the facts of a file, or the reason why it has none, to bytes."""
    if isinstance(facts, Unreadable):
        return marshal.dumps((facts.reason, facts.line, facts.column), _PLAIN)
    imports = tuple((s.line, s.column, s.module, s.level, s.names, s.kind.value, s.guard.value) for s in facts.imports)
    source = _encode_source(facts.source) if facts.source else None
    unread = (facts.unread.reason, facts.unread.line, facts.unread.column) if facts.unread else None
    rough: tuple[Any, ...] | None = tuple(facts.rough) if facts.rough else None
    bindings: tuple[Any, ...] | None = tuple(facts.bindings) if facts.bindings else None
    shape = _encode_shape(facts.shape) if facts.shape else None
    return marshal.dumps((imports, shape, source, unread, bindings, rough), _PLAIN)


def decode(data: bytes) -> Facts | Unreadable:
    """Reverse `encode`; the bytes must be its result, undamaged."""
    values = marshal.loads(data)  # noqa: S302  # no code comes of it; callers have checked that it is intact
    if len(values) == 3:
        return Unreadable(*values)
    imports, shape, source, unread, bindings, rough = values
    return Facts(
        # Equal to a call of `ImportStatement`, but faster: most of the data is imports.
        tuple([_NEW(ImportStatement, (a, b, c, d, e, _KINDS[f], _GUARDS[g])) for a, b, c, d, e, f, g in imports]),
        _decode_shape(*shape) if shape else None,
        _decode_source(source) if source else None,
        Unreadable(*unread) if unread else None,
        Bindings(*bindings) if bindings else None,
        Unreadable(*rough) if rough else None,
    )


def _encode_shape(shape: Shape) -> tuple[Any, ...]:
    return shape.digest, array("Q", sorted(shape.shingles)).tobytes(), *shape[2:]


def _decode_shape(digest: bytes, packed: bytes, *rest: Any) -> Shape:  # noqa: ANN401  # as they were packed
    # Unpacking takes a third of the time that marshal needs for a set of such numbers.
    shingles = array("Q")
    shingles.frombytes(packed)
    return Shape(digest, frozenset(shingles), *rest)


def _encode_source(source: SourceFacts) -> tuple[Any, ...]:
    return (
        tuple((*r,) for r in source.references),
        tuple((*c,) for c in source.method_calls),
        tuple((*d,) for d in source.definitions),
        tuple((o.name, o.line) for o in source.orm_classes),
        tuple((w.line, w.column, w.operation, w.model, w.function) for w in source.writes),
        tuple((h.key, h.value, h.line) for h in source.headers),
        source.doc,
        source.exports,
        source.lines,
    )


def _decode_source(values: tuple[Any, ...]) -> SourceFacts:
    references, calls, definitions, classes, writes, headers, doc, exports, lines = values
    return SourceFacts(
        _all(Reference, references),
        _all(MethodCall, calls),
        _all(Definition, definitions),
        _all(OrmClass, classes),
        _all(Write, writes),
        _all(Header, headers),
        doc,
        exports,
        lines,
    )


def _all(make: Callable[..., T], rows: tuple[tuple[Any, ...], ...]) -> tuple[T, ...]:
    return tuple([make(*row) for row in rows])
