"""Modules set aside."""

from dataclasses import replace

import pytest

from import_conformance.model.finding import Finding, Kind, Related
from import_conformance.model.topology import Severity
from import_conformance.rules.quarantine import judge
from tests.support.building import brief, case

LAW = """\
layers:
  core: {modules: app.core}
  old: {modules: app.old}
quarantine:
  aside: {modules: [old, app.older], because: it goes}
"""
OLD = {"app/old/__init__.py": "", "app/old/bill.py": "import app.older, app.old.tax", "app/old/tax.py": ""}


def found(text: str) -> list[str]:
    """Return the findings when app.core has this text."""
    (judgement,) = judge(case(LAW, OLD | {"app/older/x/y.py": "import app.old", "app/core.py": text}))
    assert judgement.problems == ()
    return [brief(finding).removeprefix("aside app/core.py:") for finding in judgement.findings]


@pytest.mark.parametrize(
    ("text", "line", "imported"),
    [
        ("import app.old", 1, "app.old"),
        ("from app.old import bill", 1, "app.old.bill"),
        ("from .old.bill import total", 1, "app.old.bill"),
        ("import app.older.x.y", 1, "app.older.x.y"),
        ("def f():\n    import app.old.tax", 2, "app.old.tax"),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.old.tax", 3, "app.old.tax"),
        ("from importlib import import_module\nimport_module('app.old.tax')", 2, "app.old.tax"),
    ],
)
def test_every_import_from_outside_is_found(text: str, line: int, imported: str) -> None:
    """Imports of every kind keep alive what should go."""
    assert found(text) == [f"{line} core imports {imported}, which aside has set aside"]


@pytest.mark.parametrize("text", ["", "import app.oldest", "import old", "# import app.old", "x = 'app.old'"])
def test_what_only_looks_like_it_is_silent(text: str) -> None:
    """Imports between modules set aside, of others with like names, and text are no breach."""
    assert found(text) == []


def test_a_finding_is_the_law_applied_to_an_import() -> None:
    """The whole value, with a remedy where the law has none of its own."""
    (judgement,) = judge(case(LAW, OLD | {"app/core.py": "from app.old.tax import rate", "app/older.py": ""}))
    expected = Finding(
        law="aside",
        rule="quarantine",
        kind=Kind.DIVERGENCE,
        severity=Severity.HIGH,
        law_line=8,
        path="app/core.py",
        line=1,
        column=1,
        module="app.core",
        identity="app.old.tax",
        message="core imports app.old.tax, which aside has set aside",
        layer="core",
        because="it goes",
        fix="do without it; what is set aside is on its way out",
        related=(Related("app/old/tax.py", 1, "app.old.tax", "the imported module"),),
        details={
            "imported": "app.old.tax",
            "imported_layer": "old",
            "imported_axes": {},
            "import_kind": "runtime",
            "names": ["rate"],
        },
    )

    assert judgement.findings == (expected,)
    law = LAW.replace("it goes", "it goes, fix: ask Ann")
    (judgement,) = judge(case(law, OLD | {"app/core.py": "from app.old.tax import rate", "app/older.py": ""}))
    assert judgement.findings == (replace(expected, fix="ask Ann"),)


@pytest.mark.parametrize(
    ("most", "problems"),
    [
        ("4", []),
        ("3", ["8:3: quarantine.aside may hold 3 modules and holds 4; it may only shrink"]),
        ("0, optional: true", ["8:3: quarantine.aside may hold 0 modules and holds 4; it may only shrink"]),
    ],
)
def test_more_files_than_at_most_allows_is_a_problem(most: str, problems: list[str]) -> None:
    """Files count, folders without an `__init__.py` do not; what is set aside never grows, optional or not."""
    judged = judge(
        case(LAW.replace("it goes", f"it goes, at_most: {most}"), OLD | {"app/core.py": "", "app/older/x/y.py": ""})
    )

    assert [str(p) for j in judged for p in j.problems] == [f"topology.yaml:{problem}" for problem in problems]


def test_what_was_set_aside_and_is_gone_is_a_problem() -> None:
    """A quarantine of nothing is taken out of the law, unless it says that this is meant."""
    sources = OLD | {"app/core.py": ""}

    assert [str(p) for j in judge(case(LAW, sources)) for p in j.problems] == [
        "topology.yaml:8:26: 'app.older' in quarantine.aside names no module: what was set aside is gone, take it out"
    ]
    assert [
        p for j in judge(case(LAW.replace("it goes", "it goes, optional: true"), sources)) for p in j.problems
    ] == []
