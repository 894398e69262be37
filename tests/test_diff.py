"""`conformance diff` on small repositories, whole output, end to end."""

import json
from pathlib import Path

import pytest

from tests.support.history import CODE, SECOND, TOPOLOGY, History, diff
from tests.support.tiny import said

PINNED = Path(__file__).parent / "diffing"


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_loosened_law_hides_nothing(history: History, form: str) -> None:
    """Two findings came, two went, and what the loosened law would have found is told apart, in every format."""
    history.commit("two", SECOND)

    result = diff("one", "two", "--format", form)

    assert said(result) == (1, (PINNED / f"loosened.{form}").read_text(), "")


@pytest.mark.usefixtures("history")
def test_the_same_revision_has_no_difference() -> None:
    """A revision held against itself: nothing but its figures, and exit code 0."""
    result = diff("one", "main")

    assert result.exit_code == 0
    assert result.stdout == (PINNED / "same.text").read_text()


def test_the_work_tree_counts_as_it_is_on_disk(history: History) -> None:
    """Without HEAD, changes that were not committed count, also in files that git does not know."""
    history.write({"src/shop/cart/core.py": "import shop.cart.api\n", "src/shop/cart/core_2.py": "def\n"})

    result = diff("one", "--format", "json")

    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [(each["law"], each["repository_path"]) for each in told["introduced"]] == [
        ("core-to-api", "src/shop/cart/core.py"),
        ("unparsable-files", "src/shop/cart/core_2.py"),
    ]
    assert told["head"]["name"] == "the work tree"
    assert told["head"]["commit"] == ""


def test_a_package_of_one_file_is_there_in_each_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its findings are no new ones in the revision in which it is not changed."""
    law = TOPOLOGY.replace("packages: [shop]", "packages: [shop, settings]").replace("baseline: known.json", "")
    broken = {"src/settings.py": "import shop.nothing\n", "src/shop/cart/api.py": "import settings\n"}
    history = History(tmp_path / "r", {"topology.yaml": law, **CODE, **broken})
    history.commit("two", {"src/shop/cart/core.py": "TOTAL = 1\n"})
    monkeypatch.chdir(history.home)

    code, told, _ = said(diff("HEAD~1", "HEAD"))

    assert code == 0, told
    assert "0 findings introduced, 0 fixed" in told


def test_neither_work_tree_nor_index_is_touched(history: History) -> None:
    """What is half staged stays half staged, and no file of the repository is written, nor any lock taken."""
    history.commit("two", SECOND)
    history.write({"src/shop/cart/api.py": "x = 1\n"})
    history.git("add", "--all")
    history.write({"src/shop/cart/api.py": "x = 2\n"})
    before = _snapshot(history.home)

    diff("one", "two")

    assert _snapshot(history.home) == before


def _snapshot(home: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in sorted(home.rglob("*")) if path.is_file())
    return {str(path.relative_to(home)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_shifted_lines_are_no_difference(history: History) -> None:
    """Findings that only stand on other lines are already there."""
    history.commit("two", {"src/shop/stock/core.py": "\n\n# moved down\n" + CODE["src/shop/stock/core.py"]})

    result = diff("one", "two")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "0 findings introduced, 0 fixed, 3 already there."


def test_the_occurrence_that_came_is_the_one_on_the_new_line(history: History) -> None:
    """Of three imports of the same module, the one whose line was not there before is the one that is named."""
    history.commit("two", {"src/shop/stock/core.py": "def f():\n    import pickle\n" + CODE["src/shop/stock/core.py"]})

    told = json.loads(diff("one", "two", "--format", "json").stdout)

    assert [(each["law"], each["line"]) for each in told["introduced"]] == [("no-pickle", 2)]


def test_findings_go_with_a_file_that_is_moved(history: History) -> None:
    """A file under another name brings its findings along, and so does what imports it."""
    upward = {"src/shop/cart/core.py": "import shop.stock.api\n", "src/shop/stock/core.py": "import pickle\n"}
    history.commit("two", upward)
    history.commit(
        "three",
        {
            "src/shop/stock/api.py": None,
            "src/shop/stock/api/v1.py": CODE["src/shop/stock/api.py"],
            "src/shop/stock/core.py": None,
            "src/shop/stock/core/old.py": "import pickle\n",
            "src/shop/cart/core.py": "import shop.stock.api.v1\n",
        },
    )

    result = diff("two", "three")

    assert result.exit_code == 0
    assert result.stdout == (PINNED / "moved.text").read_text()


def test_a_file_that_cannot_be_read_any_more_owes_what_it_owed(history: History) -> None:
    """A syntax error is introduced; the findings that vanish with it are not called fixed."""
    history.commit("two", {"src/shop/stock/core.py": "import pickle\ndef\n"})

    result = diff("one", "two")

    assert result.exit_code == 1
    assert result.stdout.splitlines()[-3:] == [
        "note: 3 findings of one may be there or not: 1 file cannot be read in two",
        "",
        "1 finding introduced, 0 fixed, 0 already there, 3 in files that cannot be read any more.",
    ]


def test_only_what_the_branch_did_counts_from_the_merge_base(history: History) -> None:
    """With --merge-base, what BASE did since HEAD left it is not held against HEAD."""
    history.git("checkout", "--quiet", "-b", "topic")
    history.commit("two", {"src/shop/cart/core.py": "import pickle\n"})
    history.git("checkout", "--quiet", "main")
    history.commit("mended", {"src/shop/stock/core.py": ""})

    assert diff("main", "topic").stdout.splitlines()[-1] == "4 findings introduced, 0 fixed, 0 already there."
    assert diff("main", "topic", "--merge-base").stdout.startswith(f"{history.git('rev-parse', 'one')[:12]} -> topic (")
    assert diff("main", "topic", "--merge-base").stdout.splitlines()[-1] == (
        "1 finding introduced, 0 fixed, 3 already there."
    )


def test_the_root_and_the_folder_of_the_code_may_move(history: History) -> None:
    """Where HEAD moved the source root, BASE's code is looked for where BASE's law says it is."""
    moved = dict.fromkeys(CODE) | {path.replace("src/", "lib/"): text for path, text in CODE.items()}
    history.commit("two", {**moved, "topology.yaml": TOPOLOGY.replace("[src]", "[lib]")})

    result = diff("one", "two")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "0 findings introduced, 0 fixed, 3 already there."
    assert "    topology.yaml:3 (was :3)  source: roots: src -> lib" in result.stdout.splitlines()


@pytest.mark.usefixtures("history")
def test_a_report_in_a_file_leaves_the_answer_on_the_screen() -> None:
    """--output writes the whole, and one sentence says how it went."""
    result = diff("one", "main", "--format", "markdown", "--output", "comment.md")

    assert said(result) == (
        0,
        "",
        "0 findings introduced, 0 fixed, 3 already there.\nThe comparison is in comment.md\n",
    )
    assert Path("comment.md").read_text().startswith("### Architecture: 0 findings introduced, 0 fixed, 3 already")


def test_a_package_that_head_has_not_is_a_fault_of_the_law(history: History) -> None:
    """What HEAD's law names and HEAD lacks is told, though the rest is compared."""
    history.commit("two", {"topology.yaml": TOPOLOGY.replace("packages: [shop]", "packages: [shop, gone]")})

    result = diff("one", "two")

    assert result.exit_code == 2
    assert (
        "note: the law is at fault, as `conformance check` says, too: topology.yaml:3:1: "
        "the package 'gone' was not found in two"
    ) in result.stdout.splitlines()


def test_many_findings_fit_into_a_comment(history: History) -> None:
    """The worst stand open, more are folded; what GitHub would refuse is cut, and said to be."""
    history.commit("two", {"src/shop/cart/core.py": "import pickle\n" * 20})
    history.commit("three", {"src/shop/cart/core.py": "import pickle\n" * 2000})

    some, many = (diff("one", name, "--format", "markdown").stdout for name in ("two", "three"))

    assert some.count("cart core imports pickle") == 20
    assert "<details><summary>5 introduced findings more</summary>" in some
    assert 60_000 < len(many.encode()) <= 65_000
    told = many.count("cart core imports pickle")
    assert f"... and {2000 - told} more, cut to fit; `conformance diff` without `--format` shows all." in many


def test_nobody_is_called_by_a_comment(history: History) -> None:
    """A name that looks like a mention notifies nobody."""
    history.git("tag", "@octocat")

    lines = diff("one", "@octocat", "--format", "markdown").stdout.splitlines()

    assert lines[2].startswith("one (")
    assert "both judged by the topology.yaml of @<!-- -->octocat" in lines[2]


def test_the_page_shows_real_output() -> None:
    """Every line of the example in docs/diff.md is one of the pinned text."""
    page = (PINNED.parents[1] / "docs/diff.md").read_text()
    example = page.partition("```text\n")[2].partition("```")[0].splitlines()

    real = (PINNED / "loosened.text").read_text().splitlines()

    assert [line for line in example if line.strip() != "…" and line not in real] == []
