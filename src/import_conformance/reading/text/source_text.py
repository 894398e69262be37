"""Decode and parse source files, without running them and without letting one bad file end the run."""

import re
import sys
from typing import TYPE_CHECKING

from import_conformance.model.base.facts import Unreadable
from import_conformance.reading.text.plain_file import read_plain

if TYPE_CHECKING:
    import ast

MAX_BYTES = 5 * 1024 * 1024
# Decoding these takes time quadratic in the length: hours for a megabyte.
_SLOW = frozenset({"punycode", "idna"})
_MARK = b"\xef\xbb\xbf"
# CPython looks for a coding cookie (PEP 263) in the first two lines, with LF, CR and CRLF as line ends.
_LINE_END = re.compile(rb"\r\n?|\n")
_FIRST_TWO_LINES = re.compile(rb"[^\r\n]*(?:(?:\r\n?|\n)[^\r\n]*)?")
_COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_COMMENT_OR_BLANK = re.compile(rb"[ \t\f]*(?:#|\Z)")
# Bytes that an encoding of source code must decode as ASCII does: all of ASCII, and the escapes of some encodings.
_PROBE = bytes(range(128)) + rb"+AAo-\n\x0a\u000a\N{LINE FEED}~{!!~}.xn--mnchen-3ya." + b"\x1b$B!!\x1b(B"


def read_bytes(path: str) -> bytes | Unreadable:
    """The content of a regular file, of one that is too large to be judged only so much that it shows."""
    try:
        return read_plain(path, MAX_BYTES)
    except OSError as error:
        return Unreadable(f"it cannot be read: {error.strerror}")


def decode(data: bytes) -> str | Unreadable:
    """Decode a source file by its byte order mark or PEP 263 cookie, or as UTF-8.

    Returns:
        The text with LF as its only line end, or the reason why it is not read.
    """
    if len(data) > MAX_BYTES:
        return Unreadable(f"the file is larger than {MAX_BYTES // 1024 // 1024} MB")
    is_marked = data.startswith(_MARK)
    cookie = _cookie(data)
    if is_marked:
        data = data[len(_MARK) :]
    encoding = _normal(cookie) if cookie else "utf-8"
    why = "" if encoding == "utf-8" else _unfit(encoding, is_marked)
    if why:
        return Unreadable(why)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        return _not_text(data, error, cookie)
    return _with_plain_ends(text) if "\r" in text else text


def line_count(text: str) -> int:
    """Return the number of physical lines of a text, whose only line end is LF."""
    return text.count("\n") + (not text.endswith("\n") and text != "")


def hidden_text(data: bytes) -> str | None:
    """Return the text that Python would read from a file in an encoding in which code can hide; None for none.

    `decode` refuses such files.
    """
    encoding = _normal(_cookie(data) or "utf-8")
    if len(data) > MAX_BYTES or data.startswith(_MARK) or encoding.lower().replace("-", "_") in _SLOW:
        return None
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeError):
        return None
    return _with_plain_ends(text)


def _with_plain_ends(text: str) -> str:
    # Up to Python 3.11 a last line may end in a backslash before CRLF, but not before LF: a further LF keeps it valid.
    more = "\n" if sys.version_info < (3, 12) and text.endswith("\\\r\n") else ""
    return text.replace("\r\n", "\n").replace("\r", "\n") + more


def _cookie(data: bytes) -> str:
    """Return the encoding that a comment in the first two lines names, as CPython finds it; "" for none."""
    found = _FIRST_TWO_LINES.match(data, len(_MARK) if data.startswith(_MARK) else 0)
    head = found[0] if found else b""
    if b"coding" not in head:
        return ""
    for line in _LINE_END.split(head):
        named = _COOKIE.match(line)
        if named:
            return named[1].decode("ascii")
        if not _COMMENT_OR_BLANK.match(line):
            break
    return ""


def _normal(name: str) -> str:
    """Return CPython's own name of an encoding (`get_normal_name` of its tokenizer), or the given one."""
    short = name[:12].lower().replace("_", "-")
    if short == "utf-8" or short.startswith("utf-8-"):
        return "utf-8"
    latin = ("latin-1", "iso-8859-1", "iso-latin-1")
    return "latin-1" if short in latin or short.startswith(tuple(f"{each}-" for each in latin)) else name


def _unfit(encoding: str, is_marked: bool) -> str:
    """Return why a file in an encoding is not read; "" for an encoding that is safe for source code."""
    import warnings

    if is_marked:
        return f"its cookie names the encoding {encoding}, and its byte order mark is that of UTF-8"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            is_fit = _PROBE.decode(encoding) == _PROBE.decode("ascii")
    except LookupError:
        return f"its cookie names the encoding {encoding}, and Python knows none of text by that name"
    except UnicodeError:
        is_fit = False
    if is_fit:
        return ""
    return (
        f"in its encoding, {encoding}, characters of ASCII do not stand for themselves, so that code can hide; "
        "save the file as UTF-8"
    )


def _not_text(data: bytes, error: UnicodeDecodeError, cookie: str) -> Unreadable:
    before = _LINE_END.split(data[: error.start])
    hint = "" if cookie else ", and no coding cookie is given"
    sentence = f"byte 0x{data[error.start]:02x} is not {error.encoding} text{hint}"
    return Unreadable(sentence, len(before), len(before[-1]) + 1)


def parse(text: str) -> "ast.Module | Unreadable":
    """Parse a text in the syntax of the running Python; return the reason where it cannot be parsed."""
    import ast
    import warnings

    nul = text.find("\0")
    if nul >= 0:
        return Unreadable("it holds a NUL byte", text.count("\n", 0, nul) + 1, nul - text.rfind("\n", 0, nul))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        return Unreadable(f"syntax error: {error.msg}", error.lineno or 1, max(error.offset or 1, 1))
    except ValueError as error:
        return Unreadable(f"it cannot be parsed: {error}")
    except (RecursionError, MemoryError):
        return Unreadable("it is nested too deeply to be parsed")
