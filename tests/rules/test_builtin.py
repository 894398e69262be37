"""Laws that hold in every code base."""

from dataclasses import replace

import pytest

from import_conformance.model.codebase import Fate, SourceFile
from import_conformance.rules.builtin import judge
from import_conformance.rules.shared.base import Case
from import_conformance.rules.shared.suggestion import REMEDY
from tests.support.building import brief, case

LAW = """\
layers:
  L5: {modules: "app.{domain}.engines"}
axes:
  domain: [bills]
"""


def found(given: Case) -> list[str]:
    """Return all findings of the built-in laws."""
    return [brief(finding) for judgement in judge(given) for finding in judgement.findings]


def test_an_import_of_a_missing_module_is_found() -> None:
    """An internal import that leads nowhere is a finding that names modules of the same last name."""
    given = case(LAW, {"app/bills/engines.py": "x = 1\nfrom app.gone import y", "app/old/gone.py": ""})
    (finding,) = [finding for judgement in judge(given) for finding in judgement.findings]

    assert brief(finding) == (
        "unresolved-imports app/bills/engines.py:2 the import of app.gone names a module that does not exist"
    )
    assert finding.fix == "did you mean app.old.gone?"


@pytest.mark.parametrize(
    ("text", "target", "fix"),
    [
        ("from app import stroe", "app.stroe", "did you mean app.store?"),
        ("import app.stroe", "app.stroe", "did you mean app.store?"),
        ("from app.stroe import S", "app.stroe", "did you mean app.store?"),
        ("from . import stor", "app.stor", "did you mean app.store?"),
        ("import app.bils.engine", "app.bils.engine", "did you mean app.bills.engines?"),
        ("from app.bills import engine", "app.bills.engine", "did you mean app.bills.engines?"),
        ("from app import Limits", "app.Limits", "did you mean app.Limit?"),
        (
            "from app import entirely_other",
            "app.entirely_other",
            REMEDY,
        ),
    ],
)
def test_a_misspelt_module_is_named(text: str, target: str, fix: str) -> None:
    """The module or name that is one slip of the hand away is what was meant, in every spelling of the import."""
    sources = {"app/__init__.py": "Limit = 1", "app/store.py": "", "app/bills/engines.py": "", "app/other.py": text}
    (finding,) = [finding for judgement in judge(case(LAW, sources)) for finding in judgement.findings]

    assert (finding.identity, finding.fix) == (target, fix)


def test_a_name_that_a_package_does_not_bind_is_reported_as_missing() -> None:
    """The message names the package that was searched."""
    given = case(LAW, {"app/__init__.py": "", "app/bills/engines.py": "from app import gone"})

    assert found(given) == [
        "unresolved-imports app/bills/engines.py:1 app has no module 'gone', and its __init__.py binds no such name"
    ]


def test_a_relative_import_above_the_top_is_found() -> None:
    """The message describes too many leading dots in words."""
    given = case(LAW, {"app/bills/engines.py": "from .... import x"})

    assert found(given) == [
        "unresolved-imports app/bills/engines.py:1 the import of .... has more dots than there are packages above it"
    ]


def test_an_external_import_is_no_concern() -> None:
    """What lies outside the packages may be missing here; a like-named external package is not internal."""
    assert found(case(LAW, {"app/bills/engines.py": "import nowhere.to.be.found, apple.pie"})) == []


def test_an_undeclared_value_is_found_once() -> None:
    """A misspelt domain is one finding at its first module, with the number of modules."""
    given = case(LAW, {"app/bills/engines.py": "", "app/bils/engines/__init__.py": "", "app/bils/engines/x.py": ""})

    assert found(given) == [
        "undeclared-values app/bils/engines/__init__.py:1 'bils' is no declared domain; "
        "2 modules stand there, app.bils.engines first"
    ]


def test_files_that_cannot_be_judged_are_findings() -> None:
    """Shadowed and unparsable files are findings with the ledger's reason and place."""
    given = case(LAW, {"app/bills/engines.py": ""})
    bad = (
        SourceFile("app/a.py", Fate.SHADOWED, "app.a", "Python imports app/a/__init__.py under the same name"),
        SourceFile("app/b.py", Fate.UNPARSABLE, "app.b", "syntax error: invalid syntax", 3, 7),
    )
    given = Case(given.topology, replace(given.codebase, files=given.codebase.files + bad))

    assert found(given) == [
        "shadowed-modules app/a.py:1 this file is never imported: Python imports app/a/__init__.py under the same name",
        "unparsable-files app/b.py:3 this file cannot be judged: syntax error: invalid syntax",
    ]


def test_a_built_in_law_may_be_narrowed() -> None:
    """`in` limits a built-in law to a part of the code base."""
    law = LAW + "builtin:\n  unresolved-imports: {in: L5, severity: low}\n"
    given = case(law, {"app/bills/engines.py": "import app.gone", "app/other.py": "import app.gone"})

    assert found(given) == [
        "unresolved-imports app/bills/engines.py:1 the import of app.gone names a module that does not exist"
    ]


@pytest.mark.parametrize(
    ("homes", "fix"),
    [
        ("a", "did you mean app.a.x.gone?"),
        ("ab", "did you mean one of app.a.x.gone and app.b.x.gone?"),
        ("abc", "did you mean one of app.a.x.gone, app.b.x.gone and app.c.x.gone?"),
        ("abcd", "did you mean one of app.a.x.gone, app.b.x.gone and 2 more?"),
    ],
)
def test_the_fix_names_the_modules_with_the_nearest_names(homes: str, fix: str) -> None:
    """Up to three modules that share most of the name are offered, farther ones are not."""
    twins = {f"app/{home}/x/gone.py": "" for home in homes} | {"app/far/gone.py": ""}
    given = case(LAW, {"app/bills/engines.py": "import app.x.gone"} | twins)

    assert [finding.fix for judgement in judge(given) for finding in judgement.findings] == [fix]


def test_a_built_in_law_without_findings_has_one_nameless_subject() -> None:
    """A law that holds everywhere is applied even where it finds nothing."""
    assert {judgement.subjects for judgement in judge(case(LAW, {"app/bills/engines.py": ""}))} == {("",)}


def test_a_scope_that_names_nothing_is_a_problem() -> None:
    """What a built-in law is narrowed to must exist."""
    law = LAW + "builtin:\n  unresolved-imports: {in: app.wrong}\n"
    problems = [str(p) for judgement in judge(case(law, {"app/bills/engines.py": ""})) for p in judgement.problems]

    assert problems == [
        "topology.yaml:9:28: 'app.wrong' in builtin.unresolved-imports names no module of the code base"
    ]


def test_without_axes_no_value_can_be_undeclared() -> None:
    """What could not fail is not counted: the law about values is left out, and all others stay."""
    bare = [judgement.id for judgement in judge(case("layers: {core: {modules: app.core}}\n", {"app/core.py": ""}))]
    whole = [judgement.id for judgement in judge(case(LAW, {"app/bills/engines.py": ""}))]

    assert "undeclared-values" in whole
    assert bare == [law for law in whole if law != "undeclared-values"]
    assert whole.index("undeclared-values") < len(whole) - 1


@pytest.mark.parametrize("text", ["import app.pb", "from app import pb", "from app.pb import pb", "import app.x.y"])
def test_the_name_that_was_asked_for_is_never_proposed(text: str) -> None:
    """Also where another import has made a package of it."""
    given = case(LAW, {"app/bills/engines.py": text})
    codebase = replace(given.codebase, modules=given.codebase.modules | {"app.pb", "app.x", "app.x.y"})

    (finding,) = [each for made in judge(replace(given, codebase=codebase)) for each in made.findings]

    target = str((finding.details or {})["imported"])
    assert f"{target}?" not in finding.fix
