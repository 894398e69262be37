"""The law applied: one file for each rule, pure functions from a case to judgements."""

from conformance.rules import builtin, forbid, layers, own, require
from conformance.rules.base import Rule

RULES: tuple[Rule, ...] = (layers.judge, forbid.judge, require.judge, own.judge, builtin.judge)
