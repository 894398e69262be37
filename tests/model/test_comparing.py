"""Findings of two revisions are paired one for one: introduced, fixed and unchanged."""

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
    """Return the finding on another line, or otherwise different."""
    return replace(FIRST, line=line, **fields)  # type: ignore[arg-type]  # texts only


def lines(*texts: str) -> dict[int, str]:
    """Return lines of a file by number."""
    return dict(enumerate(texts, 1))


def matched(before: list[Finding], later: list[Finding], *files: dict[int, str]) -> MatchedFindings:
    """Match findings in one file, of which both texts may be given."""
    old, new = files or ({}, {})
    return match(before, later, Moves(), (lambda found: old.get(found.line, ""), lambda found: new.get(found.line, "")))


def test_a_finding_on_another_line_is_unchanged() -> None:
    """The line is no part of a finding's identity."""
    assert matched([at(1)], [at(9)]) == MatchedFindings(kept=((at(1), at(9)),))


def test_a_finding_with_another_law_kind_file_or_identity_is_another_one() -> None:
    """It is introduced, and the earlier one is fixed."""
    for other in (at(1, law="m"), at(1, path="b.py"), at(1, identity="g"), replace(FIRST, kind=Kind.SYMBOL)):
        assert matched([FIRST], [other]) == MatchedFindings(introduced=(other,), fixed=(FIRST,))


def test_the_additional_occurrence_is_the_one_on_a_new_line() -> None:
    """Occurrences on lines of the same text are paired; of equal ones the last is introduced."""
    old, new = lines("x = f()", "y = f()"), lines("z = f()", "x = f()", "y = f()")

    assert matched([at(1), at(2)], [at(1), at(2), at(3)], old, new).introduced == (at(1),)
    assert matched([at(1)], [at(1), at(2)]).introduced == (at(2),)
    assert matched([at(1), at(2), at(3)], [at(1), at(2)], new, old).fixed == (at(1),)


def test_findings_of_a_file_that_became_unreadable_are_not_fixed() -> None:
    """Whether they still hold is unknown, so they are reported separately as unread."""
    broken = at(3, law="unparsable-files", identity="a")
    broken = replace(broken, kind=Kind.UNPARSABLE)

    assert matched([FIRST], [broken]) == MatchedFindings(introduced=(broken,), unread=(FIRST,))


def test_findings_about_a_whole_value_have_no_file() -> None:
    """An absence is shown at the first file of a value; another first file is no difference."""
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
    """All findings are unchanged, each paired with itself."""
    found = findings(tree)

    result = compare(tree, tree)

    assert result == MatchedFindings(kept=tuple((finding, finding) for finding in found))


@given(TREES, TREES)
def test_findings_introduced_one_way_are_fixed_the_other_way(before: dict[str, str], later: dict[str, str]) -> None:
    """Introduced from A to B is fixed from B to A, and nothing is lost or counted twice."""
    forth, back = compare(before, later), compare(later, before)

    assert [brief(finding) for finding in forth.introduced] == [brief(finding) for finding in back.fixed]
    assert [brief(finding) for finding in forth.fixed] == [brief(finding) for finding in back.introduced]
    assert len(forth.kept) + len(forth.fixed) == len(findings(before))
    assert len(forth.kept) + len(forth.introduced) == len(findings(later))


def compare(before: dict[str, str], later: dict[str, str]) -> MatchedFindings:
    """Compare two trees, as the command does."""
    removed, added = (
        {path: blake2b(one[path].encode()).digest() for path in one.keys() - other.keys() if one[path].strip()}
        for one, other in ((before, later), (later, before))
    )
    moves = moves_of(removed, added, (names(before), names(later)))
    texts = (lambda found: line_of(before, found), lambda found: line_of(later, found))
    return match(findings(before), findings(later), moves, texts)


def findings(tree: dict[str, str]) -> tuple[Finding, ...]:
    """Return the findings of the law in a tree."""
    return compared(LAW, built(tree), ())[0].findings


def built(tree: dict[str, str]) -> Codebase:
    """Return the code base of a tree."""
    return code(LAW, tree)


def names(tree: dict[str, str]) -> dict[str, str]:
    """Return the module of each path."""
    return {path: module for module, path in built(tree).paths.items()}


def line_of(tree: dict[str, str], finding: Finding) -> str:
    """Return the line that a finding points at."""
    found = tree.get(finding.path, "").splitlines()
    return found[finding.line - 1] if finding.line <= len(found) else ""
