"""What `init` does: find the code, propose a law or translate one, judge by it, and write everything that it needs."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from import_conformance.cli.init.draft import CONTRACTS, TOPOLOGY, Draft, reason_of_init, tried
from import_conformance.cli.init.files import files_in_the_way, write_all
from import_conformance.cli.init.question import chosen
from import_conformance.cli.init.summary import summary
from import_conformance.cli.session import CONFORMS, FINDINGS, Refusal, show
from import_conformance.linting.currency import hidden_by
from import_conformance.model.codebase import Codebase, Fate
from import_conformance.model.contracts.foreign import ImportLinterConfig
from import_conformance.model.finding import Finding
from import_conformance.model.topology import Source, Topology
from import_conformance.proposing.candidates import MOST_EXCLUDED, candidates
from import_conformance.proposing.translating import from_importlinter, from_tach
from import_conformance.reading.codebase import Material, assemble, read_material
from import_conformance.reading.foreign.importlinter_file import ConfigError, read_importlinter
from import_conformance.reading.foreign.tach_file import read_tach
from import_conformance.reading.project.source_layout import Layout, LayoutError, find_layout
from import_conformance.reading.topology.packages_on_disk import is_package_there
from import_conformance.reading.topology.topology_above import law_above
from import_conformance.reporting.escaping import terminal


@dataclass(frozen=True)
class Wishes:
    """What is wanted, as the options say; importlinter, tach: a file, "" for the one that is found, or None."""

    here: Path
    package: str
    importlinter: str | None = None
    tach: str | None = None
    yes: bool = False
    dry_run: bool = False

    @property
    def translates(self) -> bool:
        """True when the law is another tool's."""
        return self.importlinter is not None or self.tach is not None


@dataclass(frozen=True)
class Reading:
    """The code base without a law."""

    layout: Layout
    material: Material
    codebase: Codebase


def init(wishes: Wishes) -> int:
    """Propose or translate, judge and write; 1 when a translated law has new findings."""
    refuse_existing(wishes)
    try:
        draft, reading = _translated(wishes) if wishes.translates else _proposed(wishes)
    except (LayoutError, ConfigError) as error:
        raise Refusal(terminal(str(error))) from None
    files: tuple[str, ...] = ()
    if wishes.dry_run:
        show(draft.text)
    else:
        files = write_all(draft, wishes.here)
    lines = summary(draft, reading.codebase, reading.layout, files)
    click.echo("\n".join(map(terminal, lines)), err=True)
    return FINDINGS if draft.verdict.new else CONFORMS


def refuse_existing(wishes: Wishes) -> None:
    """Say which files are there already, before anything is done."""
    here = wishes.here
    there = files_in_the_way(here)
    if wishes.translates and there == [CONTRACTS]:
        there = []  # Left as it is, and not written.
    if there == [CONTRACTS]:
        raise Refusal(
            f"{CONTRACTS} is there already and stays as it is; `conformance init --from-importlinter` takes over its "
            "contracts, or move it away"
        )
    if there:
        are = "is" if len(there) == 1 else "are"
        raise Refusal(
            f"{', '.join(there)} {are} there already and never overwritten; move away what you want anew, or go on "
            "with `conformance check`"
        )
    above = None if wishes.dry_run else law_above(here, TOPOLOGY)
    if above:
        raise Refusal(
            f"{above} is the law of this code already; go on with `conformance check --topology {above}`, or start in "
            f"{above.parent}"
        )
    hidden = hidden_by(here / CONTRACTS)
    if hidden:
        raise Refusal(terminal(hidden))


def _read(here: Path, layout: Layout) -> Reading:
    bare = Topology(TOPOLOGY, layout.name, Source(layout.roots, layout.packages))
    material = read_material(bare, here)
    reading = Reading(layout, material, assemble(bare, *material))
    _refuse_unreadable(reading.codebase)
    return reading


def _refuse_unreadable(codebase: Codebase) -> None:
    """Say so when too much of the code cannot be read to be listed as exceptions: this Python is too old for it."""
    unread = [file for file in codebase.files if file.fate is Fate.UNPARSABLE]
    if len(unread) > MOST_EXCLUDED:
        first = unread[0]
        python = ".".join(map(str, sys.version_info[:2]))
        where = f"{first.path}:{first.line} ({first.reason})"
        raise Refusal(
            f"{len(unread)} of {len(codebase.files)} files cannot be read by Python {python}, the first is "
            f"{terminal(where)}; install conformance into the Python that the code is written for"
        )


def _proposed(wishes: Wishes) -> tuple[Draft, Reading]:
    reading = _read(wishes.here, find_layout(wishes.here, *([wishes.package] if wishes.package else [])))
    layout = reading.layout
    found = candidates(reading.codebase, layout.name, layout.roots, layout.packages)
    taken = chosen(found, asks=not wishes.yes, writes=not wishes.dry_run)
    return tried(taken, wishes.here, reading.material, reason_of_init), reading


def _translated(wishes: Wishes) -> tuple[Draft, Reading]:
    if wishes.importlinter is not None:
        return _of_importlinter(wishes, wishes.importlinter)
    config = read_tach(wishes.here, wishes.tach or "")
    heads = sorted({module.path.split(".")[0] for module in config.modules if module.path.split(".")[0].isidentifier()})
    if not heads:
        raise ConfigError(f"{config.path} names no module, so there is nothing to translate")
    homes = [head for head in heads if any(is_package_there(wishes.here / root, head) for root in config.roots)]
    if not homes:
        where = " or ".join(config.roots)
        raise ConfigError(f"{config.path} names {', '.join(heads)}, and there is no such package or module in {where}")
    layout = Layout(config.roots, tuple(homes), wishes.here.resolve().name)
    reading = _read(wishes.here, layout)
    proposal = from_tach.translate(config, layout.name, layout.packages, reading.codebase.modules)
    return tried(proposal, wishes.here, reading.material, _reason_of_builtin), reading


def _of_importlinter(wishes: Wishes, given: str) -> tuple[Draft, Reading]:
    config = read_importlinter(wishes.here, given)
    if not config.packages:
        raise ConfigError(f"{config.path} names no root_package, so there is nothing to translate")
    reading = _read(wishes.here, find_layout(wishes.here, *config.packages))
    externals = frozenset(statement.imported.partition(".")[0] for statement in reading.codebase.externals)
    layout = reading.layout
    proposal, laws = from_importlinter.translate(config, layout.name, layout.roots, reading.codebase.modules, externals)
    reason = _Ignored(config, laws)
    return tried(proposal, wishes.here, reading.material, reason), reading


def _reason_of_builtin(finding: Finding) -> str:
    """Why a finding is tolerated of a law that was translated: only what the other tool never looked for."""
    return reason_of_init(finding) if finding.rule == "builtin" else ""


@dataclass(frozen=True)
class _Ignored:
    """Why a finding is tolerated of contracts of import-linter: they ignore it, or never looked for it."""

    config: ImportLinterConfig
    laws: Mapping[str, Sequence[str]]

    def __call__(self, finding: Finding) -> str:
        """The reason; "" for a finding that import-linter has, too."""
        imported = finding.details.get("imported")
        if finding.rule == "builtin" or not isinstance(imported, str):
            return reason_of_init(finding) if finding.rule == "builtin" else ""
        asked = [
            id_
            for id_, laws in self.laws.items()
            if finding.law in laws or ("layers" in laws and finding.rule == "layers")
        ]
        found = next(from_importlinter.ignored_by(self.config, finding.module, imported, asked), None)
        return f"ignored by the contract {found.id} of import-linter" if found else ""
