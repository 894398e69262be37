"""The parts and bonds as JSON, for others to draw and to measure; sorted keys, in ASCII.

version     1
name, by    whose structure it is; what makes a part: layer, cell, package, or the name of an axis
focus       the keys of the parts that were asked for, in the order of the parts; empty for the whole structure
parts       key, layer, group, modules, findings, new, afferent, efferent, instability; in the order of the law
  group     the parts above, outermost first: the axis values of a cell, the parents of a package
  afferent, efferent  import statements from and to other parts, those included that are not shown
  instability         efferent / (afferent + efferent), null for a part without either
bonds       source, target (keys), statements, convergences, divergences, new, absences, laws, unjudged
  statements          convergences + divergences + unjudged; a bond of a part with itself is what lies inside
  new                 the divergences that no baseline knows
  absences            imports that laws require and that are missing
  unjudged            imports that no line of `allow` applies to, because an end of them is in no layer
  laws                the ids of those that are broken here
"""

from dataclasses import asdict

from import_conformance.model.structure.excerpt import Excerpt
from import_conformance.reporting.escaping import machine
from import_conformance.reporting.graph.limits import Drawn

VERSION = 1


def render(excerpt: Excerpt) -> Drawn:
    """The structure as one JSON object; nothing is left out."""
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
