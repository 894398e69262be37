"""Load a topology file into a `Topology`, or report every problem of the file."""

import os
import shlex
from collections.abc import Iterator
from dataclasses import fields, replace
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from import_conformance.model.language.parts import SOURCE
from import_conformance.model.laws.builtin import BUILTIN, UNPLACED
from import_conformance.model.laws.kinds import KINDS
from import_conformance.model.laws.sections import TOPOLOGY, VERSION
from import_conformance.model.topology import (
    NOWHERE,
    Allow,
    Law,
    Position,
    Problem,
    Selector,
    Source,
    Topology,
    TopologyError,
)
from import_conformance.reading.text.plain_file import read_plain
from import_conformance.reading.text.strict_text import MAX_BYTES, shortened
from import_conformance.reading.topology.allow import read_allow
from import_conformance.reading.topology.builtin import read_builtin
from import_conformance.reading.topology.law_reader import read_laws
from import_conformance.reading.topology.parts import (
    Unplaced,
    check_axis_use,
    read_axes,
    read_layers,
    read_packages,
    read_source,
)
from import_conformance.reading.topology.section import ProblemCollector, Section
from import_conformance.reading.topology.selectors import DeclaredNames
from import_conformance.reading.topology.strict_yaml import read_yaml
from import_conformance.reading.topology.waivers import read_waivers
from import_conformance.reading.topology.yaml_nodes import Mapping, Node

MAX_PATTERNS = 20_000
MAX_PROBLEMS = 1_000
_NAME_OTHERS = "name another with --topology FILE"


def load_topology(path: Path) -> Topology:
    """Read a topology file.

    Args:
        path: The file.

    Raises:
        TopologyError: With every problem of the file, in the order of their positions.
    """
    start = Position(1)
    try:
        if path.is_dir():
            raise TopologyError((Problem(str(path), start, f"this is a directory; {_NAME_OTHERS}"),))
        if path.exists() and not path.is_file():
            raise TopologyError((Problem(str(path), start, f"this is not a regular file; {_NAME_OTHERS}"),))
        data = read_plain(path, MAX_BYTES)
    except FileNotFoundError as error:
        raise TopologyError(
            (Problem(str(path), NOWHERE, f"there is no such topology file; {_advice(path)}"),)
        ) from error
    except (OSError, ValueError) as error:
        # Python's own message for such a name changes from release to release.
        is_odd = "\0" in str(path)
        reason = "its name holds a NUL byte" if is_odd else shortened(getattr(error, "strerror", None) or str(error))
        raise TopologyError(
            (Problem(str(path), start, f"this file cannot be read ({reason}); {_NAME_OTHERS}"),)
        ) from error
    return parse_topology(data, str(path))


def file_above(path: Path) -> Path | None:
    """Return the nearest file of the same name in a directory above, relative to the directory of the given path."""
    home = Path(os.path.realpath(path.parent))
    found = next((folder / path.name for folder in home.parents if (folder / path.name).is_file()), None)
    return Path(os.path.relpath(found, home)) if found else None


def _advice(path: Path) -> str:
    """Return the remedy for a missing topology file."""
    above = file_above(path)
    if above:
        return f"one lies above: --topology {shlex.quote(os.path.normpath(path.parent / above))}"
    return f"write one with `conformance init`, or {_NAME_OTHERS}"


def parse_topology(text: str | bytes, path: str) -> Topology:
    """Read a topology from the text of a file.

    Args:
        text: The text, or its bytes.
        path: The name of the file in problems and findings.

    Raises:
        TopologyError: With every problem of the text, in the order of their positions.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    document = read_yaml(data, path)
    report = ProblemCollector(path, list(document.problems))
    topology = None
    if document.root is not None:
        topology = _topology(document.root, blake2b(data).hexdigest(), report)
    if report.problems or topology is None:
        raise TopologyError(_first(sorted(set(report.problems), key=_order)))
    return topology


def _first(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return the first problems, as many as a person reads, and the number of the remaining ones."""
    shown, rest = problems[:MAX_PROBLEMS], problems[MAX_PROBLEMS:]
    if not rest:
        return tuple(shown)
    noun = "problem" if len(rest) == 1 else "problems"
    return (*shown, Problem(rest[0].path, rest[0].position, f"{len(rest):,} more {noun} from here on"))


def _topology(root: Node, digest: str, report: ProblemCollector) -> Topology | None:
    top = Section.open(root, "the topology", root.position, TOPOLOGY, report)
    if not top:
        return None
    _check_version(top)
    source_section = _source_section(top)
    before = len(report.problems)
    axes = read_axes(top)
    names = _names(top, source_section, {axis.name: tuple(axis.values) for axis in axes})
    layers = read_layers(top, names)
    if names.are_complete and len(report.problems) == before:
        check_axis_use(axes, layers, report)
    allow = read_allow(top, names)
    builtin = tuple(read_builtin(top, names, unplaced=_unplaced(source_section)))
    written = (law for kind in KINDS if not kind.own_reader for law in read_laws(top, kind, names))
    topology = Topology(
        path=report.path,
        name=top.text("name"),
        source=read_source(source_section, names) if source_section else Source((), ()),
        layers=layers,
        axes=axes,
        laws=(*allow.laws, *written, *builtin),
        allow_position=allow.position,
        allow_severity=allow.severity,
        digest=digest,
        unplaced_is_error=any(law.id == UNPLACED for law in builtin),
    )
    if source_section and topology.unplaced_is_error:
        _check_unplaced(source_section)
    topology = _with_waivers(topology, top, names)
    _check_ids(topology, report)
    _check_pattern_count(topology, report)
    return topology


def _with_waivers(topology: Topology, top: Section, names: DeclaredNames) -> Topology:
    laws = frozenset(law.id for law in topology.laws)
    return replace(topology, waive=tuple(read_waivers(top, names, laws)))


def _check_version(top: Section) -> None:
    if "topology" in top:
        version = top.scalar("topology")
        if version and version.text != VERSION:
            found = shortened(version.text)
            sentence = f"'topology' must be {VERSION}, the version of the language, but it is '{found}'"
            top.report.add(version.position, sentence)


def _source_section(top: Section) -> Section | None:
    if "source" not in top:
        return None
    return Section.open(top.entries["source"][1], "'source'", top.key_position("source"), SOURCE, top.report)


def _names(top: Section, source: Section | None, axes: dict[str, tuple[str, ...]]) -> DeclaredNames:
    """Return the names that laws may use, as far as they are known before the layers are read."""
    declared = [top.entries[key][1] for key in ("layers", "axes") if key in top]
    packages = read_packages(source)
    layers = declared[0].entries if "layers" in top and isinstance(declared[0], Mapping) else {}
    may_be_misspelt = len(declared) < 2 and not top.entries.keys() <= set(TOPOLOGY)
    are_read = all(isinstance(node, Mapping) and node.entries for node in declared) and all(axes.values())
    are_complete = bool(packages) and are_read and not may_be_misspelt
    return DeclaredNames(top.report, tuple(layers), axes, packages, are_complete)


def _unplaced(source: Section | None) -> Position | None:
    """Return the position at which `source` makes a module without a layer a finding; None for nowhere."""
    if source and source.choice("unplaced", Unplaced, Unplaced.REPORT) is Unplaced.ERROR:
        return source.key_position("unplaced")
    return None


def _check_unplaced(source: Section) -> None:
    """Report a `source` that only reports modules without a layer, when the topology writes the law for them."""
    if source.text("unplaced") == Unplaced.REPORT:
        sentence = f"'unplaced' only reports what builtin.{UNPLACED} makes a finding; delete one of the two"
        source.report.add(source.key_position("unplaced"), sentence)


def _check_ids(topology: Topology, report: ProblemCollector) -> None:
    """Report law ids that are used twice, because an id must lead from a finding to one law."""
    lines: dict[str, str] = dict.fromkeys(BUILTIN, "belongs to a built-in law")
    for law in topology.written_laws():
        is_new = law.id not in lines and not isinstance(law, Allow)
        if is_new and _is_edge(law.id, topology):
            sentence = f"the law id '{shortened(law.id)}' is that of an edge between two layers; choose another"
            report.add(law.position, sentence)
        if law.id in lines:
            report.add(law.position, f"the law id '{shortened(law.id)}' {lines[law.id]}; choose another")
        lines.setdefault(law.id, f"is that of the law on line {law.position.line}")


def _is_edge(law_id: str, topology: Topology) -> bool:
    """Return whether an id has the form of a divergence between two layers."""
    words = law_id.split("-to-")
    halves = (("-to-".join(words[:index]), "-to-".join(words[index:])) for index in range(1, len(words)))
    return any(all(half in topology.layer_by_name for half in pair) for pair in halves)


def _check_pattern_count(topology: Topology, report: ProblemCollector) -> None:
    """Report too many patterns, because each pattern of a law is matched with each module."""
    positions = sorted(_pattern_positions(topology), key=lambda position: (position.line, position.column))
    if len(positions) > MAX_PATTERNS:
        report.add(positions[MAX_PATTERNS], f"this is pattern {MAX_PATTERNS + 1}; a topology may hold {MAX_PATTERNS}")


def _pattern_positions(topology: Topology) -> Iterator[Position]:
    source = topology.source
    located = chain(source.exclude, source.generated, *(layer.patterns for layer in topology.layers))
    yield from (pattern.position for pattern in located)
    for law in topology.laws:
        yield from (selector.position for selector in _selectors(law) if selector.pattern or selector.below)


def _selectors(law: Law) -> Iterator[Selector]:
    for field in fields(law):
        value = getattr(law, field.name)
        yield from (item for item in (value if isinstance(value, tuple) else (value,)) if isinstance(item, Selector))


def _order(problem: Problem) -> tuple[int, int, str]:
    return problem.position.line, problem.position.column, problem.sentence
