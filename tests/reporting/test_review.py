"""The architecture review: its values on small code bases, and its formats on the sample."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from import_conformance.judging.session import session_of
from import_conformance.model.answers.work import WorkPlan
from import_conformance.model.base.facts import Wanted
from import_conformance.model.topology import Severity
from import_conformance.reporting.review import json_format
from import_conformance.reporting.review.markdown import render
from import_conformance.reviewing.content import priority, review, snippet
from import_conformance.reviewing.values import (
    Action,
    Advice,
    BrokenLaw,
    CodePattern,
    Component,
    Consumer,
    DuplicateOrigin,
    FixAsCode,
    Folder,
    Gap,
    Obligation,
    Review,
    Shared,
    Tally,
)
from import_conformance.rules.shared.suggestion import REMEDY
from tests.support import tiny
from tests.support.building import code, law

PROJECT = Path(__file__).parents[2]
LAYERS = """\
layers:
  L4: {modules: "app.{domain=hub}.L4_run"}
  L5: {modules: "app.{domain}.L5_work"}
axes: {domain: [bills, hub, users]}
allow:
  - {edge: L5 -> L4, across: domain, because: one runtime}
require:
  use-hub: {every: domain, of: [bills, users], must_import: hub.L4_run, severity: critical, fix: call the hub}
"""
HUB = {
    "app/hub/L4_run/start.py": '"""What starts."""\n# Role: Starts the work\nclass Runtime: ...\ndef start(): ...\n',
    "app/hub/L5_work/spare.py": '"""Not yet used."""\n',
    "app/bills/L5_work/pay.py": "from app.hub.L4_run.start import start\n",
    "app/users/L5_work/join.py": "",
}
CALLS = """\
layers: {L5: {modules: "app.{domain}.L5_work"}}
axes: {domain: [bills, hub]}
ban:
  naive: {calls: [datetime.datetime.utcnow], use: app.hub.L5_work.time.now, severity: medium, because: it has no zone}
"""
CLOCK = "from datetime import datetime\ndatetime.utcnow()\ndatetime.utcnow()\n"
COPIES = """\
layers:
  L4: {modules: "app.{domain=hub}.L4_run"}
  L5: {modules: "app.{domain}.L5_work"}
axes: {domain: [bills, hub]}
require:
  use-hub: {every: domain, of: [bills], must_import: hub.L4_run}
own:
  hub-owns: {owner: app.hub, among: app, severity: critical, fix: delete it}
names:
  no-core: {in: app.bills, deny: ["*core"], severity: low, fix: rename it}
"""
LONG = "".join(f"def f{n}(a, b):\n    return [a + b * {n} for c in range(b) if c > a]\n" for n in range(9))


def reviewed(text: str, sources: dict[str, str]) -> Review:
    """Return the review of a small code base."""
    topology = law(text)
    codebase = code(topology, sources, Wanted(headers=True, outline=True))
    return review(topology, codebase, session_of(topology, codebase).verdict, WorkPlan())


def test_a_domain_that_the_law_points_at_is_shared() -> None:
    """Its modules are listed by folder, with importing and other domains and the state of each obligation."""
    start = Component("start.py", "app/hub/L4_run/start.py", "L4", "Starts the work", ("Runtime", "start"), 1)
    spare = Component("spare.py", "app/hub/L5_work/spare.py", "L5", "Not yet used.", (), 0)

    assert reviewed(LAYERS, HUB).shared == (
        Shared(
            name="hub",
            package="app.hub",
            reasons=("open to all by L5-to-L4", "required by use-hub"),
            folders=(Folder("L4_run", (start,), 1, ("bills",)), Folder("L5_work", (spare,), 0, ())),
            consumers=(
                Consumer("bills", ("app/bills/L5_work/pay.py",), ("start",), ("L4_run",), ("L5",)),
                Consumer("users", (), (), (), ()),
            ),
            obligations=(
                Obligation("use-hub", 11, "bills", "met directly", True, ("app/bills/L5_work/pay.py",)),
                Obligation("use-hub", 11, "users", "missing", False, ()),
            ),
        ),
    )


def test_a_layer_of_many_domains_shares_none_of_them() -> None:
    """An allow line across domains makes a shared domain only when its target is in a single one."""
    text = LAYERS.partition("require:")[0].replace("L5 -> L4", "L4 -> L5")

    assert reviewed(text, HUB).shared == ()


def test_the_gaps_of_a_file_are_counted_and_its_fix_is_code() -> None:
    """Two banned calls are one row, with the lines, the pattern in the code, and the code before and after."""
    (group,) = reviewed(CALLS, {"app/bills/L5_work/a.py": CLOCK, "app/hub/L5_work/time.py": "def now(): ...\n"}).groups

    assert (group.key, group.tally) == ("banned-calls", Tally(2, 1, 0, 0, 2, 0, new=2, known=0))
    assert group.laws == (
        BrokenLaw(
            law="naive",
            line=7,
            severity=Severity.MEDIUM,
            findings=2,
            files=1,
            because="it has no zone",
            fix="call now() of app.hub.L5_work.time instead",
            change=FixAsCode(
                before="from datetime import datetime\nvalue = datetime.utcnow()",
                after="from app.hub.L5_work.time import now\nvalue = now()",
            ),
        ),
    )
    assert group.gaps == (
        Gap(
            path="app/bills/L5_work/a.py",
            home="bills",
            file="L5_work/a.py",
            layer="L5",
            law="naive",
            severity=Severity.MEDIUM,
            count=2,
            new=2,
            lines=(2, 3),
            patterns=(CodePattern("datetime.utcnow()", 2, is_code=True),),
        ),
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("print", "value = print()"),
        ("time.time", "import time\nvalue = time.time()"),
        ("datetime.datetime.now", "from datetime import datetime\nvalue = datetime.now()"),
        ("uuid.tools.UUID.new", "from uuid.tools import UUID\nvalue = UUID.new()"),
        ("os.path.join", "from os.path import join\nvalue = join()"),
    ],
)
def test_a_call_is_shown_with_the_import_that_it_needs(name: str, expected: str) -> None:
    """A function is shown with an import from its module, and a method called on its class."""
    assert snippet(name) == expected


def test_advice_is_ordered_by_domain_and_urgency() -> None:
    """The actions of a domain are the fixes of its laws, critical ones first."""
    report = reviewed(LAYERS, HUB | {"app/hub/L5_work/spare.py": "import app.users.L5_work.join, app.gone\n"})
    missing = Action("P0", "call the hub", "use-hub", Severity.CRITICAL, 1, ("app/users/L5_work/join.py",))
    path = ("app/hub/L5_work/spare.py",)
    legal = "replace these imports by legal ones: L5 may import L4; no layer may import L5"
    upward = Action("P1", legal, "L5-to-L5", Severity.HIGH, 1, path)
    broken = Action(
        "P2",
        REMEDY,
        "unresolved-imports",
        Severity.MEDIUM,
        1,
        path,
    )

    assert report.advice == (
        Advice("hub", "app/hub", (upward, broken)),
        Advice("users", "app/users", (missing,)),
    )


@pytest.mark.parametrize(
    ("severity", "is_mechanical", "expected"),
    [
        (Severity.CRITICAL, False, "P0"),
        (Severity.HIGH, False, "P1"),
        (Severity.MEDIUM, True, "P1"),
        (Severity.MEDIUM, False, "P2"),
        (Severity.LOW, True, "P2"),
    ],
)
def test_priority_is_severity_and_ease(severity: Severity, is_mechanical: bool, expected: str) -> None:
    """Critical is P0; high, and medium that one substitution fixes, is P1; the rest is P2."""
    assert priority(severity, is_mechanical=is_mechanical) == expected


def test_a_copy_is_shown_with_its_original() -> None:
    """The review gives their similarity, and the number of modules that import the copy."""
    report = reviewed(COPIES, {"app/hub/L4_run/core.py": LONG, "app/bills/L5_work/core.py": LONG})

    assert report.groups[0].gaps[0].copy == DuplicateOrigin("app/hub/L4_run/core.py", 1.0, (), 0)


def test_json_has_the_values_of_the_report() -> None:
    """The document is the report under its field names with a version; the plan has its own keys.

    A law without owners has no key for them.
    """
    report = reviewed(LAYERS, HUB)
    document = json.loads(json_format.render(report))
    for broken in (each for group in document["groups"] for each in group["laws"]):
        assert broken.setdefault("teams", []) == []
    ledger = {"on_disk": 4, "recovered": 0, "sentence": "4 files on disk = 4 judged"}
    plan = {"findings": 0, "wishes": 0, "dropped": 0, "waves": [], "left": []}

    assert document == json.loads(json.dumps({"version": 1} | asdict(report) | {"plan": plan, "ledger": ledger}))
    assert set(document) == {
        "version", "name", "topology", "outcome", "laws", "total", "stale", "waived",
        "ledger", "shared", "groups", "advice", "plan",
    }  # fmt: skip


def test_an_empty_review_has_all_parts() -> None:
    """A code base without gaps and a topology without shared domains get all seven parts."""
    report = reviewed("", {"app/a.py": ""})

    assert [line for line in render(report).splitlines() if line.startswith("## ")] == [
        "## Part 1: Summary of gaps",
        "## Part 2: What the shared domains provide",
        "## Part 3: Who imports from the shared domains",
        "## Part 4: Gaps",
        "## Part 5: Recommendations by domain",
        "## Part 6: Execution order",
        "## Part 7: Appendix, full paths",
    ]


def test_the_report_of_the_sample_is_the_committed_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page in docs is what the command writes, byte for byte."""
    monkeypatch.chdir(PROJECT)
    page = (PROJECT / "docs/sample-report.md").read_bytes()

    assert tiny.run("report").stdout_bytes == page, (
        "the sample's report has changed: run `conformance report --output docs/sample-report.md` and read the diff"
    )


def test_a_report_is_written_whatever_the_verdict_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With findings and `--output` the exit code is 0 and the path is printed; an invalid topology is still refused."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)
    written = tiny.run("report", "--format", "json", "--output", "review.json")
    document = json.loads(Path("review.json").read_text())

    assert tiny.said(written) == (0, "", "The review is in review.json\n")
    assert (document["outcome"], document["total"]["findings"]) == ("diverges", 1)
    Path("topology.yaml").write_text("topology: 2\n")
    assert tiny.run("report").exit_code == 2
