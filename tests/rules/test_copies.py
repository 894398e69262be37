"""What counts as a copy: equal code whatever its length, renamed local variables, and which of two is the original."""

import pytest

from import_conformance.model.finding import Confidence, Finding
from import_conformance.rules.own import judge, shown_similarity
from tests.support.building import case

LAW = """\
layers: {L5: {modules: "app.{domain}"}}
axes: {domain: [bills, core, users]}
own: {one-home: {between: domain, similarity: 0.9}}
"""
FUNCTION = """\
class Ledger:
    def post(self, entries, *rest, limit=None, **more):
        total = 0
        for entry, amount in entries:
            try:
                total += amount * self.rate(entry)
            except ValueError as error:
                report(error)
            with open(entry) as stream:
                lines = [line for line in stream if (first := line[0])]
            match amount:
                case [head, *tail]:
                    total += head + sum(tail)
                case {"a": one, **others}:
                    total += one
        def inner(value):
            return total + value
        return sorted(lines, key=lambda pair: pair[0]), inner, limit, rest, more, first, others
"""
FIRST = ["self", "entries", "rest", "limit", "more", "total", "entry", "amount", "error", "stream", "lines"]
NAMES = [*FIRST, "line", "first", "head", "tail", "one", "others", "value", "pair"]


def findings(files: dict[str, str]) -> list[Finding]:
    """Return the findings in files below `app/`."""
    given = case(LAW, {f"app/{path}": text for path, text in files.items()})
    return [finding for judgement in judge(given) for finding in judgement.findings]


def renamed(text: str, names: list[str]) -> str:
    """Return a text in which local variables have other names."""
    words = {name: f"{name}_x" for name in names}
    found = "".join(words.get(word, word) for word in _words(text))
    assert found != text
    return found


def _words(text: str) -> list[str]:
    words = [""]
    for character in text:
        is_word = character.isalnum() or character == "_"
        if words[-1] and (words[-1][-1].isalnum() or words[-1][-1] == "_") == is_word:
            words[-1] += character
        else:
            words.append(character)
    return words


@pytest.mark.parametrize(
    "text",
    [
        "A = 1\nB = 2\nC = 3\nD = 4\nE = 5\n",
        "class Bad(Exception): ...\nclass Worse(Bad): ...\nclass Worst(Worse): ...\n",
        "".join(f"class K{n}(Enum):\n    V = 0\n" for n in range(25)),
        "x = 0\n" * 50,
        "import os\ndef f():\n    if os.name:\n        return 1\n    return 2\nf()\n",
    ],
    ids=["constants", "exceptions", "alike classes", "one line over and over", "one function"],
)
def test_equal_code_of_five_statements_is_a_copy(text: str) -> None:
    """Also where it repeats itself, so that there is little in it to compare."""
    (finding,) = findings({"core/x.py": text, "users/y.py": text + "# a comment\n"})

    assert (finding.path, finding.identity, finding.confidence) == (
        "app/users/y.py",
        "app/core/x.py",
        Confidence.CERTAIN,
    )


@pytest.mark.parametrize("name", NAMES)
def test_another_name_for_a_local_variable_hides_no_copy(name: str) -> None:
    """Parameters, targets of all kinds, and the variables of comprehensions and lambdas."""
    (finding,) = findings({"core/x.py": FUNCTION, "users/x.py": renamed(FUNCTION, [name])})

    assert finding.message.endswith("is the same code as app/core/x.py; only names of local variables differ")


def test_other_names_for_all_local_variables_hide_no_copy() -> None:
    """Several at once, in a function within a class; it is likely a copy, not certainly one."""
    (finding,) = findings({"core/x.py": FUNCTION, "users/x.py": renamed(FUNCTION, NAMES)})

    assert (finding.confidence, finding.details["similarity"], finding.details["differs"]) == (
        Confidence.LIKELY,
        0.99,
        [],
    )


def test_other_local_names_hide_no_short_copy() -> None:
    """Five statements are too few to compare by their parts, but not to be equal."""
    short = "def f(rows):\n    total = 0\n    for row in rows:\n        total += row\n    return total\n"
    (finding,) = findings({"core/x.py": short, "users/x.py": short.replace("row", "line").replace("total", "sum_")})

    assert finding.confidence is Confidence.LIKELY
    assert not findings({"core/x.py": short, "users/x.py": short.replace("+=", "-=")})


def test_other_names_for_what_is_called_are_other_code() -> None:
    """Names of modules, globals and attributes say what code does."""
    other = renamed(FUNCTION, ["report", "open", "rate", "sorted", "sum", "Ledger", "ValueError"])

    assert findings({"core/x.py": FUNCTION, "users/x.py": other}) == []


@pytest.mark.parametrize(
    "follower",
    [
        "bills/migrations/0001_x.py", "bills/db_migrations/x.py", "bills/alembic/x.py", "bills/tests/x.py",
        "bills/test_x.py", "bills/x_test.py", "bills/conftest.py", "bills/tests.py", "bills/south_migrations/0001_x.py",
        "bills/migration/x.py",
    ],
)  # fmt: skip
def test_a_migration_or_a_test_is_never_the_original(follower: str) -> None:
    """Though it comes first in the order of paths: code that needs it imports the other file."""
    (finding,) = findings({follower: FUNCTION, "users/x.py": FUNCTION})

    assert (finding.path, finding.identity) == (f"app/{follower}", "app/users/x.py")


@pytest.mark.parametrize(
    ("index", "shown"), [(0.7149, 0.71), (0.7151, 0.72), (0.953, 0.95), (0.999, 0.99), (1.0, 0.99)]
)
def test_a_likeness_is_rounded_once_and_is_one_only_for_equal_code(index: float, shown: float) -> None:
    """Every format shows this figure."""
    assert shown_similarity(index) == shown
