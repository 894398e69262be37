"""The figures of a review add up for any findings."""

from dataclasses import asdict, replace

from hypothesis import given
from hypothesis import strategies as st

from import_conformance.model.answers.work import WorkPlan
from import_conformance.model.finding import Finding, Kind, State
from import_conformance.model.topology import Severity
from import_conformance.reviewing.content import review
from tests.reporting.verdicts import ABSENT, UPWARD, verdict
from tests.support.building import code, law

FINDINGS = st.lists(
    st.builds(
        lambda finding, severity, state, kind, path, subject, law: replace(
            finding,
            severity=severity,
            state=state,
            kind=kind,
            path=path,
            subject=subject,
            law=law,
            rule="own" if kind is Kind.DUPLICATE else finding.rule,
        ),
        st.sampled_from([UPWARD, ABSENT]),
        st.sampled_from(Severity),
        st.sampled_from(State),
        st.sampled_from(Kind),
        st.sampled_from(["app/a.py", "app/b.py", "app/c.py"]),
        st.sampled_from(["", "a", "b"]),
        st.sampled_from(["one", "two", "three"]),
    ),
    max_size=12,
)


@given(FINDINGS)
def test_all_totals_add_up(findings: list[Finding]) -> None:
    """Categories, laws, rows and actions each count every finding once."""
    topology = law("")
    report = review(topology, code(topology, {"app/a.py": ""}), verdict(*findings), WorkPlan())
    groups = report.groups
    tallies = [{**asdict(group.tally), "files": 0} for group in groups]

    assert {key: sum(tally[key] for tally in tallies) for key in asdict(report.total)} == (
        asdict(report.total) | {"files": 0}
    )
    assert report.total.findings == report.total.new + report.total.known == len(findings)
    assert report.total.files == len({finding.path for finding in findings})
    assert sum(gap.count for group in groups for gap in group.gaps) == len(findings)
    assert sum(breach.findings for group in groups for breach in group.laws) == len(findings)
    assert sum(action.findings for advice in report.advice for action in advice.actions) == len(findings)
