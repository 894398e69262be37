"""Findings of two revisions are paired one for one: what came, what went, what stayed."""

from dataclasses import replace
from hashlib import blake2b

from hypothesis import given
from hypothesis import strategies as st

from import_conformance.judging.judge import compared
from import_conformance.model.changes.comparing import MatchedFindings, Moves, match, moves_of
from import_conformance.model.codebase import Codebase
from import_conformance.model.finding import Finding, Kind
from import_conformance.model.topology import Severity
from tests.support.building import brief, code, law

LAW = law(
    """\
    layers:
      top: {modules: "app.{team}.top"}
      low: {modules: "app.{team}.low"}
    axes: {team: {values: [a, b], optional: [a, b]}}
    allow: [top -> low]
    forbid: {no-pickle: {from: low, to: [pickle], optional: true, because: not yet}}
    require: {every-team: {every: team, must_import: app.base, optional: true, because: not yet}}
    ban: {no-exit: {calls: [sys.exit]}}
    acyclic: [team]
    names: {plain: {in: low, deny: ["*_x"], optional: true, because: not yet}}
    """
)
FIRST = Finding(
    law="l", rule="r", kind=Kind.CALL, severity=Severity.HIGH, law_line=1, path="a.py", line=1, column=1, module="a",
    identity="f", message="a calls f",
)  # fmt: skip
STATEMENTS = (
    "import app.a.top",
    "import app.b.top",
    "import app.a.low",
    "import app.b.low",
    "import app.base",
    "import pickle",
    "import app.nowhere",
    "from sys import exit\nexit()",
    "",
)
PATHS = ("app/a/top.py", "app/a/low.py", "app/b/top.py", "app/b/low.py", "app/b/low/n_x.py", "app/base.py", "app/c.py")
FILES = st.lists(st.sampled_from(STATEMENTS), max_size=4).map("\n".join)
TREES = st.dictionaries(st.sampled_from(PATHS), FILES, min_size=1)


def at(line: int, **fields: str) -> Finding:
    """The finding on another line, or otherwise different."""
    return replace(FIRST, line=line, **fields)  # type: ignore[arg-type]  # texts only


def lines(*texts: str) -> dict[int, str]:
    """Lines of a file by number."""
    return dict(enumerate(texts, 1))


def matched(before: list[Finding], later: list[Finding], *files: dict[int, str]) -> MatchedFindings:
    """What became of findings in one file, of which both texts may be given."""
    old, new = files or ({}, {})
    return match(before, later, Moves(), (lambda found: old.get(found.line, ""), lambda found: new.get(found.line, "")))


def test_lines_do_not_count() -> None:
    """A finding on another line is the same finding."""
    assert matched([at(1)], [at(9)]) == MatchedFindings(kept=((at(1), at(9)),))


def test_law_kind_file_and_identity_count() -> None:
    """What differs in one of them came, and the other went."""
    for other in (at(1, law="m"), at(1, path="b.py"), at(1, identity="g"), replace(FIRST, kind=Kind.SYMBOL)):
        assert matched([FIRST], [other]) == MatchedFindings(introduced=(other,), fixed=(FIRST,))


def test_an_occurrence_more_is_the_one_on_a_new_line() -> None:
    """Occurrences on lines of the same text are paired; of equal ones the last came."""
    old, new = lines("x = f()", "y = f()"), lines("z = f()", "x = f()", "y = f()")

    assert matched([at(1), at(2)], [at(1), at(2), at(3)], old, new).introduced == (at(1),)
    assert matched([at(1)], [at(1), at(2)]).introduced == (at(2),)
    assert matched([at(1), at(2), at(3)], [at(1), at(2)], new, old).fixed == (at(1),)


def test_what_a_file_that_became_unreadable_owed_is_not_fixed() -> None:
    """Nobody can tell, so it is told apart."""
    broken = at(3, law="unparsable-files", identity="a")
    broken = replace(broken, kind=Kind.UNPARSABLE)

    assert matched([FIRST], [broken]) == MatchedFindings(introduced=(broken,), unread=(FIRST,))


def test_findings_about_a_whole_value_have_no_file() -> None:
    """An absence stands at the first file of a value; that another file is first now is no difference."""
    absent = replace(FIRST, kind=Kind.ABSENCE)

    assert matched([absent], [replace(absent, path="b.py")]).introduced == ()


def test_moved_files_are_paired_by_how_their_paths_end() -> None:
    """Of several files with one content, the one of the same name is the one that moved."""
    removed = {"a/x.py": b"1", "a/y.py": b"1", "a/z.py": b"2"}
    added = {"b/y.py": b"1", "b/x.py": b"1", "b/q.py": b"3"}
    modules = {path: path[:-3].replace("/", ".") for path in (*removed, *added)}

    moves = moves_of(removed, added, (modules, modules))

    assert moves == Moves({"a/x.py": "b/x.py", "a/y.py": "b/y.py"}, {"a.x": "b.x", "a.y": "b.y"})


@given(TREES)
def test_a_revision_does_not_differ_from_itself(tree: dict[str, str]) -> None:
    """All findings are kept, each paired with itself."""
    found = findings(tree)

    result = compare(tree, tree)

    assert result == MatchedFindings(kept=tuple((finding, finding) for finding in found))


@given(TREES, TREES)
def test_what_came_one_way_went_the_other_way(before: dict[str, str], later: dict[str, str]) -> None:
    """Introduced from A to B is fixed from B to A, and nothing is lost or counted twice."""
    there, back = compare(before, later), compare(later, before)

    assert [brief(finding) for finding in there.introduced] == [brief(finding) for finding in back.fixed]
    assert [brief(finding) for finding in there.fixed] == [brief(finding) for finding in back.introduced]
    assert len(there.kept) + len(there.fixed) == len(findings(before))
    assert len(there.kept) + len(there.introduced) == len(findings(later))


def compare(before: dict[str, str], later: dict[str, str]) -> MatchedFindings:
    """Two trees held against each other, as the command does."""
    removed, added = (
        {path: blake2b(one[path].encode()).digest() for path in one.keys() - other.keys() if one[path].strip()}
        for one, other in ((before, later), (later, before))
    )
    moves = moves_of(removed, added, (names(before), names(later)))
    texts = (lambda found: line_of(before, found), lambda found: line_of(later, found))
    return match(findings(before), findings(later), moves, texts)


def findings(tree: dict[str, str]) -> tuple[Finding, ...]:
    """What the law finds in a tree."""
    return compared(LAW, built(tree), ())[0].findings


def built(tree: dict[str, str]) -> Codebase:
    """The code base of a tree."""
    return code(LAW, tree)


def names(tree: dict[str, str]) -> dict[str, str]:
    """The module of each path."""
    return {path: module for module, path in built(tree).paths.items()}


def line_of(tree: dict[str, str], finding: Finding) -> str:
    """The line that a finding points at."""
    found = tree.get(finding.path, "").splitlines()
    return found[finding.line - 1] if finding.line <= len(found) else ""
