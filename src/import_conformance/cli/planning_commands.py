"""The commands that change a copy of the code, in memory: the plan of work, and what if.

Nothing heavy is imported before a command needs it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from import_conformance.cli import completion
from import_conformance.cli.options import about_code, exits, in_colors, with_format, with_limit, with_output

if TYPE_CHECKING:
    from import_conformance.cli.session import Target

ANSWERED = exits("the answer is given, whatever it is")
SUPPOSED = f"""\
\b
move A B   the module or package A, with all below it, is called B; its importers follow
drop A B   whatever A imports of B is taken out

Several changes are made one after the other: `move A B drop C D`.

{ANSWERED}"""
FEW = "10, in a file all"


@click.command(short_help="Say what to do first, and what to cut.", epilog=ANSWERED)
@click.argument("names", metavar="[LAW | A B]", nargs=-1, shell_complete=completion.names)
@about_code
@click.option(
    "--only-illegal", "spare_legal", is_flag=True, help="Cut nothing that the law allows, or does not speak of."
)
@click.option("--running", is_flag=True, help="Let imports for type checkers count for nothing.")
@click.option("--through-others", is_flag=True, help="LAW of `forbid`: cut chains, too, not only the imports it names.")
@with_format("text", "markdown", "json")
@with_output("the plan")
@with_limit("Changes or imports", FEW)
@in_colors
def plan(target: "Target", names: tuple[str, ...], **choice: object) -> int:
    """Without names: the waves of work, with the findings left after each, simulated on a copy of the code.

    With a LAW: the fewest import statements to cut, or else the changes, for it to be kept. With A and B: the fewest to
    cut so that A no longer reaches B, directly or through others. A and B are named as for `conformance explain`.
    """
    from import_conformance.cli.commands import plan as plan_command

    if len(names) > 2:
        raise click.UsageError("plan takes no name, one LAW, or the two ends A and B")
    wanted = plan_command.Choice(**choice)  # type: ignore[arg-type]  # the options above, by the names of its fields
    return plan_command.plan(names, target, wanted)


@click.command("what-if", short_help="Say what a move, or a parting, would change.", epilog=SUPPOSED)
@click.argument("changes", metavar="(move | drop) A B...", nargs=-1, required=True, shell_complete=completion.changes)
@about_code
@with_format("text", "markdown", "json")
@with_output("the answer")
@with_limit("Findings", FEW)
@in_colors
def what_if(target: "Target", changes: tuple[str, ...], form: str, output: Path | None, limit: int | None) -> int:
    """Change a copy of the code, in memory, judge it, and say what would be different."""
    from import_conformance.cli.commands import what_if as what_if_command

    return what_if_command.what_if(changes, target, form, output, limit)


PLANNING: tuple[click.Command, ...] = (plan, what_if)
