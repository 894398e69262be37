"""Obligations and their absences."""

import pytest

from conformance.model.finding import Kind
from conformance.rules.require import answer, chain_text, judge, subjects_of
from tests.building import brief, case

LAW = """\
layers:
  L5: {modules: "app.{domain}.engines"}
  L6: {modules: "app.{domain}.drivers"}
  hub: {modules: "app.hub"}
axes:
  domain: [bills, users]
allow:
  - L5 -> L5 L6
  - {edge: L5 -> hub, because: the hub runs them}
require:
  use-hub: {every: domain, must_import: app.hub, via: legal, severity: critical, because: one runtime}
"""
BARE = {
    "app/bills/__init__.py": "",
    "app/bills/engines/__init__.py": "",
    "app/bills/engines/x.py": "",
    "app/bills/drivers.py": "",
    "app/users/engines.py": "import app.hub",
    "app/hub.py": "",
    "app/loose.py": "import app.hub",
}


def states(**changed: str) -> dict[str, str]:
    """The state of each domain when some modules (`bills_drivers`) have other texts."""
    given = case(LAW, BARE | {f"app/{name.replace('_', '/')}.py": text for name, text in changed.items()})
    (law,) = given.topology.require
    targets = given.select.any_of(law.targets)
    return {name: str(answer(given, law, modules, targets).state) for name, modules in subjects_of(given, law).items()}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", "absent"),
        ("import app.hub", "met_directly"),
        ("def f():\n    import app.hub", "met_directly"),
        ("import app.users.engines", "illegal_path_only"),
        ("import app.loose", "illegal_path_only"),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.hub", "absent"),
    ],
)
def test_a_subject_meets_an_obligation_by_imports_that_run_and_are_legal(text: str, state: str) -> None:
    """Direct and lazy imports meet it; forbidden detours and annotations do not."""
    assert states(bills_engines_x=text) == {"bills": state, "users": "met_directly"}


def test_an_import_that_the_law_forbids_does_not_meet_it() -> None:
    """Drivers may not import the hub, so a driver's import leaves only an illegal path."""
    assert states(bills_drivers="import app.hub")["bills"] == "illegal_path_only"


def test_a_legal_chain_meets_it_only_where_the_law_says_so() -> None:
    """`via: legal` accepts a chain of allowed imports through another subject, `via: direct` does not."""
    law = LAW.replace("- L5 -> L5 L6", "- {edge: L5 -> L5 L6, across: domain}")
    sources = BARE | {"app/bills/engines/x.py": "import app.users.engines"}

    assert [f for j in judge(case(law, sources)) for f in j.findings] == []
    (judgement,) = judge(case(law.replace("via: legal", "via: direct"), sources))
    assert [brief(finding) for finding in judgement.findings] == [
        "use-hub app/bills/__init__.py:1 bills reaches app.hub only through others: "
        "app.bills.engines.x -> app.users.engines -> app.hub; use-hub requires it"
    ]


def test_an_absence_is_a_finding_at_the_subjects_package() -> None:
    """The finding stands at the domain's own package and says who shows how."""
    (judgement,) = judge(case(LAW, BARE))
    (finding,) = judgement.findings

    assert (finding.kind, finding.subject, finding.path, finding.law_line) == (
        Kind.ABSENCE,
        "bills",
        "app/bills/__init__.py",
        14,
    )
    assert finding.message == "no module of bills imports app.hub; use-hub requires it"
    assert finding.fix == "import app.hub where bills starts its work; users shows how"
    assert dict(finding.details) == {"requirement_state": "absent", "witness": []}


def test_every_module_can_be_a_subject() -> None:
    """`every: module` binds each module of the scope on its own."""
    law = LAW.replace("every: domain", "every: module, in: L5")
    (judgement,) = judge(case(law, BARE))

    assert [finding.module for finding in judgement.findings] == ["app.bills.engines", "app.bills.engines.x"]


def test_an_obligation_that_binds_nobody_is_a_problem() -> None:
    """A bound value without modules makes the obligation vacuous there."""
    sources = {path: text for path, text in BARE.items() if "users" not in path}
    (judgement,) = judge(case(LAW.replace("every: domain", "every: domain, of: [bills, users]"), sources))

    assert [str(problem) for problem in judgement.problems] == [
        "topology.yaml:14:3: require.use-hub binds users, which has no modules"
    ]


def test_a_long_chain_is_shortened_in_print() -> None:
    """Twenty steps are shown of a longer chain, its middle is a number."""
    assert chain_text(tuple(map(str, range(30))), most=4) == "0 -> 1 -> ... 26 more ... -> 28 -> 29"
