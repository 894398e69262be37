"""The baseline on disk."""

from pathlib import Path

import pytest

from import_conformance.model.topology import TopologyError
from import_conformance.model.verdict import KnownFinding
from import_conformance.reading.baseline_file import read_baseline
from import_conformance.writing.baseline_file import write_baseline

ENTRIES = (
    KnownFinding("0b", "L6-to-L5", "app/b.py", "no", 2, "until May"),
    KnownFinding("0a", "L6-to-L5", "app/a.py", "ünï\ud800", 1),
)


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Nothing is lost, whatever characters are in it, and entries come in the order of laws and paths."""
    path = tmp_path / "b.json"
    write_baseline(path, ENTRIES)

    assert read_baseline(path) == tuple(reversed(ENTRIES))
    assert [p.name for p in tmp_path.iterdir()] == ["b.json"]


def test_a_missing_baseline_is_empty(tmp_path: Path) -> None:
    """No file means no known findings."""
    assert read_baseline(tmp_path / "none.json") == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "b.json:1:2: this is no baseline: not JSON: Expecting property name enclosed in double quotes"),
        (
            "[]",
            'b.json:1:1: this is no baseline: it needs "version": 1 and a list of "findings"; '
            "write it by `baseline update`",
        ),
        (
            '{"version": 1, "findings": [{}]}',
            "b.json:1:1: this is no baseline: finding 1 has not all of the strings fingerprint, law, path, message",
        ),
        (
            '{"version": 1, "findings": [{"fingerprint": "a", "law": "b", "path": "c", "message": "d",'
            ' "count": true}]}',
            "b.json:1:1: this is no baseline: finding 1 needs a whole `count` of 1 or more and a text as `reason`",
        ),
        ("[" * 100_000, "b.json:1:1: this is no baseline: nested too deeply"),
    ],
    ids=["syntax", "version", "entry", "count", "depth"],
)
def test_a_broken_baseline_is_refused_in_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    """A file that is no baseline is never read as an empty one."""
    (tmp_path / "b.json").write_text(text)
    with pytest.raises(TopologyError) as refused:
        read_baseline(tmp_path / "b.json")

    assert str(refused.value) == f"{tmp_path}/{sentence}"
