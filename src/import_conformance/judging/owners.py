"""The team that answers for a finding: that of its law, else that of its layer, else the owners that CODEOWNERS names.

A law is a decision, and the team that made it can say whether a finding is meant; so it comes first. A layer is named
in the topology beside the law. CODEOWNERS knows nothing of the architecture, and answers where the topology does not.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from import_conformance.model.codebase import Place
from import_conformance.model.finding import Finding
from import_conformance.model.laws.allow import Allow
from import_conformance.model.placement import place
from import_conformance.model.topology import Topology
from import_conformance.model.verdict import KnownFinding, Verdict
from import_conformance.reading.project.codeowners import CodeOwners, read_codeowners
from import_conformance.reading.tree.repository import repository_of
from import_conformance.rules.layers import RULE as ALLOW


@dataclass(frozen=True)
class OwnerLookup:
    """Finds owners by what the topology says, and by the CODEOWNERS file, which is read when it is first needed.

    Attributes:
        base: The directory that the source roots are relative to.
    """

    topology: Topology
    base: Path

    def of_finding(self, finding: Finding) -> str:
        """Return the owner of a finding; "" for none. The rule itself names that of a line of `allow`."""
        team = finding.owner or ("" if finding.rule == ALLOW else self.of_law(finding.law))
        return team or self.of_layer(finding.layer) or self.of_file(finding.path, finding.root)

    def of_known(self, known: KnownFinding, modules: Mapping[tuple[str, str], str]) -> str:
        """Return the owner of an entry of the baseline, whose finding may be gone.

        Args:
            known: The entry.
            modules: The module of each file, by root and path.
        """
        layer = self._layer(modules.get((known.root, known.path), ""))
        return self.of_law(known.law) or self.of_layer(layer) or self.of_file(known.path, known.root)

    def of_module(self, module: str, path: str, root: str = "") -> str:
        """Return the owner of a module and its file; "" for none. Laws about it may have owners of their own."""
        return self.of_layer(self._layer(module)) or (self.of_file(path, root) if path else "")

    def of_law(self, law_id: str) -> str:
        """Return the owner that a law names; "" for none."""
        return self._laws.get(law_id, "")

    def of_layer(self, name: str) -> str:
        """Return the owner that a layer names; "" for none."""
        layer = self.topology.layer_by_name.get(name)
        return layer.owner_team if layer else ""

    def of_file(self, path: str, root: str = "") -> str:
        """Return the owners that CODEOWNERS gives to a file below a source root; the path "" is the topology."""
        file = os.path.join(self._home(root), path) if path else os.path.realpath(self.topology.path)
        relative = os.path.relpath(file, self._repository).replace(os.sep, "/")
        return " ".join(self._codeowners.owners(relative)) if not relative.startswith("../") else ""

    def names(self) -> tuple[str, ...]:
        """Return every owner that the topology or CODEOWNERS names, each once."""
        laws = self.topology.laws
        teams = *(law.owner_team for law in laws), *(layer.owner_team for layer in self.topology.layers)
        return tuple(dict.fromkeys(team for team in (*teams, *self._codeowners.names) if team))

    def _layer(self, module: str) -> str:
        found = place(module, self.topology) if module else None
        return found.layer if isinstance(found, Place) else ""

    def _home(self, root: str) -> str:
        if root not in self._homes:
            self._homes[root] = os.path.realpath(self.base / (root or self.topology.source.roots[0]))
        return self._homes[root]

    @cached_property
    def _homes(self) -> dict[str, str]:
        return {}

    @cached_property
    def _laws(self) -> dict[str, str]:
        topology = self.topology
        lines = set(map(id, topology.of(Allow)))
        laws = (law for law in topology.laws if id(law) not in lines)
        return {law.id: law.owner_team for law in laws if law.owner_team}

    @cached_property
    def _repository(self) -> str:
        return repository_of(self.base)

    @cached_property
    def _codeowners(self) -> CodeOwners:
        return read_codeowners(Path(self._repository))


def owned(findings: Iterable[Finding], owners: OwnerLookup) -> Iterator[Finding]:
    """Yield findings with their owners."""
    for finding in findings:
        owner = owners.of_finding(finding)
        yield replace(finding, owner=owner) if owner != finding.owner else finding


def with_owners(verdict: Verdict, owners: OwnerLookup) -> Verdict:
    """Name the owner of each finding; CODEOWNERS is read only where there is one that nothing else names."""
    if not (verdict.findings or verdict.waived):
        return verdict
    waivers, waived = zip(*verdict.waived, strict=True) if verdict.waived else ((), ())
    named = tuple(zip(waivers, owned(waived, owners), strict=True))
    return replace(verdict, findings=tuple(owned(verdict.findings, owners)), waived=named)


def is_owned_by(owner: str, teams: Iterable[str]) -> bool:
    """Return whether one of the teams is an owner; CODEOWNERS may name several, each with an @ in its name."""
    return not {owner, *(word for word in owner.split() if "@" in word)}.isdisjoint(teams)
