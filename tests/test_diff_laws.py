"""What `conformance diff` reports about laws that changed between two revisions."""

import json
from pathlib import Path

from tests.support.history import LOOSER, SECOND, TOPOLOGY, History, diff
from tests.support.tiny import said


def test_a_growing_baseline_is_loosened_and_its_findings_are_introduced(history: History) -> None:
    """Findings that the later baseline accepts are still introduced, and marked."""
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
    report = json.loads(diff("one", "two", "--format", "json").stdout)
    known["findings"][0]["fingerprint"] = report["introduced"][0]["fingerprint"]  # type: ignore[index]  # built just above
    history.commit("three", {"known.json": json.dumps(known)})

    result = diff("one", "three")

    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert "INTRODUCED: 1 finding, 1 accepted by the baseline" in lines
    assert lines[lines.index("LAW LOOSENED: 1 change") + 1] == (
        "    baseline: 1 finding more under no-pickle (until May)"
    )
    assert lines[-1] == "1 finding introduced, 0 fixed, 3 already there; the law was LOOSENED."


def test_a_new_law_with_its_known_findings_is_not_loosened(history: History) -> None:
    """A new law may add its debt to the baseline."""
    stricter = TOPOLOGY.replace("forbid:\n", "forbid:\n  no-json: {from: core, to: json}\n")
    history.commit("two", {"src/shop/cart/core.py": "import json\n"})
    history.commit("three", {"topology.yaml": stricter})
    (found,) = json.loads(diff("two", "three", "--format", "json").stdout)["law"]["revealed"]
    entry = {key: found[key] for key in ("fingerprint", "law", "path", "message")} | {"reason": "adopted"}
    history.commit("four", {"known.json": json.dumps({"version": 1, "findings": [entry]})})

    result = diff("two", "four", "--fail-on-loosened")

    assert (result.exit_code, "LOOSENED" in result.stdout) == (0, False)
    assert "    baseline: 1 finding more under no-json, which is new (adopted)" in result.stdout.splitlines()


def test_a_finding_waived_in_head_is_listed_as_loosened(history: History) -> None:
    """A waiver added with its finding hides it from the introduced ones, so it is listed as loosened."""
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


def test_a_loosened_law_fails_only_with_the_option(history: History) -> None:
    """`--fail-on-loosened` makes the exit code 1 for a law that forgives more."""
    history.commit("two", {"topology.yaml": LOOSER})

    assert diff("one", "two").exit_code == 0
    assert diff("one", "two", "--fail-on-loosened").exit_code == 1
    assert diff("two", "one", "--fail-on-loosened").exit_code == 0


def test_the_topology_that_judges_can_be_chosen(history: History) -> None:
    """Under BASE's topology hidden findings are introduced; under each one's own only a severity differs."""
    history.commit("two", SECOND)

    counts = {
        judge: [len(json.loads(diff("one", "two", "--law", judge, "--format", "json").stdout)[key]) for key in KEYS]
        for judge in ("head", "base", "own")
    }

    assert counts == {"head": [2, 2], "base": [4, 2], "own": [2, 3]}


KEYS = ("introduced", "fixed")


def test_a_first_topology_judges_both_revisions(history: History) -> None:
    """When BASE has no topology, HEAD's judges both, and the report says so."""
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


def test_a_law_at_fault_in_head_is_reported_with_the_comparison(history: History) -> None:
    """A pattern that matches nothing any more gives the exit code for a law at fault."""
    history.commit("two", {"src/shop/cart/core.py": None, "src/shop/stock/core.py": None})

    result = diff("one", "two")

    assert result.exit_code == 2
    assert (
        "note: the law is at fault, as `conformance check` says, too: topology.yaml:6:19: the pattern "
        "shop.{area}.core of layer core matches no module; correct it, take it out, or say `optional: true` with a "
        "`because`"
    ) in result.stdout.splitlines()


def test_a_topology_outside_the_repository_judges_both_revisions(history: History, tmp_path: Path) -> None:
    """It is the same for both revisions, and paths are relative to the code's repository."""
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
