"""Default deny between placed modules."""

from dataclasses import replace

import pytest

from import_conformance.rules.layers import judge
from import_conformance.rules.shared.base import Case
from tests.support.building import brief, case

LAW = """\
layers:
  L2: {modules: "app.{domain}.api"}
  L5: {modules: "app.{domain}.engines"}
  L6: {modules: "app.{domain}.drivers"}
  shared: {modules: app.shared}
axes:
  domain: [bills, users]
allow:
  - L2 -> L5
  - L5 -> L5 L6
  - {edge: L6 -> shared, kinds: [typing], because: annotations only}
  - {edge: L2 L5 -> users.engines, across: domain}
"""
FULL = {
    "app/bills/api.py": "",
    "app/bills/engines.py": "",
    "app/bills/drivers.py": "",
    "app/users/api.py": "",
    "app/users/engines.py": "",
    "app/users/drivers.py": "",
    "app/shared.py": "",
    "app/loose.py": "",
}


def found(**changed: str) -> list[str]:
    """Return the findings when some modules (`bills_engines`) have other texts."""
    sources = FULL | {f"app/{name.replace('_', '/')}.py": text for name, text in changed.items()}
    return [brief(finding) for judgement in judge(case(LAW, sources)) for finding in judgement.findings]


def test_an_edge_that_no_line_allows_diverges() -> None:
    """L6 may not import L5: the finding names both places and says that no line allows it."""
    assert found(bills_drivers="\nimport app.bills.engines") == [
        "L6-to-L5 app/bills/drivers.py:2 bills L6 imports app.bills.engines (bills L5); "
        "no line of `allow` lets L6 import L5"
    ]


def test_an_allowed_edge_is_silent() -> None:
    """An edge that a line allows, within one domain, is a convergence."""
    assert found(bills_api="import app.bills.engines", bills_engines="import app.bills.drivers") == []


def test_a_line_does_not_reach_into_another_domain() -> None:
    """Without `across`, both ends must agree on each axis; the message names the line and both values."""
    assert found(bills_engines="import app.users.drivers") == [
        "L5-to-L6 app/bills/engines.py:1 bills L5 imports app.users.drivers (users L6); "
        "line 13 allows L5-to-L5+L6 only within one domain, not from bills to users"
    ]


def test_across_opens_the_named_axis() -> None:
    """`across: domain` lets a line connect two domains, for the part that it names and no other."""
    assert found(bills_engines="import app.users.engines") == []
    assert len(found(users_engines="import app.bills.engines")) == 1


def test_a_line_may_be_limited_to_kinds() -> None:
    """An import for type checkers passes where a line allows only that, and one that runs does not."""
    typing = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.shared\n"

    assert found(bills_drivers=typing) == []
    assert found(bills_drivers="import app.shared") == [
        "L6-to-shared app/bills/drivers.py:1 bills L6 imports app.shared (shared); "
        "line 14 allows L6-to-shared for typing imports only"
    ]


def test_a_lazy_import_is_an_edge() -> None:
    """An import inside a function is judged like any other, and the message says how it happens."""
    assert found(bills_drivers="def f():\n    from app.bills import engines\n") == [
        "L6-to-L5 app/bills/drivers.py:2 bills L6 imports app.bills.engines (bills L5) lazily; "
        "no line of `allow` lets L6 import L5"
    ]


def test_modules_without_a_place_are_not_judged() -> None:
    """Default deny holds between placed modules only."""
    assert found(loose="import app.bills.drivers", bills_drivers="import app.loose") == []


def test_a_ban_takes_the_finding_over() -> None:
    """An import that a `forbid` law names is that law's finding, not a second one here."""
    forbidden = LAW + "forbid:\n  no-up: {from: L6, to: L5}\n"
    sources = FULL | {"app/bills/drivers.py": "import app.bills.engines"}

    assert [f for judgement in judge(case(forbidden, sources)) for f in judgement.findings] == []


def test_each_statement_is_a_finding() -> None:
    """The unit is the import statement, not the pair of modules; repeats share a fingerprint."""
    sources = FULL | {"app/bills/drivers.py": "import app.bills.engines\nfrom app.bills.engines import a, b\n"}
    findings = [f for judgement in judge(case(LAW, sources)) for f in judgement.findings]

    assert [f.line for f in findings] == [1, 2]
    assert len({f.fingerprint for f in findings}) == 1


def test_the_fix_names_the_legal_ways() -> None:
    """The remedy says what the importer may import and who may import the imported."""
    sources = FULL | {"app/bills/drivers.py": "import app.bills.engines"}
    (finding,) = [f for judgement in judge(case(LAW, sources)) for f in judgement.findings]

    assert finding.fix == "L6 may import shared; L5 may be imported by L2 and L5"


def test_an_allow_line_without_modules_is_a_problem() -> None:
    """A line whose side names no module is an error of the law, at its place."""
    sources = {path: text for path, text in FULL.items() if "shared" not in path}
    problems = [str(problem) for judgement in judge(case(LAW, sources)) for problem in judgement.problems]

    assert problems == ["topology.yaml:14:18: 'shared' in the allow line L6-to-shared names no module of the code base"]


def judged(text: str, sources: dict[str, str]) -> list[str]:
    """Return the ids of the pairs that are judged."""
    return [judgement.id for judgement in judge(case(text, sources))]


def test_a_pair_of_layers_with_every_import_allowed_is_not_counted() -> None:
    """What could not fail is not counted: a pair is judged where some module may not import some other, in some way."""
    laws = judged(LAW, FULL)

    assert "L5-to-L5" in laws
    assert "L6-to-shared" in laws
    assert "L2-to-L5" not in judged(LAW.replace("L2 -> L5", "{edge: L2 -> L5, across: domain}"), FULL)
    assert set(judged(LAW.replace("kinds: [typing], ", ""), FULL)) == set(laws) - {"L6-to-shared"}


def test_a_pair_of_layers_that_bans_cover_is_not_counted() -> None:
    """Where each import that no line allows is banned by name, nothing is left for the pair to find."""
    whole = LAW + "forbid: {no-up: {from: L6, to: L5}}\n"
    part = LAW + "forbid: {no-up: {from: L6, to: L5, typing_only: allowed}}\n"

    assert "L6-to-L5" not in judged(whole, FULL)
    assert "L6-to-L5" in judged(part, FULL)


@pytest.mark.parametrize(
    ("allow", "fix"),
    [
        ("L5 -> L6", "L2 may import nothing that is placed; no layer may import shared"),
        (
            "L2 -> L2 L5 L6 bills.engines bills.drivers bills.api users.engines users.drivers users.api",
            "L2 may import L2, L5, L6, bills.engines, bills.drivers, bills.api, users.engines, users.drivers and "
            "users.api; no layer may import shared",
        ),
        (
            "L2 -> L2 L5 L6 bills.engines bills.drivers bills.api users.engines users.drivers users.api users",
            "L2 may import L2, L5, L6, bills.engines, bills.drivers, bills.api, users.engines, users.drivers and "
            "2 more; no layer may import shared",
        ),
        (
            "L5 L6 bills.engines bills.drivers bills.api users.engines users.drivers bills app.bills shared -> shared",
            "L2 may import nothing that is placed; shared may be imported by L5, L6, bills.engines, bills.drivers, "
            "bills.api, users.engines, users.drivers, bills and 2 more",
        ),
    ],
    ids=["none", "nine", "ten", "ten importers"],
)
def test_up_to_nine_legal_ways_are_named(allow: str, fix: str) -> None:
    """Where there is no legal way the remedy says so, and of more than nine it counts the rest."""
    law = LAW.partition("allow:")[0] + f"allow: [{allow}]\n"
    findings = [f for j in judge(case(law, FULL | {"app/users/api.py": "import app.shared"})) for f in j.findings]

    assert [finding.fix for finding in findings] == [fix]


def test_a_scope_of_two_axes_is_reported_value_by_value() -> None:
    """A line that reaches across neither of two axes names both values of both ends."""
    law = """\
        layers: {core: {modules: "app.{team}.{region}.core"}}
        axes: {team: [pay, stock], region: [east, west]}
        allow: [core -> core]
        """
    sources = {"app/pay/east/core.py": "import app.stock.west.core", "app/stock/west/core.py": ""}
    ((finding,),) = (judgement.findings for judgement in judge(case(law, sources)))

    assert finding.message.endswith("only within one team and region, not from pay east to stock west")


def test_a_law_that_was_not_read_from_a_file_leads_to_its_first_line() -> None:
    """Where the position of `allow` is not known, judgements and findings say line 1, column 1."""
    given = case(LAW, FULL | {"app/bills/drivers.py": "import app.bills.engines"})
    judgements = list(judge(Case(replace(given.topology, allow_position=None), given.codebase)))

    assert {(judgement.position.line, judgement.position.column) for judgement in judgements} == {(1, 1)}
    assert [finding.law_line for judgement in judgements for finding in judgement.findings] == [1]


def test_the_judgement_of_a_vacuous_line_is_of_this_rule() -> None:
    """It has the line's own id and the name of the rule, and no subjects."""
    sources = {path: text for path, text in FULL.items() if "shared" not in path}
    (first, *_) = judge(case(LAW, sources))

    assert (first.id, first.rule, first.subjects, first.findings) == ("L6-to-shared", "layers", (), ())


def test_a_ban_on_some_kinds_takes_over_what_it_bans() -> None:
    """Where a pair is judged because the ban lets annotations pass, an import that runs is still the ban's alone."""
    part = LAW + "forbid: {no-up: {from: L6, to: L5, typing_only: allowed}}\n"
    sources = FULL | {"app/bills/drivers.py": "import app.bills.engines"}

    assert [finding for judgement in judge(case(part, sources)) for finding in judgement.findings] == []
