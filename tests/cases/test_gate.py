"""What a team lives with: known debt, waivers, moves, laws that name nothing, the commands around them."""

import subprocess

import pytest

from tests.cases.tree import Tree

BREACH = "from app.store import S\n"


def not_yet(what: str) -> pytest.MarkDecorator:
    """A test of what is still to come."""
    return pytest.mark.xfail(strict=True, reason=f"the language cannot say this yet: {what}")


def test_22_a_second_import_of_known_debt_is_new(tree: Tree) -> None:
    """Lines above it and another alias leave debt known; a further statement is new."""
    tree.accept()
    assert tree.check().states() == ["known"]

    tree.write("src/app/api.py", f"# c\n\n{BREACH}")
    assert tree.check().states() == ["known"]

    tree.write("src/app/api.py", f"{BREACH}import app.store\n")
    assert tree.check().states() == ["known", "new"]

    tree.write("src/app/api.py", "def f():\n    from app.store import S as Q\n")
    assert tree.check().states() == ["known"]


def test_23_branches_that_pay_different_debts_merge(tree: Tree) -> None:
    """Each prunes one entry of the baseline; the merged file is valid, and what is left is known."""
    tree.accept()
    repository = tree.history()
    for branch, module in (("a", "m0"), ("b", "m3")):
        repository.git("checkout", "--quiet", "-b", branch, "main")
        tree.write(f"src/app/api/{module}.py")
        assert tree.run("baseline", "prune").exit_code == 0
        repository.git("commit", "--quiet", "--all", "--message", branch)

    repository.git("merge", "--quiet", "--no-edit", "a")

    verdict = tree.check()
    assert (verdict.exit_code, verdict.states()) == (0, ["known", "known"])


@not_yet("where the marks of a merge conflict stand in a baseline")
def test_23b_marks_of_a_conflict_in_the_baseline_are_named(tree: Tree) -> None:
    """With file and line."""
    tree.accept()
    repository = tree.history()
    for branch, module in (("a", "m0"), ("b", "m1")):
        repository.git("checkout", "--quiet", "-b", branch, "main")
        tree.write(f"src/app/api/{module}.py")
        tree.run("baseline", "prune")
        repository.git("commit", "--quiet", "--all", "--message", branch)
    with pytest.raises(subprocess.CalledProcessError):
        repository.git("merge", "--quiet", "--no-edit", "a")

    refused = tree.run("check")

    lines = (tree.home / "topology.baseline.json").read_text().splitlines()
    marked = next(number for number, line in enumerate(lines, 1) if line.startswith("<<<<<<<"))
    assert refused.exit_code == 2
    assert f"topology.baseline.json:{marked}" in refused.stderr
    assert "conflict" in refused.stderr


@not_yet("that a file with known debt was moved")
def test_24_known_debt_moves_with_its_file(tree: Tree) -> None:
    """The verdict says that the new finding is the known one at another place."""
    tree.accept()
    (tree.home / "src/app/api/old.py").rename(tree.home / "src/app/api/new.py")

    assert "moved" in tree.run("check").stdout


@not_yet("that a file with known debt was moved, and that its reason goes with it")
def test_64_a_move_in_git_carries_the_reason_over(tree: Tree) -> None:
    """One command records the debt at its new place, with the reason that it had."""
    tree.accept()
    tree.history().git("mv", "src/app/api/old.py", "src/app/api/new.py")

    assert "moved" in tree.run("check").stdout
    assert tree.run("baseline", "update").exit_code == 0
    assert "ticket 12" in tree.run("baseline", "show").stdout
    assert tree.check().states() == ["known"]


@not_yet("how many findings a waiver may hide at most; and a waiver that nothing needs stops the run")
def test_25_a_waiver_is_bounded_and_wrong_ones_are_all_named(tree: Tree) -> None:
    """Two wrong waivers are reported with their lines in one run; one finding more than is waived makes all new."""
    done = tree.run("check")
    assert all(f"topology.yaml:{line}" in done.stdout + done.stderr for line in (13, 14))

    tree.replace("  - {law: no-store, modules: app.api.gone, reason: r, owner: o, until: 2999-12-31}\n", "")
    tree.replace("  - {law: no-stroe, modules: app.api, reason: r, owner: o, until: 2999-12-31}\n", "")
    assert tree.check("--no-baseline").at() == []

    tree.write("src/app/api/legacy/c.py", BREACH)
    assert len(tree.check("--no-baseline").at("no-store")) == 3


@not_yet("a command in a folder below the topology finds it")
def test_38_a_command_in_a_folder_below_finds_the_topology(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    """As git does."""
    monkeypatch.chdir(tree.home / "src/app")

    assert tree.check().at() == ["app/api.py:1"]


@not_yet("chains of imports through other modules")
def test_41_a_chain_can_be_forbidden(tree: Tree) -> None:
    """The api reaches the store through util; the finding stands where the chain begins."""
    assert tree.check().at("no-store") == ["app/api.py:1"]


@not_yet("layers that may import each other")
def test_42_two_layers_may_import_each_other(tree: Tree) -> None:
    """Stated with a reason, it is no error."""
    assert tree.check().exit_code == 0


@not_yet("all but the named may not import")
def test_54_only_the_named_importers_are_let_in(tree: Tree) -> None:
    """A package that is new is bound without a change of the law."""
    assert tree.check().at("only-core") == ["app/api.py:1", "app/newpart/__init__.py:1"]


@not_yet("all that a topology names in vain, in one run")
def test_55_all_names_without_a_meaning_are_listed_at_once(tree: Tree) -> None:
    """Of exclude, of laws and of waivers."""
    done = tree.run("check", "--no-baseline")

    shown = done.stdout + done.stderr
    named = ("app.nothing", "app.alsonothing", "stroe", "appi", "requests", "law 'x'")
    assert [name for name in named if name not in shown] == []


@not_yet("all that a topology names in vain, with the nearest name, in one run")
def test_55b_the_nearest_name_is_proposed(tree: Tree) -> None:
    """Where a name of a law means nothing, also beside other problems."""
    done = tree.run("check", "--no-baseline")

    shown = done.stdout + done.stderr
    named = ("app.nothing", "app.alsonothing", "did you mean 'store'", "requests", "app.nope")
    assert [name for name in named if name not in shown] == []


@not_yet("a target inside of a line of `allow` that lets nothing through")
def test_71_targets_that_let_nothing_through_are_named(tree: Tree) -> None:
    """Whole lines, and the targets of a line that is otherwise needed."""
    shown = tree.run("doctor").stdout

    assert "api -> store" in shown
    assert "core -> store" in shown
