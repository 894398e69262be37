"""Every format of every command shows the same numbers for the same verdict."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.history import History
from tests.support.tiny import run

ROOT = Path(__file__).parents[1]
LAW = """\
topology: 1
name: Shop
source: {roots: [src], packages: [shop], baseline: known.json}
layers:
  api: {modules: "shop.{area}.api"}
  core: {modules: "shop.{area}.core"}
axes: {area: [cart, stock]}
allow: [api -> core, core -> core, {edge: core -> stock.core, across: area}]
forbid:
  no-pickle: {from: core, to: [pickle], severity: critical, because: strangers write it, fix: use json}
  no-marshal: {from: core, to: [marshal], severity: low, because: strangers write it}
require:
  use-core: {every: area, must_import: shop.stock.core}
waive:
  - {law: no-marshal, modules: shop.cart.core, reason: until the move, owner: platform, until: 2999-12-31}
"""
BEFORE = {
    "topology.yaml": LAW,
    "src/shop/cart/api.py": "from shop.cart import core\n",
    "src/shop/cart/core.py": "import marshal\nimport pickle\nfrom shop.cart import api\n",
    "src/shop/stock/api.py": "from shop.stock import core\n",
    "src/shop/stock/core.py": "import pickle\n",
}
# One occurrence more than in the baseline, one known finding gone, one new finding, and an unreadable file.
AFTER = {
    "src/shop/cart/core.py": "import marshal\nimport pickle\nimport pickle\nfrom shop.stock import api\n",
    "src/shop/stock/broken.py": "def (\n",
}
FIXED = {
    "src/shop/cart/core.py": "import marshal\nfrom shop.stock import core\n",
    "src/shop/stock/core.py": "import pickle\n",
}
WORDS = {"critical": "critical", "major": "high", "minor": "medium", "info": "low"}
Numbers = Mapping[str, object]


@pytest.fixture(params=["sample", "new, known, fixed, waived, unread", "unread", "fixed", "known"])
def tree(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Work beside a topology; return the options for each command."""
    if request.param == "sample":
        monkeypatch.chdir(ROOT)
        known = json.loads(Path("topology.baseline.json").read_text(encoding="utf-8"))
        known["findings"] = known["findings"][::2]
        (tmp_path / "half.json").write_text(json.dumps(known), encoding="utf-8")
        return ["--baseline", str(tmp_path / "half.json")]
    history = History(tmp_path / "shop", BEFORE)
    monkeypatch.chdir(history.home)
    if request.param in ("unread", "known"):
        history.write(FIXED)
    assert run("baseline", "update", "--allow-new", "--reason", "debt").exit_code == 0
    if request.param == "unread":
        history.write({"src/shop/stock/broken.py": "def (\n"})
    elif request.param == "fixed":
        history.write(FIXED)
    elif request.param != "known":
        history.write(AFTER)
    return []


def test_every_format_shows_the_same_numbers(tree: list[str]) -> None:
    """New, known, fixed and waived findings agree, by severity where the format has one, and so does the answer."""
    expected = of_json(json.loads(run("check", *tree, "--format", "json").stdout))
    shown = {words: read(run(*words.split(), *tree).stdout) for words, read in READERS.items()}

    assert shown == {words: {key: expected[key] for key in numbers} for words, numbers in shown.items()}


def test_a_comparison_shows_the_same_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both sides of `diff` are the verdicts of `check`, and its three lists hold all of their findings."""
    history = History(tmp_path / "shop", BEFORE)
    monkeypatch.chdir(history.home)
    before = of_json(json.loads(run("check", "--format", "json").stdout))
    history.write(AFTER)
    later = of_json(json.loads(run("check", "--format", "json").stdout))
    report = json.loads(run("diff", "HEAD", "--format", "json").stdout)

    assert [_figures(report[side]["figures"]) for side in ("base", "head")] == [_sums(before), _sums(later)]
    came, gone, stayed = (len(report[key]) for key in ("introduced", "fixed", "kept"))
    assert (gone + stayed, came + stayed) == (_sums(before)["findings"], _sums(later)["findings"])
    assert f"{came} findings introduced, {gone} fixed, {stayed} already there" in run("diff", "HEAD").stdout
    assert f"{came} findings introduced, {gone} fixed" in run("diff", "HEAD", "--format", "markdown").stdout


def of_json(verdict: dict[str, Any]) -> dict[str, object]:
    """Return the numbers of the JSON document, with which all others are compared."""
    findings, stale = verdict["findings"], verdict["baseline"]["stale"]
    by_state = {state: Counter(f["severity"] for f in findings if f["state"] == state) for state in ("new", "known")}
    new, known = by_state["new"], by_state["known"]
    return {
        "outcome": verdict["verdict"],
        "new by severity": new,
        "by severity": new + known,
        "new": new.total(),
        "known": known.total(),
        "findings": new.total() + known.total(),
        "fixed": sum(each["count"] - each["found"] for each in stale),
        "entries": len(stale),
        "waived": len(verdict["waived"]),
    }


def _sums(numbers: Numbers) -> Numbers:
    return {key: numbers[key] for key in ("by severity", "findings", "known", "waived")}


def _figures(figures: dict[str, int]) -> Numbers:
    severities = {name.removeprefix("findings "): figures[name] for name in figures if name.startswith("findings ")}
    return {
        "by severity": +Counter(severities),
        "findings": figures["findings"],
        "known": figures["known debt"],
        "waived": figures["waived"],
    }


def _number(pattern: str, text: str) -> int:
    """Return the number after a word of a text; 0 where it does not occur."""
    found = re.search(pattern, text)
    return int(found[1]) if found else 0


def _text(text: str) -> Numbers:
    """Read the table, which has a row for each severity that occurs, with `-` for none."""
    rows = re.findall(r"^(critical|high|medium|low|law is gone) +(\S+) +(\S+) +(\S+)$", text, re.MULTILINE)
    columns = [
        [0 if cell == "-" else int(cell) for cell in column] for column in zip(*(row[1:] for row in rows), strict=True)
    ]
    new, known, fixed = columns or [[], [], []]
    return {
        "new by severity": +Counter(dict(zip([row[0] for row in rows], new, strict=True))),
        "new": sum(new),
        "known": sum(known),
        "fixed": sum(fixed),
        "waived": _number(r"(\d+) findings? waived", text),
    }


def _summary(text: str) -> Numbers:
    rows = re.findall(
        r"^\| \S+ (critical|high|medium|low|law is gone) \| (\d+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE
    )
    return {
        "new by severity": +Counter({row[0]: int(row[1]) for row in rows}),
        "new": len(re.findall(r"^- (?:\[?`)", text, re.MULTILINE)),
        "known": sum(int(row[2]) for row in rows),
        "fixed": sum(int(row[3]) for row in rows),
        "waived": _number(r"(\d+) findings? waived", text),
    }


def _sarif(text: str) -> Numbers:
    results = json.loads(text)["runs"][0]["results"]
    # Known findings are suppressed, too; a waived finding is suppressed without being `unchanged`.
    standing = [each for each in results if not each["suppressions"] or each["baselineState"] == "unchanged"]
    states = Counter(each["baselineState"] for each in standing)
    return {
        "new": states["new"],
        "known": states["unchanged"],
        "findings": len(standing),
        "waived": len(results) - len(standing),
    }


def _github(text: str) -> Numbers:
    return {
        "new": len(re.findall(r"^::\w+ file=", text, re.MULTILINE)),
        "entries": _number(r"(?m)^::error title=baseline::(\d+) ", text),
    }


def _gitlab(text: str) -> Numbers:
    entries = json.loads(text)
    severities = Counter(WORDS[entry["severity"]] for entry in entries)
    return {"by severity": severities, "findings": len({entry["fingerprint"] for entry in entries})}


def _rdjsonl(text: str) -> Numbers:
    return {"new": len(text.splitlines())}


def _review(text: str) -> Numbers:
    """Read the last row of the first table."""
    total = re.findall(r"\*\*(\d+)\*\*", next(line for line in text.splitlines() if line.startswith("| **Total**")))
    _, findings, critical, high, medium, low, new, known = map(int, total)
    return {
        "outcome": re.findall(r"^The code \*\*(\w+)\*\*:", text, re.MULTILINE)[0],
        "by severity": +Counter(critical=critical, high=high, medium=medium, low=low),
        "new": new,
        "known": known,
        "findings": findings,
        "fixed": _number(r"known\. (\d+) fixed, but still in the baseline", text),
        "waived": _number(r"not counted: (\d+) finding", text),
    }


def _review_as_json(text: str) -> Numbers:
    review = json.loads(text)
    total = review["total"]
    severities = Counter({name: total[name] for name in WORDS.values()})
    numbers = {key: total[key] for key in ("new", "known", "findings")}
    numbers |= {"fixed": review["stale"], "waived": len(review["waived"]), "outcome": review["outcome"]}
    return numbers | {"by severity": +severities}


def _page(text: str) -> Numbers:
    """Read the list, the filters' counts, and the figures at the top."""
    figures = dict(re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", text))
    severities = dict(re.findall(r'<span class="sev \w+">(\w+)</span><b>(\d+)</b></label>', text))
    known = len(re.findall(r'<li(?: data-bond="[\d ]+")? class="known">', text))
    assert [_number(rf">{state} \((\d+)\)</option>", text) for state in ("new", "known")] == [
        int(figures["new findings"]), int(figures["known to the baseline"]),
    ]  # fmt: skip
    return {
        "by severity": Counter({name: int(number) for name, number in severities.items()}),
        "new": int(figures["new findings"]),
        "known": known,
        "findings": text.count('<span class="at">'),
        "fixed": int(figures["fixed, still listed"]),
        "waived": _number(r"Waived by the law itself: (\d+) finding", text),
    }


def _graph(text: str) -> Numbers:
    parts = json.loads(text)["parts"]
    return {key: sum(part[key] for part in parts) for key in ("findings", "new")}


def _plan(text: str) -> Numbers:
    return {"findings": json.loads(text)["findings"]}


READERS: Mapping[str, Callable[[str], Numbers]] = {
    "check": _text,
    "check --format github-summary --limit 0": _summary,
    "check --format sarif": _sarif,
    "check --format github": _github,
    "check --format gitlab": _gitlab,
    "check --format rdjsonl": _rdjsonl,
    "report": _review,
    "report --format json": _review_as_json,
    "report --format html": _page,
    "graph --format json --by layer": _graph,
    "graph --format json --by cell": _graph,
    "graph --format json --by package": _graph,
    "plan --format json": _plan,
}
