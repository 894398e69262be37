"""Each kind of finding, fixed in a copy: the proposed change, and what the law finds after it."""

import pytest

from import_conformance.judging.session import session_of
from import_conformance.model.answers.work import Wave, units_of
from import_conformance.model.base.facts import Wanted
from import_conformance.planning.order import Order
from import_conformance.planning.simulation import judged, simulate
from tests.support.building import law, material

LONG = "\n".join(
    f"def f{n}(a, b):\n    return [a + {n}, b * {n}, f{n}(b, a) if a > {n} else None]\n" for n in range(12)
)
LAYERS = "layers: {top: {modules: app.top}, low: {modules: app.low}}\nallow: [top -> low, top -> top, low -> low]\n"


def done(text: str, sources: dict[str, str]) -> tuple[Wave, ...]:
    """Fix all findings in one wave, and return it with the waves that follow from it."""
    topology = law(text)
    start = judged(session_of(topology, material(topology, sources, Wanted(headers=True))))
    return simulate(start, Order((units_of(start.findings),))).waves


def summary(steps: tuple[Wave, ...]) -> tuple[list[str], list[int]]:
    """Return the changes of the first wave as sentences, and how many findings each wave leaves."""
    changes = [str(change) for unit in sorted(steps[0].units, key=lambda unit: unit.id) for change in unit.changes]
    return changes, [len(step.left) for step in steps]


def test_an_illegal_import_is_removed_with_the_uses_of_its_names() -> None:
    """Only the forbidden part of a statement is removed, and a ban on the uses then finds nothing more."""
    text = LAYERS + "ban: {no-go: {calls: [app.top.a.go], severity: low}}\n"
    steps = done(text, {"app/top/a.py": "def go(): ...\n", "app/low/b.py": "from app.top.a import go, stay\ngo()\n"})

    assert summary(steps) == (
        ["take the import of app.top.a out of app/low/b.py:1", "do without app.top.a.go in app/low/b.py:2:1"],
        [0],
    )


def test_a_copy_is_deleted_and_its_importers_import_the_original() -> None:
    """Whether they import the module or something of it; an importer that may not do so is fixed in a further wave."""
    text = """\
    layers: {hub: {modules: app.hub}, bills: {modules: app.bills}, web: {modules: app.web}}
    allow: [bills -> hub, bills -> bills, web -> web, web -> bills, hub -> hub]
    own: {hub-owns: {owner: app.hub}}
    """
    sources = {
        "app/hub/core.py": LONG,
        "app/bills/core.py": LONG,
        "app/bills/pay.py": "from .core import f1\n",
        "app/web/page.py": "from app.bills import core\n",
    }
    steps = done(text, sources)

    assert summary(steps) == (["delete app/bills/core.py, and let its importers import app.hub.core"], [1, 0])
    assert [(f.law, f.path, f.identity) for f in steps[0].brought] == [
        ("web-to-hub", "app/web/page.py", "app.hub.core")
    ]
    assert [str(change) for unit in steps[1].units for change in unit.changes] == [
        "take the import of app.hub.core out of app/web/page.py:1"
    ]


def test_a_required_import_is_added_where_it_is_legal() -> None:
    """The topmost layer of the domain that may import the target gets it; a domain that may not is left to people."""
    text = """\
    layers:
      top: {modules: "app.{domain}.top"}
      low: {modules: "app.{domain}.low"}
      run: {modules: app.run}
    axes: {domain: [a, b]}
    allow: [top -> low, low -> run, low -> low, run -> run]
    require: {use-run: {every: domain, must_import: app.run}}
    """
    sources = {
        "app/run.py": "",
        "app/a/top.py": "",
        "app/a/low.py": "",
        "app/b/top.py": "",
        "app/b/low/__init__.py": "",
    }
    steps = done(text, sources)

    assert summary(steps) == (["import app.run in app/a/low.py", "import app.run in app/b/low/__init__.py"], [0])


def test_a_requirement_that_another_law_forbids_is_left_to_people() -> None:
    """No import would be legal, so none is simulated, and the finding stays with its reason."""
    text = """\
    layers: {mod: {modules: app.mod}, run: {modules: app.run}}
    allow: [run -> run, mod -> mod]
    require: {use-run: {every: module, in: mod, must_import: app.run}}
    """
    steps = done(text, {"app/run.py": "", "app/mod.py": ""})

    assert summary(steps) == (
        ["decide about app/mod.py (use-run): `allow` and `forbid` leave no import that would do"],
        [1],
    )


def test_a_duplicate_symbol_is_deleted_with_its_body() -> None:
    """A duplicate definition is deleted with the calls in it, and the owner's is imported under its own name."""
    text = """\
    own: {clock: {owner: app.time, symbols: [now, _now]}}
    ban: {naive: {calls: [datetime.datetime.utcnow], in: app.a, severity: low}}
    """
    body = "from datetime import datetime\ndef {}():\n    return datetime.utcnow()\n"
    steps = done(text, {"app/time.py": body.format("now"), "app/a.py": body.format("_now")})

    assert summary(steps) == (
        [
            "delete the definition of _now in app/a.py:2",
            "import now from app.time in app/a.py",
            "do without datetime.datetime.utcnow in app/a.py:3:12",
        ],
        [0],
    )


def test_a_banned_call_is_replaced_by_the_substitute_of_the_ban() -> None:
    """The import of the substitute is added once, and only where it is missing."""
    text = "ban: {naive: {calls: [time.time], in: [app.a, app.b], use: app.clock.now, severity: low}}\n"
    calls = "import time\ntime.time()\ntime.time()\n"
    steps = done(text, {"app/clock.py": "", "app/a.py": calls, "app/b.py": f"from app.clock import now\n{calls}"})

    assert summary(steps)[0] == [
        "use app.clock.now instead of time.time in app/a.py:2:1",
        "use app.clock.now instead of time.time in app/a.py:3:1",
        "use app.clock.now instead of time.time in app/b.py:3:1",
        "use app.clock.now instead of time.time in app/b.py:4:1",
        "import now from app.clock in app/a.py",
    ]


@pytest.mark.parametrize(
    ("names", "file", "expected"),
    [
        ("{deny: ['*_service']}", "pay_service", "pay"),
        ("{allow: ['*_engine']}", "pay", "pay_engine"),
        ("{deny: ['*_service'], allow: ['*_engine']}", "pay_service", "pay_engine"),
        ("{deny: ['*_service']}", "there_service", "there_2"),
    ],
)
def test_a_file_is_renamed_to_a_free_and_legal_name(names: str, file: str, expected: str) -> None:
    """What is denied is cut off, what is allowed is put around it; the importers follow, so nothing breaks."""
    text = f"names: {{n: {{in: app.x.{file}, {names[1:]}}}\n"
    steps = done(text, {f"app/x/{file}.py": "", "app/x/there.py": "", "app/a.py": f"from app.x import {file}\n"})

    assert summary(steps)[0] == [f"rename app/x/{file}.py to {expected}.py"]
    assert [unit.fixed for unit in steps[0].units] == [1]
    assert not steps[0].brought


def test_headers_and_broken_imports_are_fixed_in_one_file_at_once() -> None:
    """A header is set to the layer, and an import that leads nowhere is removed."""
    text = LAYERS + "headers: {h: {key: Layer, severity: low}}\n"
    sources = {"app/top.py": "# Layer: low\nimport app.gone\n", "app/low.py": "# Layer: low\n"}

    assert summary(done(text, sources)) == (
        ["say '# Layer: top' at the top of app/top.py", "take the import of app.gone out of app/top.py:2"],
        [0],
    )


def test_a_law_left_without_modules_is_reported() -> None:
    """Deleting the only file of a layer is a consequence for the topology, which would be refused from then on."""
    text = "layers: {hub: {modules: app.hub}, bills: {modules: app.bills}}\nown: {hub-owns: {owner: app.hub}}\n"
    (step,) = done(text, {"app/hub.py": LONG, "app/bills.py": LONG})

    assert [problem.sentence for problem in step.problems] == [
        "the pattern app.bills of layer bills matches no module; correct it, take it out, or say `optional: true` with "
        "a `because`"
    ]
    assert (step.fixed, step.left) == (1, ())
