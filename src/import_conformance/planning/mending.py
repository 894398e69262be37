"""From a finding to the changes that take it away: one function for each kind of finding.

Where several changes would do, it is the plainest: an import against the law is taken out, a required one is added
where the law lets it, a copy is deleted and its importers import the original.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from import_conformance.model.answers.remedy import (
    AddImport,
    CodeChange,
    Decide,
    DeleteFile,
    RemoveDefinition,
    RemoveImport,
    RemoveUse,
    Rename,
    SetHeader,
)
from import_conformance.model.finding import Finding, Kind
from import_conformance.model.laws.law import Law
from import_conformance.model.topology import ImportKind
from import_conformance.planning.naming import new_name
from import_conformance.planning.wiring import wirings
from import_conformance.rules.shared.base import Case

NOWHERE = "`allow` and `forbid` leave nobody an import that would do"
WHERE_TO = "only its owner knows where it belongs, or whether the law should have a place for it"
# What is to be decided about findings of these kinds; about others, what their own `fix` says.
_OPEN = {
    Kind.UNPARSABLE: "nobody knows what a file holds that cannot be read",
    Kind.CONFIGURATION: "only a person knows whether lint-imports is meant to be led by this file",
    Kind.UNPLACED: WHERE_TO,
    Kind.UNDECLARED: WHERE_TO,
    Kind.AMBIGUOUS: WHERE_TO,
}


@dataclass(frozen=True)
class RemedyBuilder:
    """A judged code base, asked for the changes that would mend it."""

    case: Case

    @cached_property
    def laws(self) -> Mapping[str, Law]:
        """The laws that the author wrote, by id."""
        return {law.id: law for law in self.case.topology.written_laws()}

    def changes(self, findings: Iterable[Finding]) -> tuple[CodeChange, ...]:
        """What mends these findings, each change once, in their order; imports that are added come last."""
        held = dict.fromkeys(change for finding in findings for change in self.of(finding))
        return tuple(sorted(held, key=lambda change: isinstance(change, AddImport)))

    def of(self, finding: Finding) -> Iterator[CodeChange]:
        """What mends one finding."""
        yield from _BY_KIND[finding.kind](self, finding)

    def import_(self, finding: Finding) -> Iterator[CodeChange]:
        """An import against the law goes."""
        names = finding.details.get("names")
        taken = tuple(map(str, names)) if isinstance(names, list) else ()
        imported = str(finding.details.get("imported", finding.identity))
        yield RemoveImport(finding.path, finding.module, finding.line, imported, taken)

    def lack(self, finding: Finding) -> Iterator[CodeChange]:
        """A required import is added: in the topmost layer of the subject that may have it."""
        law = next(law for law in self.case.topology.require if law.id == finding.law)
        wiring = next(wirings(self.case, law, finding), None)
        yield wiring or Decide(finding.path, finding.module, finding.law, NOWHERE)

    def copy(self, finding: Finding) -> Iterator[CodeChange]:
        """A copy goes, and the original stands in for it."""
        yield DeleteFile(finding.path, finding.module, finding.related[0].module)

    def call(self, finding: Finding) -> Iterator[CodeChange]:
        """A banned call goes; where the ban says what to use, that is imported."""
        use = str(finding.details.get("use", ""))
        home, _, name = use.rpartition(".")
        yield RemoveUse(finding.path, finding.module, finding.line, finding.column, finding.identity, use)
        if home in self.case.codebase.modules and home != finding.module:
            yield from self._import(finding, home, name)

    def symbol(self, finding: Finding) -> Iterator[CodeChange]:
        """A definition with another home goes, and its owner's is imported."""
        yield RemoveDefinition(finding.path, finding.module, finding.line, finding.identity)
        home = finding.related[0].module if finding.related else ""
        law = self.laws[finding.law]
        name = finding.identity.rpartition(".")[2]
        defined = {name: None} | dict.fromkeys(getattr(law, "symbols", ()))
        facts = self.case.codebase.facts.get(home)
        there = {one.name for one in facts.source.definitions} if facts and facts.source else set()
        owned = next((symbol for symbol in defined if symbol in there), name)
        if home in self.case.codebase.modules:
            yield from self._import(finding, home, owned)

    def _import(self, finding: Finding, home: str, name: str) -> Iterator[CodeChange]:
        """An import, unless the file has it at its top already."""
        edges = self.case.codebase.imports_by_importer.get(finding.module, ())
        top = (edge for edge in edges if edge.imported == home and edge.kind is ImportKind.RUNTIME)
        if not any(name in edge.names for edge in top):
            yield AddImport(finding.path, finding.module, home, (name,))

    def name(self, finding: Finding) -> Iterator[CodeChange]:
        """A file gets a name that the laws accept."""
        name = new_name(self.case, finding.module)
        if not name:
            yield Decide(finding.path, finding.module, finding.law, "no other name was found that the law accepts")
            return
        path = f"{finding.path.rpartition('/')[0]}/{name}.py"
        yield Rename(finding.path, finding.module, path, f"{finding.module.rpartition('.')[0]}.{name}")

    def header(self, finding: Finding) -> Iterator[CodeChange]:
        """A header says where the file lies."""
        key = str(getattr(self.laws[finding.law], "key", "Layer"))
        facts = self.case.codebase.facts[finding.module]
        has_one = facts.source and any(header.key == key for header in facts.source.headers)
        yield SetHeader(finding.path, finding.module, finding.line if has_one else 0, key, finding.layer)

    def hidden(self, finding: Finding) -> Iterator[CodeChange]:
        """A file that is never imported goes."""
        yield DeleteFile(finding.path, "")

    def decision(self, finding: Finding) -> Iterator[CodeChange]:
        """No change can be derived, so a person has to decide."""
        yield Decide(finding.path, finding.module, finding.law, _OPEN.get(finding.kind, finding.fix))


_BY_KIND: Mapping[Kind, Callable[[RemedyBuilder, Finding], Iterator[CodeChange]]] = {
    Kind.DIVERGENCE: RemedyBuilder.import_,
    Kind.CYCLE: RemedyBuilder.import_,
    Kind.UNRESOLVED: RemedyBuilder.import_,
    Kind.ABSENCE: RemedyBuilder.lack,
    Kind.WRITE: RemedyBuilder.lack,
    Kind.DUPLICATE: RemedyBuilder.copy,
    Kind.CALL: RemedyBuilder.call,
    Kind.SYMBOL: RemedyBuilder.symbol,
    Kind.NAME: RemedyBuilder.name,
    Kind.HEADER: RemedyBuilder.header,
    Kind.SHADOWED: RemedyBuilder.hidden,
    Kind.UNPARSABLE: RemedyBuilder.decision,
    Kind.CONFIGURATION: RemedyBuilder.decision,
    Kind.UNPLACED: RemedyBuilder.decision,
    Kind.UNDECLARED: RemedyBuilder.decision,
    Kind.AMBIGUOUS: RemedyBuilder.decision,
    Kind.AT_FAULT: RemedyBuilder.decision,
}
