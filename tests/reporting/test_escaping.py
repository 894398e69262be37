"""Names from the code under judgement cannot act on a terminal, nor on a page."""

import unicodedata

import pytest

from conformance.reporting.escaping import html, terminal


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
def test_what_a_terminal_would_not_draw_is_spelt_out(text: str, shown: str) -> None:
    """Letters of any script stay; control, format, surrogate and private characters and odd blanks become escapes."""
    assert terminal(text) == shown


def test_no_unsafe_category_gets_through() -> None:
    """Of all of Unicode, nothing that is shown is of a control, format, surrogate, private or separator category."""
    unsafe = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    through = (character for character in map(chr, range(0x110000)) if terminal(character) == character)

    assert unsafe.isdisjoint(map(unicodedata.category, through))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#x27;"),
        ("one\ntwo\x1b[2J", "one\\u000atwo\\u001b[2J"),
        ("\u202eevil", "\\u202eevil"),
        ("größe → 1", "größe → 1"),
    ],
)
def test_html_is_never_markup(text: str, shown: str) -> None:
    """Markup, quotes, line breaks and characters that nobody sees are escaped; all else stays as it is."""
    assert html(text) == shown
