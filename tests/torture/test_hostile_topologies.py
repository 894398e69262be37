"""Any content of a configuration file gives a value or problems with positions, quickly and in little memory."""
# ruff: noqa: E501  # the problem of a document is one line

import json
import os
import subprocess
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from import_conformance.model.patterns.pattern import Pattern, PatternError
from import_conformance.model.topology import TopologyError
from import_conformance.reading.baseline_file import parse_baseline
from import_conformance.reading.cache import cache_file
from import_conformance.reading.cache.index import Index
from import_conformance.reading.claims_file import parse_claims
from tests.torture.hostile_topologies import DOCUMENTS

ROOT = Path(__file__).parents[2]
# A time (ns) at which every file counts as old.
ALWAYS = 2**62
# The first problem of each document; "" for valid topologies.
SAID = {
    "aliases that explode": "t:1:4: the anchor &a is not read; delete it",
    "an alias of itself": "t:1:4: the anchor &a is not read; delete it",
    "an anchor": "t:2:7: the anchor &n is not read; delete it",
    "a merge key": "t:5:8: the merge key << is not read; write its keys out here",
    "a duplicate key": "t:5:1: duplicate key 'name' on line 5, first set on line 2; keep one",
    "words that are booleans to some": "",
    "numbers that are none": "t:1:11: 'topology' must be 1, the version of the language, but it is '1.10'",
    "a tag that runs code": "t:5:7: 'axes' must be a mapping of keys to values, but it is a list",
    "an include": "t:5:7: 'axes' must be a mapping of keys to values, but it is a single text",
    "50,000 brackets": "t:1:27: lists and mappings are nested deeper than 24 levels here",
    "50,000 braces": "t:1:97: lists and mappings are nested deeper than 24 levels here",
    "50,000 lists in lines": "t:1:49: lists and mappings are nested deeper than 24 levels here",
    "50,000 blanks more each line": "t:25:25: lists and mappings are nested deeper than 24 levels here",
    "several documents": "t:5:1: a second document begins here; keep one document in a file",
    "nothing": "t:1:1: the file is empty, or holds nothing but comments",
    "comments alone": "t:1:1: the file is empty, or holds nothing but comments",
    "a text alone": "t:1:1: the topology must be a mapping of keys to values, but it is a single text",
    "a key that is a list": "t:1:3: a key must be a single text, not a list or a mapping",
    "an escape sequence": "t:2:7: the character U+001B is not allowed; delete it",
    "an escaped escape sequence": "t:2:7: the text holds the character U+001B, which is not allowed",
    "a NUL": "t:2:8: the character U+0000 is not allowed; delete it",
    "a right-to-left override": "t:2:8: the character U+202E is not allowed; delete it",
    "UTF-16": "t:1:1: the file is UTF-16; save it as UTF-8",
    "Latin-1": "t:2:7: byte 0xE9 is not UTF-8; save the file as UTF-8",
    "a byte order mark": "",
    "10 MB": "t:1:1: the file is larger than 8,388,608 bytes",
    "one text of 900 KB": "t:2:7: this text is longer than 10,000 characters",
    "a no-break space for a blank": "t:3:1: this is not valid YAML: could not find expected ':', while scanning a simple key",
    "300,000 values": "t:1:499999: the file holds more than 250,000 values",
    "patterns that explode": "t:4:270: 'app.**.**.**.**.**.**.**.**.**.**.**.**.**.**.**.**.**.**.*…' stands twice in 'modules'; delete one",
    "stars that explode": "",
    "a path that leaves": "t:3:18: '../src' in 'roots' holds '..'; write a path below this file's directory, with /",
    "a code point out of range": "t:2:1: after this place a number in an escape or a directive is out of range",
    "a directive out of range": "t:1:1: this is not valid YAML: found incompatible YAML document (version 1.* is required)",
    "letters that look alike": "t:4:23: '\u0430pp.a' lies in none of source.packages; did you mean 'app'?",
    "a number of 5,000 digits": "t:1:11: 'topology' must be 1, the version of the language, but it is '11111111111111111111111111111111111111111111111111111111111…'",
}
READ_ALL = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000,) * 2)
from import_conformance.model.topology import TopologyError
from import_conformance.reading.topology.load import parse_topology
from tests.torture.hostile_topologies import DOCUMENTS
said = {}
for name, data in DOCUMENTS.items():
    try:
        parse_topology(data, "t")
        said[name] = ""
    except TopologyError as error:
        said[name] = str(error.problems[0])
json.dump(said, sys.stdout)
"""


def test_hostile_documents() -> None:
    """Each is read, or refused with its position, with less than a gigabyte for all of them."""
    command = [sys.executable, "-c", READ_ALL]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == SAID
    assert SAID.keys() == DOCUMENTS.keys()


SEGMENTS = st.text(st.sampled_from("ab*_{}=.\u0430[ "), max_size=30)


@given(SEGMENTS | st.text(), st.text(st.sampled_from("ab._"), max_size=60))
def test_any_text_is_a_pattern_or_is_refused(text: str, name: str) -> None:
    """A pattern matches or does not match any name without an error."""
    with suppress(PatternError):
        assert Pattern.parse(text).claims(name) in (True, False)


@pytest.mark.parametrize("text", ["*a" * 127 + "c", "**.a." * 40 + "c", "*a*." * 60 + "c"])
def test_matching_takes_linear_time(text: str) -> None:
    """Patterns that take exponential time elsewhere match in time proportional to the name's length."""
    pattern = Pattern.parse(text)

    assert not pattern.claims(".".join(["a" * 50 + "b"] * 400))
    assert not pattern.claims("a" * 20_000 + "b")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["version", "findings", "law", "path", "message", "count"]), inner, max_size=6
        )
    ),
    max_leaves=12,
)
FINDING = st.dictionaries(
    st.sampled_from(["fingerprint", "law", "path", "message", "count", "reason"]), JSON | st.text(), max_size=6
)
BASELINES = st.fixed_dictionaries({"version": st.just(1), "findings": st.lists(FINDING | JSON, max_size=3)})


@given(
    st.binary() | JSON.map(lambda value: json.dumps(value).encode()) | BASELINES.map(lambda b: json.dumps(b).encode())
)
def test_any_baseline_is_read_or_refused(data: bytes) -> None:
    """The only error is the one that names the file."""
    with suppress(TopologyError):
        assert all(entry.count > 0 for entry in parse_baseline(data, Path("known.json")))


@pytest.mark.parametrize("data", [b"[" * 200_000, b'{"version": 1' + b"0" * 10_000 + b"}", b'"\xff"', b"1" * 5_000])
def test_baselines_that_break_json_readers_are_refused(data: bytes) -> None:
    """Deep nesting, long numbers and invalid UTF-8 are refused."""
    with pytest.raises(TopologyError, match=r"known\.json:1:"):
        parse_baseline(data, Path("known.json"))


LINES = st.lists(
    st.sampled_from(
        ["claims: 1", "rows:", "  - {category: a, file: b.py}", "  - [x]", "a: &b c", "categories: {a: b}"]
    ),
    max_size=6,
).map("\n".join)


@given(st.binary() | LINES)
def test_any_file_of_claims_is_read_or_refused(data: bytes | str) -> None:
    """The only error is the one that names the file."""
    with suppress(TopologyError):
        parse_claims(data, "claims.yaml", ("a",))


@given(st.data())
def test_a_damaged_index_is_ignored(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """A truncated, altered or arbitrary file has facts of no file."""
    path = tmp_path_factory.mktemp("kept") / "facts"
    cache_file.write(path, (cache_file.engine(), 1, ALWAYS, {__file__: (cache_file.stamp(__file__), b"digest")}, {}))
    whole = path.read_bytes()
    assert Index(path).digest(__file__) == b"digest"
    at = data.draw(st.integers(0, len(whole) - 1))
    flipped = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    path.write_bytes(data.draw(st.sampled_from([flipped, whole[:at]]) | st.binary()))

    assert Index(path).digest(__file__) is None


@pytest.mark.parametrize("value", [(), (1,), [], {}, None, 7, "x", (b"engine", 1, 2, {}, {})])
def test_an_index_with_another_value_is_ignored(tmp_path: Path, value: object) -> None:
    """An intact file with a value of another form is ignored."""
    cache_file.write(tmp_path / "facts", value)

    assert Index(tmp_path / "facts").digest(__file__) is None


def test_an_empty_index_with_a_correct_digest_is_ignored(tmp_path: Path) -> None:
    """The file is intact but has no value."""
    nothing = blake2b(b"", digest_size=16).digest()
    (tmp_path / "facts").write_bytes(b"conformance index 1\n" + nothing)

    assert cache_file.read(tmp_path / "facts") is None


def test_an_index_that_others_can_replace_is_ignored(tmp_path: Path) -> None:
    """A link, a pipe and a world-writable file are not read."""
    value = (cache_file.engine(), 1)
    cache_file.write(tmp_path / "facts", value)
    (tmp_path / "link").symlink_to("facts")
    os.mkfifo(tmp_path / "pipe")
    found = [cache_file.read(tmp_path / name) for name in ("facts", "link", "pipe")]
    (tmp_path / "facts").chmod(0o666)

    assert [*found, cache_file.read(tmp_path / "facts")] == [value, None, None, None]
