"""The question of `init` on a terminal: which of the proposals to take, if any."""

import sys
from collections.abc import Iterator, Sequence

import click

from import_conformance.cli.errors import Refusal
from import_conformance.cli.init.summary import named
from import_conformance.proposing.proposal import Proposal
from import_conformance.reporting.escaping import terminal
from import_conformance.reporting.words import counted

NO = frozenset({"n", "no", "none", "q"})
YES = frozenset({"y", "yes"})


def chosen(found: Sequence[Proposal], *, asks: bool, writes: bool) -> Proposal:
    """Let the user choose a proposal; take the first where there is no terminal, or the answer would change nothing.

    Raises:
        Refusal: when the user takes none of them.
    """
    if not asks or not sys.stdin.isatty() or (len(found) == 1 and not writes):
        return found[0]
    for line in _preview(found):
        click.echo(terminal(line), err=True)
    question = "Write this law, y or n" if len(found) == 1 else "Which of these, or n for none"
    at: int = click.prompt(
        question, default="1" if len(found) > 1 else "y", value_proc=ProposalNumber(len(found)), err=True
    )
    if not at:
        raise Refusal("nothing was written, for no proposal was taken")
    return found[at - 1]


def _preview(found: Sequence[Proposal]) -> Iterator[str]:
    for number, proposal in enumerate(found, 1):
        yield f"  {number}  {proposal.headline}"
        yield f"     layers: {named([layer.name for layer in proposal.layers])}"
        axes = "".join(f", {counted(len(values), axis)}" for axis, values in proposal.axes.items())
        yield f"     {counted(len(proposal.edges), 'line')} of allow{axes}"


class ProposalNumber:
    """Converts what the user typed to the number of a proposal; 0 for none."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __call__(self, text: str) -> int:
        """Convert an answer."""
        word = text.strip().lower()
        if word in NO:
            return 0
        if word in YES and self._count == 1:
            return 1
        if word.isdecimal() and 1 <= int(word) <= self._count:
            return int(word)
        wanted = "y or n" if self._count == 1 else f"a number from 1 to {self._count}, or n for none"
        raise click.BadParameter(f"say {wanted}")
