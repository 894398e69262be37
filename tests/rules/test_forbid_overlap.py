"""Bans whose two ends share modules: what happens inside one part is no breach."""

import pytest

from import_conformance.rules.forbid import judge
from tests.support.building import case

TREE = {
    "app/account/x.py": "from app.dashboard import views\n",
    "app/dashboard/__init__.py": "from . import views\n",
    "app/dashboard/models.py": "",
    "app/dashboard/views.py": "from app.dashboard import models\nimport app.dashboard.views\n",
    "app/migrations/v1.py": "from app.migrations import v2\nimport app.account.x\n",
    "app/migrations/v2.py": "",
}
GRID = {
    "app/pay/core.py": "import app.pay.store\n",
    "app/pay/store.py": "",
    "app/stock/core.py": "import app.pay.core\nimport app.pay.store\n",
    "app/stock/store.py": "",
}
LAYERS = """\
layers: {core: {modules: "app.{team}.core"}, store: {modules: "app.{team}.store"}}
axes: {team: [pay, stock]}
"""


def found(ends: str, sources: dict[str, str] = TREE, layers: str = "") -> list[str]:
    """Return the imports that break a ban between two ends."""
    judged = judge(case(f"{layers}forbid: {{f: {{{ends}}}}}\n", sources))
    return [f"{each.module} -> {each.identity}" for one in judged for each in one.findings if each.module]


@pytest.mark.parametrize(
    ("ends", "imports"),
    [
        # `to` lies in `from`: what it imports of itself is its own affair.
        ('from: "app.*", to: app.dashboard', ["app.account.x -> app.dashboard.views"]),
        ("from: app, to: app.dashboard", ["app.account.x -> app.dashboard.views"]),
        # `from` lies in `to`: it may import itself, and nothing else of it.
        ("from: app.migrations, to: app", ["app.migrations.v1 -> app.account.x"]),
        ("from: app.dashboard, to: app", []),
        # Parts that may not import each other: each lies in `to`, and may import itself.
        (
            "from: [app.account, app.migrations, app.dashboard], to: [app.account, app.migrations, app.dashboard]",
            ["app.account.x -> app.dashboard.views", "app.migrations.v1 -> app.account.x"],
        ),
        # A module is no dependency of itself.
        ("from: app.dashboard.views, to: app.dashboard", ["app.dashboard.views -> app.dashboard.models"]),
    ],
)
def test_what_is_inside_one_part_is_no_breach(ends: str, imports: list[str]) -> None:
    """Whichever end lies in the other."""
    assert found(ends) == imports


@pytest.mark.parametrize(
    ("ends", "imports"),
    [
        # core of pay lies in `to`, and imports nothing but pay; core of stock does not.
        ("from: core, to: pay", ["app.stock.core -> app.pay.core", "app.stock.core -> app.pay.store"]),
        ("from: stock, to: core", []),
        ('from: core, to: "app.pay.**"', ["app.stock.core -> app.pay.core", "app.stock.core -> app.pay.store"]),
    ],
)
def test_a_module_of_both_ends_may_import_the_rest_of_the_target(ends: str, imports: list[str]) -> None:
    """A module of both ends may import the rest of `to`, as all other modules of `to` may."""
    assert found(ends, GRID, LAYERS) == imports


@pytest.mark.parametrize(
    "ends", ["from: app.dashboard, to: app.dashboard", "from: core, to: core", "from: app, to: app"]
)
def test_a_ban_that_cannot_be_broken_is_at_fault(ends: str) -> None:
    """Two ends that are the same modules forbid nothing, and the law says so."""
    sources = {**GRID, "app/dashboard/a.py": "import app.dashboard.b", "app/dashboard/b.py": ""}
    layers = LAYERS.replace("{team}", "*").partition("axes")[0]
    judged = judge(case(f"{layers}forbid: {{f: {{{ends}}}}}\n", sources))

    (fault,) = [each for one in judged for each in one.findings]
    assert fault.message == "forbid.f can never be broken: every module of `from` lies in the same part of `to`"
