"""Recognize the modules that hand the suite of this project to pytest."""

from import_conformance.reading.text.plain_file import read_plain

# Such a module is a docstring and a line or two.
SUITE_IMPORT, MOST_BYTES = "from import_conformance.suite", 1000


def imports_suite_alone(path: str) -> bool:
    """Return whether a file imports from the suite and does nothing else, a docstring and comments aside."""
    try:
        text = read_plain(path, MOST_BYTES).decode()
    except (OSError, UnicodeDecodeError):
        return False
    is_short = len(text) <= MOST_BYTES
    if text.startswith('"""'):
        text = text[3:].partition('"""')[2]
    lines = [line for line in text.splitlines() if line.strip() and line[0] != "#"]
    return is_short and bool(lines) and all(line.startswith(SUITE_IMPORT) and ";" not in line for line in lines)
