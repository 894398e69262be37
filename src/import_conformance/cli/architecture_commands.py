"""The commands that show the architecture: the review, pictures, two revisions compared, the language of the law.

Nothing heavy is imported before a command needs it.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from import_conformance.cli.options import (
    about_code,
    exits,
    in_colors,
    with_format,
    with_limit,
    with_no_baseline,
    with_output,
)

if TYPE_CHECKING:
    from import_conformance.cli.session import Target

GRAPHS = ("mermaid", "dot", "svg", "json")
KINDS = ("all", "divergences", "absences")
BONDS = "divergences: what the law does not allow; absences: what it requires and the code lacks."
GROUPINGS = "What makes a part: layer, cell (a layer of one domain and the like), package, or an axis of the topology."
WHOSE = "Whose law judges both: that of HEAD, of BASE, or of each its own."
WRITTEN = exits("it is written, whatever it says; `conformance check` is what fails")
COMPARED = exits(
    "no finding was introduced", "findings were introduced, or, with --fail-on-loosened, the law forgives more"
)


@click.command(short_help="Write the architecture review.", epilog=WRITTEN)
@about_code
@with_no_baseline()
@with_format("markdown", "html", "json")
@with_output("the review")
def report(target: "Target", *, no_baseline: bool, form: str, output: Path | None) -> int:
    """Write the architecture review: gaps, shared domains and their users, recommendations, and the order of work.

    As html it is one file to look at, with filters, matrix and pictures; it can be attached to a ticket.
    """
    from import_conformance.cli.commands import report as report_command

    return report_command.report(replace(target, use_baseline=not no_baseline), form, output)


@click.command(short_help="Say what changed between two revisions.", epilog=COMPARED)
@click.argument("base", metavar="BASE")
@click.argument("head", metavar="[HEAD]", required=False)
@about_code
@click.option("--merge-base", is_flag=True, help="Compare with the commit at which HEAD left BASE.")
@click.option("--law", type=click.Choice(("head", "base", "own")), default="head", show_default=True, help=WHOSE)
@with_no_baseline("Leave the baselines out of it.")
@with_format("text", "markdown", "json")
@with_output("the comparison")
@with_limit("Findings of a law", "10 on a screen")
@in_colors
@click.option("--quiet", "-q", is_flag=True, help="Print only the answer, in one line.")
@click.option("--fail-on-loosened", is_flag=True, help="Exit with 1 when the law forgives more or hides findings, too.")
def diff(target: "Target", *, no_baseline: bool, **wishes: object) -> int:
    """Say what changed from BASE to HEAD: findings, edges between parts, the law itself.

    BASE and HEAD are revisions as git knows them; without HEAD, the work tree as it is on disk. Nothing is checked out.
    As markdown it is a comment for a pull request.
    """
    from import_conformance.cli.commands import diff as diff_command

    wanted = diff_command.DiffWishes(**wishes)  # type: ignore[arg-type]  # the options above, by the names of its fields
    return diff_command.diff(replace(target, use_baseline=not no_baseline), wanted)


@click.command(short_help="Draw the parts of the code and what binds them.", epilog=WRITTEN)
@about_code
@with_no_baseline()
@with_format(*GRAPHS)
@click.option("--by", metavar="BY", help=f"{GROUPINGS}  [default: layer, or package without layers]")
@click.option("--depth", type=click.IntRange(1), metavar="N", help="With package: segments of a name.  [default: 2]")
@click.option("--focus", multiple=True, metavar="PART", help="Only this part, group or layer and its neighbours.")
@click.option("--distance", type=click.IntRange(0), metavar="N", help="How far neighbours may be.  [default: 1]")
@click.option("--collapse", multiple=True, metavar="NAME", help="Take all parts in this group or layer as one.")
@click.option("--hide", multiple=True, metavar="PART", help="Leave this part, group or layer out.")
@click.option("--only", type=click.Choice(KINDS), default=KINDS[0], show_default=True, help=BONDS)
@with_output("the graph")
def graph(target: "Target", *, no_baseline: bool, output: Path | None, **wishes: Any) -> int:  # noqa: ANN401  # click's
    """Draw the parts of the code and the imports between them, allowed, not allowed, and missing.

    --focus, --collapse and --hide may be given more than once.
    """
    from import_conformance.cli.commands import graph as graph_command

    return graph_command.graph(replace(target, use_baseline=not no_baseline), graph_command.Wishes(**wishes), output)


@click.command(short_help="Print what topology.yaml may hold, as a JSON Schema.", epilog=exits("it is written"))
@with_format("json", "markdown")
@with_output("it")
def schema(form: str, output: Path | None) -> None:
    """Print the language of topology.yaml: as a JSON Schema for editors, or as a page of Markdown for people.

    With `# yaml-language-server: $schema=topology.schema.json` as the first line of topology.yaml, and the schema in
    that file, an editor completes keys and underlines what is misspelt.
    """
    from import_conformance.cli.commands import schema as schema_command

    schema_command.run(form, output)


ARCHITECTURE: tuple[click.Command, ...] = (report, graph, diff, schema)
