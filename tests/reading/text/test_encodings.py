"""A file is read in the encoding in which Python would read it, or reported where code can hide in that."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from import_conformance.model.base.facts import Facts, Unreadable, Wanted
from import_conformance.reading.source.facts import facts_of
from import_conformance.reading.text.source_text import decode

UTF_8_MARK = b"\xef\xbb\xbf"
# What CPython makes of each, is asked of the one that runs: it defines MARK, and imports the module `b` or does not.
FILES = {
    "plain": b"import b\n",
    "a lone CR ends a line": b"\r# coding: latin-1\r# \xe9\rimport b\r",
    "the third line is none": b"#\r#\r# coding: latin-1\rMARK = '\xe9'\rimport b\r",
    "CR, then LF": b"# a\r\n# coding: latin-1\r\nMARK = '\xe9'\r\nimport b\r\n",
    "code stands before": b"MARK = 0\r# coding: latin-1\rx = '\xe9'\rimport b\r",
    "a cookie behind code": b"# a\rACM = 0 # coding: latin-1\n0 ; import b\nMARK = '\xc3\xa9'\n",
    "a first line in no UTF-8": b"#!/usr/bin/python \xe9\n# coding: latin-1\nimport b\n",
    "and its cookie in the same line": b"# \xe9 coding: latin-1\nimport b\n",
    "vim": b"# vim: set fileencoding=cp1252 :\nMARK = '\x80'\nimport b\n",
    "form feed before": b"\f # coding: latin-1\nMARK = '\xe9'\nimport b\n",
    "two on a line": b"# coding: latin-1 coding: utf-8\nMARK = '\xe9'\nimport b\n",
    "one without a name": b"# coding: coding: latin-1\nMARK = '\xe9'\nimport b\n",
    "blank first line": b" \t\f\n# coding: latin-1\nMARK = '\xe9'\nimport b\n",
    "in a string": b"'''\n# coding: latin-1\n'''\nMARK = '\xc3\xa9'\nimport b\n",
    "mark": UTF_8_MARK + b"import b\n",
    "mark and cookie": UTF_8_MARK + b"# coding: utf-8\nMARK = '\xc3\xa9'\nimport b\n",
    "mark and a name with more": UTF_8_MARK + b"# coding: UTF_8-unix\nimport b\n",
    "mark and another name of it": UTF_8_MARK + b"# coding: utf8\nimport b\n",
    "mark and another cookie": UTF_8_MARK + b"# coding: latin-1\nimport b\n",
    "UTF-8 by a name with more": b"# coding: utf-8-sig\nMARK = '\xc3\xa9'\nimport b\n",
    "latin-1 by a name with more": b"# coding: iso-latin-1-unix\nMARK = '\xe9'\nimport b\n",
    "no such encoding": b"# coding: klingon\nimport b\n",
    "bytes that are none of it": b"# coding: ascii\nMARK = '\xe9'\nimport b\n",
    "no text encoding": b"# coding: rot13\nvzcbeg o\n",
    "hexadecimal": b"# coding: hex\n696d706f72742062\n",
    "shift_jis": "# coding: shift_jis\nMARK = 'ソ能表'\nimport b\n".encode("shift_jis"),
    "euc_kr": "# coding: euc_kr\nMARK = '가나'\nimport b\n".encode("euc_kr"),
    "gb18030": "# coding: gb18030\nMARK = '中文€'\nimport b\n".encode("gb18030"),
    "big5": "# coding: big5\nMARK = '功許'\nimport b\n".encode("big5"),
    "koi8": "# coding: koi8-r\nMARK = 'Ж'\nimport b\n".encode("koi8-r"),
    "a cookie of five characters is cut": b"#coding=x",
    "no line end": b"# coding: latin-1",
}
# Python reads these, and what it reads is not what stands there.
HIDING = {
    "UTF-7": b"# coding: utf-7\n# +AAo-import b\n",
    "UTF-7 behind a lone CR": b"\r# coding: utf-7\r# +AAo-import b\r",
    "escapes": b"# coding: unicode_escape\n# \\x0aimport b\n",
    "raw escapes": b"# coding: raw_unicode_escape\n# \\u000aimport b\n",
    "by another name": b"# coding: UNICODE-ESCAPE\n# \\nimport b\n",
    "HZ": b"# coding: hz\n# ~{!!~}\nimport b\n",
    "ISO 2022": b"# coding: iso2022_jp\n# \x1b$B!!\x1b(B\nimport b\n",
    "EBCDIC": "\n# coding: cp037\nimport b\n".encode("cp037"),
    "EBCDIC by a cookie in ASCII": b"# coding: cp037\n" + "\nimport b\n".encode("cp037"),
    "UTF-16 by a cookie": b"# coding: utf-16-le\nimport b\n",
    "UTF-32 by a cookie": b"# coding: utf-32\nimport b\n",
    "punycode": b"# coding: punycode\nimport b\n",
    "idna": b"# coding: idna\nimport b\n",
}
UTF_7_BEHIND_CODE = b"# a\rACM = 0 # coding: utf-7\n0 +ACM-0; import b\n"


def loaded(data: bytes, home: Path) -> tuple[bool, str]:
    """Whether the Python that runs takes a module of our own, and what it leaves in MARK; "b" is to be imported."""
    (home / "a.py").write_bytes(data)
    (home / "b.py").write_text("")
    code = "import sys, a; print(ascii(getattr(a, 'MARK', '')), 'b' in sys.modules)"
    done = subprocess.run([sys.executable, "-B", "-c", code], cwd=home, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_as_python_reads_it(name: str, tmp_path: Path) -> None:
    """The same files are taken, with the same text in them, and the same import."""
    data = FILES[name]
    is_taken, said = loaded(data, tmp_path)
    text, facts = decode(data), facts_of(data, Wanted())

    assert isinstance(facts, Facts) is is_taken, (text, said)
    if isinstance(text, str) and isinstance(facts, Facts):
        scope: dict[str, str] = {}
        exec(text.replace("import b", ""), scope)  # noqa: S102  # a text of this page
        assert said == f"{scope.get('MARK', '')!a} {bool(facts.imports)}\n"


@pytest.mark.parametrize("name", HIDING)
def test_an_encoding_in_which_code_hides_is_a_finding(name: str) -> None:
    """The sentence names it, and what would fix it; imports that Python would run are judged all the same."""
    found = facts_of(HIDING[name], Wanted())

    why = found.unread if isinstance(found, Facts) else found
    assert why is not None
    if name != "EBCDIC":  # in which the cookie is none
        assert "characters of ASCII do not stand for themselves" in why.reason
        assert "save the file as UTF-8" in why.reason


@pytest.mark.parametrize("name", ["UTF-7", "escapes", "ISO 2022"])
def test_imports_that_an_encoding_hides_are_judged(name: str) -> None:
    """Python runs them, so they count."""
    found = facts_of(HIDING[name], Wanted())

    assert isinstance(found, Facts)
    assert [statement.module for statement in found.imports] == ["b"]


def test_a_cookie_that_python_does_not_see_is_not_followed(tmp_path: Path) -> None:
    """What stands behind code on the second line, which a lone CR begins."""
    is_taken, said = loaded(UTF_7_BEHIND_CODE, tmp_path)

    assert decode(UTF_7_BEHIND_CODE) == "# a\nACM = 0 # coding: utf-7\n0 +ACM-0; import b\n"
    assert (is_taken, said) == (True, "'' True\n")


def test_the_line_of_a_byte_that_is_no_text_counts_every_end_of_a_line() -> None:
    """A single CR ends a line, too."""
    found = decode(b"import b\rx = 1\r\ny = '\xe9'\n")

    assert isinstance(found, Unreadable)
    assert (found.line, found.column) == (3, 6)


@pytest.mark.parametrize("end", [b"\\\r\n", b"\\\n", b" \\\r\n", b"\\\r", b"# x \\\r\n", b"(\r\n1)\\\r\n"])
def test_a_continued_last_line_is_read_as_by_the_running_python(end: bytes) -> None:
    """Up to 3.11 one that ends in CRLF is valid, and one in LF is not."""
    data = b"import os\nx = 1\n" + end
    try:
        ast.parse(data)
        is_valid = True
    except SyntaxError:
        is_valid = False

    facts = facts_of(data, Wanted())

    assert isinstance(facts, Facts) == is_valid
