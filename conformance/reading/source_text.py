"""From bytes to syntax tree, without running anything and without letting one bad file end the run."""

import re
from typing import TYPE_CHECKING

from conformance.model.facts import Unreadable

if TYPE_CHECKING:
    import ast

MAX_BYTES = 5 * 1024 * 1024
# Decoding the first two takes time with the square of the length, hours for a megabyte; the third refuses everything.
_UNFIT = frozenset({"punycode", "idna", "undefined"})
# Only the first two lines may name an encoding.
_MAY_NAME_ENCODING = re.compile(rb"\A(?:\xef\xbb\xbf|[^\n]*coding|[^\n]*\n[^\n]*coding|[^\n]*\r[^\n]*coding)")


def decode(data: bytes) -> str | Unreadable:
    """The text of a source file by its byte order mark or PEP 263 cookie, UTF-8 otherwise."""
    if len(data) > MAX_BYTES:
        return Unreadable(f"the file is larger than {MAX_BYTES // 1024 // 1024} MB")
    try:
        text = data.decode(_encoding(data) if _MAY_NAME_ENCODING.match(data) else "utf-8")
    except UnicodeDecodeError as error:
        line, column = data.count(b"\n", 0, error.start) + 1, error.start - data.rfind(b"\n", 0, error.start)
        sentence = f"byte 0x{data[error.start]:02x} is not {error.encoding} text, and no coding cookie is given"
        return Unreadable(sentence, line, column)
    except (SyntaxError, LookupError, UnicodeError) as error:
        return Unreadable(f"its encoding cannot be told: {error}")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _encoding(data: bytes) -> str:
    import codecs
    import io
    import tokenize

    name = tokenize.detect_encoding(io.BytesIO(data).readline)[0]
    if codecs.lookup(name).name in _UNFIT:
        raise LookupError(f"{name} is not for source code")
    return name


def parse(text: str) -> "ast.Module | Unreadable":
    """The syntax tree of a text, in the syntax of the running Python."""
    import ast
    import warnings

    at = text.find("\0")
    if at >= 0:
        return Unreadable("it holds a NUL byte", text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
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
