"""The order of work: units of one law in one domain, what each waits for, and the waves that follow from it.

A unit waits for another one

- that deletes a file which it would edit: what it would mend there is gone with the file;
- that deletes copies of what it wires its domain to, or reroutes imports in the modules that it wires;
- whose files its own files import, where both change what the imported file offers or the importing one needs;
- that edits a file before it gets a true header, and after that its new name; also those who import a file come before
  its renaming;
- that wires the modules in which it moves calls to who may make them.

Wishes that go in circles are dropped where that costs least; a deletion is given up last.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from conformance.model.finding import Finding
from conformance.model.topology import Require
from conformance.reporting.review.categories import Category, Work, category_of, is_mechanical, laws_by_id
from conformance.reporting.review.shared import Atlas
from conformance.reporting.review.values import Plan, Unit, Wait, Wave

Key = tuple[str, str]
Arc = tuple[Key, Key]
FIRM, STRONG, MILD = 100_000, 10_000, 1_000
STRUCTURAL = frozenset({Work.DELETES, Work.REROUTES})


@dataclass(frozen=True)
class Job:
    """A unit before its place in the order is known. concerns: the files that its change is about."""

    key: Key
    category: Category
    findings: tuple[Finding, ...]
    files: frozenset[str]
    concerns: frozenset[str]
    deletes: frozenset[str]

    def __str__(self) -> str:
        """The unit for people: `general-owns in policies`."""
        return name_of(self.key)


def name_of(key: Key) -> str:
    """The id of a unit."""
    return f"{key[0]} in {key[1]}" if key[1] else f"{key[0]} outside the domains"


def plan(atlas: Atlas, findings: Sequence[Finding]) -> Plan:
    """All work in waves."""
    from conformance.model.cutting import circles

    jobs = _jobs(atlas, findings)
    wishes = _wishes(atlas, jobs)
    names = {(name_of(a), name_of(b)): weight for (a, b), (weight, _) in wishes.items()}
    cut = {arc for circle in circles(_labelled(names)) for arc in circle.cut} if names else set()
    kept = {arc: reason for arc, (_, reason) in wishes.items() if (name_of(arc[0]), name_of(arc[1])) not in cut}
    number = _numbers(jobs, kept)
    waves = tuple(_waves(jobs, kept, number))
    return Plan(len(findings), waves, len(wishes), len(wishes) - len(kept))
