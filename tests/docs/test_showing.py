"""The code that tests the pages finds wrong outputs, blocks, commands and options."""

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
def test_an_output_is_compared_whole_except_for_ellipses(shown: str, is_so: bool) -> None:
    """`…` stands for any text within a line, and on its own line for any lines, also none."""
    assert shows(shown, PRINTED) is is_so


@pytest.mark.parametrize(("shown", "is_so"), [("one\nthree", True), ("three\none", False), ("on", False)])
def test_a_part_of_an_output_has_its_lines_in_their_order(shown: str, is_so: bool) -> None:
    """The lines are compared whole, and others may be between them."""
    assert shows_part(shown, PRINTED) is is_so


def test_a_page_has_notes_and_blocks() -> None:
    """A note is a comment of a known kind; a block may be indented, and may name its file."""
    block = Block(9, "python", "# app/b.py\nx = 1\n", "    ")

    assert list(parts(PAGE)) == [Note(3, "file", "app/a.py", "import app.b\n"), block]
    assert block.path == "app/b.py"


def test_a_block_of_commands_is_split_at_its_prompts() -> None:
    """The lines below a command are its output, and a backslash joins lines."""
    assert list(commands("$ one \\\n  more\nsaid\n$ two\n")) == [Command("one    more", "said\n"), Command("two")]


def test_unknown_commands_and_options_in_a_text_are_found() -> None:
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
def test_an_invalid_block_is_reported(language: str, text: str) -> None:
    """This holds for each language, and for none."""
    assert list(said_of(Block(1, language, text))) != []


def test_a_broken_link_of_a_site_is_reported(tmp_path: Path) -> None:
    """A missing page or heading is found, and what is loaded from elsewhere."""
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
