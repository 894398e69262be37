"""What tries the pages is not easily satisfied: outputs, blocks, commands, options."""

from pathlib import Path

import pytest

from tests.docs.commands import Command, commands, unknown_options
from tests.docs.pages import Block, Note, parts, shows, shows_part
from tests.docs.player import said_of
from tests.docs.site import broken

PRINTED = "one\ntwo\nthree\n\nfour in 0.25s\n"
PAGE = """\
Prose.

<!-- file: app/a.py
import app.b
-->
<!-- a remark -->
1. An item:

    ```python
    # app/b.py
    x = 1
    ```
"""


@pytest.mark.parametrize(
    ("shown", "is_so"),
    [
        (PRINTED, True),
        ("one\ntwo\nthree\n\nfour in 7.00s", True),
        ("one\n…\nfour in …", True),
        ("…\nthree\n…", True),
        ("one\n…\ntw…\nthree\n\nfour in 0.25s", True),
        ("one\ntwo\nthree", False),
        ("two\n…", False),
        ("…\none", False),
        ("…\nthree\n…\ntwo\n…", False),
        ("one\ntwo\nthree\n\nfour", False),
    ],
)
def test_an_output_is_shown_whole_but_for_what_is_elided(shown: str, is_so: bool) -> None:
    """`…` stands for any text within a line, and on a line of its own for any lines, also none."""
    assert shows(shown, PRINTED) is is_so


@pytest.mark.parametrize(("shown", "is_so"), [("one\nthree", True), ("three\none", False), ("on", False)])
def test_a_part_of_an_output_has_its_lines_in_their_order(shown: str, is_so: bool) -> None:
    """Whole lines, among others."""
    assert shows_part(shown, PRINTED) is is_so


def test_a_page_has_notes_and_blocks() -> None:
    """A note is a comment of a known kind; a block may be indented, and name its file."""
    block = Block(9, "python", "# app/b.py\nx = 1\n", "    ")

    assert list(parts(PAGE)) == [Note(3, "file", "app/a.py", "import app.b\n"), block]
    assert block.path == "app/b.py"


def test_a_block_of_commands_is_cut_at_its_prompts() -> None:
    """What stands below a command is its output; a backslash joins lines."""
    assert list(commands("$ one \\\n  more\nsaid\n$ two\n")) == [Command("one    more", "said\n"), Command("two")]


def test_a_text_is_searched_for_commands_and_options_that_there_are_not() -> None:
    """Commands within commands are known, and notes are no options."""
    text = "conformance check --quiet\n`conformance baseline prune --now`\n<!-- run: conformance diff A -->\n"

    assert list(unknown_options(text)) == ["prune --now"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("python", "def:\n"),
        ("yaml", "topology: 1\nname: X\nsource: {roots: [src], packages: [x]}\nlayer: {}\n"),
        ("yaml", "forbid: {x: {from: engines, two: drivers}}\n"),
        ("yaml", "jobs: {a: {run: conformance check --fast}}\n"),
        ("toml", "a =\n"),
        ("ini", "no section\n"),
        ("", "anything\n"),
    ],
)
def test_a_block_that_cannot_be_read_is_told(language: str, text: str) -> None:
    """In each language, and in none."""
    assert list(said_of(Block(1, language, text))) != []


def test_a_site_with_a_broken_link_is_told(tmp_path: Path) -> None:
    """A page or a heading that is not there, and what is loaded from elsewhere."""
    for name, content in {
        "a.html": '<p id="here"><a href="#here">1</a><a href="b.html">2</a><a href="a.html#no">3</a>',
        "c.html": '<script src="https://example.org/x.js"></script><a href="https://example.org">4</a>',
    }.items():
        (tmp_path / name).write_text(content, encoding="utf-8")

    assert list(broken(tmp_path)) == [
        "a.html -> b.html",
        "a.html -> a.html#no",
        "c.html loads https://example.org/x.js",
    ]
