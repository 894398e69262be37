"""Looks for inputs that break a reader, guided by coverage: `fuzz.py TARGET FOLDER... [OPTION OF libFuzzer]...`.

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
    from conformance.model.pattern import Pattern, PatternError
    from conformance.model.topology import TopologyError
    from conformance.reading import kept_file
    from conformance.reading.baseline_file import parse_baseline
    from conformance.reading.header_facts import headers_of
    from conformance.reading.header_scan import scan_headers
    from conformance.reading.import_facts import imports_of
    from conformance.reading.import_scan import scan_imports
    from conformance.reading.source_text import decode
    from conformance.reading.topology_file import parse_topology

PLACE = Path(tempfile.mkdtemp()) / "kept"


def topology(data: bytes) -> None:
    """A topology and a baseline are read, or refused by the one error that there is for it."""
    with suppress(TopologyError):
        parse_topology(data, "t")
    with suppress(TopologyError):
        parse_baseline(data, Path("known.json"))


def pattern(data: bytes) -> None:
    """A pattern answers for any name, or is refused."""
    text, _, name = data.decode("utf-8", "surrogateescape").partition("\n")
    with suppress(PatternError):
        Pattern.parse(text).claims(name)


def imports(data: bytes) -> None:
    """Imports and headers are told from the text as from the tree, or left to the tree."""
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
    """Whatever stands in a file, reading it is no error."""
    PLACE.write_bytes(data)
    kept_file.read(PLACE)


TARGETS = {target.__name__: target for target in (topology, pattern, imports, kept)}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
