"""The commands that show the architecture: the review, pictures, two revisions compared, the language of the law.

Nothing heavy is imported before a command needs it.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conformance.cli_frame import FILE, about_code, in_colors

if TYPE_CHECKING:
    from conformance.commands import Target

GRAPHS = ("mermaid", "dot", "svg", "json")
GROUPINGS = "What makes a part: layer, cell (a layer of one domain and the like), package, or an axis of the topology."


WHOSE = "Whose law judges both: that of HEAD, of BASE, or of each its own."


@click.command(short_help="Write the architecture review.")
@about_code
@click.option("--no-baseline", is_flag=True, help="Treat every finding as new.")
@click.option(
    "--format", "form", type=click.Choice(("markdown", "html", "json")), default="markdown", show_default=True
)
@click.option("--output", type=FILE, help="Write the review to a file.  [default: standard output]")
def report(target: "Target", *, no_baseline: bool, form: str, output: Path | None) -> int:
    """Write the architecture review: gaps, shared domains and their users, recommendations, and the order of work.

    Exits with 0 once it is written, whatever it says; `conformance check` is what fails.
    """
    from conformance import report_command

    return report_command.report(replace(target, use_baseline=not no_baseline), form, output)


@click.command(short_help="Say what changed between two revisions.")
@click.argument("base", metavar="BASE")
@click.argument("head", metavar="[HEAD]", required=False)
@about_code
@click.option("--merge-base", is_flag=True, help="Compare with the commit at which HEAD left BASE.")
@click.option("--law", type=click.Choice(("head", "base", "own")), default="head", show_default=True, help=WHOSE)
@click.option("--no-baseline", is_flag=True, help="Leave the baselines out of it.")
@click.option("--format", type=click.Choice(("text", "markdown", "json")), default="text", show_default=True)
@click.option("--output", type=FILE, help="Write the comparison to a file.  [default: standard output]")
@click.option(
    "--limit", type=click.IntRange(0), metavar="N", help="Findings per law, 0: all.  [default: 10 on a screen]"
)
@in_colors
@click.option("--quiet", "-q", is_flag=True, help="Print only the answer, in one line.")
@click.option("--fail-on-loosened", is_flag=True, help="Exit with 1 when the law forgives more than before, too.")
def diff(target: "Target", *, no_baseline: bool, **wishes: object) -> int:
    """Say what changed from BASE to HEAD: findings, edges between parts, the law itself.

    BASE and HEAD are revisions as git knows them; without HEAD, the work tree as it is on disk. Nothing is checked out.
    Exits with 1 when findings were introduced, and only then.
    """
    from conformance import diff_command

    wanted = diff_command.DiffWishes(**wishes)  # type: ignore[arg-type]  # the options above, by the names of its fields
    return diff_command.diff(replace(target, use_baseline=not no_baseline), wanted)


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


@click.command(short_help="Print what topology.yaml may hold, as a JSON Schema.")
@click.option("--format", "form", type=click.Choice(("json", "markdown")), default="json", show_default=True)
@click.option("--output", type=FILE, help="Write it to a file.  [default: standard output]")
def schema(form: str, output: Path | None) -> None:
    """Print the language of topology.yaml: as a JSON Schema for editors, or as a page of Markdown for people.

    With `# yaml-language-server: $schema=topology.schema.json` as the first line of topology.yaml, and the schema in
    that file, an editor completes keys and underlines what is misspelt.
    """
    from conformance import schema_command

    schema_command.run(form, output)


ARCHITECTURE: tuple[click.Command, ...] = (report, graph, diff, schema)
