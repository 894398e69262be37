"""The environment in which a verdict is reached: the Python version, and the versions of the libraries that matter."""

import platform
import re
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata, version

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from import_conformance.model.base.facts import Unreadable
from import_conformance.reading.text.source_text import read_bytes

DISTRIBUTION = "import-conformance"
RESTS_ON = ("grimp", "import-linter", "pytest")
# The newest releases with which the tests pass, of libraries whose private parts are used.
TRIED = {"grimp": "3.20", "import-linter": "2.17"}
# Patterns of newer syntax, each with the first Python version that accepts it. This is a guess: the running Python
# reports a syntax error on the line, and only a newer one could parse it.
_NEWER = (
    ((3, 12), re.compile(r"\s*type\s+\w+\s*(\[.*\])?\s*=")),
    ((3, 12), re.compile(r"\s*((async\s+)?def|class)\s+\w+\s*\[")),
    ((3, 14), re.compile(r"(.*[\s(=,])?(t|tr|rt)[\"']", re.IGNORECASE)),
    ((3, 15), re.compile(r"\s*lazy\s+(import|from)\s")),
)


@dataclass(frozen=True)
class Tool:
    """Python or an installed library.

    Attributes:
        version: The installed version; "" when it is not installed.
        supported: The supported versions as a version specifier; "" when unknown.
    """

    name: str
    version: str
    supported: str
    is_supported: bool


def tools() -> tuple[Tool, ...]:
    """Return the running Python, and the libraries whose versions matter."""
    try:
        package = metadata(DISTRIBUTION)
    except PackageNotFoundError:
        ranges, python = dict[str, SpecifierSet](), ""
    else:
        requirements = [Requirement(line) for line in package.get_all("Requires-Dist") or ()]
        ranges = {each.name: each.specifier for each in requirements if not each.marker}
        python = "".join(package.get_all("Requires-Python") or ())
    found = [_tool("Python", platform.python_version(), SpecifierSet(python))]
    return (*found, *(_tool(name, _version(name), ranges.get(name, SpecifierSet())) for name in RESTS_ON))


def _tool(name: str, installed: str, supported: SpecifierSet) -> Tool:
    return Tool(name, installed, str(supported), bool(installed) and supported.contains(installed, prereleases=True))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def unknown_release(name: str, problem: str) -> str:
    """Return the message that a library does not work as expected (`problem` is a predicate), and what to install."""
    found = _version(name)
    newer = f", or a release of {DISTRIBUTION} that knows {found}" if found else ""
    return f"{name} {found or '(missing)'} {problem}, so nothing is judged: install {name} {TRIED[name]}{newer}"


def needed_python(line: str, running: tuple[int, int] = sys.version_info[:2]) -> str:
    """Guess the Python version, as "3.12", that accepts a line which this one does not; "" when none is known to."""
    return next((f"{v[0]}.{v[1]}" for v, pattern in _NEWER if v > running and pattern.match(line)), "")


def line_of(path: str, number: int) -> str:
    """Return one line of a file, counted from 1; "" when it cannot be read."""
    data = read_bytes(path)
    if isinstance(data, Unreadable):
        return ""
    lines = data.decode("utf-8", "replace").splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""
