"""Import cycles between parts of the code base: the `acyclic` section, with the statements to cut."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from import_conformance.model.codebase import Import
from import_conformance.model.finding import Finding, Kind, Related
from import_conformance.model.graphs.cycle_check import is_circular
from import_conformance.model.language.phrases import enumerated
from import_conformance.model.topology import Acyclic, Problem
from import_conformance.rules.shared.base import Case, Judgement, Side
from import_conformance.rules.shared.imports import KIND_PHRASES, import_keywords

if TYPE_CHECKING:
    from import_conformance.model.graphs.cutting import Cycle

RULE = "acyclic"
# The number of parts of a cycle that are listed with each finding: a cycle may have as many findings as parts, or more.
MOST_PARTS = 100
# The number of modules of a cycle in a message, half of them from either end, and of statements related to it.
MOST_SHOWN, MOST_RELATED = 8, 20

Arc = tuple[str, str]
Statements = dict[Arc, list[Import]]


@dataclass(frozen=True)
class ClosingImport:
    """A statement that must go.

    Attributes:
        number: How many statements must go until the cycle is open.
        way: The modules of a shortest cycle that it closes, the first one again at the end; () where none was sought.
        others: The first statement of each further edge along that way.
    """

    cycle: "Cycle"
    arc: Arc
    statement: Import
    number: int
    way: tuple[str, ...]
    others: tuple[Import, ...]


def judge(case: Case) -> Iterator[Judgement]:
    """Yield one judgement for each law; removing all statements that it reports opens every cycle."""
    for law in case.topology.of(Acyclic):
        parts = part_of(case, law)
        findings = list(_findings(case, law, between(case, law, parts)))
        yield Judgement.of(law, RULE, ("",), findings, _problems(case, law, parts.values()))


def _findings(case: Case, law: Acyclic, statements: Statements) -> Iterator[Finding]:
    if not is_circular(statements):
        return
    # Imported here because networkx takes longer to load than all rules to run, and most code bases have no cycle.
    from import_conformance.model.graphs.cutting import closing_ways, find_cycles

    found = find_cycles({arc: len(each) for arc, each in statements.items()})
    ways = closing_ways(found, statements) if law.over == "module" else {}
    for cycle in found:
        number = sum(len(statements[arc]) for arc in cycle.cut)
        for arc in cycle.cut:
            way = ways.get(arc, ())
            others = tuple(statements[each][0] for each in pairwise(way[1:]))
            for statement in statements[arc]:
                yield _finding(case, law, ClosingImport(cycle, arc, statement, number, way, others))


def part_of(case: Case, law: Acyclic) -> dict[str, str]:
    """Return the part of each module that has one: its layer, its value on an axis, its package, or itself.

    A folder without an `__init__.py` contains no statement, so it is no part.
    """
    parents = {module.rpartition(".")[0] for module in case.codebase.modules}
    parts: dict[str, str] = {}
    for module in sorted(case.within(law.within)):
        place = case.codebase.places.get(module)
        if law.over == "module":
            parts.update({module: module} if module in case.codebase.paths else {})
        elif law.over == "package":
            is_package = module in parents or case.is_package(module)
            parts[module] = module if is_package else module.rpartition(".")[0] or module
        elif law.over == "layer" and place:
            parts[module] = place.layer
        elif place and law.over in place.axes:
            parts[module] = place.axes[law.over]
    return parts


def between(case: Case, law: Acyclic, parts: dict[str, str]) -> Statements:
    """Return the statements of each edge between two parts."""
    found: Statements = {}
    for statement in case.codebase.imports:
        source, target = parts.get(statement.importer), parts.get(statement.imported)
        if source is not None and target is not None and source != target and statement.kind in law.kinds:
            found.setdefault((source, target), []).append(statement)
    return found


def _problems(case: Case, law: Acyclic, parts: Iterable[str]) -> Iterator[Problem]:
    yield from case.unmatched(law, f"acyclic.{law.id}", law.within)
    if len(set(parts)) < 2 and not law.optional:
        few = f"parts: too few modules have a value on '{law.over}'" if law.over != "module" else "modules"
        yield case.problem(law.position, f"acyclic.{law.id} compares fewer than two {few}")


def _advice(arc: Arc, edges: int) -> str:
    """Return what to do about an edge, when that many edges have to go until the cycle is open."""
    cut = f"cut the edge from {arc[0]} to {arc[1]}"
    if edges == 1:
        return f"{cut}: it is the cheapest way to open the cycle"
    return f"{cut}: {edges} edges have to go before the cycle is open, and it is one of them"


def _finding(case: Case, law: Acyclic, found: ClosingImport) -> Finding:
    parts = found.cycle.parts
    of = import_keywords(case, found.statement, circle=list(parts[:MOST_PARTS]), arc=list(found.arc))
    of["related"] += tuple(_steps(case, found.others))
    message, advice = _of_modules(found) if law.over == "module" else _of_parts(found)
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.CYCLE,
        severity=law.severity,
        law_line=law.position.line,
        message=message,
        because=law.because,
        fix=law.fix or advice,
        **of,
    )


def _of_parts(found: ClosingImport) -> tuple[str, str]:
    """Return message and advice for an import between two parts that contain modules."""
    source, target = found.arc
    closed = f"{source} imports {target} ({found.statement.imported}) and so closes a cycle of"
    return f"{closed} {enumerated(found.cycle.parts)}", _advice(found.arc, len(found.cycle.cut))


def _of_modules(found: ClosingImport) -> tuple[str, str]:
    """Return message and advice for an import between two modules.

    The message has no line numbers: the baseline stores it, and would change with every line that moves.
    """
    source, target = found.arc
    parts, way = found.cycle.parts, found.way
    closed = f"the cycle {_shown(way)}" if way else f"a cycle among {enumerated(parts)}"
    among = f"{len(parts)} modules"
    more = f", one of those among {among}" if way and len(parts) > len(way) - 1 else ""
    message = f"{source} imports {target}{KIND_PHRASES[found.statement.kind]} and so closes {closed}{more}"
    last = f"it is one of {found.number} statements without which no cycle is left among {among}"
    enough = last if found.number > 1 else "that alone opens the cycle"
    return message, f"take the import of {target} out of {source}: {enough}"


def _shown(way: tuple[str, ...]) -> str:
    """Return the modules of a cycle in their order; of a long one, those at both ends."""
    if len(way) <= MOST_SHOWN:
        return " -> ".join(way)
    first, last = way[: MOST_SHOWN // 2], way[1 - MOST_SHOWN // 2 :]
    return " -> ".join((*first, f"({len(way) - len(first) - len(last)} more)", *last))


def _steps(case: Case, statements: tuple[Import, ...]) -> Iterator[Related]:
    for each in statements[:MOST_RELATED]:
        yield Related(case.codebase.paths[each.importer], each.line, each.importer, f"imports {each.imported}")


def sides(case: Case, law: Acyclic) -> Iterator[Side]:
    """Yield the modules that are part of what the law is over."""
    yield f"may close no cycle of imports between one {law.over} and another", frozenset(part_of(case, law))
