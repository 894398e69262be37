"""The labels of all pictures: those of parts and of edges."""

from import_conformance.model.by_key import by_key
from import_conformance.model.structure.dependencies import Dependency
from import_conformance.model.structure.excerpt import Excerpt
from import_conformance.model.structure.structure import CELL, LAYER, Part
from import_conformance.reporting.words import counted

EMPTY = "nothing here is of that kind"


def heading(excerpt: Excerpt) -> str:
    """Return what is drawn: `HOC by domain`, and whose neighbours if only those are."""
    around = f", around {', '.join(excerpt.around)}" if excerpt.around else ""
    return f"{excerpt.name} by {excerpt.structure.by}{around}"


def title(part: Part, excerpt: Excerpt) -> str:
    """Return the name of a part; a layer with its title."""
    if excerpt.structure.by == LAYER and part.layer == part.key:
        return ": ".join((part.key, *filter(None, [excerpt.layers.get(part.layer)])))
    return part.key


def levels(excerpt: Excerpt) -> dict[str, tuple[Part, ...]]:
    """Return the parts of each layer that has any, from the top down; at the end, under "", those of none."""
    parts = excerpt.structure.parts
    names = dict.fromkeys((*excerpt.layers, *filter(None, (part.layer for part in parts)), ""))
    found = {name: tuple(part for part in parts if part.layer == name) for name in names}
    return {name: members for name, members in found.items() if members}


def frames(excerpt: Excerpt) -> dict[tuple[str, ...], list[Part]]:
    """Return the parts by the frame around them: cells by their group, all others in none, under ()."""
    return by_key((part.group if excerpt.structure.by == CELL else (), part) for part in excerpt.structure.parts)


def figures(part: Part) -> str:
    """Return `21 modules, 14 findings`, with the new ones if some are known."""
    words = counted(part.modules, "module")
    if not part.findings:
        return words
    return f"{words}, {counted(part.findings, 'finding')}{_new(part.new, part.findings)}"


def statements(bond: Dependency) -> str:
    """Return how many imports there are, and how many of them are not allowed: `15`, or `3 of 15 not allowed`.

    If none is forbidden, those that are not judged are counted: `4 not judged`, or `4 of 15 not judged`.
    """
    if not bond.divergences and bond.unjudged:
        of_all = f" of {bond.statements}" if bond.convergences else ""
        return f"{bond.unjudged}{of_all} not judged"
    if not bond.divergences:
        return str(bond.statements)
    of_all = "" if bond.divergences == bond.statements else f" of {bond.statements}"
    return f"{bond.divergences}{of_all} not allowed{_new(bond.new, bond.divergences)}"


def missing(bond: Dependency) -> str:
    """Return how many required imports are missing: `1 missing`."""
    return f"{bond.absences} missing"


def _new(new: int, all_: int) -> str:
    return "" if new == all_ else f" ({new} new)"
