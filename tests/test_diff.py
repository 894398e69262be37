"""`conformance diff` on small repositories, whole output, end to end."""

import json
from pathlib import Path

import pytest

from tests.history import CODE, TOPOLOGY, History, diff
from tests.tiny import said

PINNED = Path(__file__).parent / "diffing"
LOOSER = TOPOLOGY.replace("[pickle, marshal], severity: critical", "[pickle], severity: low").replace(
    "  - core -> core\n", "  - core -> core\n  - {edge: api -> api, across: area}\n"
)
SECOND = {
    "topology.yaml": LOOSER,
    "src/shop/cart/api.py": "import shop.cart.core\nimport shop.stock.api\n",
    "src/shop/cart/core.py": "TOTAL = 0\nimport marshal\nimport pickle\nimport shop.cart.api\n",
    "src/shop/stock/core.py": "import marshal\n",
}


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    """A repository with one commit, in which commands are given."""
    made = History(tmp_path / "shop")
    monkeypatch.chdir(made.home)
    for variable in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    return made


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


def test_a_baseline_that_grows_loosens_the_law_and_excuses_nothing(history: History) -> None:
    """What the later baseline accepts is introduced all the same, and marked."""
    known = {
        "version": 1,
        "findings": [
            {
                "fingerprint": "2c2d0c1f2d3e4f50",
                "law": "no-pickle",
                "path": "shop/cart/core.py",
                "message": "cart core imports pickle; no-pickle forbids it",
                "reason": "until May",
            }
        ],
    }
    history.commit("two", {"src/shop/cart/core.py": "import pickle\n"})
    told = json.loads(diff("one", "two", "--format", "json").stdout)
    known["findings"][0]["fingerprint"] = told["introduced"][0]["fingerprint"]  # type: ignore[index]  # built just above
    history.commit("three", {"known.json": json.dumps(known)})

    result = diff("one", "three")

    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert "INTRODUCED: 1 finding, 1 accepted by the baseline" in lines
    assert lines[lines.index("LAW LOOSENED: 1 change") + 1] == (
        "    baseline: 1 finding more under no-pickle (until May)"
    )
    assert lines[-1] == "1 finding introduced, 0 fixed, 3 already there; the law was LOOSENED."


def test_a_law_that_comes_with_its_known_findings_loosens_nothing(history: History) -> None:
    """Whoever adopts a law brings its debt along; what the baseline knows of it was forgiven before as well."""
    stricter = TOPOLOGY.replace("forbid:\n", "forbid:\n  no-json: {from: core, to: json}\n")
    history.commit("two", {"src/shop/cart/core.py": "import json\n"})
    history.commit("three", {"topology.yaml": stricter})
    (found,) = json.loads(diff("two", "three", "--format", "json").stdout)["law"]["revealed"]
    entry = {key: found[key] for key in ("fingerprint", "law", "path", "message")} | {"reason": "adopted"}
    history.commit("four", {"known.json": json.dumps({"version": 1, "findings": [entry]})})

    result = diff("two", "four", "--fail-on-loosened")

    assert (result.exit_code, "LOOSENED" in result.stdout) == (0, False)
    assert "    baseline: 1 finding more under no-json, which is new (adopted)" in result.stdout.splitlines()


def test_what_base_had_in_a_waiver_of_head_is_no_surprise(history: History) -> None:
    """A waiver that comes with its finding hides it from the introduced ones, and so stands among what is loosened."""
    waiver = "waive:\n  - {law: no-pickle, modules: shop.cart.core, reason: agreed, owner: team, until: 2020-01-31}\n"
    history.commit("two", {"topology.yaml": TOPOLOGY + waiver, "src/shop/cart/core.py": "import pickle\n"})

    result = diff("one", "two")

    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    at = lines.index("LAW LOOSENED: 1 change")
    assert lines[at + 1 : at + 5] == [
        "    topology.yaml:14 (new)  waiver: added: no-pickle in shop.cart.core until 2020-01-31 (team: agreed)",
        "What that does to the findings:",
        "    1 finding would have been found under the law of one, 1 of them introduced here",
        "        src/shop/cart/core.py:1:1: (introduced) no-pickle: cart core imports pickle; no-pickle forbids it",
    ]


def test_a_loosened_law_fails_only_when_told(history: History) -> None:
    """--fail-on-loosened turns a law that forgives more into exit code 1."""
    history.commit("two", {"topology.yaml": LOOSER})

    assert diff("one", "two").exit_code == 0
    assert diff("one", "two", "--fail-on-loosened").exit_code == 1
    assert diff("two", "one", "--fail-on-loosened").exit_code == 0


def test_whose_law_judges_can_be_chosen(history: History) -> None:
    """Under BASE's law the hidden findings are introduced; under each one's own, a severity is all that differs."""
    history.commit("two", SECOND)

    counts = {
        judge: [len(json.loads(diff("one", "two", "--law", judge, "--format", "json").stdout)[key]) for key in KEYS]
        for judge in ("head", "base", "own")
    }

    assert counts == {"head": [2, 2], "base": [4, 2], "own": [2, 3]}


KEYS = ("introduced", "fixed")


def test_a_first_topology_judges_what_was_there_before_it(history: History) -> None:
    """Where BASE has no law, HEAD's judges both, and that is said."""
    history.commit("bare", {"topology.yaml": None})
    history.commit("law", {"topology.yaml": TOPOLOGY, "src/shop/cart/core.py": "import pickle\n"})

    result = diff("bare", "law")

    assert result.exit_code == 1
    assert result.stdout.splitlines()[-3:] == [
        "note: the laws could not be compared: bare has no topology.yaml",
        "",
        "1 finding introduced, 0 fixed, 3 already there.",
    ]
    assert said(diff("bare", "law", "--law", "own")) == (
        2,
        "",
        "Error: bare has no topology.yaml; --law head judges both revisions by the law of the other one\n",
    )


def test_a_law_that_is_at_fault_in_head_is_told_with_the_comparison(history: History) -> None:
    """A pattern that matches nothing any more could hide everything: the exit code is that of a law at fault."""
    history.commit("two", {"src/shop/cart/core.py": None, "src/shop/stock/core.py": None})

    result = diff("one", "two")

    assert result.exit_code == 2
    assert (
        "note: the law is at fault, as `conformance check` says, too: topology.yaml:6:19: the pattern "
        "shop.{area}.core of layer core matches no module; correct it, take it out, or say `optional: true` with a "
        "`because`"
    ) in result.stdout.splitlines()


def test_a_law_from_outside_judges_both(history: History, tmp_path: Path) -> None:
    """A topology in no repository is the same for both, and paths are those of the code's repository."""
    history.commit("two", SECOND)
    (tmp_path / "law").mkdir()
    (tmp_path / "law/topology.yaml").write_text(TOPOLOGY)

    result = diff("one", "two", "--topology", "../law/topology.yaml", "--source-root", "src")

    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert lines[0].partition(" in src: ")[2] == (
        "both judged by ../law/topology.yaml, which lies outside of the repository"
    )
    assert "src/shop/cart/core.py:2:1: cart core imports marshal; no-pickle forbids it" in lines
    assert lines[-1] == "4 findings introduced, 2 fixed, 1 already there."


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
