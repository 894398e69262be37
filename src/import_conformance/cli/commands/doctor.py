"""What `doctor` does, apart from its options: examine everything that a verdict rests on."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from import_conformance.cli.session import (
    CONFORMS,
    FINDINGS,
    LIMIT,
    Session,
    Target,
    Wishes,
    contracts_path,
    open_session,
    show,
    view_of,
)
from import_conformance.explaining.coverage import examine
from import_conformance.linting.currency import compiled, hidden_by
from import_conformance.model.answers.diagnosis import Diagnosis, DiagnosisGroup, DiagnosisItem, Examination, Health
from import_conformance.model.codebase import ForeignConfiguration
from import_conformance.model.contracts.contract_text import mean_the_same
from import_conformance.reading.environment import TRIED, line_of, needed_python, tools
from import_conformance.reading.foreign.contract_files import FIRST, holds_contracts, is_generated, text_of
from import_conformance.reading.source.facts import is_second_reader_sound
from import_conformance.reporting.answers import diagnosis as report
from import_conformance.reporting.view import View
from import_conformance.rules.shared.base import Case

SPEAKS = "files of this checkout decide what lint-imports reports"


def doctor(target: Target, form: str, *, everything: bool, quiet: bool) -> int:
    """Examine and report; 1 when something is to be done."""
    session = open_session(target)
    view = view_of(session, target, Wishes(limit=0 if everything else LIMIT))
    case = Case(session.topology, session.codebase)
    found = (
        *examine(case),
        contracts(session, target, view.options),
        baseline(session, view.options, view.baseline),
        environment(session, view),
    )
    diagnosis = Diagnosis(session.topology.path, found)
    if form == "json":
        show(report.to_json(diagnosis))
    else:
        show(f"{report.answer(diagnosis)}\n" if quiet else report.render(diagnosis, view))
    return FINDINGS if diagnosis.todo else CONFORMS


def contracts(session: Session, target: Target, options: str) -> Examination:
    """Whether `lint-imports`, started beside the topology, judges by what it and the code of today compile to."""
    home = Path(session.topology.path).parent
    path = contracts_path(session.topology)
    obstacle = _obstacle(session, path)
    if obstacle:
        return obstacle
    if not path.is_file():
        also = _pyproject_holds(home / "pyproject.toml")
        instead = "; lint-imports reads those in pyproject.toml, which are not of this topology" if also else ""
        return _contracts(f"there is no .importlinter here{instead}", f"`conformance compile{options}` writes it")
    text = path.read_text(encoding="utf-8", errors="replace")
    if not is_generated(text):
        advice = (
            "move it away and compile, or keep both: `conformance compile --output FILE`, `lint-imports --config FILE`"
        )
        return _contracts(".importlinter was written by hand, so lint-imports judges by another law", advice)
    if replace(target, index=None) != Target(target.topology):
        said = ".importlinter is not compared: it is for the source roots and the baseline that the topology names"
        return Examination("contracts", Health.NOTE, said, (), "ask again without --source-root and --baseline")
    if not mean_the_same(text, compiled(session, target, path)):
        return _contracts(
            ".importlinter is stale: it is not what this topology and these modules compile to",
            f"`conformance compile{options}`, and commit the file",
        )
    return Examination("contracts", Health.OK, ".importlinter is current: lint-imports judges by this topology")


def _obstacle(session: Session, path: Path) -> Examination | None:
    """Why `lint-imports` never gets as far as a file of contracts, and what to do; None where it does."""
    if session.codebase.foreign:
        return _foreign(session.codebase.foreign)
    if holds_contracts(text_of(path.parent / FIRST)):
        said = f"{FIRST} holds contracts, so lint-imports never reads .importlinter"
        return _contracts(said, "delete them there")
    if hidden_by(path):
        return _contracts("lint-imports and pytest cannot start", hidden_by(path))
    return None


def _contracts(summary: str, advice: str) -> Examination:
    return Examination("contracts", Health.TODO, summary, (), advice)


def _foreign(found: tuple[ForeignConfiguration, ...]) -> Examination:
    """What may speak for `lint-imports`, file by file."""
    items = tuple(DiagnosisItem(each.message, each.path, each.line) for each in found)
    advice = "delete them, or run lint-imports on no code of strangers; conformance check judges without them"
    return Examination("contracts", Health.TODO, SPEAKS, (DiagnosisGroup("files", items),), advice)


def _pyproject_holds(path: Path) -> bool:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8", errors="replace"))
    except (OSError, tomllib.TOMLDecodeError):
        return False
    tool = document.get("tool")
    return isinstance(tool, dict) and "importlinter" in tool


def baseline(session: Session, options: str, named: str) -> Examination:
    """Whether the known findings are those that are there. named: the option for a file that nobody has named yet."""
    verdict, path = session.verdict, session.baseline
    new, known = len(verdict.new), len(verdict.findings) - len(verdict.new)
    where = path or "the baseline"
    missing = f" (there is no file {path})" if path and not path.exists() else ""
    gone = f"{len(verdict.stale)} entries of {where} promise findings that are gone" if verdict.stale else ""
    if new:
        mend = f"mend them (`conformance check{options}`)"
        accept = f"record them as debt with `conformance baseline update --allow-new --reason TEXT{options}{named}`"
        return Examination(
            "baseline",
            Health.TODO,
            f"{new} findings are new{missing}{gone and f'; {gone}'}",
            (),
            f"{mend}, or {accept}",
        )
    if verdict.stale:
        return Examination("baseline", Health.TODO, gone, (), f"`conformance baseline prune{options}`")
    if known:
        debt = f"{where} is current: {known} known findings, none new"
        return Examination("baseline", Health.NOTE, debt, (), f"pay debt off: `conformance baseline show{options}`")
    return Examination("baseline", Health.OK, "there is no finding, so no baseline is needed")


def environment(session: Session, view: View) -> Examination:
    """Python and the libraries, each with the range that is supported, and files that a newer Python would read."""
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


def _needing_newer(session: Session, view: View) -> Iterator[DiagnosisItem]:
    for file in session.codebase.files:
        if "syntax error" in file.reason:
            needed = needed_python(line_of(view.locate(file.path, file.root), file.line))
            if needed:
                yield DiagnosisItem(f"most likely Python {needed}: {file.reason}", file.path, file.line, file.root)
