"""Known findings are set aside one for one."""

from import_conformance.model.debt.ratchet import baseline_of, set_aside
from import_conformance.model.finding import Finding, Kind, State
from import_conformance.model.topology import Severity
from import_conformance.model.verdict import KnownFinding, StaleEntry


def finding(path: str, line: int = 1, identity: str = "app.x") -> Finding:
    """Return a divergence of one law."""
    return Finding("L6-to-L5", "layers", Kind.DIVERGENCE, Severity.HIGH, 9, path, line, 1, "m", identity, "no")


def known(of: Finding, count: int = 1, reason: str = "") -> KnownFinding:
    """Return the baseline entry for a finding."""
    return KnownFinding(of.fingerprint, of.law, of.path, of.message, count, reason)


def test_shifted_lines_do_not_make_a_finding_new() -> None:
    """A fingerprint has no line number in it, so code that moved down is still known."""
    marked, stale = set_aside([finding("a.py", 40)], [known(finding("a.py", 1))])

    assert ([f.state for f in marked], stale) == ([State.KNOWN], ())


def test_one_occurrence_more_than_the_count_is_new() -> None:
    """An entry covers as many occurrences as its count, and no more."""
    marked, _ = set_aside([finding("a.py", 1), finding("a.py", 2), finding("a.py", 3)], [known(finding("a.py"), 2)])

    assert [f.state for f in marked] == [State.KNOWN, State.KNOWN, State.NEW]


def test_a_new_finding_does_not_replace_a_fixed_one() -> None:
    """The number of findings is the same, but the new one is new and the fixed one is stale."""
    entry = known(finding("a.py", identity="app.x"))
    marked, stale = set_aside([finding("a.py", identity="app.y")], [entry])

    assert ([f.state for f in marked], stale) == ([State.NEW], (StaleEntry(entry, 0),))


def test_an_entry_with_too_high_a_count_is_stale() -> None:
    """Debt that was fixed in part must be removed from the baseline in part."""
    entry = known(finding("a.py"), 3)
    _, stale = set_aside([finding("a.py")], [entry])

    assert stale == (StaleEntry(entry, 1),)


def test_a_baseline_made_from_findings_knows_exactly_them() -> None:
    """Making a baseline and setting it aside leaves nothing new and nothing stale, and keeps reasons given before."""
    findings = [finding("a.py", 1), finding("a.py", 2), finding("b.py")]
    made = baseline_of(findings, [known(findings[0], 7, "frozen until May")])

    assert made == (known(findings[0], 2, "frozen until May"), known(findings[2]))
    marked, stale = set_aside(findings, made)
    assert ({f.state for f in marked}, stale) == ({State.KNOWN}, ())
