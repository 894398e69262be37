# Layer: L5 — Engines
"""Refuse rule code that reaches for what a rule must not touch."""

import ast

# A customer once pasted this into a rule, and the worker ran it:
# from app.services import x
SMUGGLED = "from app.services import x"
REFUSED_NAMES = frozenset({"eval", "exec", "open", "__import__"})


class RuleRefused(ValueError):
    """The code of a rule is not acceptable."""


def validate_rule(code: str) -> None:
    """Raise RuleRefused when the code imports anything or calls a refused name."""
    if SMUGGLED in code:
        raise RuleRefused("rules may not call the legacy services")
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            raise RuleRefused(f"line {node.lineno}: rules may not import")
        if isinstance(node, ast.Name) and node.id in REFUSED_NAMES:
            raise RuleRefused(f"line {node.lineno}: {node.id} is refused")
