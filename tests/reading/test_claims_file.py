"""Files of claims: what is read, and every problem at once with its place."""

import pytest

from import_conformance.model.answers.claims import ClaimCategory, ClaimRow, Claims
from import_conformance.model.topology import Position, Severity, TopologyError
from import_conformance.reading.claims_file import parse_claims

GOOD = """\
claims: 1
source: a report
root: app/x
categories:
  time: {title: Time, laws: [no-clock], explained_by: other}
rows:
  - {category: time, file: a.py, claim: "time.now() twice", count: 2, models: [User], severity: low}
  - {category: time, file: b.py, claim: late}
"""
BAD = """\
claims: 2
sauce: a report
root: /app
categories:
  time: {laws: [no-clok]}
  tame: {title: nothing}
  vague: {explained_by: no-clock}
rows:
  - {category: tine, file: ../a.py, claim: x, count: two}
  - {category: vague, file: a.py, claim: x, count: 1, severity: hihg}
  - {category: time, file: a.py}
  - {category: time, file: b.py, claim: y}
  - {category: time, file: b.py, claim: y}
"""


def problems(text: str) -> list[str]:
    """Return the problems of claims about code under the laws no-clock and other."""
    with pytest.raises(TopologyError) as caught:
        parse_claims(text, "claims.yaml", ("no-clock", "other"))
    return [str(problem) for problem in caught.value.problems]


def test_claims_are_read_with_their_places() -> None:
    """Each row knows its number, its line and its path below the source root."""
    category = ClaimCategory("time", "Time", ("no-clock",), ("other",), Position(5, 3))
    first = ClaimRow(
        1,
        "time",
        "a.py",
        "app/x/a.py",
        "time.now() twice",
        Position(7, 5),
        count=2,
        models=("User",),
        severity=Severity.LOW,
    )
    second = ClaimRow(2, "time", "b.py", "app/x/b.py", "late", Position(8, 5))

    assert parse_claims(GOOD, "claims.yaml", ("no-clock", "other")) == Claims(
        "claims.yaml", "a report", "app/x", (category,), (first, second)
    )


def test_all_problems_are_reported_at_once() -> None:
    """Unknown keys, laws and categories come with the nearest name, all others with what to write."""
    assert problems(BAD) == [
        "claims.yaml:1:9: 'claims' must be 1, the version of the format, but it is '2'",
        "claims.yaml:2:1: unknown key 'sauce' in the file of claims; did you mean 'source'?",
        "claims.yaml:3:7: '/app' in 'root' is no path below the source root; write one with /, without . and ..",
        "claims.yaml:5:17: no law has the id 'no-clok'; did you mean 'no-clock'?",
        "claims.yaml:6:3: category 'tame' has no 'laws': name the laws that state such a claim, "
        "or those that may explain it in 'explained_by'",
        "claims.yaml:9:16: there is no category 'tine'; did you mean 'time'?",
        "claims.yaml:9:28: '../a.py' in 'file' is no path below the source root; write one with /, without . and ..",
        "claims.yaml:9:54: 'count' must be a whole number from 1 on, but it is 'two'",
        "claims.yaml:10:45: 'count' cannot be compared, for the category 'vague' has no 'laws'; delete it",
        "claims.yaml:10:65: 'severity' cannot be 'hihg'; did you mean 'high'?",
        "claims.yaml:11:5: row 3 has no 'claim': say what is claimed, in the words of the source",
        "claims.yaml:13:5: row 5 says the same as row 4; delete one",
    ]


@pytest.mark.parametrize("count", ["0", "-1", "1.5", "'2'", "9999999"])
def test_a_count_is_a_whole_number(count: str) -> None:
    """Nothing but a plain number from 1 to 999999 is a count."""
    assert problems(GOOD.replace("count: 2", f"count: {count}")) == [
        f"claims.yaml:7:68: 'count' must be a whole number from 1 on, but it is '{count.strip(chr(39))}'"
    ]


@pytest.mark.parametrize("root", ["/app", "app/", "app//x", "./app", "app/../x", r"app\x"])
def test_a_root_is_a_plain_path(root: str) -> None:
    """Whatever could mean another place than it says is refused."""
    assert problems(GOOD.replace("root: app/x", f"root: {root}")) == [
        f"claims.yaml:3:7: '{root}' in 'root' is no path below the source root; write one with /, without . and .."
    ]


def test_a_category_without_rows_is_a_problem() -> None:
    """A category that is declared but never claimed would look as if all of it had been missed."""
    text = GOOD.replace("rows:", "  none: {laws: other}\nrows:")

    assert problems(text) == ["claims.yaml:6:3: no row is of the category 'none'; delete it"]


def test_a_claims_file_must_be_a_mapping() -> None:
    """A file that holds a list is refused in one sentence."""
    assert problems("[]") == [
        "claims.yaml:1:1: the file of claims must be a mapping of keys to values, but it is a list"
    ]
