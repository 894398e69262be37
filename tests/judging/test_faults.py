"""Laws that cannot be applied, as findings beside those of the code."""

from dataclasses import replace

from import_conformance.judging.faults import with_faults
from import_conformance.judging.session import session_of
from import_conformance.model.finding import Kind
from tests.support.building import law, material

LAW = """\
layers: {core: {modules: app.core}, api: {modules: app.api}, old: {modules: app.old}}
allow: [{edge: core -> old, because: x}, api -> core]
"""


def test_a_line_at_fault_and_the_pair_of_its_name_keep_the_findings_of_both() -> None:
    """The line `core -> old` names nothing in `old`, and is called like the pair of its layers."""
    topology = law(LAW.replace("core -> old", "core api -> app.old.gone"))
    named = law(LAW)
    code = {"app/core.py": "import app.old\n", "app/api.py": "import app.core\n", "app/old.py": "import app.core\n"}
    fine = session_of(named, material(named, code)).verdict
    red = session_of(topology, material(topology, code)).verdict

    assert [finding.law for finding in fine.findings] == ["old-to-core"]
    assert sorted((finding.law, finding.kind) for finding in red.findings) == [
        ("core+api-to-app.old.gone", Kind.AT_FAULT),
        ("core-to-old", Kind.DIVERGENCE),
        ("old-to-core", Kind.DIVERGENCE),
    ]


def test_two_judgements_of_one_law_keep_all_their_findings() -> None:
    """Whichever comes first, and with what is wrong with either."""
    topology = law(LAW)
    code = {"app/core.py": "", "app/api.py": "import app.core\n", "app/old.py": "import app.core\n"}
    session = session_of(topology, material(topology, code))
    (pair,) = (each for each in session.judgements if each.findings)
    problem = session.case.problem(pair.position, "it names nothing")
    line = replace(pair, findings=(), subjects=("x",), problems=(problem,))

    for both in ((pair, line), (line, pair)):
        (merged,) = with_faults(topology, both, (problem,))
        assert {finding.kind for finding in merged.findings} == {Kind.DIVERGENCE, Kind.AT_FAULT}
        assert set(merged.subjects) == {*pair.subjects, "x"}
