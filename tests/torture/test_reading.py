"""Readers of imports agree on odd texts; `make fuzz` compares more of them, with every Python installed."""

import ast
import sys
from pathlib import Path

import pytest

from import_conformance.model.base.facts import Facts
from import_conformance.reading.scanning import second_reader
from import_conformance.reading.source.import_facts import imports_of
from tests.torture.reading import __main__ as reading
from tests.torture.reading.peer import imports_in
from tests.torture.reading.texts import Maker

TEXT = "import a.b, c\nif TYPE_CHECKING:\n    from ..d import e\nelse:\n    def f(): import g\ndef h():\n    import i\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> reading.Run:
    """Return a comparison with this Python alone, in which grimp's scanner is the second reader."""
    monkeypatch.setattr(second_reader, "WORTH_LOADING", 0)
    monkeypatch.setattr(reading, "peers", lambda: [reading.Peer([sys.executable, str(reading.HERE / "peer.py")])])
    return reading.Run(tmp_path / "found", 20)


def test_two_rounds_and_all_seeds_agree(run: reading.Run) -> None:
    """The comparison covers hundreds of texts that this Python accepts, many of them read without it."""
    run.seeds()
    run.round()
    run.round()
    for peer in run.peers:
        peer.end()

    assert run.counts["DISAGREEMENTS"] == 0
    assert run.counts["taken by a Python"] > 200
    assert run.counts["read from the text alone"] > 50


def test_a_reader_that_is_wrong_is_a_disagreement(
    run: reading.Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The text on which a reader is wrong is saved as a file."""
    monkeypatch.setattr(reading, "facts_of_all", lambda contents, **_: [Facts()] * len(contents))
    run.compare([TEXT, "x = 1\n"], is_made=False)
    for peer in run.peers:
        peer.end()

    assert run.counts["DISAGREEMENTS"] == 1
    assert (tmp_path / "found/wrong-001.txt").read_text() == TEXT


def test_the_peer_finds_the_same_statements() -> None:
    """It leaves the kind of an import open where that depends on more than syntax."""
    found = imports_in(TEXT)

    assert found is not None
    assert [each[:5] for each in found] == [each[:5] for each in reading.rows(imports_of(ast.parse(TEXT), TEXT))]
    assert [each[5] for each in found] == ["runtime", "runtime", "typing", "?", "lazy"]


def test_the_same_seed_gives_the_same_texts() -> None:
    """A run can be repeated."""
    one, other = Maker(5), Maker(5)

    assert [one.made() for _ in range(20)] + [one.changed() for _ in range(20)] == [other.made() for _ in range(20)] + [
        other.changed() for _ in range(20)
    ]
