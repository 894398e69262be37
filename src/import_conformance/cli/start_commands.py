"""The commands to start with: `init` writes a law for code that has none, `demo` shows what one looks like.

Nothing heavy is imported before a command needs it.
"""

from pathlib import Path

import click

from import_conformance.cli.options import exits

GIVEN = "  [default file: as {} finds it]"
IMPORT_LINTER = "Translate the contracts of import-linter instead of proposing a law." + GIVEN.format("import-linter")
TACH = "Translate tach.toml instead of proposing a law." + GIVEN.format("tach")

PROPOSED = exits("the law is written, or shown", "a translated law has findings, which the other tool has, too")
SHOWN = exits("the sample is written, and all doors agree on it", "a door says something else")


@click.command(short_help="Propose a law for the code here, and write it.", epilog=PROPOSED)
@click.argument("package", required=False, default="")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing: take the first proposal.")
@click.option("--dry-run", is_flag=True, help="Write nothing; print the topology that would be written.")
@click.option("--from-importlinter", "importlinter", is_flag=False, flag_value="", metavar="[FILE]", help=IMPORT_LINTER)
@click.option("--from-tach", "tach", is_flag=False, flag_value="", metavar="[FILE]", help=TACH)
@click.pass_context
def init(context: click.Context, /, package: str, **options: object) -> None:
    """Look at the code in this directory, propose layers and domains, and write them down with what is broken today.

    PACKAGE narrows that to one package. Writes topology.yaml, topology.baseline.json, the folder conformance/ for
    pytest and .importlinter; a file that is there already is never touched.
    """
    from import_conformance.cli.init import command

    wishes = command.Wishes(Path(), package, **options)  # type: ignore[arg-type]  # the options above, by its fields
    if wishes.importlinter is not None and wishes.tach is not None:
        raise click.UsageError("--from-importlinter and --from-tach: translate one, then add the other by hand")
    context.exit(command.init(wishes))


@click.command(short_help="Write a sample application, and judge it.", epilog=SHOWN)
@click.argument("directory", default="conformance-demo", type=click.Path(file_okay=False, path_type=Path))
@click.pass_context
def demo(context: click.Context, directory: Path) -> None:
    """Write the sample application with its law to DIRECTORY, and show the three doors on it.

    DIRECTORY (default: conformance-demo) must be empty or new; nothing else is written to.
    """
    from import_conformance.cli.commands import demo as demo_command

    context.exit(demo_command.demo(directory))


START: tuple[click.Command, ...] = (init, demo)
