"""The verdict for other programs: what their formats must be told besides it, read where it is to be had."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from import_conformance.cli.session import Session, roots_of
from import_conformance.model.structure.structure import LAYER, Structure, structure
from import_conformance.model.version import __version__
from import_conformance.reading.excerpts.columns import Columns
from import_conformance.reading.project.locating import checkout
from import_conformance.reading.shipped.rule_pages import page_text
from import_conformance.reporting.machine import github, github_summary, gitlab, rdjsonl, sarif
from import_conformance.reporting.machine.sarif_rules import WRITES
from import_conformance.reporting.machine.surroundings import Surroundings
from import_conformance.reporting.view import View

_SERVER = re.compile(r"https://[\w.:-]+")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_REVISION = re.compile(r"[0-9a-f]{40,64}")


def render(form: str, session: Session, view: View) -> Iterable[str]:
    """The verdict of a session in one of the formats for machines, in pieces."""
    verdict, around = session.verdict, surroundings(session)
    if form == "sarif":
        return sarif.render(verdict, around)
    if form == "gitlab":
        return gitlab.render(verdict, around)
    if form == "rdjsonl":
        return (rdjsonl.render(verdict, around, view),)
    if form == "github":
        return (github.render(verdict, around, view),)
    return (github_summary.render(verdict, around, view, picture(session)),)


def surroundings(session: Session) -> Surroundings:
    """What the formats must be told: the repository, the files, the pages."""
    home = checkout(roots_of(session), Path.cwd(), session.base)
    rules = {report.rule for report in session.verdict.laws} | {WRITES}
    return Surroundings(
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
    """The code base by its first axis, or by layer where there is none."""
    axes = session.topology.axis_names
    return structure(session.topology, session.codebase, session.verdict.findings, axes[0] if axes else LAYER)


def _browse() -> str:
    """Where GitHub shows the files of the revision that a workflow is about, as its environment says."""
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA")
    server, repository, revision = (os.environ.get(name, "") for name in names)
    is_told = _SERVER.fullmatch(server) and _REPOSITORY.fullmatch(repository) and _REVISION.fullmatch(revision)
    return f"{server}/{repository}/blob/{revision}" if is_told else ""
