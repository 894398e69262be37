"""Which units of work come first, and what that takes along."""

from import_conformance.judging.session import session_of
from import_conformance.model.answers.work import Prerequisite
from import_conformance.model.base.facts import Wanted
from import_conformance.planning.order import Precedence, in_order, without_cycles
from import_conformance.planning.simulation import judged, simulate
from import_conformance.rules.shared.base import Case
from tests.support.building import law, material

COPIES = """\
layers:
  L4: {modules: "app.{domain=hub}.L4_run"}
  L5: {modules: "app.{domain}.L5_work"}
axes: {domain: [bills, hub]}
allow: [{edge: L5 -> L4, across: domain}]
require:
  use-hub: {every: domain, of: [bills], must_import: hub.L4_run}
own:
  hub-owns: {owner: app.hub, among: app, severity: critical, fix: delete it}
names:
  no-core: {in: app.bills, deny: ["*core"], severity: low, fix: rename it}
"""
LONG = "".join(f"def f{n}(a, b):\n    return [a + b * {n} for c in range(b) if c > a]\n" for n in range(9))


def test_copies_are_deleted_first_together_with_their_other_findings() -> None:
    """The name of a deleted copy needs no fix, while the import that its domain must have, shown there, stays."""
    sources = {"app/hub/L4_run/core.py": LONG, "app/bills/L5_work/core.py": LONG, "app/bills/L5_work/pay.py": ""}
    start = judged(session_of(law(COPIES), material(law(COPIES), sources, Wanted(headers=True))))
    order = in_order(Case(start.session.topology, start.session.codebase), start.findings)
    plan = simulate(start, order)
    first, second = plan.waves
    units = {unit.id: unit for wave in plan.waves for unit in wave.units}
    wire, rename = units["use-hub in bills"], units["no-core in bills"]

    assert [[unit.id for unit in wave.units] for wave in plan.waves] == [
        ["hub-owns in bills"],
        ["use-hub in bills", "no-core in bills"],
    ]
    assert units["hub-owns in bills"].deletes == ("app/bills/L5_work/core.py",)
    assert wire.prerequisites == (Prerequisite("hub-owns in bills", "deletes copies of what it wires to"),)
    assert rename.prerequisites == (Prerequisite("hub-owns in bills", "deletes files of it"),)
    assert [(unit.fixed, unit.gone, unit.files) for unit in (wire, rename)] == [(1, 0, 1), (0, 1, 0)]
    # What is missing in the domain is shown at another file once the copy is gone: that finding goes and comes.
    assert (first.fixed, first.gone, len(first.brought), len(first.left)) == (1, 2, 1, 1)
    assert (second.fixed, second.gone, len(second.brought), len(second.left)) == (1, 0, 0, 0)
    assert (plan.findings, plan.precedences, plan.dropped, plan.left) == (3, 2, 0, ())


def test_precedences_in_a_cycle_are_dropped_where_that_costs_least() -> None:
    """Of three precedences in a cycle, the lightest is dropped."""
    wanted = (Precedence("a", "b", 5, ""), Precedence("b", "c", 1, ""), Precedence("c", "a", 3, ""))

    assert without_cycles(wanted) == (wanted[0], wanted[2])
