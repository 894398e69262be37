"""Obligations and their absences."""

import pytest

from import_conformance.model.finding import Kind
from import_conformance.model.laws.require import Require
from import_conformance.rules.require import RequirementResult, RequirementState, answer, chain_text, judge, subjects_of
from tests.support.building import brief, case

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
    """Return the state of each domain when some modules (`bills_drivers`) have other texts."""
    given = case(LAW, BARE | {f"app/{name.replace('_', '/')}.py": text for name, text in changed.items()})
    (law,) = given.topology.of(Require)
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
        ("if False:\n    import app.hub", "absent"),
        ("while 0:\n    def f():\n        import app.users.engines", "absent"),
        ("x = False and __import__('app.hub')", "absent"),
        ("try:\n    import app.hub\nexcept ImportError:\n    pass", "met_directly"),
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


def test_an_obligation_without_subjects_is_a_problem() -> None:
    """A bound value without modules makes the obligation vacuous there."""
    sources = {path: text for path, text in BARE.items() if "users" not in path}
    (judgement,) = judge(case(LAW.replace("every: domain", "every: domain, of: [bills, users]"), sources))

    assert [str(problem) for problem in judgement.problems] == [
        "topology.yaml:14:3: require.use-hub binds users, which has no modules"
    ]


def test_a_long_chain_is_shortened_in_print() -> None:
    """Twenty steps are shown of a longer chain, its middle is a number."""
    assert chain_text(tuple(map(str, range(30))), most=4) == "0 -> 1 -> ... 26 more ... -> 28 -> 29"


def test_a_direct_import_is_its_own_witness() -> None:
    """An answer shows the two ends of the import that meets the obligation."""
    given = case(LAW, BARE)
    (law,) = given.topology.of(Require)

    assert answer(given, law, ["app.users.engines"], frozenset({"app.hub"})) == RequirementResult(
        RequirementState.DIRECT, ("app.users.engines", "app.hub")
    )


def test_a_module_that_is_bound_is_called_by_its_name() -> None:
    """Where each module is a subject, the message does not speak of modules of it."""
    law = LAW.replace("every: domain", "every: module, in: L6")
    (judgement,) = judge(case(law, BARE))

    assert [finding.message for finding in judgement.findings] == [
        "app.bills.drivers does not import app.hub; use-hub requires it"
    ]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("in: L5, must_import: app.hob", "14:49: 'app.hob' in require.use-hub names no module of the code base"),
        ("in: hub, must_import: app.hub", "14:3: require.use-hub binds no module: no module has a value on 'domain'"),
    ],
)
def test_an_obligation_without_target_or_scope_is_a_problem(said: str, problem: str) -> None:
    """A target that does not exist, and a scope without a value of the axis, are errors of the law."""
    (judgement,) = judge(case(LAW.replace("must_import: app.hub", said), BARE))

    assert [str(each) for each in judgement.problems] == [f"topology.yaml:{problem}"]


def test_an_obligation_of_each_module_that_binds_none_speaks_of_its_scope() -> None:
    """Where each module is a subject there is no axis to speak of."""
    law = LAW.replace("every: domain, must_import", "every: module, in: hub, must_import")
    (judgement,) = judge(case(law, BARE))

    assert [problem.sentence for problem in judgement.problems] == [
        "require.use-hub binds no module: its scope has no module that is not a target"
    ]


def test_an_absence_stands_where_most_of_the_subject_lies() -> None:
    """Of two packages of one value, the one with more modules shows the absence; without any, the first file does."""
    law = LAW.replace("app.{domain}.drivers", "app.drivers.{domain}")
    few = {"app/bills/__init__.py": "", "app/bills/engines.py": "", "app/hub.py": ""}
    bare = {path: text for path, text in few.items() if "init" not in path}
    many = {f"app/drivers/bills/{name}.py": "" for name in ("__init__", "a", "b")}

    def home(sources: dict[str, str]) -> list[str]:
        (judgement,) = judge(case(law, sources))
        return [finding.path for finding in judgement.findings]

    assert home(few | many) == ["app/drivers/bills/__init__.py"]
    assert home(few | {"app/drivers/bills/__init__.py": ""}) == ["app/bills/__init__.py"]
    assert home(bare | {"app/drivers/bills/b.py": "", "app/drivers/bills/a.py": ""}) == ["app/bills/engines.py"]


@pytest.mark.parametrize(
    ("length", "most", "shown"),
    [
        (20, 20, " -> ".join(map(str, range(20)))),
        (21, 20, " -> ".join([*map(str, range(10)), "... 1 more ...", *map(str, range(11, 21))])),
        (9, 6, "0 -> 1 -> 2 -> ... 3 more ... -> 6 -> 7 -> 8"),
    ],
)
def test_a_chain_is_shown_up_to_the_limit(length: int, most: int, shown: str) -> None:
    """A chain that is no longer than what is shown is whole; of another one both ends are equally long."""
    assert chain_text(tuple(map(str, range(length))), most) == shown
    assert most != 20 or chain_text(tuple(map(str, range(length)))) == shown


def test_an_absence_of_a_subject_without_modules_has_no_file() -> None:
    """A bound value without modules is absent too, and its finding names neither file nor module."""
    sources = {path: text for path, text in BARE.items() if "bills" not in path}
    (judgement,) = judge(case(LAW.replace("every: domain", "every: domain, of: [bills]"), sources))

    assert [(finding.path, finding.module) for finding in judgement.findings] == [("", "")]


def test_an_absence_stands_where_most_of_the_subject_is() -> None:
    """A domain that lives in two folders is shown at the one that holds most of its modules."""
    law = """\
        layers:
          web: {modules: "app.zapi.{domain}"}
          L5: {modules: "app.cus.{domain}.engines"}
          hub: {modules: app.hub}
        axes:
          domain: [bills]
        require:
          use-hub: {every: domain, must_import: app.hub}
        """
    paths = ("app/zapi/bills/__init__.py", "app/cus/bills/__init__.py", "app/cus/bills/engines/a.py", "app/hub.py")
    (judgement,) = judge(case(law, dict.fromkeys((*paths, "app/cus/bills/engines/b.py"), "")))

    assert [finding.path for finding in judgement.findings] == ["app/cus/bills/__init__.py"]


def test_a_chain_through_a_module_without_a_place_says_so() -> None:
    """Nothing forbids such an import, and nothing allows it either."""
    sources = BARE | {"app/bills/engines/x.py": "import app.loose"}
    lines = [brief(finding) for judgement in judge(case(LAW, sources)) for finding in judgement.findings]

    assert len(lines) == 1
    assert "only by imports that the law does not allow (app.loose is in no layer): app.bills.engines.x -> " in lines[0]
