"""The command `conformance` for people and CI: a group whose commands are loaded when they are named."""

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import NamedTuple

import click

from import_conformance.cli.errors import ErrorHandlingGroup
from import_conformance.cli.options import JUDGED
from import_conformance.model.version import __version__


class CommandPlace(NamedTuple):
    """Where a command is (`module:function` from this package), and its sentence in the list of commands."""

    place: str
    summary: str


# Sorted, as the help lists them.
COMMANDS = {
    "baseline": CommandPlace("commands.baseline:baseline", "Record, prune and show the known findings."),
    "check": CommandPlace("commands.check:check", "Judge the code."),
    "compile": CommandPlace("commands.compile:compile_", "Compile the topology into contracts for `lint-imports`."),
    "demo": CommandPlace("commands.demo:demo", "Write a sample application, and judge it."),
    "diff": CommandPlace("commands.diff:diff", "Say what changed between two revisions."),
    "doctor": CommandPlace("commands.doctor:doctor", "Say what the tool cannot see, and what no law covers."),
    "explain": CommandPlace("commands.explain:explain", "Say why: may A import B, what does a law ask for."),
    "graph": CommandPlace("commands.graph:graph", "Draw the parts of the code and what binds them."),
    "init": CommandPlace("init.command:init", "Propose a law for the code here, and write it."),
    "plan": CommandPlace("commands.plan:plan", "Say what to do first, and what to cut."),
    "prove": CommandPlace("commands.prove:prove", "Prove that each law can fail."),
    "reconcile": CommandPlace("commands.reconcile:reconcile", "Hold claims about the code against it."),
    "report": CommandPlace("commands.report:report", "Write the architecture review."),
    "schema": CommandPlace("commands.schema:schema", "Print what topology.yaml may hold, as a JSON Schema."),
    "what-if": CommandPlace("commands.what_if:what_if", "Say what a move, or a parting, would change."),
    "where": CommandPlace("commands.explain:where", "Say where a module stands, and which laws speak of it."),
}


class LazyCommands(MutableMapping[str, click.Command]):
    """The commands of a group by name; looking one up imports its module."""

    def __init__(self, places: Mapping[str, CommandPlace]) -> None:
        self._commands: dict[str, click.Command | CommandPlace] = dict(places)

    def __getitem__(self, name: str) -> click.Command:
        command = self._commands[name]
        if isinstance(command, CommandPlace):
            module, _, function = command.place.partition(":")
            loaded: click.Command = getattr(import_module(f"import_conformance.cli.{module}"), function)
            loaded.short_help = command.summary
            command = self[name] = loaded
        return command

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._commands[name] = command

    def __delitem__(self, name: str) -> None:
        del self._commands[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._commands)

    def __len__(self) -> int:
        return len(self._commands)


class LazyGroup(ErrorHandlingGroup):
    """The group of all commands; its help lists them without loading them."""

    def __init__(self, **options: object) -> None:
        super().__init__(commands=LazyCommands(COMMANDS), **options)  # type: ignore[arg-type]  # click's own

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # as click has it
        """Write the list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.summary) for name, command in COMMANDS.items()])


@click.group(cls=LazyGroup, epilog=JUDGED, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="conformance", message="%(prog)s %(version)s")
def cli() -> None:
    """Judge whether Python code conforms to the architecture that topology.yaml lays down.

    Start with `conformance check`. Compiled once by `conformance compile`, the same law is judged by `lint-imports`,
    and by `pytest` wherever the suite is.

    To show the whole: `conformance report --format html --output review.html`. For a pull request: `conformance diff
    main --merge-base --format markdown`.
    """
