"""Figures are worth nothing before the tools are seen to find the same."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.laws import Truth, truth
from benchmarks.measuring import Sample, run
from benchmarks.scenarios import Peer, report
from benchmarks.trees import Tree


class Agreement(NamedTuple):
    """What a tool said of a tree, as it should be.

    told: how many pairs; broken: how many more, of imports of modules that do not exist; note: what its pairs are.
    """

    tool: str
    told: int
    broken: int
    note: str
    sample: Sample


class DisagreementError(Exception):
    """Tools find different things; the message says which."""


def agreed(tree: Tree, peers: Sequence[Peer], output: Path) -> list[Agreement]:
    """What each tool says of a tree, this one first.

    Raises:
        DisagreementError: when one says anything else than this one; all that do are in it.
    """
    sample = run(report(tree), 0, output)
    found = truth(output.read_text(), tree)
    said = [Agreement("conformance", len(found.pairs), 0, "", sample)]
    wrong: list[str] = []
    for peer in peers:
        sample = run(peer.scenario, 0, output)
        try:
            said.append(_compared(peer, found, tree, output.read_text(errors="replace"), sample))
        except DisagreementError as error:
            wrong.append(f"{tree.label}: {peer.scenario.name} {error}")
    if wrong:
        raise DisagreementError("\n".join(wrong))
    return said


def _compared(peer: Peer, found: Truth, tree: Tree, text: str, sample: Sample) -> Agreement:
    expected = peer.expected(found)
    try:
        everything = peer.pairs(text, tree)
    except (ValueError, KeyError) as error:
        raise DisagreementError(f"cannot be understood ({error!r}): {text[-400:]}") from error
    told = found.without_broken(everything, expected)
    if told != expected:
        lacks, more = sorted(expected - told), sorted(told - expected)
        raise DisagreementError(f"lacks {len(lacks)} {lacks[:5]}, has {len(more)} more {more[:5]}: {text[-400:]}")
    return Agreement(peer.scenario.name, len(told), len(everything) - len(told), peer.note, sample)
