"""What `conformance diff` says of a law that changed between two revisions."""

import json
from pathlib import Path

from tests.support.history import LOOSER, SECOND, TOPOLOGY, History, diff
from tests.support.tiny import said


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
