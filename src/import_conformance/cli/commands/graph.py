"""`conformance graph`: draw the parts of the code and the dependencies between them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from import_conformance.cli.errors import CONFORMS
from import_conformance.cli.options import WRITTEN, Target, about_code, with_format, with_no_baseline, with_output

if TYPE_CHECKING:
    from import_conformance.judging.session import Session
    from import_conformance.model.structure.excerpt import Excerpt
    from import_conformance.model.topology import Topology
    from import_conformance.reporting.graph.limits import Drawn

FORMATS = ("mermaid", "dot", "svg", "json")
KINDS = ("all", "divergences", "absences")
ONLY = "divergences: what the law does not allow; absences: what it requires and the code does not have."
GROUPINGS = "What makes a part: layer, cell (a layer of one domain and the like), package, or an axis of the topology."
DEPTH = 2
T = TypeVar("T")


class GraphOptions(NamedTuple):
    """What to draw.

    Attributes:
        by: What makes a part; None for layers where the topology has them.
        depth: With packages, how many segments of a name make a part; None for DEPTH.
        focus: Parts to draw with their neighbours alone.
        distance: How many edges away a neighbour may be; None for 1.
        collapse: Groups or layers to draw as one part each.
    """

    form: str = FORMATS[0]
    by: str | None = None
    depth: int | None = None
    focus: tuple[str, ...] = ()
    distance: int | None = None
    collapse: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    only: str = KINDS[0]


@click.command(epilog=WRITTEN)
@about_code
@with_no_baseline()
@with_format(*FORMATS)
@click.option("--by", metavar="BY", help=f"{GROUPINGS}  [default: layer, or package without layers]")
@click.option("--depth", type=click.IntRange(1), metavar="N", help="With package: segments of a name.  [default: 2]")
@click.option("--focus", multiple=True, metavar="PART", help="Only this part, group or layer and its neighbours.")
@click.option("--distance", type=click.IntRange(0), metavar="N", help="How far neighbours may be.  [default: 1]")
@click.option("--collapse", multiple=True, metavar="NAME", help="Take all parts in this group or layer as one.")
@click.option("--hide", multiple=True, metavar="PART", help="Leave this part, group or layer out.")
@click.option("--only", type=click.Choice(KINDS), default=KINDS[0], show_default=True, help=ONLY)
@with_output("the graph")
def graph(target: Target, *, output: Path | None, **options: Any) -> int:  # noqa: ANN401  # click's
    """Draw the parts of the code and the imports between them, allowed, not allowed, and missing.

    --focus, --collapse and --hide may be given more than once.
    """
    from import_conformance.cli.output import deliver
    from import_conformance.cli.session import open_session

    wanted = GraphOptions(**options)
    drawn = rendered(excerpt(open_session(target), wanted), wanted.form)
    deliver(drawn.text, output, "The graph")
    for sentence in drawn.left_out:
        click.echo(sentence, err=True)
    return CONFORMS


def rendered(drawn: "Excerpt", form: str) -> "Drawn":
    """Render a graph in one of FORMATS."""
    from import_conformance.reporting.graph import dot, drawing, json_format, mermaid

    renderers = {"mermaid": mermaid.render, "dot": dot.render, "svg": drawing.render, "json": json_format.render}
    return renderers[form](drawn)


def excerpt(session: "Session", options: GraphOptions) -> "Excerpt":
    """Choose what of the code is drawn."""
    from import_conformance.model.structure.excerpt import Excerpt, Only, collapsed, named, near, only, without
    from import_conformance.model.structure.structure import structure

    topology = session.topology
    if options.distance is not None and not options.focus:
        raise click.UsageError("--distance is from --focus PART, which is not given")
    by = _grouping(topology, options)
    whole = structure(topology, session.codebase, session.verdict.findings, by, options.depth or DEPTH)
    grouped = _resolved("--collapse", lambda: collapsed(whole, options.collapse))
    hidden = _resolved("--hide", lambda: named(grouped, options.hide))
    visible = without(grouped, hidden)
    focus = _resolved("--focus", lambda: named(visible, options.focus))
    distance = 1 if options.distance is None else options.distance
    chosen = only(near(visible, focus, distance) if focus else visible, Only(options.only))
    layers = {layer.name: layer.title for layer in topology.layers}
    return Excerpt(chosen, topology.name, layers, options.focus, focus)


def _grouping(topology: "Topology", options: GraphOptions) -> str:
    """Return by what modules are grouped: as the option says, or by layer where there are layers."""
    from import_conformance.model.structure.structure import CELL, LAYER, PACKAGE

    ways = [*([LAYER, CELL] if topology.layers else []), PACKAGE, *topology.axis_names]
    by = options.by or ways[0]
    if by not in ways:
        raise click.BadParameter(f"{topology.path} knows no {by!r}; there are: {', '.join(ways)}", param_hint="--by")
    if options.depth is not None and by != PACKAGE:
        raise click.UsageError(f"--depth cuts the names of packages, and this graph is by {by}; add --by package")
    return by


def _resolved(option: str, resolve: Callable[[], T]) -> T:
    from import_conformance.model.structure.excerpt import UnknownPartError

    try:
        return resolve()
    except UnknownPartError as error:
        raise click.BadParameter(str(error), param_hint=option) from None
