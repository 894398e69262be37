"""Options that commands share, and what they hold.

Only click is loaded here, so that `--help`, shell completion and usage errors stay fast.
"""

import os
from collections.abc import Callable, Mapping
from functools import update_wrapper
from pathlib import Path
from typing import NamedTuple, TypeVar

import click

from import_conformance.cli.errors import BROKEN, REFUSED

DEFAULT_TOPOLOGY = Path("topology.yaml")
INDEX = "Use what earlier runs have learnt of unchanged files.  [default: yes, but not where CI is set]"
FILE = click.Path(dir_okay=False, path_type=Path)
COLOR, VERBOSE = "color", "verbose"
FORGIVES_NOTHING = "Treat every finding as new."
ANSWER_ONLY = "Print only the answer, in one line."
FEW = "10, in a file all"
Command = TypeVar("Command", bound=Callable[..., object])


class Target(NamedTuple):
    """The law, the code and the baseline that a command reads.

    Attributes:
        source_root: A directory that stands in for all source roots of the topology.
        baseline: A file that stands in for the topology's own baseline.
        use_baseline: False to treat every finding as new.
        use_index: Whether to use what earlier runs cached of the code; None for the default of the environment.
    """

    topology: Path = DEFAULT_TOPOLOGY
    source_root: Path | None = None
    baseline: Path | None = None
    use_baseline: bool = True
    use_index: bool | None = None

    @property
    def is_as_committed(self) -> bool:
        """Whether the source roots and the baseline are those that the topology names."""
        return self.source_root is None and self.baseline is None and self.use_baseline


def exits(zero: str, one: str = "") -> str:
    """Describe the exit codes of a command, for the end of its help.

    Args:
        zero: What 0 means.
        one: What 1 means; "" for a command that never ends with 1.
    """
    meanings = {0: zero, 1: one, REFUSED: "the command line or the topology is wrong", BROKEN: "the tool is wrong"}
    return "\n".join(["\b", "Exit codes:", *(f"  {code}  {text}" for code, text in meanings.items() if text)])


JUDGED = exits(
    "the code conforms",
    "there are findings: new ones, fixed ones still in the baseline, or files that cannot be read",
)
ANSWERED = exits("the answer is given, whatever it is")
WRITTEN = exits("it is written, whatever it says; `conformance check` is what fails")


def with_no_baseline(help_: str = FORGIVES_NOTHING) -> Callable[[Command], Command]:
    """Add the option that leaves the baseline out; `about_code` turns it into `Target.use_baseline`."""
    return click.option("--no-baseline", is_flag=True, help=help_)


def with_format(*formats: str) -> Callable[[Command], Command]:
    """Add the option for the format of the one report that a command writes; the first format is the default."""
    return click.option("--format", "form", type=click.Choice(formats), default=formats[0], show_default=True)


def with_output(thing: str) -> Callable[[Command], Command]:
    """Add the option for the file that a command writes."""
    return click.option("--output", type=FILE, help=f"Write {thing} to a file.  [default: standard output]")


def with_limit(things: str, default: str) -> Callable[[Command], Command]:
    """Add the option for how many `things` a text lists."""
    text = f"{things} to list, 0: all.  [default: {default}]"
    return click.option("--limit", type=click.IntRange(0), metavar="N", help=text)


def with_owner(action: Command) -> Command:
    """Add the option that narrows an answer to the findings of some owners."""
    text = "Only findings that TEAM answers for: the owner of the law, of the layer, or in CODEOWNERS; several times."
    return click.option("--owner", "owners", metavar="TEAM", multiple=True, help=text)(action)


def with_quiet(action: Command) -> Command:
    """Add the option that prints the answer alone."""
    return click.option("--quiet", "-q", is_flag=True, help=ANSWER_ONLY)(action)


def global_option(name: str) -> object:
    """Return COLOR or VERBOSE, options that change how a command prints; None outside of a command."""
    context = click.get_current_context(silent=True)
    return context.meta.get(f"conformance.{name}") if context else None


def _remember(context: click.Context, parameter: click.Parameter, value: object) -> None:
    context.meta[f"conformance.{parameter.name}"] = value


def in_colors(action: Command) -> Command:
    """Add the option that turns colours on and off."""
    choice = click.Choice(("auto", "always", "never"))
    text = "Colours; auto: on a screen, unless NO_COLOR is set, and wherever FORCE_COLOR is."
    return click.option(
        "--color", type=choice, default="auto", show_default=True, help=text, expose_value=False, callback=_remember
    )(action)


def in_detail(action: Command) -> Command:
    """Add the option that prints which files and versions a run used."""
    text = "Say on standard error what was read, from where, by which version, and how long it took."
    return click.option("--verbose", "-v", is_flag=True, help=text, expose_value=False, callback=_remember)(action)


def about_code(action: Callable[..., int]) -> Callable[..., None]:
    """Add the options that name the law, the code and the baseline; pass them as a `Target`.

    Args:
        action: Takes the target and its own options, and returns the exit code of the process.
    """

    def command(
        topology: Path, source_root: Path | None, baseline: Path | None, index: bool | None, **options: object
    ) -> None:
        refuse_overwriting_inputs({"topology": topology, "baseline": baseline}, options)
        target = Target(topology, source_root, baseline, not options.pop("no_baseline", False), index)
        code = action(target, **options)
        click.get_current_context().exit(code)

    command = in_detail(update_wrapper(command, action))
    roots = click.Path(exists=True, file_okay=False, path_type=Path)
    for option in (
        click.option("--index/--no-index", default=None, help=INDEX),
        click.option("--baseline", type=FILE, help="File of known findings.  [default: as the topology says]"),
        click.option("--source-root", type=roots, help="Directory that stands in for the topology's source roots."),
        click.option("--topology", type=FILE, default="topology.yaml", show_default=True, help="The law."),
    ):
        command = option(command)
    return command


def refuse_overwriting_inputs(inputs: Mapping[str, Path | None], options: Mapping[str, object]) -> None:
    """Refuse to write over a file that the command reads; any other is replaced. `inputs` maps kinds to files."""
    outputs = (options.get("output"), *(options.get("outputs") or ()))  # type: ignore[misc]  # click: a tuple of paths
    for path in (each for each in outputs if isinstance(each, Path)):
        for name, read in inputs.items():
            if read and os.path.realpath(path) == os.path.realpath(read):
                raise click.BadParameter(f"{path} is the {name} itself; name another file", param_hint="--output")
