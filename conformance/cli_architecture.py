"""The commands that show the architecture: the review.

Nothing heavy is imported before a command needs it.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conformance.cli_frame import FILE, about_code

if TYPE_CHECKING:
    from conformance.commands import Target

GRAPHS = ("mermaid", "dot", "svg", "json")
GROUPINGS = "What makes a part: layer, cell (a layer of one domain and the like), package, or an axis of the topology."


@click.command(short_help="Write the architecture review.")
@about_code
@click.option("--no-baseline", is_flag=True, help="Treat every finding as new.")
@click.option("--format", "form", type=click.Choice(("markdown", "json")), default="markdown", show_default=True)
@click.option("--output", type=FILE, help="Write the review to a file.  [default: standard output]")
def report(target: "Target", *, no_baseline: bool, form: str, output: Path | None) -> int:
    """Write the architecture review: gaps, shared domains and their users, recommendations, and the order of work.

    Exits with 0 once it is written, whatever it says; `conformance check` is what fails.
    """
    from conformance import report_command

    return report_command.report(replace(target, use_baseline=not no_baseline), form, output)


@click.command(short_help="Draw the parts of the code and what binds them.")
@about_code
@click.option("--no-baseline", is_flag=True, help="Treat every finding as new.")
@click.option("--format", "form", type=click.Choice(GRAPHS), default="mermaid", show_default=True)
@click.option("--by", metavar="BY", help=f"{GROUPINGS}  [default: layer, or package without layers]")
@click.option("--depth", type=click.IntRange(1), metavar="N", help="With package: segments of a name.  [default: 2]")
@click.option("--focus", multiple=True, metavar="PART", help="Only this part, group or layer and its neighbours.")
@click.option("--distance", type=click.IntRange(0), metavar="N", help="How far neighbours may be.  [default: 1]")
@click.option("--collapse", multiple=True, metavar="NAME", help="Take all parts in this group or layer as one.")
@click.option("--hide", multiple=True, metavar="PART", help="Leave this part, group or layer out.")
@click.option("--only", type=click.Choice(("all", "divergences", "absences")), default="all", show_default=True)
@click.option("--output", type=FILE, help="Write the graph to a file.  [default: standard output]")
def graph(target: "Target", *, no_baseline: bool, output: Path | None, **wishes: Any) -> int:  # noqa: ANN401  # click's
    """Draw the parts of the code and the imports between them, allowed, not allowed, and missing.

    --focus, --collapse and --hide may be given more than once. Exits with 0 once it is drawn, whatever it shows.
    """
    from conformance import graph_command

    return graph_command.graph(replace(target, use_baseline=not no_baseline), graph_command.Wishes(**wishes), output)


ARCHITECTURE: tuple[click.Command, ...] = (report, graph)
