"""All kinds of law, in the order of their sections."""

from import_conformance.model.base.law import Law
from import_conformance.model.laws import (
    acyclic,
    allow,
    ban,
    builtin,
    custom,
    forbid,
    headers,
    limit,
    names,
    own,
    quarantine,
    require,
)
from import_conformance.model.laws.kind import LawKind

KINDS: tuple[LawKind, ...] = (
    allow.KIND,
    forbid.KIND,
    require.KIND,
    own.KIND,
    ban.KIND,
    acyclic.KIND,
    quarantine.KIND,
    names.KIND,
    headers.KIND,
    limit.KIND,
    custom.KIND,
    builtin.KIND,
)
BY_CLASS = {kind.law: kind for kind in KINDS}
BY_RULE = {rule: kind for kind in KINDS for rule in kind.rules}


def kind_of(law: Law) -> LawKind:
    """Return the kind of a law."""
    return BY_CLASS[type(law)]
