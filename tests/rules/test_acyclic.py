"""Import cycles between parts."""

from dataclasses import replace

import pytest

from import_conformance.model.finding import Finding, Kind, Related
from import_conformance.model.topology import Severity
from import_conformance.rules.acyclic import judge
from tests.support.building import brief, case

LAW = """\
layers:
  low: {modules: "app.{area}.low"}
  high: {modules: "app.{area}.high"}
  base: {modules: app.base}
axes:
  area: [bill, cart, tax]
acyclic:
  round: {over: area, because: none can move alone}
"""
BARE = {f"app/{area}/{layer}.py": "" for area in ("bill", "cart", "tax") for layer in ("low", "high")} | {
    "app/base.py": ""
}
TWICE = "import app.cart.low\nimport app.cart.high\n"


def found(law: str = LAW, **changed: str) -> list[str]:
    """Return the findings when some modules (`bill_low`) have other texts."""
    sources = BARE | {f"app/{name.replace('_', '/')}.py": text for name, text in changed.items()}
    (judgement,) = judge(case(law, sources))
    assert judgement.problems == ()
    return [brief(finding).removeprefix("round app/") for finding in judgement.findings]


def test_the_cheaper_side_of_a_cycle_is_the_one_to_cut() -> None:
    """Of two parts that import each other, the statements of the side that has fewer are found."""
    assert found(bill_low=TWICE, cart_low="\nimport app.bill.high") == [
        "cart/low.py:2 cart imports bill (app.bill.high) and so closes a cycle of bill and cart"
    ]


def test_all_statements_of_an_edge_must_go() -> None:
    """One edge is every import between two parts, in whatever modules."""
    assert found(bill_low=TWICE, bill_high=TWICE, cart_low="import app.bill.low", cart_high="import app.bill.low") == [
        "cart/high.py:1 cart imports bill (app.bill.low) and so closes a cycle of bill and cart",
        "cart/low.py:1 cart imports bill (app.bill.low) and so closes a cycle of bill and cart",
    ]


def test_a_longer_cycle_is_cut_once() -> None:
    """Three parts in a ring need one cut, at their weakest edge."""
    ring = {"bill_low": TWICE, "cart_low": "import app.tax.low", "tax_low": "import app.bill.low\nimport app.bill.high"}

    assert found(**ring) == ["cart/low.py:1 cart imports tax (app.tax.low) and so closes a cycle of bill, cart and tax"]


@pytest.mark.parametrize(
    "back",
    [
        "",
        "import app.cart.high",
        "import app.tax.low",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.bill.low",
        "import app.loose",
    ],
)
def test_imports_that_close_no_cycle_are_not_reported(back: str) -> None:
    """Imports inside a part, onward, for type checkers only, and through modules without a part close no cycle."""
    assert found(bill_low=TWICE, cart_low=back, loose="import app.bill.low") == []


@pytest.mark.parametrize(
    ("kinds", "back", "number"),
    [
        ("[runtime]", "def f(): import app.bill.low", 0),
        ("[runtime, lazy]", "def f(): import app.bill.low", 1),
        ("[runtime, typing]", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.bill.low", 1),
    ],
)
def test_the_kinds_of_imports_that_count_can_be_chosen(kinds: str, back: str, number: int) -> None:
    """Only imports of the kinds that the law names close a cycle."""
    law = LAW.replace("over: area", f"over: area, kinds: {kinds}")

    assert len(found(law, bill_low=TWICE, cart_low=back)) == number


def test_layers_may_be_the_parts() -> None:
    """`over: layer` asks which layers import each other, whatever the area."""
    sources = {"bill_high": "import app.bill.low\nimport app.cart.low", "tax_low": "import app.tax.high"}

    assert found(LAW.replace("over: area", "over: layer"), **sources) == [
        "tax/low.py:1 low imports high (app.tax.high) and so closes a cycle of high and low"
    ]


@pytest.mark.parametrize("own", [{}, {"app/bill/__init__.py": ""}])
def test_packages_may_be_the_parts(own: dict[str, str]) -> None:
    """`over: package` asks folders; a module belongs to its folder, and a package is its folder, with a file or not."""
    changed = {"app/cart/low.py": "import app.bill", "app/bill/low.py": TWICE} | own
    (judgement,) = judge(case(LAW.replace("over: area", "over: package"), BARE | changed))

    assert [brief(finding) for finding in judgement.findings] == [
        "round app/cart/low.py:1 app.cart imports app.bill (app.bill) and so closes a cycle of app.bill and app.cart"
    ]


def test_a_package_of_one_file_is_a_part_of_its_own() -> None:
    """A folder that holds nothing but its `__init__.py` is not taken for a module of the folder above."""
    changed = {"app/__init__.py": "import app.bare", "app/bare/__init__.py": "import app"}
    (judgement,) = judge(case(LAW.replace("over: area", "over: package"), BARE | changed))

    assert [finding.message for finding in judgement.findings] == [
        "app.bare imports app (app) and so closes a cycle of app and app.bare"
    ]


def test_only_some_modules_may_count() -> None:
    """`in` leaves out the imports of all other modules."""
    law = LAW.replace("over: area", "over: area, in: low")

    assert found(law, bill_low=TWICE, cart_high="import app.bill.low") == []
    assert len(found(law, bill_low=TWICE, cart_low="import app.bill.low")) == 1


def test_a_finding_is_the_law_applied_to_an_import() -> None:
    """The whole value: machines get the parts and the edge to cut, people a remedy."""
    sources = BARE | {"app/bill/low.py": TWICE, "app/cart/low.py": "import app.bill.low"}
    (judgement,) = judge(case(LAW, sources))
    expected = Finding(
        law="round",
        rule="acyclic",
        kind=Kind.CYCLE,
        severity=Severity.HIGH,
        law_line=11,
        path="app/cart/low.py",
        line=1,
        column=1,
        module="app.cart.low",
        subject="cart",
        identity="app.bill.low",
        message="cart imports bill (app.bill.low) and so closes a cycle of bill and cart",
        layer="low",
        axes={"area": "cart"},
        because="none can move alone",
        fix="cut the edge from cart to bill: it is the cheapest way to open the cycle",
        related=(Related("app/bill/low.py", 1, "app.bill.low", "the imported module"),),
        details={
            "imported": "app.bill.low",
            "imported_layer": "low",
            "imported_axes": {"area": "bill"},
            "import_kind": "runtime",
            "names": [],
            "circle": ["bill", "cart"],
            "arc": ["cart", "bill"],
        },
    )

    assert judgement.findings == (expected,)
    (judgement,) = judge(case(LAW.replace("because:", "fix: ask Ann, because:"), sources))
    assert judgement.findings == (replace(expected, fix="ask Ann"),)


def test_two_parts_are_enough() -> None:
    """A law that compares two parts is about something."""
    law = LAW.replace("over: area", "over: layer, in: app.bill")

    assert [p for j in judge(case(law, BARE)) for p in j.problems] == []


@pytest.mark.parametrize(
    ("law", "problem"),
    [
        ("over: area, in: [low, app.gone]", "11:33: 'app.gone' in acyclic.round names no module of the code base"),
        (
            "over: area, in: app.bill",
            "11:3: acyclic.round compares fewer than two parts: too few modules have a value on 'area'",
        ),
    ],
)
def test_a_law_without_parts_is_a_problem(law: str, problem: str) -> None:
    """Scopes without modules, and fewer than two parts, are reported, unless the law is optional."""
    law = LAW.replace("over: area", law)

    assert [str(p) for j in judge(case(law, BARE)) for p in j.problems] == [f"topology.yaml:{problem}"]
    optional = law.replace("because:", "optional: true, because:")
    assert [p for j in judge(case(optional, BARE)) for p in j.problems] == []


def test_the_fix_counts_the_edges_to_remove() -> None:
    """Of several edges each fix gives their number; the fix of a single edge says that it opens the cycle."""
    text = LAW.replace(", because: none can move alone", "")
    one = {"app/bill/low.py": TWICE, "app/cart/low.py": "import app.bill.low"}
    both = one | {"app/cart/high.py": "import app.tax.low, app.tax.high", "app/tax/low.py": "import app.cart.low"}

    fixes = [
        {finding.fix for each in judge(case(text, BARE | given)) for finding in each.findings} for given in (one, both)
    ]

    assert fixes == [
        {"cut the edge from cart to bill: it is the cheapest way to open the cycle"},
        {
            "cut the edge from cart to bill: 2 edges have to go before the cycle is open, and it is one of them",
            "cut the edge from tax to cart: 2 edges have to go before the cycle is open, and it is one of them",
        },
    ]
