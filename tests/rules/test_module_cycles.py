"""Cycles of imports between single modules: `acyclic` with `over: module`."""

import pytest

from import_conformance.model.finding import Finding, Related
from import_conformance.model.graphs import cutting
from import_conformance.rules.acyclic import judge
from tests.support.building import brief, case

LAW = """\
acyclic:
  files: {over: module, because: one can be read without the other}
"""
TYPED = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.a\n"
RING = {"app/x/__init__.py": "", "app/x/a.py": "import app.x.b", "app/x/b.py": "import app.x.c"}


def findings(sources: dict[str, str], law: str = LAW) -> tuple[Finding, ...]:
    """Return the findings of the one law in sources by path."""
    (judgement,) = judge(case(law, {"app/__init__.py": ""} | sources))
    assert judgement.problems == ()
    return judgement.findings


def found(sources: dict[str, str], law: str = LAW) -> list[str]:
    """Return the findings in one line each, without the id of the law."""
    return [brief(finding).removeprefix("files app/") for finding in findings(sources, law)]


def test_modules_of_one_package_close_a_cycle() -> None:
    """No package is part of it, and the finding shows the whole way around, from the statement to cut."""
    assert found(RING | {"app/x/c.py": "\nfrom . import a"}) == [
        "x/c.py:2 app.x.c imports app.x.a and so closes the cycle app.x.c -> app.x.a -> app.x.b -> app.x.c"
    ]


def test_the_fewest_statements_are_cut() -> None:
    """Of two modules that import each other, the one with fewer import statements is found, with each of them."""
    twice = "import app.b\ndef f():\n    from app.b import x\n"

    assert found({"app/a.py": twice, "app/b.py": "\nimport app.a"}) == [
        "b.py:2 app.b imports app.a and so closes the cycle app.b -> app.a -> app.b"
    ]
    both = found({"app/a.py": twice, "app/b.py": "import app.a\ndef g():\n    import app.a\n    import app.a\n"})
    assert both == [
        "a.py:1 app.a imports app.b and so closes the cycle app.a -> app.b -> app.a",
        "a.py:3 app.a imports app.b lazily and so closes the cycle app.a -> app.b -> app.a",
    ]


def test_each_cycle_has_findings_of_its_own() -> None:
    """Cycles that share no module are cut one by one; those that do are named by how many modules they tie together."""
    sources = {"app/a.py": "import app.b", "app/b.py": "import app.a"}
    sources |= {"app/m.py": "import app.n", "app/n.py": "import app.m, app.o", "app/o.py": "import app.n"}

    assert found(sources) == [
        "b.py:1 app.b imports app.a and so closes the cycle app.b -> app.a -> app.b",
        "n.py:1 app.n imports app.m and so closes the cycle app.n -> app.m -> app.n, one of those among 3 modules",
        "o.py:1 app.o imports app.n and so closes the cycle app.o -> app.n -> app.o, one of those among 3 modules",
    ]


def test_a_package_is_the_module_of_its_name() -> None:
    """Its `__init__.py` closes a cycle with what takes a name from it, but not with what it merely contains."""
    taking = {
        "app/p/__init__.py": "from app.p.a import f\nN = 1\n",
        "app/p/a.py": "from app.p import N\ndef f(): ...\n",
    }
    inside = taking | {
        "app/p/a.py": "from app.p import b\ndef f(): ...\n",
        "app/p/b.py": "import app.p.c",
        "app/p/c.py": "",
    }

    assert found(taking) == ["p/a.py:1 app.p.a imports app.p and so closes the cycle app.p.a -> app.p -> app.p.a"]
    assert found(inside) == []


@pytest.mark.parametrize(
    "sources",
    [
        {"app/a.py": "import app.b", "app/b.py": "import app.c", "app/c.py": ""},
        {"app/a.py": "import app.b", "app/b.py": TYPED},
        {"app/a.py": "import app.a", "app/b.py": "import app.a"},
        {"app/y/__init__.py": "", "app/y/q.py": "import app.z", "app/z.py": "import app.y"},
        {"app/n/a.py": "import app.n", "app/n/b.py": "import app.n.a"},
    ],
)
def test_what_closes_no_cycle_is_silent(sources: dict[str, str]) -> None:
    """Chains, imports for type checkers, of oneself, of a package whose modules lead back, and of a mere folder."""
    assert found(sources) == []


@pytest.mark.parametrize(
    ("kinds", "back", "manner"),
    [
        ("[runtime]", "def f(): import app.a", None),
        ("[runtime]", TYPED, None),
        ("[runtime, lazy]", "def f(): import app.a", " lazily"),
        ("[runtime, typing]", TYPED, " for type checkers"),
        ("[runtime, dynamic]", "import importlib\nimportlib.import_module('app.a')", " by a call"),
    ],
)
def test_the_kinds_of_imports_that_count_can_be_named(kinds: str, back: str, manner: str | None) -> None:
    """With `runtime` alone, only what is imported while modules load closes a cycle."""
    law = LAW.replace("over: module", f"over: module, kinds: {kinds}")
    sources = {"app/a.py": "import app.b\ndef f(): import app.b", "app/b.py": back}

    assert [finding.message.partition("app.a")[2].partition(" and ")[0] for finding in findings(sources, law)] == (
        [] if manner is None else [manner]
    )


def test_only_some_modules_may_count() -> None:
    """A cycle that leads out of `in` is none."""
    sources = {"app/p/a.py": "import app.b", "app/b.py": "import app.p.a", "app/p/c.py": "import app.p.d"}

    assert found(sources | {"app/p/d.py": "import app.p.c"}, LAW.replace("module,", "module, in: app.p,")) == [
        "p/d.py:1 app.p.d imports app.p.c and so closes the cycle app.p.d -> app.p.c -> app.p.d"
    ]


def test_a_finding_leads_along_its_cycle() -> None:
    """Machines get every other statement of it with file and line, and the modules; people get a remedy."""
    (finding,) = findings(RING | {"app/x/c.py": "\nfrom . import a"})

    assert (finding.path, finding.line, finding.column, finding.identity) == ("app/x/c.py", 2, 1, "app.x.a")
    assert finding.related == (
        Related("app/x/a.py", 1, "app.x.a", "the imported module"),
        Related("app/x/a.py", 1, "app.x.a", "imports app.x.b"),
        Related("app/x/b.py", 1, "app.x.b", "imports app.x.c"),
    )
    assert (finding.details["circle"], finding.details["arc"]) == (
        ["app.x.a", "app.x.b", "app.x.c"],
        ["app.x.c", "app.x.a"],
    )
    assert finding.fix == "take the import of app.x.a out of app.x.c: that alone opens the cycle"


def test_the_remedy_counts_the_statements_to_remove() -> None:
    """Where several must go, no single one is called enough; a remedy of the law's own replaces the sentence."""
    sources = {"app/m.py": "import app.n", "app/n.py": "import app.m, app.o", "app/o.py": "import app.n"}

    assert [finding.fix for finding in findings(sources)] == [
        f"take the import of {imported} out of {importer}: it is one of 2 statements without which no cycle is left "
        "among 3 modules"
        for importer, imported in (("app.n", "app.m"), ("app.o", "app.n"))
    ]
    law = LAW.replace("because:", "fix: ask Ann, because:")
    assert {finding.fix for finding in findings(sources, law)} == {"ask Ann"}


def test_the_message_shortens_a_long_cycle_in_the_middle() -> None:
    """Twelve modules in a ring make a sentence that can still be read."""
    names = "abcdefghijkl"
    sources = {f"app/{one}.py": f"import app.{other}" for one, other in zip(names, names[1:] + names[0], strict=True)}

    (finding,) = findings(sources)

    assert finding.message.partition("the cycle ")[2] == (
        "app.l -> app.a -> app.b -> app.c -> (6 more) -> app.j -> app.k -> app.l"
    )
    assert len(finding.related) == 12


def test_a_very_long_cycle_is_related_by_its_first_statements() -> None:
    """Twenty statements besides the imported module; the message counts the rest."""
    sources = {f"app/m{n:02}.py": f"import app.m{(n + 1) % 30:02}" for n in range(30)}

    (finding,) = findings(sources)

    assert "-> (24 more) ->" in finding.message
    assert [each.module for each in finding.related[1:]] == [f"app.m{n:02}" for n in range(20)]


def test_a_cycle_that_takes_too_long_to_trace_names_its_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is to be cut is known all the same."""
    monkeypatch.setattr(cutting, "MOST_LOOKED_AT", -1)

    (finding,) = findings(RING | {"app/x/c.py": "from . import a"})

    assert finding.message == "app.x.c imports app.x.a and so closes a cycle among app.x.a, app.x.b and app.x.c"
    assert len(finding.related) == 1


@pytest.mark.parametrize(
    ("law", "problems"),
    [
        ("module, in: app.one,", ["topology.yaml:5:3: acyclic.files compares fewer than two modules"]),
        ("module, in: app.one, optional: true,", []),
        ("module, in: [app.one, app.gone],", ["topology.yaml:5:39: 'app.gone' in acyclic.files names no module"]),
    ],
)
def test_a_law_about_fewer_than_two_modules_is_a_problem(law: str, problems: list[str]) -> None:
    """A folder without an `__init__.py` is no module that could import something."""
    sources = {"app/one/a.py": "", "app/b.py": ""}
    stated = [str(p) for j in judge(case(LAW.replace("module,", law), sources)) for p in j.problems]

    assert [one[: len(other)] for one, other in zip(stated, problems, strict=False)] == problems
    assert bool(stated) is bool(problems)
