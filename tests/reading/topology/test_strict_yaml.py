"""The strict YAML reader: what it reads, and what it refuses at which place."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from import_conformance.model.topology import Position
from import_conformance.reading.topology.strict_yaml import Document, read_yaml
from import_conformance.reading.topology.yaml_nodes import Mapping, Node, Scalar, Sequence

NOT_ALLOWED = "is not allowed; delete it"
HELD = "which is not allowed"

HOSTILE = {
    "alias bomb": (
        b"a: &a [x, x]\nb: &b [*a, *a]\n",
        [
            "1:4: the anchor &a is not read; delete it",
            "2:4: the anchor &b is not read; delete it",
            "2:8: the alias *a is not read; write the value out here",
            "2:12: the alias *a is not read; write the value out here",
        ],
    ),
    "recursive alias": (
        b"a: &a [*a]\n",
        [
            "1:4: the anchor &a is not read; delete it",
            "1:8: the alias *a is not read; write the value out here",
        ],
    ),
    "anchor": (b"a: &x 1\n", ["1:4: the anchor &x is not read; delete it"]),
    "alias as key": (
        b"a: &x 1\n*x : 2\n",
        ["1:4: the anchor &x is not read; delete it", "2:1: the alias *x is not read; write the value out here"],
    ),
    "merge key": (b"a:\n  <<: {b: 1}\n", ["2:3: the merge key << is not read; write its keys out here"]),
    "duplicate key": (b"a: 1\nb: 2\na: 3\n", ["3:1: duplicate key 'a' on line 3, first set on line 1; keep one"]),
    "duplicate key by quotes": (b"{a: 1, 'a': 2}", ["1:8: duplicate key 'a' on line 1, first set on line 1; keep one"]),
    "python object": (
        b"a: !!python/object:os.system {}\n",
        [
            "1:4: the tag tag:yaml.org,2002:python/object:os.system is not read; "
            "delete it, each value is taken as it is written"
        ],
    ),
    "include": (
        b"a: !include /etc/passwd\n",
        ["1:4: the tag !include is not read; delete it, each value is taken as it is written"],
    ),
    "bare tag": (b"a: ! 1\n", ["1:4: the tag ! is not read; delete it, each value is taken as it is written"]),
    "deep nesting": (b"[" * 50_000, ["1:25: lists and mappings are nested deeper than 24 levels here"]),
    "second document": (
        b"a: 1\n---\nb: 2\n",
        ["2:1: a second document begins here; keep one document in a file"],
    ),
    "empty": (b"", ["1:1: the file is empty, or holds nothing but comments"]),
    "comment only": (b"# nothing\n", ["1:1: the file is empty, or holds nothing but comments"]),
    "list as key": (b"? [a]\n: b\n", ["1:3: a key must be a single text, not a list or a mapping"]),
    "raw escape": (b"a: x\x1b[2J\n", [f"1:5: the character U+001B {NOT_ALLOWED}"]),
    "raw NUL": (b"a: 1\nb: \x00\n", [f"2:4: the character U+0000 {NOT_ALLOWED}"]),
    "raw bidi override": ("a: \u202eb\n".encode(), [f"1:4: the character U+202E {NOT_ALLOWED}"]),
    "raw line separator": ("a: b\u2028c\n".encode(), [f"1:5: the character U+2028 {NOT_ALLOWED}"]),
    "no character at all": ("a: \ufffe\n".encode(), [f"1:4: the character U+FFFE {NOT_ALLOWED}"]),
    "private character": ("a: \ue000\n".encode(), [f"1:4: the character U+E000 {NOT_ALLOWED}"]),
    "escaped control": (b'a: "\\e[31m"\n', [f"1:4: the text holds the character U+001B, {HELD}"]),
    "escaped newline": (b'a: "b\\nc"\n', [f"1:4: the text holds the character U+000A, {HELD}"]),
    "escaped surrogate": (b'a: "\\ud800"\n', [f"1:4: the text holds the character U+D800, {HELD}"]),
    "escape beyond Unicode": (
        b'a: 1\nb: "\\UFFFFFFFF"\n',
        ["2:1: after this place a number in an escape or a directive is out of range"],
    ),
    "UTF-16": ("a: 1".encode("utf-16"), ["1:1: the file is UTF-16; save it as UTF-8"]),
    "latin-1": (b"a: 1\r\nb: \xe9\n", ["2:4: byte 0xE9 is not UTF-8; save the file as UTF-8"]),
    "10 MB": (b"- a\n" * 2_500_000, ["1:1: the file is larger than 8,388,608 bytes"]),
    "many nodes": (b"- a\n" * 260_000, ["250000:3: the file holds more than 250,000 values"]),
    "long text": (b"a: " + b"x" * 10_001, ["1:4: this text is longer than 10,000 characters"]),
    "tab": (
        b"a:\n\t- b\n",
        [
            "2:1: this is not valid YAML: found character '\\t' that cannot start any token, "
            "while scanning for the next token; indent with spaces, not with tabs"
        ],
    ),
    "open bracket": (
        b"a: [1\n",
        [
            "2:1: this is not valid YAML: expected ',' or ']', but got '<stream end>', while parsing a flow sequence",
        ],
    ),
}


def plain(node: Node | None) -> object:
    """Return a tree as the values that any other reader would give."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text if node else None


@pytest.mark.parametrize(("data", "expected"), HOSTILE.values(), ids=HOSTILE.keys())
def test_each_hostile_document_is_refused_with_its_place(data: bytes, expected: list[str]) -> None:
    """A document that other readers accept, misread or fall over is refused in a sentence with line and column."""
    problems = read_yaml(data, "t.yaml").problems

    assert [str(problem) for problem in problems] == [f"t.yaml:{line}" for line in expected]


def test_each_node_knows_its_place() -> None:
    """Every key and value is kept with the line and column at which it begins."""
    document = read_yaml(b"a: [b, 'c']\n", "t.yaml")

    items = (Scalar("b", Position(1, 5)), Scalar("c", Position(1, 8), quoted=True, verbatim=False))
    value = Sequence(items, Position(1, 4))
    assert document == Document(Mapping({"a": (Scalar("a", Position(1, 1)), value)}, Position(1, 1)), ())


@pytest.mark.parametrize("text", ["no", "on", "yes", "1.10", "12:30:45", "0x1F", "null", "2026-11-22", "=", "1e3"])
def test_no_text_changes_its_type(text: str) -> None:
    """What other readers turn into numbers, dates and booleans stays the text that was written, as key and as value."""
    assert plain(read_yaml(f"{text}: {text}\n".encode(), "t.yaml").root) == {text: text}


def test_a_quoted_merge_operator_is_a_key() -> None:
    """`<<` in quotes is a string like any other."""
    assert plain(read_yaml(b"'<<': 1\n", "t.yaml").root) == {"<<": "1"}


def test_a_folded_string_has_no_positions_within_it() -> None:
    """A string over two lines has none even where it is as long as its source."""
    root = Sequence((Scalar("a b", Position(1, 2), verbatim=False),), Position(1, 1))

    assert read_yaml(b"[a\nb]", "t.yaml").root == root


def test_a_byte_order_mark_and_any_line_break_are_fine() -> None:
    """A file from another system reads the same, at the same lines."""
    document = read_yaml(b"\xef\xbb\xbfa: 1\r\nb: 2\rc: 3\n", "t.yaml")

    assert plain(document.root) == {"a": "1", "b": "2", "c": "3"}
    assert read_yaml(b"a: 1\nb: 2\nc: 3\n", "t.yaml") == document


def test_a_block_may_hold_line_breaks_and_tabs() -> None:
    """The layout characters are allowed where a reader of the file sees them as layout."""
    assert read_yaml(b"a: |\n  b\tc\n  d\n", "t.yaml").root == Mapping(
        {"a": (Scalar("a", Position(1, 1)), Scalar("b\tc\nd\n", Position(1, 4), quoted=True, verbatim=False))},
        Position(1, 1),
    )


def test_reading_continues_after_a_problem_that_loses_nothing() -> None:
    """A duplicate key is reported and its first value used, so that the rest of the file is checked as well."""
    assert plain(read_yaml(b"a: 1\na: 2\nb: &x 3\n", "t.yaml").root) == {"a": "1", "b": "3"}


@pytest.mark.parametrize("data", [b"a: *x\n", b"<<: {a: 1}\n", b"a: [\n", b"a: 1\n---\n", b"# no\n", b"[" * 30])
def test_a_problem_that_loses_a_part_leaves_no_tree(data: bytes) -> None:
    """Half a law is not judged as if it were the whole."""
    assert read_yaml(data, "t.yaml").root is None


def test_a_binary_file_is_reported_in_twenty_lines() -> None:
    """Of many forbidden characters only the first place of each of the first twenty is named."""
    text = "".join(map(chr, range(0xE000, 0xE100))) * 2

    assert [p.position.column for p in read_yaml(text.encode(), "t.yaml").problems] == list(range(1, 21))


TEXTS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=20)
TREES = st.recursive(TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=20)


@given(TREES, st.sampled_from([None, "'", '"']), st.sampled_from([None, True, False]))
def test_a_valid_document_reads_as_with_base_loader(tree: object, style: str | None, flow: bool | None) -> None:
    """On documents without the refused features the tree is the one that PyYAML's loader for plain texts builds."""
    text = yaml.safe_dump(tree, default_flow_style=flow, allow_unicode=True, default_style=style)

    document = read_yaml(text.encode(), "t.yaml")

    reference = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # builds texts, lists and mappings, nothing else
    assert (plain(document.root), document.problems) == (reference, ())
