"""Check that all tools find the same before they are measured."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.laws import Truth, truth
from benchmarks.measuring import Sample, run
from benchmarks.scenarios import Peer, report
from benchmarks.trees import Tree


class Agreement(NamedTuple):
    """The findings of a tool in a tree, which are the expected ones.

    Attributes:
        pairs: The number of pairs that it reports.
        broken: The number of further pairs, from imports of modules that do not exist.
        note: What its pairs are.
    """

    tool: str
    pairs: int
    broken: int
    note: str
    sample: Sample


class DisagreementError(Exception):
    """Tools find different things; the message says which."""


def agreed(tree: Tree, peers: Sequence[Peer], output: Path) -> list[Agreement]:
    """Return the findings of each tool in a tree, this one first.

    Raises:
        DisagreementError: Naming all tools that report anything else than this one.
    """
    sample = run(report(tree), 0, output)
    found = truth(output.read_text(), tree)
    agreements = [Agreement("conformance", len(found.pairs), 0, "", sample)]
    wrong: list[str] = []
    for peer in peers:
        sample = run(peer.scenario, 0, output)
        try:
            agreements.append(_compared(peer, found, tree, output.read_text(errors="replace"), sample))
        except DisagreementError as error:
            wrong.append(f"{tree.label}: {peer.scenario.name} {error}")
    if wrong:
        raise DisagreementError("\n".join(wrong))
    return agreements


def _compared(peer: Peer, found: Truth, tree: Tree, text: str, sample: Sample) -> Agreement:
    expected = peer.expected(found)
    try:
        everything = peer.pairs(text, tree)
    except (ValueError, KeyError) as error:
        raise DisagreementError(f"cannot be understood ({error!r}): {text[-400:]}") from error
    reported = found.without_broken(everything, expected)
    if reported != expected:
        missing, more = sorted(expected - reported), sorted(reported - expected)
        raise DisagreementError(f"{len(missing)} missing {missing[:5]}, {len(more)} more {more[:5]}: {text[-400:]}")
    return Agreement(peer.scenario.name, len(reported), len(everything) - len(reported), peer.note, sample)
