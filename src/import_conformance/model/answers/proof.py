"""Proofs that laws and contracts can fail: for each of them the change to the code that turned it red."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Proof:
    """One law or contract, and what made it fail.

    group: the rule, or `contracts`. line: in the file that says the law; 0 where it stands in none.
    change: what was changed in a copy of the code, "" when what it finds today shows it already.
    also: other laws whose findings changed with it, because no change was found that does without.
    reason: why it could not be made to fail, "" when it was; is_tried: False when nobody knows how, so that it may.
    """

    group: str
    id: str
    line: int = 0
    change: str = ""
    also: tuple[str, ...] = ()
    reason: str = ""
    is_tried: bool = True

    @property
    def can_fail(self) -> bool:
        """True when it was made to fail, or fails today."""
        return not self.reason


@dataclass(frozen=True)
class Proofs:
    """Everything that was tried.

    topology: its file. contracts_file: the file of the contracts, "" when there is none to try; note: why there is
    none. problems: what is wrong with that file as a whole.
    """

    topology: str
    laws: tuple[Proof, ...]
    contracts: tuple[Proof, ...] = ()
    contracts_file: str = ""
    note: str = ""
    problems: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """True when nothing is wrong."""
        return not self.problems and all(proof.can_fail for proof in (*self.laws, *self.contracts))
