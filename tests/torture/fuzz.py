"""Look for inputs that break a reader, guided by coverage: `fuzz.py TARGET FOLDER... [OPTION OF libFuzzer]...`.

`make fuzz` runs each target for a minute from the seeds beside this file; what breaks one is a new case for a test.
"""

import ast
import sys
import tempfile
import warnings
from contextlib import suppress
from pathlib import Path

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]  # installed by `make fuzz` alone

with atheris.instrument_imports(include=["conformance", "yaml"]):
    from import_conformance.model.patterns.pattern import Pattern, PatternError
    from import_conformance.model.topology import TopologyError
    from import_conformance.reading.baseline_file import parse_baseline
    from import_conformance.reading.cache import cache_file
    from import_conformance.reading.scanning.headers import scan_headers
    from import_conformance.reading.scanning.imports import scan_imports
    from import_conformance.reading.source.header_facts import headers_of
    from import_conformance.reading.source.import_facts import imports_of
    from import_conformance.reading.text.source_text import decode
    from import_conformance.reading.topology.load import parse_topology

PLACE = Path(tempfile.mkdtemp()) / "kept"


def topology(data: bytes) -> None:
    """Check that a topology and a baseline are read, or refused by their one error class."""
    with suppress(TopologyError):
        parse_topology(data, "t")
    with suppress(TopologyError):
        parse_baseline(data, Path("known.json"))


def pattern(data: bytes) -> None:
    """Check that a pattern matches any name without an error, or is refused."""
    text, _, name = data.decode("utf-8", "surrogateescape").partition("\n")
    with suppress(PatternError):
        Pattern.parse(text).claims(name)


def imports(data: bytes) -> None:
    """Check that the text gives the same imports and headers as the syntax tree, or leaves them to it."""
    text = decode(data)
    if not isinstance(text, str):
        return
    found, headers = scan_imports(text), scan_headers(text)
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    assert found in (None, imports_of(tree, text)), text
    assert headers in (None, headers_of(text)), text


def kept(data: bytes) -> None:
    """Check that a cache file with any content is read without an error."""
    PLACE.write_bytes(data)
    cache_file.read(PLACE)


TARGETS = {target.__name__: target for target in (topology, pattern, imports, kept)}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
