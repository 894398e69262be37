"""Where words stand in a file, from a few lines of source."""

from textwrap import dedent

import pytest

from import_conformance.model.answers.claims import Mentions
from import_conformance.model.base.facts import Unreadable
from import_conformance.reading.excerpts.text_evidence import mentions

SOURCE = '''\
"""Says time.now() and é time.now()."""
x = "time.now()"  # é time.now()
y = "ééé"+time.now()
z = f"at {time.now()}"


class A:
    """A.

    time.now()
    """

    def f(self):
        my_time.now()
        time.now(utc)
        return self.time.now()
'''


def test_words_are_classified_by_what_they_are_part_of() -> None:
    """Docstrings, strings and comments are no code, what an f-string computes is, and longer names are other words."""
    found = mentions(SOURCE.encode(), ("time.now()",))

    assert found == Mentions(code=(3, 4, 16), docstrings=(1, 10), comments=(2,), strings=(2,))


def test_a_comment_is_not_overlooked() -> None:
    """A line may hold the word in its code and in its comment; each counts once."""
    assert mentions(b"a()  # a() a()\n", ("a()",)) == Mentions(code=(1,), comments=(1,))


@pytest.mark.parametrize("words", [(), ("absent",)])
def test_absent_words_have_no_places(words: tuple[str, ...]) -> None:
    """A text without the word, and a search for no words, have no evidence."""
    assert mentions(SOURCE.encode(), words) == Mentions()


def test_a_file_that_cannot_be_parsed_has_no_evidence() -> None:
    """The reason is returned instead."""
    assert isinstance(mentions(dedent("def\n").encode(), ("def",)), Unreadable)
    assert isinstance(mentions(b"\xff", ("def",)), Unreadable)
