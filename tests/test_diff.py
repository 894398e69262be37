"""`conformance diff` on small repositories, whole output, end to end."""

import json
from pathlib import Path

import pytest

from tests.support.history import CODE, SECOND, TOPOLOGY, History, diff
from tests.support.tiny import said

PINNED = Path(__file__).parent / "diffing"


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_loosened_law_hides_nothing(history: History, form: str) -> None:
    """Introduced and fixed findings and those hidden by a loosened law are listed separately in every format."""
    history.commit("two", SECOND)

    result = diff("one", "two", "--format", form)

    assert said(result) == (1, (PINNED / f"loosened.{form}").read_text(), "")


@pytest.mark.usefixtures("history")
def test_the_same_revision_has_no_difference() -> None:
    """A revision compared with itself gives only its figures and exit code 0."""
    result = diff("one", "main")

    assert result.exit_code == 0
    assert result.stdout == (PINNED / "same.text").read_text()


def test_the_work_tree_counts_as_it_is_on_disk(history: History) -> None:
    """Without HEAD, uncommitted changes count, also in untracked files."""
    history.write({"src/shop/cart/core.py": "import shop.cart.api\n", "src/shop/cart/core_2.py": "def\n"})

    result = diff("one", "--format", "json")

    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [(each["law"], each["repository_path"]) for each in report["introduced"]] == [
        ("core-to-api", "src/shop/cart/core.py"),
        ("unparsable-files", "src/shop/cart/core_2.py"),
    ]
    assert report["head"]["name"] == "the work tree"
    assert report["head"]["commit"] == ""


def test_a_single_module_exists_in_each_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings of a single-file module are not introduced by a revision that leaves it unchanged."""
    law = TOPOLOGY.replace("packages: [shop]", "packages: [shop, settings]").replace("baseline: known.json", "")
    broken = {"src/settings.py": "import shop.nothing\n", "src/shop/cart/api.py": "import settings\n"}
    history = History(tmp_path / "r", {"topology.yaml": law, **CODE, **broken})
    history.commit("two", {"src/shop/cart/core.py": "TOTAL = 1\n"})
    monkeypatch.chdir(history.home)

    code, output, _ = said(diff("HEAD~1", "HEAD"))

    assert code == 0, output
    assert "0 findings introduced, 0 fixed" in output


def test_neither_work_tree_nor_index_is_touched(history: History) -> None:
    """Partly staged changes stay so, and neither a file nor a lock of the repository is written."""
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
    """Findings that only moved to other lines are not introduced."""
    history.commit("two", {"src/shop/stock/core.py": "\n\n# moved down\n" + CODE["src/shop/stock/core.py"]})

    result = diff("one", "two")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "0 findings introduced, 0 fixed, 3 already there."


def test_the_introduced_occurrence_is_the_one_on_the_new_line(history: History) -> None:
    """Of three imports of one module, the introduced one is that whose line is new."""
    history.commit("two", {"src/shop/stock/core.py": "def f():\n    import pickle\n" + CODE["src/shop/stock/core.py"]})

    report = json.loads(diff("one", "two", "--format", "json").stdout)

    assert [(each["law"], each["line"]) for each in report["introduced"]] == [("no-pickle", 2)]


def test_findings_follow_a_renamed_file(history: History) -> None:
    """A renamed file keeps its findings, and so do the modules that import it."""
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


def test_findings_of_a_file_that_became_unreadable_are_not_fixed(history: History) -> None:
    """A syntax error is introduced, and the findings that vanish with it are not listed as fixed."""
    history.commit("two", {"src/shop/stock/core.py": "import pickle\ndef\n"})

    result = diff("one", "two")

    assert result.exit_code == 1
    assert result.stdout.splitlines()[-3:] == [
        "note: 3 findings of one may be there or not: 1 file cannot be read in two",
        "",
        "1 finding introduced, 0 fixed, 0 already there, 3 in files that cannot be read any more.",
    ]


def test_with_merge_base_only_changes_of_the_branch_count(history: History) -> None:
    """With `--merge-base`, changes of BASE after the fork are not counted for HEAD."""
    history.git("checkout", "--quiet", "-b", "topic")
    history.commit("two", {"src/shop/cart/core.py": "import pickle\n"})
    history.git("checkout", "--quiet", "main")
    history.commit("fixed", {"src/shop/stock/core.py": ""})

    assert diff("main", "topic").stdout.splitlines()[-1] == "4 findings introduced, 0 fixed, 0 already there."
    assert diff("main", "topic", "--merge-base").stdout.startswith(f"{history.git('rev-parse', 'one')[:12]} -> topic (")
    assert diff("main", "topic", "--merge-base").stdout.splitlines()[-1] == (
        "1 finding introduced, 0 fixed, 3 already there."
    )


def test_the_root_and_the_folder_of_the_code_may_move(history: History) -> None:
    """Each revision's code is found at the source root that its own topology names."""
    moved = dict.fromkeys(CODE) | {path.replace("src/", "lib/"): text for path, text in CODE.items()}
    history.commit("two", {**moved, "topology.yaml": TOPOLOGY.replace("[src]", "[lib]")})

    result = diff("one", "two")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "0 findings introduced, 0 fixed, 3 already there."
    assert "    topology.yaml:3 (was :3)  source: roots: src -> lib" in result.stdout.splitlines()


@pytest.mark.usefixtures("history")
def test_a_report_in_a_file_leaves_the_answer_on_the_screen() -> None:
    """`--output` writes the report, and one sentence on the terminal gives the answer."""
    result = diff("one", "main", "--format", "markdown", "--output", "comment.md")

    assert said(result) == (
        0,
        "",
        "0 findings introduced, 0 fixed, 3 already there.\nThe comparison is in comment.md\n",
    )
    assert Path("comment.md").read_text().startswith("### Architecture: 0 findings introduced, 0 fixed, 3 already")


def test_a_package_missing_in_head_is_reported(history: History) -> None:
    """A package that HEAD's topology names and HEAD does not have is reported, and the rest is compared."""
    history.commit("two", {"topology.yaml": TOPOLOGY.replace("packages: [shop]", "packages: [shop, gone]")})

    result = diff("one", "two")

    assert result.exit_code == 2
    assert (
        "note: the law is at fault, as `conformance check` says, too: topology.yaml:3:1: "
        "the package 'gone' was not found in two"
    ) in result.stdout.splitlines()


def test_many_findings_fit_into_a_comment(history: History) -> None:
    """The worst findings are open, others folded, and what exceeds GitHub's limit is cut with a remark."""
    history.commit("two", {"src/shop/cart/core.py": "import pickle\n" * 20})
    history.commit("three", {"src/shop/cart/core.py": "import pickle\n" * 2000})

    some, many = (diff("one", name, "--format", "markdown").stdout for name in ("two", "three"))

    assert some.count("cart core imports pickle") == 20
    assert "<details><summary>5 introduced findings more</summary>" in some
    assert 60_000 < len(many.encode()) <= 65_000
    shown = many.count("cart core imports pickle")
    assert f"... and {2000 - shown} more, cut to fit; `conformance diff` without `--format` shows all." in many


def test_a_comment_mentions_no_user(history: History) -> None:
    """A name that looks like a mention notifies no user."""
    history.git("tag", "@octocat")

    lines = diff("one", "@octocat", "--format", "markdown").stdout.splitlines()

    assert lines[2].startswith("one (")
    assert "both judged by the topology.yaml of @<!-- -->octocat" in lines[2]


def test_the_page_shows_real_output() -> None:
    """Every line of the example in docs/diff.md is in the pinned text."""
    page = (PINNED.parents[1] / "docs/diff.md").read_text()
    example = page.partition("```text\n")[2].partition("```")[0].splitlines()

    real = (PINNED / "loosened.text").read_text().splitlines()

    assert [line for line in example if line.strip() != "…" and line not in real] == []
