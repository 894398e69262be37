"""The parts and their dependencies as JSON, for others to draw and to measure; docs/graph.md lists the keys."""

from dataclasses import asdict

from import_conformance.model.structure.excerpt import Excerpt
from import_conformance.reporting.escaping import machine
from import_conformance.reporting.graph.limits import Drawn

VERSION = 1


def render(excerpt: Excerpt) -> Drawn:
    """Return the structure as one JSON object; nothing is left out."""
    structure = excerpt.structure
    content = {
        "version": VERSION,
        "name": excerpt.name,
        "by": structure.by,
        "focus": [part.key for part in structure.parts if part.key in excerpt.focus],
        "parts": [asdict(part) | {"instability": part.instability} for part in structure.parts],
        "bonds": [asdict(bond) | {"statements": bond.statements} for bond in structure.bonds],
    }
    return Drawn(machine(content) + "\n")
