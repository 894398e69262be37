"""The owner of a finding: whose it is, where it is shown, and how `check --owner` narrows a report to it."""

import json
from pathlib import Path

import pytest

from import_conformance.model.changes.loosening import digests
from import_conformance.reading.topology.load import load_topology
from tests.support.history import History
from tests.support.tiny import python, run

LAW = """\
topology: 1
name: Shop
source: {roots: [src], packages: [shop], baseline: known.json}
layers:
  api: {modules: shop.api, owner: web team}
  core: {modules: shop.core}
  pay: {modules: shop.pay}
allow: [api -> core, {edge: core -> pay, kinds: typing, owner: typists}]
forbid:
  no-pickle: {from: [core, api, pay], to: pickle, owner: security}
own:
  clock: {owner: shop.core, symbols: now, team: timekeepers}
builtin:
  unresolved-imports: {owner: importers}
"""
CODE = {
    "src/shop/__init__.py": "",
    "src/shop/api.py": "import pickle\nfrom shop import pay\n",
    "src/shop/core.py": "from shop import api, gone\nfrom shop import pay\ndef now(): ...\n",
    "src/shop/pay.py": "import shop.core\ndef now(): ...\n",
    "src/shop/free.py": "",
}
CODEOWNERS = "* @all\n/src/shop/pay.py @org/pay @bob\n"
OWNERS = {
    ("no-pickle", "shop/api.py"): "security",
    ("api-to-pay", "shop/api.py"): "web team",
    ("unresolved-imports", "shop/core.py"): "importers",
    ("core-to-api", "shop/core.py"): "@all",
    ("core-to-pay", "shop/core.py"): "typists",
    ("clock", "shop/pay.py"): "timekeepers",
    ("pay-to-core", "shop/pay.py"): "@org/pay @bob",
}
# As json formats write the key, with blanks and without.
OUR_KEY = '"team": '
FORMATS = (
    "check", "check --format sarif", "check --format github", "check --format github-summary", "check --format gitlab",
    "check --format rdjsonl", "check --format json", "report", "report --format json", "report --format html", "plan",
    "plan --format markdown", "plan --format json",
)  # fmt: skip


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    """Work in a repository in which each kind of owner has a finding."""
    history = History(tmp_path / "shop", {"topology.yaml": LAW, "CODEOWNERS": CODEOWNERS, **CODE})
    monkeypatch.chdir(history.home)
    return history


def found(*words: str) -> dict[tuple[str, str], str]:
    """Return the owner of each finding that a check reports as JSON; "" for none."""
    findings = json.loads(run("check", "--format", "json", *words).stdout)["findings"]
    return {(each["law"], each["path"]): each.get("team", "") for each in findings}


def without_owners(text: str) -> str:
    """Return a topology without the owners in it."""
    for word in (", owner: web team", ", owner: typists", ", owner: security", ", team: timekeepers"):
        assert word in text
        text = text.replace(word, "")
    return text[: text.index("builtin:")]


@pytest.mark.usefixtures("shop")
def test_the_law_comes_first_then_the_layer_then_codeowners() -> None:
    """Each finding has the owner that the nearest of the three names."""
    assert found() == OWNERS


def test_paths_count_from_the_top_of_the_repository(shop: History) -> None:
    """A topology in a folder of the repository finds the file at the top of it; without one there is no owner."""
    folder = shop.home / "backend"
    folder.mkdir()
    for name in ("src", "topology.yaml"):
        (shop.home / name).rename(folder / name)
    words = ("--topology", "backend/topology.yaml")
    assert found(*words) == OWNERS | {("pay-to-core", "shop/pay.py"): "@all"}
    (shop.home / "CODEOWNERS").write_text("/backend/src/shop/pay.py @org/pay\n", encoding="utf-8")

    assert found(*words)["pay-to-core", "shop/pay.py"] == "@org/pay"
    assert found(*words)["core-to-api", "shop/core.py"] == ""


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("words", FORMATS)
def test_every_format_shows_every_owner(words: str) -> None:
    """Whatever reads a report learns whom to ask; a plain @ may be escaped where it would notify somebody."""
    text = run(*words.split()).stdout

    for owner in OWNERS.values():
        assert all(word.strip("@") in text for word in owner.split()), owner


@pytest.mark.usefixtures("shop")
def test_findings_of_one_law_with_different_owners_say_so_one_by_one() -> None:
    """A heading states only an owner that all findings below it have."""
    law = LAW.replace(", owner: security", "")
    Path("topology.yaml").write_text(law, encoding="utf-8")
    Path("src/shop/pay.py").write_text("import pickle\n", encoding="utf-8")

    text = run("check", "no-pickle").stdout
    summary = run("check", "no-pickle", "--format", "github-summary").stdout

    assert [line.strip() for line in text.splitlines() if "owner:" in line] == [
        "owner: web team",
        "owner: @org/pay @bob",
    ]
    assert "; owner: web team" in summary
    assert "<br>Owner" not in summary


@pytest.mark.usefixtures("shop")
def test_explain_and_where_say_who_answers() -> None:
    """A law is explained with its owner, a module stands where somebody answers for it."""
    assert "    owner: security\n" in run("explain", "no-pickle").stdout
    assert "    owner: timekeepers\n" in run("explain", "clock").stdout
    assert "    owner: importers\n" in run("explain", "unresolved-imports").stdout
    assert "pay-to-core: pay imports shop.core" in run("where", "shop.pay").stdout
    assert "    owner: @org/pay @bob\n" in run("where", "shop.pay").stdout
    assert "    owner: web team\n" in run("where", "shop.api").stdout
    assert "(owner: security)" in run("where", "shop.api").stdout
    assert "    owner: @all\n" in run("where", "shop.free").stdout


@pytest.mark.usefixtures("shop")
def test_pytest_and_lint_imports_say_who_answers() -> None:
    """A failure of either entry point names the owner of what it found."""
    assert run("compile").exit_code == 0
    lint = python("-c", "from importlinter.cli import lint_imports_command as go; go()", "--no-logo").stdout
    suite = python("-m", "pytest", "--pyargs", "import_conformance.suite", "-q", "-p", "no:cacheprovider").stdout

    assert [owner for owner in OWNERS.values() if f"owner: {owner}\n" not in suite] == []
    # A contract that import-linter judges by itself says what the topology says of its law or its layer.
    named = {line.strip().partition("wner: ")[2] for line in lint.splitlines()}
    assert {"security", "web team", "importers", "timekeepers"} <= named, lint


def test_without_owners_nothing_is_said(shop: History) -> None:
    """No format has a word about owners where nobody names one."""
    (shop.home / "topology.yaml").write_text(without_owners(LAW), encoding="utf-8")
    (shop.home / "CODEOWNERS").unlink()

    for words in FORMATS:
        text = run(*words.split()).stdout
        # The pages of rules, which are in SARIF, show topologies with owners; a copy leads to `the owner: shop.core`.
        shown = json.dumps(json.loads(text)["runs"][0]["results"]) if words.endswith("sarif") else text
        shown = shown.replace("the owner: ", "")
        assert not [word for word in ("owner: ", "Owner: ", OUR_KEY, "<b>Owner") if word in shown], words


def test_owners_change_no_fingerprint_and_no_baseline(shop: History) -> None:
    """Debt stays known when somebody comes to answer for it."""
    (shop.home / "topology.yaml").write_text(without_owners(LAW), encoding="utf-8")
    before = digests(load_topology(shop.home / "topology.yaml"))
    assert run("baseline", "update", "--allow-new", "--reason", "debt").exit_code == 0

    (shop.home / "topology.yaml").write_text(LAW, encoding="utf-8")

    assert digests(load_topology(shop.home / "topology.yaml")) == before
    assert run("check").exit_code == 0
    assert run("check", "--owner", "security").exit_code == 0


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("owner", ["security", "web team", "typists", "timekeepers", "importers", "@all", "@bob"])
def test_owner_narrows_a_report(owner: str) -> None:
    """Only the findings of an owner are reported; an owner in CODEOWNERS may be one of several of a file."""
    assert found("--owner", owner) == {key: team for key, team in OWNERS.items() if owner in (team, *team.split())}


@pytest.mark.usefixtures("shop")
def test_several_owners_and_laws_narrow_together() -> None:
    """Each owner adds findings; the laws take away."""
    both = found("--owner", "security", "--owner", "web team")

    assert sorted(both.values()) == ["security", "web team"]
    assert found("no-pickle", "core-to-api", "--owner", "security", "--owner", "web team").keys() == {
        ("no-pickle", "shop/api.py")
    }


def test_the_exit_code_is_about_the_owner_alone(shop: History) -> None:
    """A team is green when it has done its part, also when it has laws; a file that cannot be read stays red."""
    (shop.home / "src/shop/api.py").write_text("import shop.core\n", encoding="utf-8")
    (shop.home / "topology.yaml").write_text(LAW.replace("to: pickle", "to: marshal, optional: true, because: b"))

    done = json.loads(run("check", "--owner", "security", "--format", "json").stdout)

    assert run("check", "--owner", "security").exit_code == 0
    assert [(law["id"], law["new"]) for law in done["laws"]] == [("no-pickle", 0)]
    assert run("check").exit_code == 1
    (shop.home / "src/shop/free.py").write_text("def (\n", encoding="utf-8")
    assert run("check", "--owner", "security").exit_code == 1


def test_paid_debt_is_that_of_its_owner(shop: History) -> None:
    """An entry of the baseline whose finding is gone belongs to the owner that the finding had."""
    assert run("baseline", "update", "--allow-new", "--reason", "debt").exit_code == 0
    (shop.home / "src/shop/pay.py").write_text("def now(): ...\n", encoding="utf-8")

    codes = {owner: run("check", "--owner", owner).exit_code for owner in ("security", "@bob", "@all", "web team")}

    assert codes == {"security": 0, "@bob": 1, "@all": 0, "web team": 0}


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("owner", "hint"), [("securty", "nearest: security"), ("@bo", "nearest: @bob"), ("xyz", "there are: @all, @bob")]
)
def test_an_unknown_owner_is_a_usage_error(owner: str, hint: str) -> None:
    """A misspelt owner is no green report."""
    done = run("check", "--owner", owner)

    assert done.exit_code == 2
    assert hint in done.stderr
