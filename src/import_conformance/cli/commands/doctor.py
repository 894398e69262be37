"""`conformance doctor`: examine everything that a verdict rests on."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from import_conformance.cli.errors import CONFORMS, FINDINGS
from import_conformance.cli.options import Target, about_code, exits, in_colors, with_format, with_quiet

if TYPE_CHECKING:
    from import_conformance.judging.session import Session
    from import_conformance.model.answers.diagnosis import DiagnosisItem, Examination
    from import_conformance.model.codebase import ForeignConfiguration
    from import_conformance.reporting.view import View

EXAMINED = exits("there is nothing to do", "there is something to do, tolerated by the baseline or not")
FOREIGN = "files of this checkout decide what lint-imports reports"


@click.command(epilog=EXAMINED)
@about_code
@click.option("--all", "everything", is_flag=True, help="List everything, however long.")
@with_format("text", "json")
@in_colors
@with_quiet
def doctor(target: Target, *, everything: bool, form: str, quiet: bool) -> int:
    """Examine what a verdict rests on."""
    from import_conformance.cli.output import LIMIT, CheckOptions, show, view_of
    from import_conformance.cli.session import open_session
    from import_conformance.explaining.coverage import examine
    from import_conformance.model.answers.diagnosis import Diagnosis
    from import_conformance.reporting.answers import diagnosis as report
    from import_conformance.rules.shared.base import Case

    session = open_session(target)
    view = view_of(session, target, CheckOptions(limit=0 if everything else LIMIT))
    found = (
        *examine(Case(session.topology, session.codebase)),
        _contracts(session, target, view.options),
        _baseline(session, view.options, view.baseline),
        _environment(session, view),
    )
    diagnosis = Diagnosis(session.topology.path, found)
    if form == "json":
        show(report.to_json(diagnosis))
    else:
        show(f"{report.answer(diagnosis)}\n" if quiet else report.render(diagnosis, view))
    return FINDINGS if diagnosis.todo else CONFORMS


def _contracts(session: "Session", target: Target, options: str) -> "Examination":
    """Examine whether `lint-imports`, started beside the topology, judges by what it compiles to now."""
    from import_conformance.linting.currency import compile_contracts, contracts_path
    from import_conformance.model.answers.diagnosis import Examination, Health
    from import_conformance.model.contracts.contract_text import mean_the_same
    from import_conformance.reading.foreign.contract_files import is_generated
    from import_conformance.reading.text.toml_values import pyproject_of, toml_table

    path = contracts_path(session.topology)
    obstacle = _obstacle(session, path)
    if obstacle:
        return obstacle
    if not path.is_file():
        also = "importlinter" in toml_table(pyproject_of(path.parent), "tool")
        instead = "; lint-imports reads those in pyproject.toml, which are not of this topology" if also else ""
        return _contracts_todo(f"there is no .importlinter here{instead}", f"`conformance compile{options}` writes it")
    text = path.read_text(encoding="utf-8", errors="replace")
    if not is_generated(text):
        advice = (
            "move it away and compile, or keep both: `conformance compile --output FILE`, `lint-imports --config FILE`"
        )
        return _contracts_todo(".importlinter was written by hand, so lint-imports judges by another law", advice)
    if not target.is_as_committed:
        summary = ".importlinter is not compared: it is for the source roots and the baseline that the topology names"
        return Examination("contracts", Health.NOTE, summary, (), "ask again without --source-root and --baseline")
    if not mean_the_same(text, compile_contracts(session, path)):
        return _contracts_todo(
            ".importlinter is stale: it is not what this topology and these modules compile to",
            f"`conformance compile{options}`, and commit the file",
        )
    return Examination("contracts", Health.OK, ".importlinter is current: lint-imports judges by this topology")


def _obstacle(session: "Session", path: Path) -> "Examination | None":
    """Explain why `lint-imports` does not reach a file of contracts, and what to do; None where it does."""
    from import_conformance.linting.currency import hidden_by
    from import_conformance.reading.foreign.contract_files import FIRST, holds_contracts, text_of

    if session.codebase.foreign:
        return _foreign(session.codebase.foreign)
    if holds_contracts(text_of(path.parent / FIRST)):
        return _contracts_todo(
            f"{FIRST} holds contracts, so lint-imports never reads .importlinter", "delete them there"
        )
    if hidden_by(path):
        return _contracts_todo("lint-imports and pytest cannot start", hidden_by(path))
    return None


def _contracts_todo(summary: str, advice: str) -> "Examination":
    from import_conformance.model.answers.diagnosis import Examination, Health

    return Examination("contracts", Health.TODO, summary, (), advice)


def _foreign(found: "tuple[ForeignConfiguration, ...]") -> "Examination":
    """List the files that lint-imports would take code or contracts from."""
    from import_conformance.model.answers.diagnosis import DiagnosisGroup, DiagnosisItem, Examination, Health

    items = tuple(DiagnosisItem(each.message, each.path, each.line) for each in found)
    advice = "delete them, or run lint-imports on no code of strangers; conformance check judges without them"
    return Examination("contracts", Health.TODO, FOREIGN, (DiagnosisGroup("files", items),), advice)


def _baseline(session: "Session", options: str, naming: str) -> "Examination":
    """Examine whether the known findings are those that exist.

    Args:
        session: What was judged.
        options: The options with which another command reads the same law and code.
        naming: The option that names a baseline; "" where the topology or the command line names one.
    """
    from import_conformance.model.answers.diagnosis import Examination, Health

    verdict, path = session.verdict, session.baseline
    new, known = len(verdict.new), len(verdict.findings) - len(verdict.new)
    where = path or "the baseline"
    missing = f" (there is no file {path})" if path and not path.exists() else ""
    gone = f"{len(verdict.stale)} entries of {where} promise findings that are gone" if verdict.stale else ""
    if new:
        fix = f"fix them (`conformance check{options}`)"
        accept = f"record them as debt with `conformance baseline update --allow-new --reason TEXT{options}{naming}`"
        summary = f"{new} findings are new{missing}{gone and f'; {gone}'}"
        return Examination("baseline", Health.TODO, summary, (), f"{fix}, or {accept}")
    if verdict.stale:
        return Examination("baseline", Health.TODO, gone, (), f"`conformance baseline prune{options}`")
    if known:
        debt = f"{where} is current: {known} known findings, none new"
        return Examination("baseline", Health.NOTE, debt, (), f"pay debt off: `conformance baseline show{options}`")
    return Examination("baseline", Health.OK, "there is no finding, so no baseline is needed")


def _environment(session: "Session", view: "View") -> "Examination":
    """Examine Python and the libraries, and list the files that need a newer Python."""
    from import_conformance.model.answers.diagnosis import DiagnosisGroup, DiagnosisItem, Examination, Health
    from import_conformance.reading.environment import TRIED, tools
    from import_conformance.reading.source.facts import is_second_reader_sound

    found = tools()
    wrong = [tool.name for tool in found if not tool.is_supported]
    newer = tuple(_needing_newer(session, view))
    items = tuple(
        DiagnosisItem(f"{t.name} {t.version or 'missing'} (supported: {t.supported or 'unknown'})") for t in found
    )
    groups = (
        DiagnosisGroup("versions", items),
        *([DiagnosisGroup("files that need a newer Python", newer)] if newer else []),
    )
    if wrong:
        summary = f"{', '.join(wrong)} outside the supported range"
        return Examination("environment", Health.TODO, summary, groups, f"install a supported {' and '.join(wrong)}")
    if not is_second_reader_sound():
        summary = "grimp's parser does not answer as the known releases do, so Python's own stands in"
        costs = "runs are slower, and files written for a later Python are not judged"
        return Examination("environment", Health.TODO, summary, groups, f"install grimp {TRIED['grimp']}: {costs}")
    if newer:
        advice = "run conformance with that Python: it reads the syntax of the one that it runs on"
        return Examination("environment", Health.TODO, "some files need a newer Python", groups, advice)
    return Examination("environment", Health.OK, "every version is in its supported range", groups)


def _needing_newer(session: "Session", view: "View") -> "Iterator[DiagnosisItem]":
    from import_conformance.model.answers.diagnosis import DiagnosisItem
    from import_conformance.reading.environment import line_of, needed_python

    for file in session.codebase.files:
        if "syntax error" in file.reason:
            needed = needed_python(line_of(view.locate(file.path, file.root), file.line))
            if needed:
                yield DiagnosisItem(f"most likely Python {needed}: {file.reason}", file.path, file.line, file.root)
