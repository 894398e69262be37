"""Files that write several models, and the coordinator that they must import (`require` with `when`)."""

import pytest

from import_conformance.model.finding import Kind
from import_conformance.rules.require import judge
from import_conformance.rules.shared.writes import WrittenModels, models_written_by
from tests.support.building import brief, case

LAW = """\
layers:
  drivers: {modules: app.drivers}
  hub: {modules: app.hub}
require:
  together: {every: module, in: drivers, when: {writes_models: 2}, must_import: app.hub, because: half is worse}
"""
TABLE = "class {0}(Base):\n    __tablename__ = '{0}'\n"
MODELS = {
    "app/models/__init__.py": "from app.models.user import *\nfrom .bill import Bill, total\n",
    "app/models/user.py": f"Base = object\n{TABLE.format('User')}class Name(Base): ...\n",
    "app/models/bill.py": f"Base = object\n{TABLE.format('Bill')}def total(): ...\n",
    "app/copies.py": f"Base = object\n{TABLE.format('Bill')}",
    "app/hub.py": "",
}
FROM = "from app.models.user import User, Name\nfrom app.models.bill import Bill\n"
BOTH = "def f(session):\n    session.add(User())\n    session.add(Bill())\n"


def found(text: str, law: str = LAW) -> list[str]:
    """Return the findings when a driver has this text."""
    (judgement,) = judge(case(law, MODELS | {"app/drivers/pay.py": text}))
    assert judgement.problems == ()
    return [brief(finding).removeprefix("together app/drivers/pay.py:") for finding in judgement.findings]


def test_two_models_in_one_file_are_found() -> None:
    """The finding stands at the first write and names the models, for people and for machines."""
    (judgement,) = judge(case(LAW, MODELS | {"app/drivers/pay.py": FROM + BOTH + "    session.add(make())\n"}))
    (finding,) = judgement.findings

    assert brief(finding) == (
        "together app/drivers/pay.py:4 drivers writes 2 models (Bill and User) and does not import app.hub; "
        "together requires it"
    )
    assert (finding.kind, finding.identity) == (Kind.WRITE, "app.drivers.pay")
    assert dict(finding.details) == {
        "requirement_state": "absent",
        "witness": [],
        "models": ["app.models.bill.Bill", "app.models.user.User"],
        "untold_writes": 1,
    }


@pytest.mark.parametrize(
    "imports",
    [
        FROM,
        "from app.models import User, Bill\n",
        "from app.models import *\n",
        "from ..models import User, Bill\n",
        "import app.models as m\nUser, Bill = m.User, m.Bill\n",
        "from app.models import bill, user\nUser, Bill = user.User, bill.Bill\n",
        "from app.models.user import User\nBase = object\n" + TABLE.format("Bill"),
    ],
)
def test_models_are_distinguished_by_the_module_that_defines_them(imports: str) -> None:
    """Aliases, star imports and packages that pass models on all lead to the same class; a file's own count too."""
    assert [line.partition(" ")[2] for line in found(imports + BOTH)] == [
        "drivers writes 2 models (Bill and User) and does not import app.hub; together requires it"
    ]


def test_two_classes_of_one_name_are_two_models() -> None:
    """Where two models have the same name, the message names their modules."""
    text = "from app import copies, models\ndef f(db):\n    db.add(models.Bill())\n    db.add(copies.Bill())\n"

    assert found(text) == [
        "3 drivers writes 2 models (app.copies.Bill and app.models.bill.Bill) and does not import app.hub; "
        "together requires it"
    ]


@pytest.mark.parametrize(
    "text",
    [
        FROM + "def f(session):\n    session.add(User())\n    session.add(User())\n    session.delete(User())\n",
        FROM + "def f(session):\n    session.add(User())\n    session.add(Name())\n    session.add(Base())\n",
        FROM + "def f(session):\n    session.add(User())\n    session.get(Bill, 1)\n    return Bill()\n",
        "from app.models import User, total\ndef f(session):\n    session.add(User())\n    session.add(total())\n",
        "from elsewhere import User, Bill\n" + BOTH,
        "from app.models.user import User\nfrom app.models import User as Bill\n" + BOTH,
    ],
)
def test_one_model_is_silent(text: str) -> None:
    """One model by whatever names, classes without a table, reading, and models of other packages are no breach."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("import app.hub\n", 0),
        ("from app import hub\n", 0),
        ("def g():\n    import app.hub\n", 0),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.hub\n", 1),
        ("import app.copies\n", 1),
    ],
)
def test_an_import_of_the_coordinator_that_runs_satisfies_it(text: str, number: int) -> None:
    """Top-level and lazy imports do; one for annotations and one of another module do not."""
    assert len(found(text + FROM + BOTH)) == number


def test_one_model_may_be_enough() -> None:
    """`writes_models: 1` binds every file that writes at all."""
    law = LAW.replace("2}", "1}")

    assert found(FROM + "def f(session): session.add(User())\n", law) == [
        "3 drivers writes 1 model (User) and does not import app.hub; together requires it"
    ]
    assert found(FROM, law) == []


def test_other_modules_and_the_coordinator_are_not_bound() -> None:
    """Only the scope is, and the target writes what it likes."""
    sources = MODELS | {"app/hub.py": FROM + BOTH, "app/web.py": FROM + BOTH, "app/drivers/pay.py": ""}
    (judgement,) = judge(case(LAW.replace("drivers,", "[drivers, hub],"), sources))

    assert (judgement.findings, judgement.problems) == ((), ())


def test_a_star_import_is_searched_beyond_the_first() -> None:
    """A package that takes everything from several modules passes on what any of them has."""
    package = "from .user import *\nfrom .bill import *\n"
    given = case(
        LAW,
        MODELS
        | {"app/models/__init__.py": package, "app/drivers/pay.py": "from app.models import Bill, User\n" + BOTH},
    )

    assert models_written_by(given, "app.drivers.pay").models == ("app.models.bill.Bill", "app.models.user.User")


def test_a_law_about_models_needs_models() -> None:
    """Where no class names a table the law binds no module, which is reported unless it is optional."""
    sources = {"app/hub.py": "", "app/drivers/pay.py": "class User: ..."}

    assert [str(p) for j in judge(case(LAW, sources)) for p in j.problems] == [
        "topology.yaml:8:3: require.together counts the models that a file writes, but no class of the code base "
        "names a table"
    ]
    optional = LAW.replace("because:", "optional: true, because:")
    assert [p for j in judge(case(optional, sources)) for p in j.problems] == []


def test_a_module_without_writes_has_no_written_models() -> None:
    """A module without writes, and a folder without a file, have no models and stand at line 1."""
    given = case(LAW, MODELS | {"app/drivers/pay.py": "", "app/bare/x.py": ""})

    assert {models_written_by(given, module) for module in ("app.drivers.pay", "app.bare")} == {WrittenModels((), 0, 1)}
