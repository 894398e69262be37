"""The baseline on disk: known findings, one per line of debt, with how often each occurs and why it is tolerated."""

import errno
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from import_conformance.model.topology import Position, Problem, TopologyError
from import_conformance.model.verdict import KnownFinding
from import_conformance.reading.text.plain_file import read_configuration

VERSION = 1
MAX_HISTORY = 200
MOST_LINKS = 40


class Record(NamedTuple):
    """What a baseline says besides its findings.

    laws: digests of the law it was written under; history: how many findings were known after each
    change, oldest first.
    """

    laws: Mapping[str, str]
    history: tuple[int, ...]


def read_baseline(path: Path) -> tuple[KnownFinding, ...]:
    """The known findings; none when there is no such file.

    Raises:
        TopologyError: when the file is not a baseline of this version.
    """
    data = _read(path)
    return _findings(path, data) if data else ()


def parse_baseline(text: bytes, path: Path) -> tuple[KnownFinding, ...]:
    """The known findings in a baseline's text; path: what problems call it.

    Raises:
        TopologyError: when the text is not a baseline of this version.
    """
    try:
        return _findings(path, _parsed(path, text.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise _broken(path, f"it cannot be read: {error}") from None


def read_record(path: Path) -> Record:
    """The law that the baseline was written under, and how its size went; empty when it does not say.

    Raises:
        TopologyError: when the file is not a baseline of this version.
    """
    data = _read(path) or {}
    laws, history = data.get("laws", {}), data.get("history", [])
    if not isinstance(laws, dict) or any(not isinstance(digest, str) for digest in laws.values()):
        raise _broken(path, "its `laws` must be texts by name")
    if not isinstance(history, list) or any(type(count) is not int or count < 0 for count in history):
        raise _broken(path, "its `history` must be a list of numbers")
    return Record(laws, tuple(history))


def _read(path: Path) -> dict[str, Any] | None:
    try:
        return _parsed(path, read_configuration(path).decode("utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _broken(path, f"it cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise _broken(path, f"it cannot be read: {error}") from None


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise _broken(path, f"not JSON: {error.msg}", error.lineno, error.colno) from None
    except RecursionError:
        raise _broken(path, "nested too deeply") from None
    except ValueError:
        # Of a number with thousands of digits.
        raise _broken(path, "it holds a number that is too long") from None
    if not isinstance(data, dict) or data.get("version") != VERSION or not isinstance(data.get("findings"), list):
        raise _broken(path, f'it needs "version": {VERSION} and a list of "findings"; write it by `baseline update`')
    return data


def _findings(path: Path, data: dict[str, Any]) -> tuple[KnownFinding, ...]:
    return tuple(_known(path, number, entry) for number, entry in enumerate(data["findings"], 1))


def _known(path: Path, number: int, entry: object) -> KnownFinding:
    keys = ("fingerprint", "law", "path", "message")
    texts = [entry.get(key) for key in keys] if isinstance(entry, dict) else []
    strings = [text for text in texts if isinstance(text, str)]
    if not isinstance(entry, dict) or len(strings) < len(keys):
        raise _broken(path, f"finding {number} lacks one of the texts {', '.join(keys)}")
    count, reason = entry.get("count", 1), entry.get("reason", "")
    if type(count) is not int or count < 1 or not isinstance(reason, str):
        raise _broken(path, f"finding {number} needs a whole `count` of 1 or more and a text as `reason`")
    root = entry.get("root", "")
    if not isinstance(root, str):
        raise _broken(path, f"finding {number} has a `root` that is no text")
    fingerprint, law, place, message = strings
    return KnownFinding(fingerprint, law, place, message, count, reason, root)


def write_baseline(
    path: Path, known: Iterable[KnownFinding], laws: Mapping[str, str] | None = None, *, afresh: bool = False
) -> None:
    """Replace the baseline whole, or leave it as it was.

    laws: digests of the law that the findings are of. afresh: do not read what is there.
    """
    ordered = sorted(known, key=lambda entry: (entry.law, entry.path, entry.root, entry.message, entry.fingerprint))
    findings = [
        {
            "law": entry.law,
            "path": entry.path,
            "message": entry.message,
            "count": entry.count,
            "reason": entry.reason,
            "fingerprint": entry.fingerprint,
            **({"root": entry.root} if entry.root else {}),
        }
        for entry in ordered
    ]
    past = () if afresh else read_record(path).history
    total = sum(entry.count for entry in ordered)
    history = [*past, total] if not past or past[-1] != total else past
    document = {
        "version": VERSION,
        "laws": dict(laws or {}),
        "history": list(history)[-MAX_HISTORY:],
        "findings": findings,
    }
    text = json.dumps(document, indent=1, ensure_ascii=True) + "\n"
    write_whole(path, text)


def write_whole(path: Path, text: str | Iterable[str]) -> None:
    """Write a file by way of a neighbour, so that no reader ever sees half of it; what is no file is written to.

    text: all of it, or its pieces.

    Raises:
        OSError: when it cannot be written; a file that was there before is then as it was.
    """
    pieces = (text,) if isinstance(text, str) else text
    if path.exists() and not path.is_file():
        if not path.is_char_device() and not path.is_fifo():
            raise OSError(errno.EINVAL, "not a file", os.fspath(path))
        # Where nobody reads from a pipe, this says so instead of waiting.
        handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
        os.set_blocking(handle, True)
        with open(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(pieces)
        return
    if _is_open_already(path):
        with open(os.open(path, os.O_WRONLY | os.O_APPEND), "w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(pieces)
        return
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(pieces)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _is_open_already(path: Path) -> bool:
    """True for a name of an open file, such as /dev/stdout, which a neighbour in its place would take away for all."""
    for _ in range(MOST_LINKS):
        parts = Path(os.path.realpath(path.parent)).parts
        if parts == ("/", "dev", "fd") or (parts[:2] == ("/", "proc") and parts[-1] == "fd"):
            return True
        if not path.is_symlink():
            return False
        path = path.parent / os.readlink(path)
    return False


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _broken(path: Path, sentence: str, line: int = 1, column: int = 1) -> TopologyError:
    return TopologyError((Problem(str(path), Position(line, column), f"this is no baseline: {sentence}"),))
