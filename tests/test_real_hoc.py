"""`doctor` and `explain` on the real application; skipped unless CONFORMANCE_HOC names a checkout."""

import json
import os
from pathlib import Path

import pytest

from tests.support.tiny import run

ROOT = Path(__file__).parent.parent
CHECKOUT = os.environ.get("CONFORMANCE_HOC", "")
pytestmark = pytest.mark.skipif(not CHECKOUT, reason="CONFORMANCE_HOC names no checkout of the real application")


@pytest.fixture
def target(monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """The options that point a command at the checkout."""
    source = Path(CHECKOUT).resolve() / "backend"
    monkeypatch.chdir(ROOT)
    return "--source-root", str(source)


def test_doctor_names_what_others_miss(target: tuple[str, ...]) -> None:
    """388 modules that plain grimp does not see, the shadowed app.auth, 384 of 397 broken imports in app.hoc."""
    document = json.loads(run("doctor", "--format", "json", *target).stdout)
    found = {each["name"]: each for each in document["examinations"]}

    assert found["recovered"]["summary"] == (
        "388 modules that plain grimp would have missed, in 30 folders without `__init__.py`"
    )
    assert [item["path"] for item in found["shadowed"]["groups"][0]["items"]] == ["app/auth.py"]
    assert found["unresolved"]["groups"][0]["items"][0] == {"text": "384 in app.hoc"}
    assert found["unresolved"]["groups"][1]["count"] == 397


def test_explain_answers_with_file_and_line(target: tuple[str, ...]) -> None:
    """An engine that opens a session is named with its statement, the law, and the chain through a driver."""
    output = run("explain", "app.hoc.cus.activity.L5_engines.activity_facade", "sqlalchemy", *target).stdout

    assert "app/hoc/cus/activity/L5_engines/activity_facade.py:50: " in output
    assert "engines-know-no-orm topology.yaml:" in output
    assert "activity cus L5 -> activity cus L6" in output


def test_init_finds_domains_layers_and_the_shared_domain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine domains, fourteen kinds of layer folders, four numbered layers, and `general` shared by all."""
    monkeypatch.chdir(Path(CHECKOUT).resolve() / "backend")
    result = run("init", "--dry-run")

    assert result.exit_code == 0
    assert result.stdout.startswith(
        "# 9 domains below app.hoc.cus, 14 kinds of folders in them, 4 layers; 368 of 1544 modules stand there.\n"
    )
    assert "  # shared: general, which most of the others import\n" in result.stdout
    assert [f'"app.hoc.cus.{{domain}}.L{number}_*"' in result.stdout for number in (3, 4, 5, 6)] == [True] * 4
