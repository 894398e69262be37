"""Read header comments, the first line of the module's docstring, and the exported names of a file."""

import ast
import tokenize
from contextlib import suppress
from io import StringIO

from import_conformance.model.base.facts import Header
from import_conformance.reading.scanning.headers import candidates, scan_headers
from import_conformance.reading.text.switches import is_parser_alone


def headers_in(text: str) -> tuple[Header, ...]:
    """Return the comments `# Key: value` at the top of a file, by scanning the text where that is sure."""
    headers = None if is_parser_alone() else scan_headers(text)
    return headers_of(text) if headers is None else headers


def headers_of(text: str) -> tuple[Header, ...]:
    """Return the comments `# Key: value` at the top of a file, which Python's tokenizer distinguishes from strings."""
    headers = candidates(text)
    comments = _comments(text, headers[-1].line) if headers else frozenset()
    return tuple(header for header in headers if header.line in comments)


def _comments(text: str, last: int) -> frozenset[int]:
    """Return the lines with a comment, up to the line `last`."""
    lines = set()
    # The tokenizer may refuse a text further down that the parser accepts.
    with suppress(tokenize.TokenError, SyntaxError, SystemError):
        for token in tokenize.generate_tokens(StringIO(text).readline):
            if token.start[0] > last:
                break
            if token.type == tokenize.COMMENT:
                lines.add(token.start[0])
    return frozenset(lines)


def doc_of(tree: ast.Module) -> str:
    """Return the first line of the module's docstring; "" without one."""
    docstring = _docstring(tree)
    lines = str(docstring.value).strip().splitlines() if docstring else []
    return lines[0].rstrip() if lines else ""


def exports_of(tree: ast.Module) -> tuple[str, ...]:
    """Return `__all__` where all of it is literal, else the public functions and classes, in the order of the file."""
    lists = [names for statement in tree.body if (names := _all_value(statement)) is not None]
    literal = [_strings(names) for names in lists]
    exported = tuple(name for names in literal if names is not None for name in names)
    if literal and None not in literal:
        return exported
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    defined = (statement.name for statement in tree.body if isinstance(statement, definitions))
    return tuple(dict.fromkeys(name for name in defined if not name.startswith("_")))


def _docstring(tree: ast.Module) -> ast.Constant | None:
    match tree.body[:1]:
        case [ast.Expr(ast.Constant(str()) as constant)]:
            return constant
    return None


def _all_value(statement: ast.stmt) -> ast.expr | None:
    """Return what a statement assigns or adds to `__all__`."""
    match statement:
        case ast.Assign([ast.Name("__all__")], value) | ast.AugAssign(ast.Name("__all__"), ast.Add(), value):
            return value
        case ast.AnnAssign(ast.Name("__all__"), _, value):
            return value
        case ast.Expr(ast.Call(ast.Attribute(ast.Name("__all__"), "append" | "extend" | "remove")) as call):
            return call
    return None


def _strings(node: ast.expr) -> tuple[str, ...] | None:
    """Return the strings of a literal list; None for anything else."""
    if not isinstance(node, ast.List | ast.Tuple):
        return None
    values = [element.value for element in node.elts if isinstance(element, ast.Constant)]
    strings = tuple(value for value in values if isinstance(value, str))
    return strings if len(strings) == len(node.elts) else None
