"""A key that changes nothing is a promise that is not kept: each key of the language changes what a command prints."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from import_conformance.model.language.terms import Either, Keys, Listed, Named, Shape
from import_conformance.model.laws.sections import TOPOLOGY
from import_conformance.reading.plugins import installed, outside_rules
from tests.language.key_pairs import CODE, HEAD, MORE, PAIRS, Sections
from tests.support.outside import install
from tests.support.tiny import run

RULE = """\
from import_conformance.api import Breach

class Any:
    def judge(self, question):
        for module in question.modules:
            yield Breach(module, f"is {question.law.options.get('word', 'here')}")

class No:
    def judge(self, question):
        return ()
"""


def written(sections: Sections) -> str:
    """Return a topology with each section on a line that does not depend on the others."""
    document = HEAD | sections
    return "".join(f"{key}: {json.dumps(document[key])}\n" if key in document else "\n" for key in TOPOLOGY)


def described(shape: Shape, seen: set[int]) -> Iterator[tuple[str, str]]:
    """Yield every key of the language that can be reached from a shape, with what the description calls its home."""
    match shape:
        case Keys() if id(shape) not in seen:
            seen.add(id(shape))
            for key in shape.keys:
                yield shape.what, key.name
                yield from described(key.holds, seen)
        case Listed():
            yield from described(shape.item, seen)
        case Named():
            yield from described(shape.entry, seen)
        case Either():
            for form in shape.forms:
                yield from described(form, seen)


KEYS = tuple(dict.fromkeys(described(TOPOLOGY, set())))
# What other values of these keys do is to have the topology refused.
REFUSED = (("topology", "topology"),)
# What is asked of both topologies, until an answer differs.
QUESTIONS = (
    ("check", "--format", "json"),
    ("check",),
    ("explain", "x"),
    ("where", "shop.pay.core"),
    ("report",),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory with an installed distribution that has two rules."""
    place = tmp_path_factory.mktemp("site")
    install(place, "odd-rules", {"any-module": "odd_rules:Any", "no-module": "odd_rules:No"}, {"odd_rules.py": RULE})
    return place


def test_every_key_has_a_pair() -> None:
    """A new key is not forgotten, and no pair is left of one that is gone."""
    assert set(KEYS) == set(PAIRS)


@pytest.mark.parametrize("key", KEYS, ids=".".join)
def test_a_changed_key_changes_what_is_printed(
    key: tuple[str, str], site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two topologies that differ in one key are answered differently, about a tree to which the key matters."""
    for module in (installed, outside_rules):
        monkeypatch.setattr(module, "site_directories", lambda: (site,))
    monkeypatch.syspath_prepend(site)
    monkeypatch.chdir(tmp_path)
    files = {f"src/shop/{module}.py": text for module, text in CODE.items()} | MORE.get(key, {})
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    assert any(len(set(answers(key, question))) > 1 for question in QUESTIONS)


def answers(key: tuple[str, str], question: tuple[str, ...]) -> Iterator[tuple[int, str, str]]:
    """Yield what a command answers to each topology of a pair; the second is judged, not refused."""
    for number, sections in enumerate(PAIRS[key]):
        Path("topology.yaml").write_text(written(sections), encoding="utf-8")
        done = run(*question)
        assert number == 0 or key in REFUSED or "check" not in question or done.exit_code in (0, 1), done.output
        yield done.exit_code, done.stdout, done.stderr
