"""All entry points agree on what is waived, what is not, and when a waiver has expired."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from import_conformance.judging.session import Request, open_session
from import_conformance.model.finding import Kind
from import_conformance.model.topology import Position, Waiver
from import_conformance.reporting import json_format, text
from import_conformance.reporting.view import View
from tests.reporting.verdicts import ABSENT, UPWARD, verdict
from tests.support.building import verdict_on_disk
from tests.support.linting import LAW, PROJECT, SOURCES, compile_into, plant

BREACHES = {
    "src/app/low/b.py": "import app.top.a\n",
    "src/app/low/c.py": "import json\n",
    "src/app/top/a.py": "import app.low.b\nimport decimal\n",
}
BANS = "forbid:\n  no-json: {from: low, to: json}\n  no-decimal: {from: top, to: decimal}\n"
ENTRY_POINTS = {
    "conformance": ("conformance", "check"),
    "pytest": ("pytest", "--pyargs", "import_conformance.suite", "-q", "-p", "no:cacheprovider"),
    "lint-imports": ("lint-imports", "--no-logo"),
}


def waive(root: Path, *waivers: str, until: str = "2999-12-31") -> None:
    """Write a topology with these waivers, and compile it."""
    lines = "".join(f"  - {{{waiver}, reason: r, owner: o, until: {until}}}\n" for waiver in waivers)
    plant(root, SOURCES | BREACHES | {"topology.yaml": f"{LAW}{BANS}waive:\n{lines}"})
    compile_into(root)


def ask(root: Path, entry_point: str) -> tuple[int, str]:
    """Return exit code and output of one entry point, run in a tree."""
    command = [str(Path(sys.executable).with_name(ENTRY_POINTS[entry_point][0])), *ENTRY_POINTS[entry_point][1:]]
    environment = {"PATH": os.environ["PATH"], "COLUMNS": "400", "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


BY_LAW = ("law: low-to-top, modules: app.low", "law: no-json, modules: app.low.c", "law: no-decimal, modules: app.top")


def by_fingerprint(root: Path) -> list[str]:
    """Return a waiver for each finding of a tree."""
    waive(root, *BY_LAW)
    return [f"finding: {finding.fingerprint}" for _, finding in verdict_on_disk(root / "topology.yaml").waived]


@pytest.mark.parametrize("entry_point", ENTRY_POINTS)
def test_waived_findings_pass_at_every_entry_point(tmp_path: Path, entry_point: str) -> None:
    """Findings waived by law and modules, or one by one, fail at no entry point."""
    for waivers in (BY_LAW, by_fingerprint(tmp_path)):
        waive(tmp_path, *waivers)
        code, output = ask(tmp_path, entry_point)

        assert code == 0, output


@pytest.mark.parametrize("entry_point", ENTRY_POINTS)
@pytest.mark.parametrize(("missing", "place"), [(0, "low.b"), (1, "low.c"), (2, "top.a")])
def test_unwaived_findings_fail_at_every_entry_point(
    tmp_path: Path, entry_point: str, missing: int, place: str
) -> None:
    """A waiver covers no other finding, whether findings are waived by law or one by one."""
    for waivers in (BY_LAW, by_fingerprint(tmp_path)):
        waive(tmp_path, *waivers[:missing], *waivers[missing + 1 :])
        code, output = ask(tmp_path, entry_point)

        assert (code, place in output.replace("/", ".")) == (1, True), output


@pytest.mark.parametrize("entry_point", ENTRY_POINTS)
@pytest.mark.parametrize(
    ("waiver", "until", "sentence"),
    [
        (BY_LAW[0], "2001-01-01", "this waiver (o: r) ran out on 2001-01-01 and its finding is still there"),
        ("law: low-to-top, modules: app.kit", "2999-12-31", "this waiver (o: r) matches no finding any more"),
    ],
)
def test_an_expired_or_unused_waiver_is_red_at_every_entry_point(
    tmp_path: Path, entry_point: str, waiver: str, until: str, sentence: str
) -> None:
    """An outdated waiver is a finding in the topology, at its line; the other laws are judged."""
    waive(tmp_path, waiver, until=until)
    code, output = ask(tmp_path, entry_point)

    assert code == 1, output
    assert re.search(rf"topology\.yaml:17:5:?\s+{re.escape(sentence)}", output), output


def test_the_date_of_a_verdict_can_be_given(tmp_path: Path) -> None:
    """A verdict for another date than today can be requested."""
    waive(tmp_path, *BY_LAW, until="2027-03-31")
    session = open_session(Request(tmp_path / "topology.yaml"))

    assert len(session.verdict_with((), today="2027-03-31").waived) == 3
    late = session.verdict_with((), today="2027-04-01")
    assert [finding.line for finding in late.new if finding.kind is Kind.AT_FAULT] == [17, 18, 19]


WAIVER = Waiver(Position(90, 5), "the vendor fixes it", "pay team", "2027-03-31", "low-to-high")
WAIVED = replace(verdict(ABSENT), waived=((replace(WAIVER, position=Position(97)), UPWARD), (WAIVER, UPWARD)))


def test_json_lists_waived_findings() -> None:
    """Each waived finding has its owner, reason and end date."""
    assert (
        json.loads("".join(json_format.render(WAIVED)))["waived"]
        == [
            {
                "law": "low-to-high",
                "path": "app/a/low.py",
                "line": 3,
                "message": "low imports app.a.high (high)",
                "reason": "the vendor fixes it",
                "owner": "pay team",
                "until": "2027-03-31",
                "fingerprint": UPWARD.fingerprint,
            }
        ]
        * 2
    )


def test_the_summary_counts_waived_findings() -> None:
    """One line has the number of waived findings and their place in the topology, and without waivers there is none."""
    assert "2 laws applied, 2 with new findings\n2 findings waived (see topology.yaml:90)\n" in text.render(
        WAIVED, View()
    )
    assert "waived" not in text.render(verdict(ABSENT), View())


def test_a_verdict_on_some_laws_counts_only_their_waivers(tmp_path: Path) -> None:
    """`conformance check LAW` counts the waived findings of that law alone."""
    waive(tmp_path, *BY_LAW)
    command = [str(Path(sys.executable).with_name("conformance")), "check", "no-json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert "1 finding waived (see topology.yaml:18)" in done.stdout
