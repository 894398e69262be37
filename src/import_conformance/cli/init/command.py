"""`conformance init`: find the code, propose a topology or translate one, judge by it, and write everything needed."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from import_conformance.cli.errors import CONFORMS, FINDINGS, Refusal
from import_conformance.cli.options import exits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from import_conformance.cli.init.draft import Draft
    from import_conformance.model.codebase import Codebase
    from import_conformance.model.contracts.foreign import ImportLinterConfig
    from import_conformance.model.finding import Finding
    from import_conformance.reading.codebase import Material
    from import_conformance.reading.project.source_layout import Layout

TRANSLATE = "Translate {} instead of proposing a law.  [default file: as {} finds it]"
IMPORT_LINTER = TRANSLATE.format("the contracts of import-linter", "import-linter")
TACH = TRANSLATE.format("tach.toml", "tach")
PROPOSED = exits("the law is written, or shown", "a translated law has findings, which the other tool has, too")


class InitOptions(NamedTuple):
    """What to propose or translate, and how.

    Attributes:
        importlinter: The file of import-linter to translate, "" for the one that it would find, None for none.
        tach: The file of tach to translate, "" for the one that it would find, None for none.
    """

    here: Path
    package: str
    importlinter: str | None = None
    tach: str | None = None
    yes: bool = False
    dry_run: bool = False

    @property
    def translates(self) -> bool:
        """Whether the topology is translated from the file of another tool."""
        return self.importlinter is not None or self.tach is not None


class SourceReading(NamedTuple):
    """The code, read without a law."""

    layout: "Layout"
    material: "Material"
    codebase: "Codebase"


@click.command(epilog=PROPOSED)
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
    wanted = InitOptions(Path(), package, **options)  # type: ignore[arg-type]  # the options above, by its fields
    if wanted.importlinter is not None and wanted.tach is not None:
        raise click.UsageError("--from-importlinter and --from-tach: translate one, then add the other by hand")
    context.exit(_init(wanted))


def _init(options: InitOptions) -> int:
    """Propose or translate, judge and write."""
    from import_conformance.cli.init.files import write_all
    from import_conformance.cli.init.summary import summary
    from import_conformance.cli.output import show
    from import_conformance.reading.foreign.importlinter_file import ConfigError
    from import_conformance.reading.project.source_layout import LayoutError
    from import_conformance.reporting.escaping import terminal

    refuse_existing(options)
    try:
        draft, reading = _translated(options) if options.translates else _proposed(options)
    except (LayoutError, ConfigError) as error:
        raise Refusal(terminal(str(error))) from None
    files: tuple[str, ...] = ()
    if options.dry_run:
        show(draft.text)
    else:
        files = write_all(draft, options.here)
    lines = summary(draft, reading.codebase, reading.layout, files, options.here)
    click.echo("\n".join(map(terminal, lines)), err=True)
    return FINDINGS if draft.session.verdict.new else CONFORMS


def refuse_existing(options: InitOptions) -> None:
    """Refuse to start where files that would be written exist already."""
    from import_conformance.cli.init.draft import CONTRACTS, TOPOLOGY
    from import_conformance.cli.init.files import files_in_the_way
    from import_conformance.linting.currency import hidden_by
    from import_conformance.reading.topology.topology_above import law_above
    from import_conformance.reporting.escaping import terminal

    here = options.here
    there = files_in_the_way(here)
    if options.translates and there == [CONTRACTS]:
        there = []  # It is the file to translate, and stays as it is.
    if there == [CONTRACTS]:
        raise Refusal(
            f"{CONTRACTS} is there already and stays as it is; `conformance init --from-importlinter` takes over its "
            "contracts, or move it away"
        )
    if there:
        are = "is" if len(there) == 1 else "are"
        raise Refusal(
            f"{', '.join(there)} {are} there already and never overwritten; move away what you want written again, "
            "or go on with `conformance check`"
        )
    above = None if options.dry_run else law_above(here, TOPOLOGY)
    if above:
        raise Refusal(
            f"{above} is the law of this code already; go on with `conformance check --topology {above}`, or start in "
            f"{above.parent}"
        )
    hidden = hidden_by(here / CONTRACTS)
    if hidden:
        raise Refusal(terminal(hidden))


def _read(here: Path, layout: "Layout") -> SourceReading:
    """Read the code as if there were no laws; refuse when too much of it cannot be read."""
    from import_conformance.cli.init.draft import TOPOLOGY
    from import_conformance.judging.session import Request, Session
    from import_conformance.model.topology import Source, Topology

    bare = Topology(TOPOLOGY, layout.name, Source(layout.roots, layout.packages))
    session = Session(Request(Path(TOPOLOGY)), bare, here)
    reading = SourceReading(layout, session.material, session.codebase)
    _refuse_unreadable(reading.codebase)
    return reading


def _refuse_unreadable(codebase: "Codebase") -> None:
    """Refuse code of which too many files cannot be read to list them as exceptions: this Python is too old for it."""
    import sys

    from import_conformance.model.codebase import Fate
    from import_conformance.proposing.candidates import MOST_EXCLUDED
    from import_conformance.reporting.escaping import terminal

    unread = [file for file in codebase.files if file.fate is Fate.UNPARSABLE]
    if len(unread) > MOST_EXCLUDED:
        first = unread[0]
        python = ".".join(map(str, sys.version_info[:2]))
        where = f"{first.path}:{first.line} ({first.reason})"
        raise Refusal(
            f"{len(unread)} of {len(codebase.files)} files cannot be read by Python {python}, the first is "
            f"{terminal(where)}; install conformance into the Python that the code is written for"
        )


def _proposed(options: InitOptions) -> "tuple[Draft, SourceReading]":
    """Propose topologies and let the user choose one."""
    from import_conformance.cli.init.draft import evaluate, reason_of_init
    from import_conformance.cli.init.question import chosen
    from import_conformance.proposing.candidates import candidates
    from import_conformance.reading.project.source_layout import find_layout

    reading = _read(options.here, find_layout(options.here, *([options.package] if options.package else [])))
    layout = reading.layout
    found = candidates(reading.codebase, layout.name, layout.roots, layout.packages)
    taken = chosen(found, asks=not options.yes, writes=not options.dry_run)
    return evaluate(taken, options.here, reading.material, reason_of_init), reading


def _translated(options: InitOptions) -> "tuple[Draft, SourceReading]":
    if options.importlinter is not None:
        return _from_importlinter(options, options.importlinter)
    return _from_tach(options, options.tach or "")


def _from_tach(options: InitOptions, given: str) -> "tuple[Draft, SourceReading]":
    """Translate the modules of tach."""
    from import_conformance.cli.init.draft import evaluate
    from import_conformance.proposing.translating import from_tach
    from import_conformance.reading.foreign.importlinter_file import ConfigError
    from import_conformance.reading.foreign.tach_file import read_tach
    from import_conformance.reading.project.source_layout import Layout
    from import_conformance.reading.tree.packages_on_disk import is_package_there

    config = read_tach(options.here, given)
    heads = sorted({module.path.split(".")[0] for module in config.modules if module.path.split(".")[0].isidentifier()})
    if not heads:
        raise ConfigError(f"{config.path} names no module, so there is nothing to translate")
    homes = [head for head in heads if any(is_package_there(options.here / root, head) for root in config.roots)]
    if not homes:
        where = " or ".join(config.roots)
        raise ConfigError(f"{config.path} names {', '.join(heads)}, and there is no such package or module in {where}")
    layout = Layout(config.roots, tuple(homes), options.here.resolve().name)
    reading = _read(options.here, layout)
    proposal = from_tach.translate(config, layout.name, layout.packages, reading.codebase.modules)
    return evaluate(proposal, options.here, reading.material, _reason_of_builtin), reading


def _from_importlinter(options: InitOptions, given: str) -> "tuple[Draft, SourceReading]":
    """Translate the contracts of import-linter."""
    from functools import partial

    from import_conformance.cli.init.draft import evaluate
    from import_conformance.proposing.translating import from_importlinter
    from import_conformance.reading.foreign.importlinter_file import ConfigError, read_importlinter
    from import_conformance.reading.project.source_layout import find_layout

    config = read_importlinter(options.here, given)
    if not config.packages:
        raise ConfigError(f"{config.path} names no root_package, so there is nothing to translate")
    reading = _read(options.here, find_layout(options.here, *config.packages))
    externals = frozenset(statement.imported.partition(".")[0] for statement in reading.codebase.externals)
    layout = reading.layout
    proposal, laws = from_importlinter.translate(config, layout.name, layout.roots, reading.codebase.modules, externals)
    reason = partial(_reason_of_contracts, config, laws)
    return evaluate(proposal, options.here, reading.material, reason), reading


def _reason_of_builtin(finding: "Finding") -> str:
    """Explain why a finding of a translated law is tolerated: because the other tool never looked for it, or ""."""
    from import_conformance.cli.init.draft import reason_of_init

    return reason_of_init(finding) if finding.rule == "builtin" else ""


def _reason_of_contracts(config: "ImportLinterConfig", laws: "Mapping[str, Sequence[str]]", finding: "Finding") -> str:
    """Explain why a finding is tolerated: import-linter ignores it, or never looked for it; "" for neither."""
    from import_conformance.cli.init.draft import reason_of_init
    from import_conformance.proposing.translating import from_importlinter

    imported = finding.details.get("imported")
    if finding.rule == "builtin" or not isinstance(imported, str):
        return reason_of_init(finding) if finding.rule == "builtin" else ""
    asked = [
        id_
        for id_, translated in laws.items()
        if finding.law in translated or ("layers" in translated and finding.rule == "layers")
    ]
    found = next(from_importlinter.ignored_by(config, finding.module, imported, asked), None)
    return f"ignored by the contract {found.id} of import-linter" if found else ""
