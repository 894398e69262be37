"""Links that stay inside the repository are followed, as Python follows them; others are counted, and not read."""

import json
from pathlib import Path

import pytest

from import_conformance.reading.tree import links
from tests.roots.trees import FORBID, fates, findings, law, lay, verdict
from tests.support.tiny import run

LAYERS = "layers: {drive: {modules: pilot.drive}, system: {modules: pilot.system}}\n" + FORBID
PILOT = {
    "pilot/__init__.py": "",
    "drive/__init__.py": "",
    "drive/car.py": "from pilot.system import hw\n",
    "system/__init__.py": "",
    "system/hw.py": "",
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty directory, in which each test writes its own tree."""
    monkeypatch.chdir(tmp_path)


def test_a_package_of_linked_folders_is_judged_under_the_names_of_the_links(tmp_path: Path) -> None:
    """Python and grimp know the folder `drive` as `pilot.drive`."""
    lay(tmp_path, PILOT, {"pilot/drive": "../drive", "pilot/system": "../system"})
    law(tmp_path, "{roots: [.], packages: [pilot]}", LAYERS)

    assert findings() == ["f pilot/drive/car.py:1"]
    assert verdict()["ledger"]["judged"] == 4


def test_a_package_that_is_a_link_is_judged(tmp_path: Path) -> None:
    """The link may leave its source root, as long as it stays in the repository."""
    lay(
        tmp_path,
        {"lib/pilot/drive.py": "import pilot.system\n", "lib/pilot/system.py": ""},
        {"src/pilot": "../lib/pilot"},
    )
    law(tmp_path, "{roots: [src], packages: [pilot]}", LAYERS)

    assert findings() == ["f pilot/drive.py:1"]


def test_a_source_root_that_is_a_link_within_the_repository_is_read(tmp_path: Path) -> None:
    """The link is read as the same folder under another name."""
    lay(tmp_path, {"lib/pilot/drive.py": "import pilot.system\n", "lib/pilot/system.py": ""}, {"src": "lib"})
    law(tmp_path, "{roots: [src], packages: [pilot]}", LAYERS)

    assert findings() == ["f pilot/drive.py:1"]


def test_the_git_work_tree_around_the_topology_is_the_repository(tmp_path: Path) -> None:
    """A link to a folder beside that of the topology stays inside it."""
    lay(tmp_path, {"shared/hw.py": "", "app/pilot/drive.py": "import pilot.system.hw\n", ".git/HEAD": ""})
    lay(tmp_path, {}, {"app/pilot/system": "../../shared"})
    law(tmp_path / "app", "{roots: [.], packages: [pilot]}", LAYERS)

    assert findings() == ["f pilot/drive.py:1"]


def test_a_file_that_is_a_link_within_the_repository_is_a_module(tmp_path: Path) -> None:
    """It is one also when it leads out of the source root."""
    lay(
        tmp_path,
        {"src/pilot/drive.py": "", "common.py": "import pilot.drive\n"},
        {"src/pilot/system.py": "../../common.py"},
    )
    law(
        tmp_path,
        "{roots: [src], packages: [pilot]}",
        LAYERS.replace("from: drive, to: system", "from: system, to: drive"),
    )

    assert findings() == ["f pilot/system.py:1"]


def test_links_that_form_a_cycle_are_followed_once(tmp_path: Path) -> None:
    """A folder is not entered again below itself, whatever the names are."""
    lay(tmp_path, {"app/a/x.py": "", "app/b/y.py": ""}, {"app/a/again": "../a", "app/a/b": "../b", "app/b/a": "../a"})
    law(tmp_path, "{roots: [.], packages: [app]}")

    found = fates()

    assert found[":app/a/b/y.py"] == "unplaced app.a.b.y"
    assert found[":app/a/again"] == "not_regular app.a.again"
    assert found[":app/a/b/a"] == "not_regular app.a.b.a"
    assert len(found) == 8


def test_many_links_between_folders_are_read_in_bounded_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten folders that all hold links to each other have millions of names; those that are not entered are counted."""
    monkeypatch.setattr(links, "MOST_LINKED", 50)
    names = "abcdefghij"
    lay(
        tmp_path,
        {f"app/{name}/x.py": "" for name in names},
        {f"app/{a}/{b}": f"../{b}" for a in names for b in names if a != b},
    )
    law(tmp_path, "{roots: [.], packages: [app]}")

    found = fates()

    assert 50 < sum(fate.startswith("unplaced") for fate in found.values()) <= 60
    assert any(fate.startswith("not_regular") for fate in found.values())


def test_a_file_under_two_names_is_two_modules_and_one_judged_file(tmp_path: Path) -> None:
    """The second name is counted as `linked`, judged as well, and the sum holds."""
    lay(
        tmp_path,
        {"app/real/x.py": "import app.low\n", "app/low.py": ""},
        {"app/link": "real", "app/also.py": "real/x.py"},
    )
    law(
        tmp_path,
        "{roots: [.], packages: [app]}",
        "layers: {top: {modules: app}, low: {modules: app.low}}\nallow: [low -> top]\n",
    )

    ledger = verdict()["ledger"]

    assert findings() == ["top-to-low app/also.py:1", "top-to-low app/link/x.py:1", "top-to-low app/real/x.py:1"]
    assert (ledger["on_disk"], ledger["judged"], ledger["linked"]) == (4, 2, 2)


@pytest.mark.parametrize("statement", ["import app.out.x", "from app.out import x", "from app import out"])
def test_an_import_through_a_link_that_leads_out_is_never_missing(tmp_path: Path, statement: str) -> None:
    """What lies behind the link is unknown, because it is not followed."""
    lay(
        tmp_path,
        {"out/x.py": "", "here/app/a.py": f"{statement}\n"},
        {"here/app/out": "../../out"},
    )
    law(tmp_path / "here", "{roots: [.], packages: [app]}")

    answered = run("check", "--no-index")

    assert fates()[":app/out"] == "not_regular app.out"
    assert "does not exist" not in answered.stdout
    assert "is not followed" in answered.stdout


def test_a_link_that_leads_out_is_not_read(tmp_path: Path) -> None:
    """Neither a folder nor a file is read through it, and both are counted."""
    lay(
        tmp_path,
        {"out/x.py": "import app.secret\n", "here/app/a.py": ""},
        {"here/app/o": "../../out", "here/app/f.py": "../../out/x.py"},
    )
    law(tmp_path / "here", "{roots: [.], packages: [app]}")

    assert fates() == {":app/a.py": "unplaced app.a", ":app/f.py": "not_regular app.f", ":app/o": "not_regular app.o"}
    assert "secret" not in run("check", "--no-index").stdout


@pytest.mark.parametrize("link", ["rlink", "src/app", "in/ner"])
def test_a_root_or_package_that_leads_out_is_a_finding_and_not_read(tmp_path: Path, link: str) -> None:
    """The verdict is incomplete, exit 1, whatever the laws say, and nothing of what lies there is shown."""
    lay(tmp_path, {"out/app/secret.py": "import app.hidden\n", "here/src/none": "", "here/in/none": ""})
    lay(tmp_path, {}, {f"here/{link}": "../" * (1 + link.count("/")) + ("out/app" if link == "src/app" else "out")})
    root = "src" if link == "src/app" else link
    law(
        tmp_path / "here",
        f"{{roots: [{root}], packages: [app]}}",
        "layers: {a: {modules: app.secret}}\nallow: [a -> a]\n",
    )

    answered = run("check", "--no-index")

    assert (answered.exit_code, verdict()["verdict"]) == (1, "incomplete")
    assert f"{link}:1:1: " in answered.stdout
    assert "leads out of the repository" in answered.stdout
    assert "hidden" not in answered.output
    assert "leads out of the repository" in run("doctor").stdout


def test_another_root_is_judged_although_one_leads_out(tmp_path: Path) -> None:
    """One root that cannot be read does not stop the others."""
    lay(tmp_path, {"out/app/x.py": "", "here/src/app/a.py": "import app.b\n"}, {"here/two": "../out"})
    law(tmp_path / "here", "{roots: [src, two], packages: [app]}")

    assert findings() == ["unparsable-files two/.:1", "unresolved-imports src/app/a.py:1"]


def test_a_source_root_on_the_command_line_is_trusted(tmp_path: Path) -> None:
    """The user named it, so it may be a link to anywhere."""
    lay(tmp_path, {"out/app/a.py": "import app.b\n", "here/none": ""}, {"here/link": "../out"})
    law(tmp_path / "here", "{roots: [link], packages: [app]}")

    assert findings("--source-root", "link") == ["unresolved-imports app/a.py:1"]


@pytest.mark.parametrize("way", ["known.json", "sub/known.json"])
def test_a_baseline_that_leads_out_is_not_read(tmp_path: Path, way: str) -> None:
    """Neither is one in a folder that leads out, because its entries may not excuse findings."""
    lay(tmp_path, {"out/known.json": "{secret", "here/app/a.py": ""})
    lay(tmp_path, {}, {"here/known.json": "../out/known.json", "here/sub": "../out"})
    law(tmp_path / "here", f"{{roots: [.], packages: [app], baseline: {way}}}")

    answered = run("check", "--no-index")

    assert (answered.exit_code, verdict()["verdict"]) == (1, "incomplete")
    assert f"{way}:1:1: " in answered.stdout
    assert "JSON" not in answered.output
    assert run("check", "--no-index", "--baseline", way).exit_code == 2
    shown = run("baseline", "show").output
    assert "secret" not in shown
    assert "leads out of the repository" in shown


def test_a_baseline_that_leads_out_is_replaced_and_what_it_led_to_stays(tmp_path: Path) -> None:
    """The link goes, nothing of the other file is taken over; through a folder that leads out nothing is written."""
    old = '{"version": 1, "findings": [], "history": [7, 9]}'
    lay(tmp_path, {"out/known.json": old, "here/app/a.py": "import app.b\n"})
    lay(tmp_path, {}, {"here/known.json": "../out/known.json", "here/sub": "../out"})
    law(tmp_path / "here", "{roots: [.], packages: [app], baseline: known.json}")

    assert run("baseline", "update", "--allow-new", "--reason", "R").exit_code == 0
    assert json.loads(Path("known.json").read_text())["history"] == [1]
    law(tmp_path / "here", "{roots: [.], packages: [app], baseline: sub/known.json}")
    assert run("baseline", "update", "--allow-new", "--reason", "R").exit_code == 2
    assert (tmp_path / "out/known.json").read_text() == old


def test_baseline_entries_below_an_unread_root_are_kept(tmp_path: Path) -> None:
    """Nothing shows that their findings are fixed."""
    lay(tmp_path, {"out/x": "", "here/two/app/b.py": "import app.no\n", "here/one/app/a.py": ""})
    law(tmp_path / "here", "{roots: [one, two], packages: [app], baseline: known.json}")
    run("baseline", "update", "--allow-new", "--reason", "R")
    Path("two").rename(tmp_path / "out/two")
    Path("two").symlink_to("../out/two")

    run("baseline", "prune")

    assert len(json.loads(Path("known.json").read_text())["findings"]) == 1
