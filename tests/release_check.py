"""Check what must be true of a tag before it is published; `make release-check` runs this."""

import re
import sys
from pathlib import Path

import import_conformance

CHANGELOG = Path(__file__).parents[1] / "CHANGELOG.md"


def faults(tag: str, version: str, changelog: str) -> list[str]:
    """Why a tag cannot be released, a sentence each; none when it can.

    tag: as in git, such as `v1.2.3`. version: that of the package. changelog: its text.
    """
    found = []
    if tag != f"v{version}":
        found.append(f"the tag is {tag or 'missing'} and the version {version}: they must be v{version} and {version}")
    section = re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d\n(.*?)(?=^## |\Z)", changelog, re.M | re.S)
    if not section:
        found.append(f"CHANGELOG.md has no section `## [{version}] - YYYY-MM-DD`: move there what is unreleased")
    elif not section[1].strip():
        found.append(f"CHANGELOG.md says nothing about {version}")
    return found


if __name__ == "__main__":
    problems = faults("".join(sys.argv[1:]), import_conformance.__version__, CHANGELOG.read_text(encoding="utf-8"))
    sys.exit("\n".join(problems))
