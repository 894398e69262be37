"""Proofs that laws and contracts can fail: for each of them the change to the code that turned it red."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Proof:
    """One law or contract, and the change that made it fail.

    Attributes:
        group: The rule, or `contracts`.
        line: In the file that states the law; 0 where no file does.
        change: What was changed in a copy of the code; "" when a finding of today shows that it can fail.
        also: Other laws whose findings changed too, because no change was found that affects this law alone.
        reason: Why it could not be made to fail; "" when it was.
        is_tried: False when no change is known that could make it fail.
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
    """The proofs of all laws and contracts; without a file of contracts, `note` states why there is none."""

    topology: str
    laws: tuple[Proof, ...]
    contracts: tuple[Proof, ...] = ()
    contracts_file: str = ""
    note: str = ""
    problems: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """True when nothing is wrong and everything can fail."""
        return not self.problems and all(proof.can_fail for proof in (*self.laws, *self.contracts))
