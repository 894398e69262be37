"""Whatever is asked, the code is read once, and the code as it is is judged once."""

import gc
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from import_conformance.cli.main import cli
from import_conformance.cli.report_options import FORMATS
from import_conformance.judging import judge as judging
from import_conformance.judging.session import Request, open_session
from import_conformance.model.base.facts import Facts
from import_conformance.model.codebase import Codebase
from import_conformance.model.debt.ratchet import baseline_of
from import_conformance.model.topology import TopologyError
from import_conformance.reading.codebase import read_material
from import_conformance.testing.collector import made_to_last
from import_conformance.testing.suite import Suite, SuiteSettings
from tests.support import tiny
from tests.support.linting import compile_into, report_here

REPORTS = ("markdown", "html", "json")
COMMANDS = (
    *(f"check --no-baseline --format {form}" for form in FORMATS),
    "check --format json --output verdict.json --format sarif --output verdict.sarif --format text",
    *(f"report --format {form}" for form in REPORTS),
    *(f"plan --format {form}" for form in ("text", "markdown", "json")),
    *(f"graph --format {form}" for form in ("mermaid", "dot", "svg", "json")),
    "plan low-to-top",
    "plan app.low app.top",
    "what-if drop app.low app.top",
    "what-if move app.low app.deep",
    "explain low top",
    "explain low-to-top",
    "doctor",
    "compile",
    "prove",
    "baseline update --baseline known.json --allow-new --reason old",
)


@pytest.fixture
def judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Codebase]:
    """Work in a directory with the tiny application, and collect every code base that laws are applied to."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)
    codebases: list[Codebase] = []
    apply = judging.applied

    def counted(topology: object, codebase: Codebase, *rest: object) -> object:
        codebases.append(codebase)
        return apply(topology, codebase, *rest)  # type: ignore[arg-type]  # passed on as they are

    monkeypatch.setattr(judging, "applied", counted)
    return codebases


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Collect an entry for each time that the files are read."""
    times: list[None] = []

    def counted(*arguments: object) -> object:
        times.append(None)
        return read_material(*arguments)  # type: ignore[arg-type]  # passed on as they are

    monkeypatch.setattr("import_conformance.judging.session.read_material", counted)
    return times


def run(words: str) -> str:
    """Run a command that answers, and return what it prints."""
    result = CliRunner().invoke(cli, words.split())
    assert result.exit_code in (0, 1), result.output
    return result.stdout


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_reads_and_judges_the_code_once(words: str, judged: list[Codebase], readings: list[None]) -> None:
    """All other judgements are of copies that differ from it."""
    run(words)

    assert len(readings) == 1
    assert judged.count(judged[0]) == 1


@pytest.mark.parametrize("form", REPORTS)
def test_a_review_judges_once_where_there_is_nothing_to_do(form: str, judged: list[Codebase]) -> None:
    """Without findings there is no wave of work, and no copy to judge."""
    tiny.repair()
    run(f"report --format {form}")

    assert len(judged) == 1


def test_a_plan_judges_a_copy_for_each_wave(judged: list[Codebase]) -> None:
    """What is left after a wave is found in a copy."""
    plan = json.loads(run("plan --format json"))

    assert len(judged) == 1 + len(plan["waves"]) == 2


def test_a_wave_that_changes_nothing_is_not_judged(judged: list[Codebase]) -> None:
    """Where only people can decide what to do, the code stays as it was judged before."""
    law = Path("topology.yaml")
    law.write_text(law.read_text().replace("baseline: known.json", "unplaced: error"))
    tiny.repair()
    plan = json.loads(run("plan --format json"))

    assert [unit["law"] for wave in plan["waves"] for unit in wave["units"]] == ["unplaced-modules"]
    assert len(judged) == 1


def suite() -> None:
    """Ask the suite for the items of two functions and for the verdict."""
    asked = Suite(SuiteSettings(Path("topology.yaml"), Path.cwd()))
    assert asked.items("test_layer")
    assert asked.items("test_built_in_law")
    assert asked.verdict().findings


def contracts() -> None:
    """Check all contracts."""
    compile_into(Path())
    report_here()


@pytest.mark.parametrize(("entry", "expected"), [(suite, 1), (contracts, 3)])
def test_the_other_entry_points_do_so_too(
    entry: Callable[[], None], expected: int, judged: list[Codebase], readings: list[None]
) -> None:
    """The suite judges for all items; the contracts are judged by one session, besides those that this test opens."""
    entry()

    assert (len(readings), len(judged)) == (expected, expected)


def test_another_baseline_takes_no_other_judgement(judged: list[Codebase]) -> None:
    """The verdict changes, and what each law finds stays."""
    opened = open_session(Request(Path("topology.yaml")))
    known = baseline_of(opened.verdict.new, ())

    assert opened.with_known(tuple(known)).verdict.new == ()
    assert opened.with_known(()).verdict == opened.verdict_with(()) == opened.verdict
    assert len(judged) == 1


def test_a_copy_is_judged_apart(judged: list[Codebase], readings: list[None]) -> None:
    """A copy with changed material has findings of its own; the session that it was made from keeps its own."""
    opened = open_session(Request(Path("topology.yaml")))
    facts = {**opened.material.facts, "app.low": Facts()}
    copy = opened.with_material(opened.material._replace(facts=facts))

    assert (len(opened.verdict.new), len(copy.verdict.new), len(opened.verdict.new)) == (1, 0, 1)
    assert (len(judged), len(readings)) == (2, 1)


@pytest.mark.usefixtures("judged")
def test_parts_that_are_not_needed_are_not_read() -> None:
    """What each law finds is known without the baseline, and the topology without the code."""
    Path("known.json").write_text("no JSON")
    opened = open_session(Request(Path("topology.yaml")))

    assert opened.judgements
    with pytest.raises(TopologyError, match="this is no baseline"):
        _ = opened.verdict
    Path("src").rename("moved")
    assert open_session(Request(Path("topology.yaml"), Path("moved"))).topology.name == "Tiny"


def test_the_collector_passes_over_what_the_suite_has_read() -> None:
    """It is on again afterwards, and full collections do not visit what there is."""
    before = gc.get_freeze_count()
    try:
        with made_to_last():
            assert not gc.isenabled()
        assert gc.isenabled()
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()


def test_a_collector_that_is_off_stays_off() -> None:
    """Who has switched it off decides about it."""
    gc.disable()
    try:
        before = gc.get_freeze_count()
        with made_to_last():
            assert not gc.isenabled()
        assert (gc.isenabled(), gc.get_freeze_count()) == (False, before)
    finally:
        gc.enable()
