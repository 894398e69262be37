"""The law is judged too: it may not speak of nothing, nor contradict itself."""

from dataclasses import replace

from import_conformance.judging.consistency import contradictions
from import_conformance.judging.vacuity import vacuous
from import_conformance.model.codebase import Fate, SourceFile
from import_conformance.model.patterns.pattern import Pattern
from import_conformance.model.topology import LocatedPattern, Position
from import_conformance.rules.shared.base import Case
from tests.support.building import case, law

LAYERS = """\
layers:
  L4: {modules: "app.{domain=general}.runtime"}
  L5: {modules: ["app.{domain}.engines", "app.{domain}.workers"]}
  L9: {modules: app.planned, optional: true, because: next year}
axes:
  domain: {values: [bills, general, users], optional: [users]}
"""


def test_patterns_and_values_that_match_nothing_are_named() -> None:
    """A dead pattern and a value without modules are errors at their places; optional ones are not."""
    given = case(LAYERS, {"app/general/engines.py": "", "app/general/runtime.py": ""})

    assert [str(problem) for problem in vacuous(given)] == [
        "topology.yaml:6:42: the pattern app.{domain}.workers of layer L5 matches no module; correct it, take it out, "
        "or say `optional: true` with a `because`",
        "topology.yaml:9:21: 'bills' of axis domain has no module; correct it, take it out, or list it as optional",
    ]


def test_a_pattern_that_never_wins_is_not_dead() -> None:
    """A pattern that matches a module which a more specific one has, is not vacuous."""
    text = """\
        layers:
          all: {modules: app.a}
          part: {modules: "app.a.b"}
        """
    assert list(vacuous(case(text, {"app/a/b.py": ""}))) == []


def test_an_exclusion_that_excludes_nothing_is_named() -> None:
    """A pattern of `source.exclude` must match a file; a file without a module name is no match."""
    given = case(LAYERS, {"app/general/engines.py": "", "app/general/workers.py": ""})
    exclude = tuple(LocatedPattern(Pattern.parse(f"app.{name}"), Position(3, at)) for at, name in enumerate("ab", 5))
    files = (SourceFile("app/x.pyi", Fate.NOT_IMPORTABLE), SourceFile("app/a/x.py", Fate.EXCLUDED, "app.a.x"))
    source = replace(given.topology.source, exclude=exclude)
    given = Case(replace(given.topology, source=source), replace(given.codebase, files=files))

    assert [str(problem) for problem in vacuous(given) if "exclude" in str(problem)] == [
        "topology.yaml:3:6: the pattern app.b of source.exclude matches no file"
    ]


def test_a_required_edge_must_be_allowed() -> None:
    """An obligation that every subject could only meet by a breach is refused before any code is read."""
    required = "require:\n  use: {every: domain, of: [bills], must_import: app.general.runtime}\n"
    denied = law(LAYERS + "allow:\n  - L5 -> L5\n" + required)
    allowed = law(LAYERS + "allow:\n  - {edge: L5 -> general.runtime, across: domain, because: wiring}\n" + required)

    assert [str(problem) for problem in contradictions(denied)] == [
        "topology.yaml:13:3: require.use demands that bills imports app.general.runtime, but `allow` and `forbid` "
        "leave bills no legal import of it; add an allow line, or take the obligation back"
    ]
    assert list(contradictions(allowed)) == []


def test_a_required_edge_must_not_be_forbidden() -> None:
    """A ban wins over allow, so it contradicts an obligation too."""
    text = LAYERS + (
        "allow:\n  - {edge: L5 -> L4, across: domain}\n"
        "forbid:\n  no: {from: L5, to: app.general.runtime}\n"
        "require:\n  use: {every: domain, of: [bills], must_import: app.general.runtime}\n"
    )
    assert len(list(contradictions(law(text)))) == 1


def test_layers_may_not_allow_each_other() -> None:
    """Allow lines that close a cycle between whole layers are refused; a line about a part is an exception."""
    cycle = law(LAYERS + "allow:\n  - L4 -> L5\n  - L5 -> L4\n")
    exception = law(LAYERS + "allow:\n  - L4 -> L5\n  - L5 -> general.runtime\n")

    assert [str(problem) for problem in contradictions(cycle)] == [
        "topology.yaml:12:5: L5-to-L4 closes a cycle: L4 may already import L5, so neither is above the other; "
        "take one of the lines out, or narrow it to a part of the layer"
    ]
    assert list(contradictions(exception)) == []
