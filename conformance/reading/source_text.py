"""From bytes to syntax tree, without running anything and without letting one bad file end the run."""

import re
from typing import TYPE_CHECKING

from conformance.model.facts import Unreadable

if TYPE_CHECKING:
    import ast

MAX_BYTES = 5 * 1024 * 1024
# Only the first two lines may name an encoding.
_MAY_NAME_ENCODING = re.compile(rb"\A(?:\xef\xbb\xbf|[^\n]*coding|[^\n]*\n[^\n]*coding|[^\n]*\r[^\n]*coding)")


def decode(data: bytes) -> str | Unreadable:
    """The text of a source file by its byte order mark or PEP 263 cookie, UTF-8 otherwise."""
    if len(data) > MAX_BYTES:
        return Unreadable(f"the file is larger than {MAX_BYTES // 1024 // 1024} MB")
    try:
        text = data.decode(_encoding(data) if _MAY_NAME_ENCODING.match(data) else "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Unreadable(
            f"byte 0x{data[error.start]:02x} is not {error.encoding} text, and no coding cookie is given", line
        )
    except (SyntaxError, LookupError) as error:
        return Unreadable(f"its encoding cannot be told: {error}")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _encoding(data: bytes) -> str:
    import io
    import tokenize

    return tokenize.detect_encoding(io.BytesIO(data).readline)[0]


def parse(text: str) -> "ast.Module | Unreadable":
    """The syntax tree of a text, in the syntax of the running Python."""
    import ast
    import warnings

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
