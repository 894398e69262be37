"""The parts that break the law as a Mermaid diagram: what they import and may not, and what they lack."""

from collections.abc import Iterator

from conformance.model.structure import Bond, Structure
from conformance.reporting.escaping import mermaid

EDGES = 40
BROKEN = "stroke:#cf222e,stroke-width:2px"
LACKING = "stroke:#bf8700,stroke-width:2px"


def picture(parts: Structure) -> tuple[tuple[str, ...], int]:
    """The lines of the diagram, none when nothing is broken between parts, and how many edges were left out.

    An edge with a number stands for so many imports that the law does not allow, a dotted one for what is lacking. The
    worst edges are kept.
    """
    between = sorted(
        (bond for bond in parts.bonds if bond.source != bond.target and (bond.divergences or bond.absences)),
        key=lambda bond: (-bond.absences, -bond.divergences, bond.source, bond.target),
    )
    if not between:
        return (), 0
    kept = between[:EDGES]
    return tuple(_lines(parts, kept)), len(between) - len(kept)


def _lines(parts: Structure, bonds: list[Bond]) -> Iterator[str]:
    yield "flowchart LR"
    ends = {end for bond in bonds for end in (bond.source, bond.target)}
    names = {part.key: f"p{at}" for at, part in enumerate(parts.parts) if part.key in ends}
    within = {bond.source: bond.divergences for bond in parts.bonds if bond.source == bond.target}
    for key, name in names.items():
        inside = f"<br/>{within[key]} within" if within.get(key) else ""
        yield f'  {name}["{mermaid(key)}{inside}"]'
    looks: list[str] = []
    for bond in bonds:
        source, target = names[bond.source], names[bond.target]
        if bond.divergences:
            yield f'  {source} -- "{bond.divergences}" --> {target}'
            looks.append(BROKEN)
        if bond.absences:
            yield f'  {source} -. "lacks {bond.absences}" .-> {target}'
            looks.append(LACKING)
    for look in (BROKEN, LACKING):
        at = [str(number) for number, each in enumerate(looks) if each == look]
        if at:
            yield f"  linkStyle {','.join(at)} {look}"
