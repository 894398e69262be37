"""The embedded sample has exactly the findings that were planted."""

from pathlib import Path

from tests.support.building import verdict_on_disk

ROOT = Path(__file__).parent.parent
PLANTED = Path(__file__).with_name("sample_findings.txt")


def found() -> list[str]:
    """Return each finding of the sample in one line, without its baseline."""
    verdict = verdict_on_disk(ROOT / "topology.yaml", use_baseline=False)
    return sorted(
        f"{f.severity} {f.law} {f.path}:{f.line} {f.details.get('imported', '')}".rstrip() for f in verdict.findings
    )


def test_exactly_the_planted_gaps_are_found() -> None:
    """Every planted gap is found at its line, and every near-miss is not."""
    assert found() == PLANTED.read_text(encoding="utf-8").splitlines()


def test_the_readme_of_the_sample_lists_every_finding() -> None:
    """Its table names the file of each finding, or the domain where a whole domain is meant."""
    readme = (ROOT / "examples/hoc/README.md").read_text(encoding="utf-8")
    named = {line: Path(line.split()[2].rpartition(":")[0]) for line in found()}
    missing = [
        line
        for line, path in named.items()
        if path.name not in readme and path.stem not in readme and path.parent.name not in readme
    ]

    assert missing == []


def test_the_baseline_has_every_planted_gap_with_a_reason() -> None:
    """No finding is new, and no entry is stale."""
    verdict = verdict_on_disk(ROOT / "topology.yaml")

    assert (verdict.new, verdict.stale, len(verdict.findings)) == ((), (), len(found()))


def test_the_ledger_accounts_for_every_file() -> None:
    """The sum of all fates is the number of files on disk."""
    verdict = verdict_on_disk(ROOT / "topology.yaml")
    on_disk = [path for path in (ROOT / "examples/hoc/app").rglob("*.py") if path.is_file()]

    assert len(verdict.files) == len(on_disk)
