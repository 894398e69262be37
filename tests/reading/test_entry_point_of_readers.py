"""The readers of source texts stand behind one module, so that another reader can take their place."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import import_conformance

TOP = Path(import_conformance.__file__).parent
READING = "import_conformance.reading"
READERS = tuple(f"{READING}.{room}" for room in ("source", "scanning", "walking"))
ENTRY = f"{READING}.source.facts"


def imported(path: Path) -> Iterator[str]:
    """The modules that a file names in its import statements."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importers(room: str) -> dict[str, set[str]]:
    """By file outside of a room, what it imports of it, with the names that it takes from modules."""
    found: dict[str, set[str]] = {}
    for path in TOP.rglob("*.py"):
        module = ".".join((TOP.name, *path.relative_to(TOP).with_suffix("").parts))
        if not module.startswith(f"{room}."):
            taken = {name for name in imported(path) if name.startswith(room)}
            found |= {module: taken} if taken else {}
    return found


def test_the_readers_are_entered_by_one_module() -> None:
    """Whatever the rest of the package knows of a text, it knows from there."""
    outside = {
        module: names
        for room in READERS
        for module, names in importers(room).items()
        if not module.startswith(READERS) and not all(name.startswith(ENTRY) for name in names)
    }

    assert outside == {}


@pytest.mark.parametrize("room", ["scanning", "walking"])
def test_what_looks_into_texts_and_trees_is_used_by_the_readers_alone(room: str) -> None:
    """The scan of texts and the walk over trees are parts of one reader."""
    assert all(module.startswith(READERS) for module in importers(f"{READING}.{room}"))


def test_the_readers_know_nothing_of_the_tree_the_index_and_what_is_imported() -> None:
    """Bytes and a question go in, so a reader needs no file, no module name and no law."""
    allowed = (
        *READERS,
        *(f"{READING}.{name}" for name in ("text", "switches", "cache.fact_codec")),
        f"{TOP.name}.model",
    )
    for room in ("source", "scanning", "walking"):
        for path in (TOP / "reading" / room).glob("*.py"):
            own = {name for name in imported(path) if name.startswith(TOP.name)}
            assert {name for name in own if not name.startswith(allowed)} == set(), path
