"""What `graph` does, apart from its options: judge, choose what to show, draw."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from import_conformance.cli.session import CONFORMS, Session, Target, deliver, open_session
from import_conformance.model.structure.excerpt import (
    Excerpt,
    Only,
    UnknownPartError,
    collapsed,
    named,
    near,
    only,
    without,
)
from import_conformance.model.structure.structure import CELL, LAYER, PACKAGE, structure
from import_conformance.model.topology import Topology
from import_conformance.reporting.graph import dot, drawing, json_format, mermaid
from import_conformance.reporting.graph.limits import Drawn

FORMATS: dict[str, Callable[[Excerpt], Drawn]] = {
    "mermaid": mermaid.render,
    "dot": dot.render,
    "svg": drawing.render,
    "json": json_format.render,
}
DEPTH = 2
T = TypeVar("T")


@dataclass(frozen=True)
class Wishes:
    """What is to be drawn, as the options say; by, depth, distance: None for what suits the topology."""

    form: str = "mermaid"
    by: str | None = None
    depth: int | None = None
    focus: tuple[str, ...] = ()
    distance: int | None = None
    collapse: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    only: str = Only.ALL


def graph(target: Target, wishes: Wishes, output: Path | None) -> int:
    """Draw the parts of the code and what binds them; that bonds are broken is no failure of the drawing."""
    session = open_session(target)
    drawn = FORMATS[wishes.form](excerpt(session, wishes))
    deliver(drawn.text, output, "The graph")
    for sentence in drawn.left_out:
        click.echo(sentence, err=True)
    return CONFORMS


def excerpt(session: Session, wishes: Wishes) -> Excerpt:
    """What is to be drawn of the code.

    Raises:
        click.BadParameter: for a name that is not known.
        click.UsageError: for options that do not go together.
    """
    topology = session.topology
    if wishes.distance is not None and not wishes.focus:
        raise click.UsageError("--distance is from --focus PART, which is not given")
    by = _by(topology, wishes)
    whole = structure(topology, session.codebase, session.verdict.findings, by, wishes.depth or DEPTH)
    grouped = _known("--collapse", lambda: collapsed(whole, wishes.collapse))
    hidden = _known("--hide", lambda: named(grouped, wishes.hide))
    seen = without(grouped, hidden)
    focus = _known("--focus", lambda: named(seen, wishes.focus))
    distance = 1 if wishes.distance is None else wishes.distance
    chosen = only(near(seen, focus, distance) if focus else seen, Only(wishes.only))
    layers = {layer.name: layer.title for layer in topology.layers}
    return Excerpt(chosen, topology.name, layers, wishes.focus, focus)


def _by(topology: Topology, wishes: Wishes) -> str:
    """How modules are grouped: as was asked for, or by layer where there are layers."""
    ways = [*([LAYER, CELL] if topology.layers else []), PACKAGE, *topology.axis_names]
    by = wishes.by or ways[0]
    if by not in ways:
        raise click.BadParameter(f"{topology.path} knows no {by!r}; there are: {', '.join(ways)}", param_hint="--by")
    if wishes.depth is not None and by != PACKAGE:
        raise click.UsageError(f"--depth cuts the names of packages, and this graph is by {by}; add --by package")
    return by


def _known(option: str, find: Callable[[], T]) -> T:
    try:
        return find()
    except UnknownPartError as error:
        raise click.BadParameter(str(error), param_hint=option) from None
