"""Limits: how many importers, imports, lines and modules meet in one place."""

import pytest

from import_conformance.model.topology import TopologyError
from import_conformance.rules.limit import judge
from tests.support.building import brief, case, law

CODE = {
    "app/core/hub.py": "x = 1\ny = 2\n",
    "app/core/part.py": "from app.core import hub\n",
    "app/web/__init__.py": "",
    "app/web/__main__.py": "import app.web.page\n",
    "app/web/page.py": "from app.core import hub, part\nimport app.core.hub\n",
    "app/web/_kit.py": "def f():\n    import app.core.hub\n",
}


# Read by the test that each key of the language changes what a command prints.
KEY_PAIRS = (
    "limit",
    "limit",
    {"importers": 0},
    {"in": "shop.none"},
    {
        "of": ("package", {}),
        "in": ("core", {}),
        "except": ("shop.free", {}),
        "importers": (1, {}),
        "importers_at_least": (1, {"importers": 9}),
        "imports": (0, {}),
        "lines": (1, {}),
        "modules": (0, {"of": "package"}),
    },
)


def found(limit: str, more: dict[str, str] | None = None) -> list[str]:
    """Return the findings of one limit, without its name and what it allows."""
    (judgement,) = judge(case(f"limit: {{few: {{{limit}}}}}\n", CODE | (more or {})))
    assert judgement.problems == ()
    return [brief(finding).removeprefix("few ").partition(";")[0] for finding in judgement.findings]


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        # A module counts once, whatever the number of its statements and their kinds.
        ("importers: 2", ["app/core/hub.py:1 app.core.hub is imported by 3 modules"]),
        ("importers: 3", []),
        ("in: app.web, importers: 0", ["app/web/page.py:1 app.web.page is imported by 1 module"]),
        ("importers: 2, except: app.core.hub", []),
        ("imports: 1", ["app/web/page.py:1 app.web.page imports 2 modules"]),
        ("imports: 2", []),
        ("lines: 1, in: app.core", ["app/core/hub.py:1 app.core.hub has 2 lines"]),
        ("lines: 2", []),
        # A package is imported with its modules, a `__main__` is run, and what has one importer is in use.
        ("importers_at_least: 1", ["app/web/_kit.py:1 app.web._kit is imported by no module"]),
        ("importers_at_least: 2, in: app.core", ["app/core/part.py:1 app.core.part is imported by 1 module"]),
        # Imports within the package do not count; those of its modules do, each module once.
        ("of: package, in: app.core, importers: 1", ["app/core/hub.py:1 app.core is imported by 2 modules"]),
        ("of: package, in: app.core, importers: 2", []),
        ("of: package, in: app.web, imports: 1", ["app/web/__init__.py:1 app.web imports 2 modules"]),
        ("of: package, in: app.core, lines: 2", ["app/core/hub.py:1 app.core has 3 lines"]),
        # A leading underscore keeps a module from being public.
        ("of: package, modules: 1", [
            "app/core/hub.py:1 app holds 2 modules",
            "app/core/hub.py:1 app.core holds 2 modules",
        ]),
        ("of: package, modules: 2", []),
    ],
)  # fmt: skip
def test_what_is_counted(limit: str, expected: list[str]) -> None:
    """Distinct modules of the code base, physical lines, and public modules directly in a package."""
    assert found(limit) == expected


def test_each_limit_has_a_finding_of_its_own() -> None:
    """The number is no part of what a baseline recognises a finding by."""
    (first,) = judge(case("limit: {few: {importers: 0, lines: 1, in: app.core.hub}}\n", CODE))
    more = CODE | {"app/more.py": "import app.core.hub\n"}
    (second,) = judge(case("limit: {few: {importers: 0, lines: 1, in: app.core.hub}}\n", more))

    assert [f.identity for f in first.findings] == ["importers", "lines"]
    assert [f.fingerprint for f in first.findings] == [f.fingerprint for f in second.findings]
    assert [f.details["count"] for f in second.findings] == [4, 2]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("in: app.cor, lines: 1", "'app.cor' in limit.few names no module of the code base"),
        ("except: app.cor, lines: 1", "'app.cor' in limit.few names no module of the code base"),
        ("of: package, in: app.core.hub, lines: 1", "limit.few binds no package"),
    ],
)
def test_a_limit_that_binds_nothing_is_a_problem(text: str, problem: str) -> None:
    """Unless it says that it may."""
    (judgement,) = judge(case(f"limit: {{few: {{{text}}}}}\n", CODE))
    (optional,) = judge(case(f"limit: {{few: {{{text}, optional: true, because: planned}}}}\n", CODE))

    assert [each.sentence for each in judgement.problems] == [problem]
    assert optional.problems == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("in: app", "limit 'few' limits nothing: name importers, imports, lines, modules, importers_at_least"),
        ("modules: 3", "limit 'few' has 'modules', which goes with 'of: package'"),
        ("lines: many", "'lines' must be a number from 0 to 999999, but it is 'many'"),
        ("importers: 1, importers_at_least: 2", "limit 'few' asks for at least 2 importers and allows at most 1"),
        ("of: folder, lines: 1", "'of' cannot be 'folder'; possible here: module, package"),
    ],
)
def test_mistakes_of_an_author(text: str, problem: str) -> None:
    """Each is one sentence."""
    with pytest.raises(TopologyError) as error:
        law(f"limit: {{few: {{{text}}}}}\n")

    assert [each.sentence for each in error.value.problems] == [problem]
