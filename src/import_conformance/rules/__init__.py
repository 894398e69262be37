"""The rules: one file for each, pure functions from a case to judgements."""

from import_conformance.rules import (
    acyclic,
    ban,
    builtin,
    forbid,
    headers,
    layers,
    name,
    own,
    quarantine,
    require,
    symbols,
)
from import_conformance.rules.shared.base import Rule

RULES: tuple[Rule, ...] = (
    layers.judge,
    forbid.judge,
    require.judge,
    own.judge,
    symbols.judge,
    ban.judge,
    acyclic.judge,
    quarantine.judge,
    name.judge,
    headers.judge,
    builtin.judge,
)
