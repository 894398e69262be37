"""Read the baseline: known findings, one per line of debt, with how often each occurs and why it is tolerated."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from import_conformance.model.debt.ratchet import BASELINE_VERSION
from import_conformance.model.topology import Position, Problem, TopologyError
from import_conformance.model.verdict import KnownFinding
from import_conformance.reading.text.plain_file import read_configuration


class BaselineRecord(NamedTuple):
    """The other content of a baseline.

    Attributes:
        laws: By id, digests of the laws that the baseline was written under.
        history: The number of known findings after each change, oldest first.
    """

    laws: Mapping[str, str]
    history: tuple[int, ...]


def read_baseline(path: Path) -> tuple[KnownFinding, ...]:
    """Return the known findings in a file; none when there is no such file.

    Raises:
        TopologyError: when the file is not a baseline of this version.
    """
    data = _read(path)
    return _findings(path, data) if data else ()


def parse_baseline(text: bytes, path: Path) -> tuple[KnownFinding, ...]:
    """Return the known findings in the text of a baseline; problems name it as `path`.

    Raises:
        TopologyError: when the text is not a baseline of this version.
    """
    try:
        return _findings(path, _parsed(path, text.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise _broken(path, f"it cannot be read: {error}") from None


def read_record(path: Path) -> BaselineRecord:
    """Return the digests of laws and the history of a baseline; empty where it has none.

    Raises:
        TopologyError: when the file is not a baseline of this version.
    """
    data = _read(path) or {}
    laws, history = data.get("laws", {}), data.get("history", [])
    if not isinstance(laws, dict) or any(not isinstance(digest, str) for digest in laws.values()):
        raise _broken(path, "its `laws` must be texts by name")
    if not isinstance(history, list) or any(type(count) is not int or count < 0 for count in history):
        raise _broken(path, "its `history` must be a list of numbers")
    return BaselineRecord(laws, tuple(history))


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
        # Raised for a number with thousands of digits.
        raise _broken(path, "it holds a number that is too long") from None
    if (
        not isinstance(data, dict)
        or data.get("version") != BASELINE_VERSION
        or not isinstance(data.get("findings"), list)
    ):
        raise _broken(
            path, f'it needs "version": {BASELINE_VERSION} and a list of "findings"; write it by `baseline update`'
        )
    return data


def _findings(path: Path, data: dict[str, Any]) -> tuple[KnownFinding, ...]:
    return tuple(_known(path, number, entry) for number, entry in enumerate(data["findings"], 1))


def _known(path: Path, number: int, entry: object) -> KnownFinding:
    keys = ("fingerprint", "law", "path", "message")
    texts = [entry.get(key) for key in keys] if isinstance(entry, dict) else []
    strings = [text for text in texts if isinstance(text, str)]
    if not isinstance(entry, dict) or len(strings) < len(keys):
        raise _broken(path, f"finding {number} has not all of the strings {', '.join(keys)}")
    count, reason = entry.get("count", 1), entry.get("reason", "")
    if type(count) is not int or count < 1 or not isinstance(reason, str):
        raise _broken(path, f"finding {number} needs a whole `count` of 1 or more and a text as `reason`")
    root = entry.get("root", "")
    if not isinstance(root, str):
        raise _broken(path, f"finding {number} has a `root` that is no text")
    fingerprint, law, place, message = strings
    return KnownFinding(fingerprint, law, place, message, count, reason, root)


def _broken(path: Path, sentence: str, line: int = 1, column: int = 1) -> TopologyError:
    return TopologyError((Problem(str(path), Position(line, column), f"this is no baseline: {sentence}"),))
