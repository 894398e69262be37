"""Names from the code under judgement cannot act in a terminal, a page or another program."""

import unicodedata
from collections.abc import Callable

import pytest

from import_conformance.reporting.escaping import (
    Prose,
    github_data,
    github_property,
    html,
    machine,
    markdown,
    markdown_code,
    markdown_comment,
    mermaid,
    sarif_message,
    terminal,
    uri,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("app/naïve/模块.py:1", "app/naïve/模块.py:1"),
        ("\x1b]0;title\x07", "\\u001b]0;title\\u0007"),
        ("one\ntwo\r\tthree", "one\\u000atwo\\u000d\\u0009three"),
        ("a\u202eb\u200bc\ufeff", "a\\u202eb\\u200bc\\ufeff"),
        ("bad\udcff.py", "bad\\udcff.py"),
        ("\ue000 \U000e0041", "\\ue000 \\U000e0041"),
        ("a\xa0b\u2028c", "a\\u00a0b\\u2028c"),
        ("", ""),
    ],
)
def test_unprintable_characters_are_escaped(text: str, shown: str) -> None:
    """Letters of any script stay; control, format, surrogate and private characters and odd spaces are escaped."""
    assert terminal(text) == shown


def test_no_unsafe_category_gets_through() -> None:
    """No shown character is in a control, format, surrogate, private or separator category of Unicode."""
    unsafe = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    through = (character for character in map(chr, range(0x110000)) if terminal(character) == character)

    assert unsafe.isdisjoint(map(unicodedata.category, through))


@pytest.mark.parametrize(
    ("escape", "text", "shown"),
    [
        (github_data, "50 %\n%0A::", "50 %25\\u000a%250A::"),
        (github_data, "a\rb\x1b", "a\\u000db\\u001b"),
        (github_property, "a:b,c%\n", "a%3Ab%2Cc%25\\u000a"),
        (uri, "a b/ü%/[x]\udcff:y", "a%20b/%C3%BC%25/%5Bx%5D%FF%3Ay"),
        (uri, "\ud800", "%ED%A0%80"),
        (sarif_message, "{0} [a](b)\n", "{{0}} [a] (b)\\u000a"),
        (html, '<b a="\'">&\u202e', "&lt;b a=&quot;&#x27;&quot;&gt;&amp;\\u202e"),
        (mermaid, 'a_b.c é "]; <b>`', "a_b.c é #34;#93;#59; #60;b#62;#96;"),
        (markdown_comment, "@all [a](b) x_y", "@<!-- -->all \\[a\\](b) x_y"),
    ],
)
def test_each_format_escapes_its_own_syntax(escape: Callable[[str], str], text: str, shown: str) -> None:
    """No text ends a value, starts a command, makes a link, tag, entity or label, or mentions a user."""
    assert escape(text) == shown


def test_a_name_adds_no_line_to_an_annotation() -> None:
    """A line break in a name does not become one in the annotation."""
    assert github_data("a\nb", "c") == "a\\u000ab%0Ac"


def test_machine_json_has_no_lone_surrogate_or_foreign_line_break() -> None:
    """Strict parsers read it, and only a page of the manual keeps its line breaks."""
    document = {"\udcff": ["a\nb", Prose("# Page\n"), 1, None], "x": {"y": True}}

    assert machine(document, None) == '{"\\\\udcff": ["a\\\\u000ab", "# Page\\n", 1, null], "x": {"y": true}}'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b `c` <br> d", "a\\|b \\`c\\` \\<br> d"),
        ("one\ntwo", "one\\\\u000atwo"),
        ("use_hub of *_service", "use_hub of \\*\\_service"),
        ("[x](y) & &lt; R&D", "\\[x](y) & \\&lt; R&D"),
    ],
)
def test_markdown_text_is_never_markup(text: str, shown: str) -> None:
    """What Markdown would read as markup, HTML or the end of a cell is escaped; all else stays readable."""
    assert markdown(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a_b.c()", "`a_b.c()`"), ("a|b", "`a\\|b`"), ("a`b", "`` a`b ``"), ("a\nb", "`a\\u000ab`")],
)
def test_code_stays_in_its_cell(text: str, shown: str) -> None:
    """A pipe cannot end the cell, a backtick the code, or a line break the row."""
    assert markdown_code(text) == shown
