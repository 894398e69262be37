"""What `conformance diff` refuses, each with one sentence that names a remedy, and what it never runs."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from tests.support.history import TOPOLOGY, History, diff
from tests.support.tiny import said


@pytest.fixture
def history(history: History) -> History:
    """A repository with two commits, in which commands can run."""
    history.commit("two", {"src/shop/cart/core.py": "import pickle\n"})
    return history


def _clone(history: History, place: Path, *options: str) -> Path:
    history.git("clone", "--quiet", "--no-local", *options, history.home.as_uri(), str(place))
    return place


@pytest.mark.parametrize("name", ["nowhere", "", "one:topology.yaml", "one^{tree}", "--output=x"])
def test_an_unknown_revision_is_refused(history: History, name: str) -> None:
    """A name that is no commit is quoted in the sentence, and never reaches git as an option."""
    words = ["one", "--", name] if not name.startswith("-") else ["--", name, "one"]
    assert said(diff(*words)) == (
        2,
        "",
        f"Error: {history.home} has no commit '{name}'; "
        "name a commit, branch or tag (`git fetch` brings those of the remote, as in origin/main)\n",
    )


def test_a_shallow_clone_without_the_base_is_refused(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence says that the base is missing in the clone and how to fetch it."""
    commit = history.git("rev-parse", "one")
    clone = _clone(history, tmp_path / "clone", "--depth=1")
    monkeypatch.chdir(clone)

    assert said(diff(commit)) == (
        2,
        "",
        f"Error: {clone} has no commit '{commit}'; this clone is shallow: `git fetch --unshallow` brings the rest "
        "(in GitHub Actions: fetch-depth: 0)\n",
    )


def test_a_partial_clone_is_refused_and_not_completed(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Missing objects are not fetched silently, and the command in the sentence fetches them."""
    history.git("config", "uploadpack.allowFilter", "true")
    clone = _clone(history, tmp_path / "clone", "--filter=blob:none")
    monkeypatch.chdir(clone)
    commit = history.git("rev-parse", "one")

    assert said(diff("one")) == (
        2,
        "",
        f"Error: the content of src/shop/cart/core.py at {commit[:12]} is not in this clone; "
        "this clone is partial: `git fetch --refetch --no-filter` brings the rest\n",
    )

    subprocess.run(["git", "fetch", "--quiet", "--refetch", "--no-filter"], cwd=clone, check=True)

    assert diff("one").stdout.splitlines()[-1] == "1 finding introduced, 0 fixed, 3 already there."


def test_code_outside_a_repository_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Code outside of any repository has no revisions."""
    (tmp_path / "topology.yaml").write_text(TOPOLOGY)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert said(diff("main")) == (
        2,
        "",
        f"Error: {tmp_path} lies in no git repository, so there is nothing to compare; name one with --source-root\n",
    )


def test_a_missing_git_is_refused(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    """Revisions cannot be read without git on the PATH."""
    monkeypatch.setenv("PATH", str(history.home))

    assert said(diff("one")) == (2, "", "Error: git was not found; install it, or put it on the PATH\n")


def test_a_missing_merge_base_is_refused(history: History) -> None:
    """`--merge-base` needs a common commit."""
    history.git("checkout", "--quiet", "--orphan", "other")
    other = history.commit("three", {})

    assert said(diff("one", "three", "--merge-base")) == (
        2,
        "",
        f"Error: {history.git('rev-parse', 'one')[:12]} and {other[:12]} have no commit in common; "
        "name a commit, branch or tag (`git fetch` brings those of the remote, as in origin/main)\n",
    )


def test_a_head_without_a_topology_is_refused(history: History) -> None:
    """Deleting the topology in HEAD does not skip the comparison."""
    history.commit("three", {"topology.yaml": None})

    assert said(diff("two", "three")) == (
        2,
        "",
        "Error: three has no topology.yaml; --law base judges both revisions by the law of the other one\n",
    )


def test_an_invalid_topology_in_head_is_refused(history: History) -> None:
    """The first problem is reported with its revision, file and line."""
    history.commit("three", {"topology.yaml": TOPOLOGY.replace("- core -> core", "- core -> nowhere")})

    assert said(diff("two", "three")) == (
        2,
        "",
        "Error: three:topology.yaml:10:13: 'nowhere' is not a layer, nor an axis value, nor a module of "
        "source.packages; possible here: api, core, cart, stock, shop; "
        "--law base judges both revisions by the law of the other one\n",
    )


def test_a_revision_without_the_code_is_refused(history: History) -> None:
    """A base from before the code existed cannot be judged."""
    everything = {str(path.relative_to(history.home)): None for path in (history.home / "src").rglob("*.py")}
    history.commit("three", everything)

    assert said(diff("three", "two")) == (
        2,
        "",
        "Error: three has no package shop below src; topology.yaml says it has\n",
    )


def test_nothing_of_the_repository_is_run(history: History, tmp_path: Path) -> None:
    """Hooks, filters, monitors, helpers and pagers that a repository configures are not run."""
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\ncat\n")
    trap.chmod(trap.stat().st_mode | stat.S_IXUSR)
    attributes = {".gitattributes": "*.py filter=trap diff=trap\n", "src/shop/cart/core.py": "import marshal\n"}
    history.commit("three", attributes)
    for key in ("core.fsmonitor", "core.pager", "filter.trap.smudge", "filter.trap.clean", "diff.trap.textconv"):
        history.git("config", key, str(trap))
    history.git("config", "diff.external", str(trap))
    hooks = Path(history.git("rev-parse", "--git-path", "hooks"))
    for name in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc"):
        (history.home / hooks).mkdir(exist_ok=True)
        os.symlink(trap, history.home / hooks / name)

    assert diff("one", "three").stdout.splitlines()[-1] == "1 finding introduced, 0 fixed, 3 already there."
    assert diff("one").exit_code == 1
    assert not (tmp_path / "sprung").exists()


def test_the_temporary_folder_of_the_revisions_is_removed(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is removed, also when the comparison was refused halfway."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "private"))
    (tmp_path / "private").mkdir()
    history.commit("three", {str(p.relative_to(history.home)): None for p in (history.home / "src").rglob("*.py")})

    assert diff("one", "two").exit_code == 1
    assert diff("one", "three").exit_code == 2
    assert list((tmp_path / "private").iterdir()) == []
