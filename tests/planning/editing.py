"""Changes that a plan describes, made by editing files: text for text, with nothing of the simulation in it.

No edit changes the number of lines, so that the places which later waves name are still where they were.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Change = dict[str, Any]
LAST = "add import"


def apply(root: Path, changes: Iterable[Change]) -> None:
    """Make all changes of one wave, each file from its end to its beginning."""
    by_file: dict[str, list[Change]] = defaultdict(list)
    held = list(changes)
    for change in held:
        by_file[change["path"]].append(change)
    for path, mine in by_file.items():
        mine.sort(key=lambda one: (one["change"] != LAST, one.get("line", 0), one.get("column", 0)), reverse=True)
        for change in mine:
            edit = EDITS.get(change["change"])
            if edit:
                (root / path).write_text(edit((root / path).read_text(), change))
    for change in held:
        if change["change"] == "delete file":
            (root / change["path"]).unlink(missing_ok=True)
            if change["instead"]:
                reroute(root, change["module"], change["instead"])
        elif change["change"] == "rename file" and (root / change["path"]).exists():
            (root / change["path"]).rename(root / change["new_path"])
            reroute(root, change["module"], change["new_module"])


def remove_import(text: str, change: Change) -> str:
    """Return the text with a statement that imports nothing of one module; an empty one becomes `pass`.

    What an earlier wave added stands wherever the edit put it, so the line only comes first.
    """
    nodes = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Import | ast.ImportFrom)]
    node = min((n for n in nodes if reaches(n, change)), key=lambda n: (n.lineno != change["line"], n.lineno))
    if isinstance(node, ast.Import):
        left = [alias for alias in node.names if alias.name != change["imported"]]
    else:
        left = [alias for alias in node.names if alias.name not in change["names"]]
    node.names = left
    return replaced(text, node, ast.unparse(node) if left else "pass")


def replaced(text: str, node: ast.stmt, now: str) -> str:
    """Return the text with a statement replaced; other code on its lines stays."""
    lines = text.splitlines(keepends=True)
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    before, after = lines[first][: node.col_offset], lines[last][node.end_col_offset :]
    return "".join([*lines[:first], before + now + after, "\n" * (last - first - now.count("\n")), *lines[last + 1 :]])


def reaches(node: ast.Import | ast.ImportFrom, change: Change) -> bool:
    """Return True for the statement in question, where several are on a line."""
    names = {alias.name for alias in node.names}
    return change["imported"] in names if isinstance(node, ast.Import) else {*change["names"]} <= names


def add_import(text: str, change: Change) -> str:
    """Return the text with one more import behind the docstring, unless it exists."""
    name, module = ", ".join(change["names"]), change["imported"]
    added = f"from {module} import {name}" if name else f"import {module}"
    if added in text:
        return text
    body = ast.parse(text).body
    heads = [node for node in body if is_head(node)]
    anchor = heads[-1] if heads else body[0]
    same = ast.get_source_segment(text, anchor)
    return replaced(text, anchor, f"{same}; {added}" if heads else f"{added}; {same}")


def is_head(node: ast.stmt) -> bool:
    """Return True for a docstring and for imports from the future."""
    is_doc = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    return is_doc or (isinstance(node, ast.ImportFrom) and node.module == "__future__")


def remove_use(text: str, change: Change) -> str:
    """Return the text with the banned name replaced by its substitute, or by another name."""
    lines = text.splitlines(keepends=True)
    line, at = lines[change["line"] - 1], change["column"] - 1
    last = change["name"].rpartition(".")[2]
    instead = change["instead"].rpartition(".")[2]
    if instead:
        now = re.sub(rf"[\w.]*\b{last}\b", instead, line[at:], count=1)
    else:
        now = re.sub(rf"\b{last}\b", "flush", line[at:], count=1)
    lines[change["line"] - 1] = line[:at] + now
    return "".join(lines)


def remove_definition(text: str, change: Change) -> str:
    """Return the text with the lines of a function emptied."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    node = next(n for n in ast.walk(ast.parse(text)) if isinstance(n, kinds) and n.name == change["name"])
    return replaced(text, node, "")


def set_header(text: str, change: Change) -> str:
    """Return the text with the header set to the layer; a missing header is put on top."""
    said = f"# {change['key']}: {change['value']}\n"
    if not change["line"]:
        return said + text
    lines = text.splitlines(keepends=True)
    lines[change["line"] - 1] = said
    return "".join(lines)


EDITS = {
    "take out import": remove_import,
    LAST: add_import,
    "take out use": remove_use,
    "take out definition": remove_definition,
    "set header": set_header,
}


def reroute(root: Path, old: str, new: str) -> None:
    """Return the text with absolute imports of one module changed to another; moves in the sample need no others."""
    home, _, last = old.rpartition(".")
    new_home, _, new_last = new.rpartition(".")
    for path in sorted(root.rglob("*.py")):
        text = path.read_text()
        now = re.sub(rf"\b{re.escape(old)}\b", new, text)
        now = re.sub(rf"from {re.escape(home)} import {last}\b", f"from {new_home} import {new_last}", now)
        if now != text:
            path.write_text(now)
