"""The environment that a verdict is made in: which Python, which versions of what the tool rests on."""

import platform
import re
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata, version

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from import_conformance.model.facts import Unreadable
from import_conformance.reading.source.facts import read_bytes

DISTRIBUTION = "import-conformance"
RESTS_ON = ("grimp", "import-linter", "pytest")
# The newest releases with which the tests have passed, of what is used in ways that no release promises.
TRIED = {"grimp": "3.20", "import-linter": "2.17"}
# What a line of newer syntax begins with or holds, and the first Python that reads it. Only a newer Python can tell for
# sure: the line is that of a syntax error, so it is no code of the running one.
_NEWER = (
    ((3, 12), re.compile(r"\s*type\s+\w+\s*(\[.*\])?\s*=")),
    ((3, 12), re.compile(r"\s*((async\s+)?def|class)\s+\w+\s*\[")),
    ((3, 14), re.compile(r"(.*[\s(=,])?(t|tr|rt)[\"']", re.IGNORECASE)),
    ((3, 15), re.compile(r"\s*lazy\s+(import|from)\s")),
)


@dataclass(frozen=True)
class Tool:
    """A program: its version ("" where it is missing), the range that is supported ("" where nobody knows)."""

    name: str
    version: str
    supported: str
    is_supported: bool


def tools() -> tuple[Tool, ...]:
    """Python itself, and the libraries whose versions matter."""
    try:
        about = metadata(DISTRIBUTION)
    except PackageNotFoundError:
        ranges, python = dict[str, SpecifierSet](), ""
    else:
        wanted = [Requirement(line) for line in about.get_all("Requires-Dist") or ()]
        ranges = {each.name: each.specifier for each in wanted if not each.marker}
        python = "".join(about.get_all("Requires-Python") or ())
    found = [_tool("Python", platform.python_version(), SpecifierSet(python))]
    return (*found, *(_tool(name, _version(name), ranges.get(name, SpecifierSet())) for name in RESTS_ON))


def _tool(name: str, present: str, supported: SpecifierSet) -> Tool:
    return Tool(name, present, str(supported), bool(present) and supported.contains(present, prereleases=True))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def unknown_release(name: str, what: str) -> str:
    """That a library is not the one that was tried, and what to do. what: in which regard."""
    found = _version(name)
    newer = f", or a release of {DISTRIBUTION} that knows {found}" if found else ""
    return f"{name} {found or '(missing)'} {what}, so nothing is judged: install {name} {TRIED[name]}{newer}"


def needed_python(line: str, running: tuple[int, int] = sys.version_info[:2]) -> str:
    """The Python that most likely reads a line which the running one does not; "" when newer ones do not either."""
    return next((f"{v[0]}.{v[1]}" for v, pattern in _NEWER if v > running and pattern.match(line)), "")


def line_of(path: str, number: int) -> str:
    """A line of a file, "" where it cannot be read."""
    data = read_bytes(path)
    if isinstance(data, Unreadable):
        return ""
    lines = data.decode("utf-8", "replace").splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""
