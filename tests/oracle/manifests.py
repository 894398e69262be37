"""Home Assistant's own rule about its integrations, stated again: what one imports of another, its manifest must name.

The rule is that of the checker which that project runs on itself. It leaves out imports for type checkers, and lets
every integration import an entity platform, and the one that its own platform file is for. Which further ones that
checker lets pass is a list inside of it; here they count, on both sides of the comparison. Run as a program,
`python -m tests.oracle.manifests FOLDER`, it prints what the texts say as JSON.
"""

import ast
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.oracle.disk import tree_of
from tests.oracle.extracting import Edge, run_by

PREFIX = "homeassistant.components."
# An integration, the one that it uses without saying so, and the files that do it.
Undeclared = Mapping[tuple[str, str], frozenset[str]]


def by_text(package: Path) -> Undeclared:
    """Return undeclared uses between integrations according to their texts."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    components = package / "components"
    for path in sorted(components.rglob("*.py")):
        inside = path.relative_to(components).with_suffix("").parts
        tree = tree_of(path)
        if tree and len(inside) > 1:
            for other in _Referenced.of(tree, (*PREFIX.split(".")[:2], *inside)):
                found[inside[0], other].add(".".join(_without_init(inside)))
    return _undeclared(found, package)


def by_edges(edges: Iterable[Edge], package: Path) -> Undeclared:
    """Return undeclared uses between integrations according to the imports that the tool lists."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for edge in edges:
        if edge.kind in {"runtime", "lazy"} and edge.importer.startswith(PREFIX) and edge.target.startswith(PREFIX):
            inside = edge.importer.removeprefix(PREFIX)
            found[inside.partition(".")[0], edge.target.removeprefix(PREFIX).partition(".")[0]].add(inside)
    return _undeclared(found, package)


def undeclared(package: Path, python: str | None) -> Undeclared:
    """Return the same as `by_text`, with a chosen Python parsing the texts."""
    if not python:
        return by_text(package)
    said = json.loads(run_by(python, "tests.oracle.manifests", str(package)))
    return {(user, used): frozenset(files) for user, used, files in said}


class _Referenced(ast.NodeVisitor):
    """Collect the integrations that a text imports, except for type checkers."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        self.parts = parts
        self.found: set[str] = set()

    @classmethod
    def of(cls, tree: ast.Module, parts: tuple[str, ...]) -> set[str]:
        visitor = cls(parts)
        visitor.visit(tree)
        return visitor.found

    def visit_If(self, node: ast.If) -> None:
        test = node.test
        if "TYPE_CHECKING" in (getattr(test, "id", ""), getattr(test, "attr", "")):
            for statement in node.orelse:
                self.visit(statement)
        else:
            self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        self._add(*(alias.name for alias in node.names))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        above = self.parts[: len(self.parts) - node.level] if node.level else ()
        base = ".".join((*above, *([node.module] if node.module else [])))
        self._add(*(f"{base}.{alias.name}" for alias in node.names))

    def _add(self, *names: str) -> None:
        self.found |= {name.removeprefix(PREFIX).partition(".")[0] for name in names if name.startswith(PREFIX)}


def _undeclared(found: Mapping[tuple[str, str], set[str]], package: Path) -> Undeclared:
    platforms = _platforms(package)
    kept: dict[tuple[str, str], frozenset[str]] = {}
    for (integration, other), files in found.items():
        manifest = package / "components" / integration / "manifest.json"
        if other in platforms or other == integration or not manifest.exists():
            continue
        said = json.loads(manifest.read_bytes())
        declared = {*said.get("dependencies", ()), *said.get("after_dependencies", ())}
        users = frozenset(file for file in files if [*file.split("."), ""][1] != other)
        if other not in declared and users:
            kept[integration, other] = users
    return kept


def _platforms(package: Path) -> set[str]:
    """Return the values of the enumeration of entity platforms."""
    tree = tree_of(package / "generated/entity_platforms.py")
    values = [node.value for node in ast.walk(tree) if isinstance(node, ast.Assign)] if tree else []
    return {str(value.value) for value in values if isinstance(value, ast.Constant)}


def _without_init(parts: tuple[str, ...]) -> tuple[str, ...]:
    return parts[:-1] if parts[-1] == "__init__" else parts


if __name__ == "__main__":
    json.dump([(*pair, sorted(files)) for pair, files in sorted(by_text(Path(sys.argv[1])).items())], sys.stdout)
