"""Which texts are Python: the one that runs is asked about a few, grimp about many and about what the other refuses."""

import pytest

from conformance.model.facts import Unreadable
from conformance.reading import syntax_check
from conformance.reading.syntax_check import refused
from tests.tiny import python

TEXTS = ("import a", "def", "", "if x:\n    import b\n", "x = (", "match a:\n    case 1: pass\n")


@pytest.mark.parametrize("worth", [0, 1_000_000])
def test_the_same_texts_are_refused_whoever_is_asked(worth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order in which they were given."""
    monkeypatch.setattr(syntax_check, "WORTH_LOADING", worth)

    assert refused(TEXTS) == [1, 4]
    assert refused(()) == []


def test_syntax_of_a_later_python_is_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the running one does not know is shown to grimp's parser, too."""
    monkeypatch.setattr(syntax_check, "parse", lambda _: Unreadable("too new"))

    assert refused(("type A = int", "def")) == [1]


def test_a_change_of_one_file_does_not_load_grimp() -> None:
    """It takes longer to load than to parse a few files."""
    code = "import sys; from conformance.reading.syntax_check import refused\n"
    code += "print(refused(['import a']), 'grimp' in sys.modules)"

    assert python("-c", code).stdout == "[] False\n"
