"""Named bans on imports."""

import pytest

from import_conformance.rules.forbid import judge
from tests.support.building import brief, case

LAW = """\
layers:
  core: {modules: app.core}
  web: {modules: app.web}
forbid:
  no-web: {from: core, to: [app.web, flask, django.db], because: core is reused, fix: pass values in}
"""


def found(text: str, law: str = LAW) -> list[str]:
    """The findings when app.core has this text."""
    others = {
        "app/web.py": "import flask\nimport django.db\nfrom django import forms",
        "app/other.py": "import app.web",
    }
    judged = judge(case(law, {"app/core.py": text, **others}))
    return [brief(finding) for judgement in judged for finding in judgement.findings]


@pytest.mark.parametrize(
    ("text", "imported"),
    [
        ("import app.web", "app.web"),
        ("from . import web", "app.web"),
        ("import flask", "flask"),
        ("from flask.views import View", "flask.views"),
        ("import django.db.models", "django.db.models"),
        ("from django import db", "django"),
    ],
)
def test_every_way_to_import_a_banned_module_is_found(text: str, imported: str) -> None:
    """Internal and external modules are banned with everything below them, however they are imported."""
    assert found(text) == [f"no-web app/core.py:1 core imports {imported}; no-web forbids it"]


@pytest.mark.parametrize("text", ["import flaskr", "from django import forms", "# import flask", "x = 'import flask'"])
def test_what_only_looks_like_it_is_silent(text: str) -> None:
    """A longer name, a sibling below the same package, a comment and a string are no breach."""
    assert found(text) == []


def test_a_ban_may_be_limited_to_kinds() -> None:
    """`typing_only: allowed` lets an annotation name what may not be used."""
    law = LAW.replace("because:", "typing_only: allowed, because:")

    assert found("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n import flask\n", law) == []
    assert len(found("def f():\n import flask\n", law)) == 1


def test_a_ban_reaches_as_deep_as_folders_go() -> None:
    """Names of a thousand parts are no reason to give up."""
    deep = "app/core/" + "a/" * 2000 + "deep.py"
    judged = judge(case(LAW, {deep: "import app.web", "app/web.py": ""}))

    assert [finding.identity for judgement in judged for finding in judgement.findings] == ["app.web"]


def test_the_finding_carries_why_and_fix() -> None:
    """The law's own words travel with the finding, and its line."""
    (judgement,) = judge(case(LAW, {"app/core.py": "import flask\nimport django.db", "app/web.py": ""}))
    first = judgement.findings[0]

    assert (first.because, first.fix, first.law_line) == ("core is reused", "pass values in", 8)


def test_a_ban_that_names_nothing_is_a_problem() -> None:
    """Modules that do not exist and externals that no module imports make the ban vacuous."""
    law = LAW.replace("to: [app.web, flask, django.db]", "to: [app.wob, flusk]")
    (judgement,) = judge(case(law, {"app/core.py": "", "app/web.py": ""}))

    assert [str(problem) for problem in judgement.problems] == [
        "topology.yaml:8:29: 'app.wob' in forbid.no-web names no module of the code base",
        "topology.yaml:8:38: 'flusk' in forbid.no-web is imported nowhere, so the ban cannot be distinguished from a "
        "misspelt name; correct it, or say `optional: true` with a `because`",
    ]


def test_a_misspelt_package_is_reported_with_the_nearest_imported_one() -> None:
    """The suggestion is as deep as the name in the law; without a near name there is no suggestion."""
    law = LAW.replace("to: [app.web, flask, django.db]", "to: [sqlite, django.dbs, redis, flasque]")
    sources = {"app/core.py": "import sqlite3\nimport django.db.models\nimport flask\n", "app/web.py": ""}
    (judgement,) = judge(case(law, sources))
    hints = [problem.sentence.partition("misspelt name")[2].partition(";")[0] for problem in judgement.problems]

    assert hints == [" (did you mean 'sqlite3'?)", " (did you mean 'django.db'?)", "", ""]


def test_an_optional_ban_may_name_a_package_that_is_not_imported() -> None:
    """`optional: true` says that the ban is meant although nothing could break it today."""
    law = LAW.replace("to: [app.web, flask, django.db]", "to: [app.wob, flusk], optional: true")
    (judgement,) = judge(case(law, {"app/core.py": "", "app/web.py": ""}))

    assert judgement.problems == ()


def test_the_bans_on_many_imports_are_those_on_each() -> None:
    """Bans that overlap, by layer and by name, by package and limited to kinds: the first that applies counts."""
    law = """\
layers:
  core: {modules: app.core}
  web: {modules: app.web}
forbid:
  by-name: {from: app.core.deep, to: app.web.forms, typing_only: allowed, because: one, fix: do without}
  by-layer: {from: core, to: web, because: two, fix: do without}
  upward: {from: app.web.forms, to: app.core, because: three, fix: do without}
"""
    every = "import app.core, app.core.deep, app.web, app.web.forms\n"
    text = f"{every}from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {every}"
    names = ("core/__init__", "core/deep", "web/__init__", "web/forms", "other")
    judged = case(law, {f"app/{name}.py": text for name in names})

    each = [(edge, judged.permission.ban(edge.importer, edge.imported, edge.kind)) for edge in judged.codebase.imports]

    assert list(judged.permission.banned(judged.codebase.imports)) == [pair for pair in each if pair[1]]
    assert {law.id for _, law in each if law} == {"by-name", "by-layer", "upward"}
