"""The verdict for other programs, with what their formats need besides it: the repository, the pages of the rules."""

import os
import re
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from import_conformance.judging.session import Session
from import_conformance.model.structure.structure import LAYER, Structure, structure
from import_conformance.model.version import __version__
from import_conformance.reading.excerpts.columns import Columns
from import_conformance.reading.project.locating import checkout
from import_conformance.reading.shipped.rule_pages import page_text
from import_conformance.reporting.machine.context import MachineReport, ReportContext
from import_conformance.reporting.machine.sarif_rules import WRITES
from import_conformance.reporting.view import View

_SERVER = re.compile(r"https://[\w.:-]+")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_REVISION = re.compile(r"[0-9a-f]{40,64}")


def render(form: str, session: Session, view: View) -> Iterable[str]:
    """Render the verdict of a session in a format for other programs, by the module of that name."""
    module = import_module(f"import_conformance.reporting.machine.{form.replace('-', '_')}")
    given = MachineReport(session.verdict, report_context(session), view, lambda: picture(session))
    report: Callable[[MachineReport], Iterable[str]] = module.report
    return report(given)


def report_context(session: Session) -> ReportContext:
    """Collect what the formats need besides the verdict: the repository, the files, the pages."""
    home = checkout(session.roots, Path.cwd(), session.base)
    rules = {report.rule for report in session.verdict.laws} | {WRITES}
    return ReportContext(
        version=__version__,
        topology=home.file(Path(session.topology.path)),
        files=frozenset(file.path for file in session.verdict.files),
        source=home.source,
        pages={rule: page_text(rule) for rule in rules},
        characters=Columns(home.on_disk).characters,
        reasons={entry.fingerprint: entry.reason for entry in session.known},
        browse=_browse(),
    )


def picture(session: Session) -> Structure:
    """Compute the structure of the code by its first axis, or by layer where there is none."""
    axes = session.topology.axis_names
    return structure(session.topology, session.codebase, session.verdict.findings, axes[0] if axes else LAYER)


def _browse() -> str:
    """Return the address at which GitHub shows the files of the revision that a workflow runs on; "" elsewhere."""
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA")
    server, repository, revision = (os.environ.get(name, "") for name in names)
    is_known = _SERVER.fullmatch(server) and _REPOSITORY.fullmatch(repository) and _REVISION.fullmatch(revision)
    return f"{server}/{repository}/blob/{revision}" if is_known else ""
