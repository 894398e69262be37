"""The items of the suite: which exist, when they fail, and what they print."""

from dataclasses import replace

import pytest
from click.testing import CliRunner

from import_conformance.cli.main import cli
from import_conformance.model.topology import TopologyError
from import_conformance.reading.baseline_file import read_baseline
from import_conformance.writing.baseline_file import write_baseline
from tests.support.building import verdict_on_disk
from tests.support.shop import BREACH, CORE, TOPOLOGY, Shop, collected, failures

LAWS = """\
require:
  use-stock: {every: area, of: [cart], must_import: shop.stock.api}
own:
  home: {owner: shop.stock, among: shop, similarity: 0.5}
"""
pytest_plugins = ["pytester"]


@pytest.fixture
def shop(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """A shop that conforms."""
    return Shop(pytester, monkeypatch)


def test_conforming_code_passes_with_a_summary_of_all_files(shop: Shop) -> None:
    """All items pass, and one line has the number of files by fate."""
    result = shop.suite()

    result.assert_outcomes(passed=len(shop.ids()) - 1, skipped=1)
    result.stdout.fnmatch_lines(["conformance: 4 files on disk = 4 judged*"])


def test_items_are_named_by_subject_and_law(shop: Shop) -> None:
    """Each pair of law and subject is one item, whose id works in a shell and with `-k`."""
    assert collected(shop.suite("--collect-only", "-q")) == shop.ids()


def test_a_new_finding_fails_one_item_with_reason_and_fix(shop: Shop) -> None:
    """The failure has the finding, its law, the reason and the fix, with paths relative to the current directory."""
    shop.write(CORE, BREACH)

    result = shop.suite()

    assert failures(result) == shop.red()
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_findings_with_one_law_and_remedy_share_its_lines(shop: Shop) -> None:
    """Law, reason and fix are printed once, below all findings that share them."""
    shop.write(CORE, "import pickle\n\nimport pickle as p\n")

    first, second = (finding.message for finding in verdict_on_disk(shop.path / "topology.yaml").findings)
    assert failures(shop.suite()) == {
        "test_ban[cart:no-pickle]": f"""\
critical, 2 new: src/shop/cart/core.py:1
src/shop/cart/core.py:1:1  {first}
src/shop/cart/core.py:3:1  {second}
law: no-pickle (topology.yaml:10)
why: strangers write it
fix: use json"""
    }


def test_require_and_own_are_items_too(shop: Shop) -> None:
    """`require` fails where an import is missing, and `own` where a copy is."""
    body = "\n".join(f"def f{n}(a, b):\n    return [a + {n} * b for a in range(b) if a]\n" for n in range(9))
    shop.write("src/shop/stock/core.py", body)
    shop.write(CORE, body)
    shop.write("topology.yaml", TOPOLOGY.replace("[api ->", "[{edge: api -> api, across: area}, api ->") + LAWS)

    assert sorted(failures(shop.suite())) == [
        "test_obligation[cart:use-stock]",
        "test_owned_once[cart:home]",
    ]


def test_a_known_finding_is_an_expected_failure(shop: Shop) -> None:
    """A finding of the baseline does not fail the law, and is an item of its own."""
    shop.write(CORE, BREACH)
    shop.accept()

    result = shop.suite("-rx")

    result.assert_outcomes(passed=len(shop.ids()) - 1, skipped=1, xfailed=1)
    result.stdout.re_match_lines([r"XFAIL .*test_known_finding\[core-to-api:shop/cart/core.py:\w{8}\] - known finding"])


def test_one_more_occurrence_of_a_known_finding_fails(shop: Shop) -> None:
    """The baseline forgives only the counted number of occurrences, and the failure says so."""
    shop.write(CORE, BREACH)
    shop.accept()
    shop.write(CORE, BREACH * 2)

    found = failures(shop.suite())

    assert len(found) == 1
    second = found["test_layer[cart:core-to-api]"].splitlines()[1]
    assert second.startswith("src/shop/cart/core.py:2:1  cart core imports")
    assert second.endswith(" (2 found, 1 known)")


def test_paid_debt_must_be_removed_from_the_baseline(shop: Shop) -> None:
    """An entry whose finding is gone passes unexpectedly, and both failures name the command to run."""
    shop.write(CORE, BREACH)
    shop.accept()
    shop.write(CORE, "")

    known, current = sorted(failures(shop.suite()).items(), reverse=True)

    assert known[0].startswith("test_known_finding[core-to-api:")
    gone = "src/shop/cart/core.py: this finding is gone; remove it with `conformance baseline prune`"
    assert known[1] == f"[XPASS(strict)] {gone}"
    assert current[0] == "test_baseline_is_current[known.json]"
    assert current[1].startswith("1 baseline entry for more than there is: run `conformance baseline prune`\n")
    assert "core-to-api: 0 of 1 left: cart core imports" in current[1]


def test_partly_paid_debt_makes_the_baseline_stale(shop: Shop) -> None:
    """A count that is too high fails, even while some of the findings remain."""
    shop.write(CORE, BREACH * 2)
    shop.accept()
    shop.write(CORE, BREACH)

    result = shop.suite()

    assert list(failures(result)) == ["test_baseline_is_current[known.json]"]
    assert result.parseoutcomes()["xfailed"] == 1


def test_without_baseline_known_findings_are_new(shop: Shop) -> None:
    """`--no-baseline` fails the law and leaves no item of the baseline."""
    shop.write(CORE, BREACH)
    shop.accept()

    result = shop.suite("--conformance-no-baseline")

    assert failures(result) == shop.red()
    result.assert_outcomes(failed=1, passed=len(shop.ids()) - 3, skipped=1)


def test_a_file_that_cannot_be_read_is_never_forgiven(shop: Shop) -> None:
    """A syntax error fails even when the baseline has it, since nothing in that file was judged."""
    shop.write("src/shop/cart/broken.py", "def (:\n")
    shop.accept()

    assert list(failures(shop.suite())) == ["test_built_in_law[unparsable-files]"]


@pytest.mark.parametrize(
    ("only", "item"),
    [("import_conformance.suite", "test_layer"), ("import_conformance.suite.test_bans", "test_ban")],
    ids=["all", "one-file"],
)
def test_a_broken_topology_is_one_failing_item(shop: Shop, only: str, item: str) -> None:
    """All problems of the topology are in one failure, whatever part of the suite was selected."""
    shop.write(
        "topology.yaml", TOPOLOGY.replace("api -> core", "api -> cor").replace("[cart, stock]", "[cart, cart, stock]")
    )

    result = shop.run_pytest("--pyargs", only)

    with pytest.raises(TopologyError) as error:
        verdict_on_disk(shop.path / "topology.yaml")
    result.assert_outcomes(failed=1)
    problems = [str(problem).removeprefix(f"{shop.path}/") for problem in error.value.problems]
    assert failures(result)[f"{item}[topology-error]"].splitlines()[:-1] == problems
    assert len(problems) > 1
    assert problems[0].startswith("topology.yaml:7:")


def test_a_broken_topology_is_not_hidden_by_the_choice_of_a_severity(shop: Shop) -> None:
    """`-m low` also fails when nothing could be judged."""
    shop.write("topology.yaml", "topology: 1\n")

    shop.suite("-m", "low").assert_outcomes(failed=1)


def test_escape_sequences_from_files_are_printed_as_text(shop: Shop) -> None:
    """Escape sequences in a baseline do not reach the terminal."""
    shop.write(CORE, BREACH)
    shop.accept()
    (known,) = read_baseline(shop.path / "known.json")
    gone = replace(known, fingerprint="gone", path="a\x1b[2Jb.py")
    write_baseline(shop.path / "known.json", (replace(known, reason="\x1b[31mred"), gone))

    result = shop.suite("-rx")

    assert "\x1b" not in str(result.stdout)
    result.stdout.fnmatch_lines(["XFAIL * - \\u001b[[]31mred"])
    assert "src/a\\u001b[2Jb.py: this finding is gone" in str(result.stdout)


def test_without_contracts_their_item_is_skipped_with_the_reason(shop: Shop) -> None:
    """The skip reason says how to add contracts."""
    result = shop.suite("-rs")

    result.stdout.fnmatch_lines(["SKIPPED * there is no .importlinter; write one with `conformance compile`"])


def test_contracts_must_be_those_that_the_topology_compiles_to(shop: Shop) -> None:
    """A compiled `.importlinter` passes; after a change by hand its item names the line and the command."""
    assert CliRunner().invoke(cli, ["compile"]).exit_code == 0
    text = (shop.path / ".importlinter").read_text(encoding="utf-8")

    shop.suite().assert_outcomes(passed=len(shop.ids()))
    shop.write(".importlinter", text.replace("    shop\n", "    shopp\n", 1))
    first = failures(shop.suite())["test_importlinter_is_current[importlinter]"].splitlines()[0]

    number = text.splitlines().index("    shop") + 1
    assert first == f".importlinter:{number} is not what the topology compiles to: run `conformance compile`"


def test_contracts_are_compared_only_with_what_they_were_compiled_from(shop: Shop) -> None:
    """With another baseline on the command line the committed contracts are not judged."""
    shop.write(".importlinter", "")

    result = shop.suite("--conformance-no-baseline", "-rs")

    result.stdout.fnmatch_lines(["SKIPPED * the committed contracts are about the topology without these options"])
