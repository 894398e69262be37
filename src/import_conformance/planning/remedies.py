"""From a finding to the changes that fix it: one method for each kind of finding.

Where several changes would do, the plainest is chosen: an import against the law is removed, a required one is added
where the law allows it, a copy is deleted and its importers import the original.
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
from import_conformance.model.base.law import Law
from import_conformance.model.finding import Finding, Kind
from import_conformance.model.laws.require import Require
from import_conformance.model.topology import ImportKind
from import_conformance.planning.naming import new_name
from import_conformance.planning.wiring import wirings
from import_conformance.rules.shared.base import Case

NOWHERE = "`allow` and `forbid` leave no import that would do"
WHERE_TO = "only its owner knows where it belongs, or whether the law should have a place for it"
# What is to be decided about findings of these kinds; about others, their own `fix`.
_OPEN = {
    Kind.UNPARSABLE: "it is unknown what a file holds that cannot be read",
    Kind.CONFIGURATION: "only a person knows whether lint-imports is meant to be led by this file",
    Kind.UNPLACED: WHERE_TO,
    Kind.UNDECLARED: WHERE_TO,
    Kind.AMBIGUOUS: WHERE_TO,
}


@dataclass(frozen=True)
class RemedyBuilder:
    """Finds the changes that would fix the findings of a judged code base."""

    case: Case

    @cached_property
    def laws(self) -> Mapping[str, Law]:
        """The laws that the author wrote, by id."""
        return {law.id: law for law in self.case.topology.written_laws()}

    def changes(self, findings: Iterable[Finding]) -> tuple[CodeChange, ...]:
        """Return what fixes these findings, each change once, in their order; imports that are added come last."""
        unique = dict.fromkeys(change for finding in findings for change in self.for_finding(finding))
        return tuple(sorted(unique, key=lambda change: isinstance(change, AddImport)))

    def for_finding(self, finding: Finding) -> Iterator[CodeChange]:
        """Yield what fixes one finding; a finding that no method is written for is left to a person."""
        yield from _BY_KIND.get(finding.kind, RemedyBuilder.decide)(self, finding)

    def remove_import(self, finding: Finding) -> Iterator[CodeChange]:
        """Remove an import against the law."""
        names = finding.details.get("names")
        taken = tuple(map(str, names)) if isinstance(names, list) else ()
        imported = str(finding.details.get("imported", finding.identity))
        yield RemoveImport(finding.path, finding.module, finding.line, imported, taken)

    def add_required_import(self, finding: Finding) -> Iterator[CodeChange]:
        """Add a required import in the topmost layer of the subject that may have it."""
        law = next(law for law in self.case.topology.of(Require) if law.id == finding.law)
        wiring = next(wirings(self.case, law, finding), None)
        yield wiring or Decide(finding.path, finding.module, finding.law, NOWHERE)

    def delete_copy(self, finding: Finding) -> Iterator[CodeChange]:
        """Delete a copy in favour of its original."""
        yield DeleteFile(finding.path, finding.module, finding.related[0].module)

    def remove_call(self, finding: Finding) -> Iterator[CodeChange]:
        """Remove a banned call; where the ban names what to use instead, that is imported."""
        use = str(finding.details.get("use", ""))
        home, _, name = use.rpartition(".")
        yield RemoveUse(finding.path, finding.module, finding.line, finding.column, finding.identity, use)
        if home in self.case.codebase.modules and home != finding.module:
            yield from self._import(finding, home, name)

    def remove_definition(self, finding: Finding) -> Iterator[CodeChange]:
        """Remove a definition outside its home, and import the owner's."""
        yield RemoveDefinition(finding.path, finding.module, finding.line, finding.identity)
        home = finding.related[0].module if finding.related else ""
        law = self.laws[finding.law]
        name = finding.identity.rpartition(".")[2]
        defined = {name: None} | dict.fromkeys(getattr(law, "symbols", ()))
        facts = self.case.codebase.facts.get(home)
        at_home = {one.name for one in facts.source.definitions} if facts and facts.source else set()
        owned = next((symbol for symbol in defined if symbol in at_home), name)
        if home in self.case.codebase.modules:
            yield from self._import(finding, home, owned)

    def _import(self, finding: Finding, home: str, name: str) -> Iterator[CodeChange]:
        """Add an import, unless the file has it at its top already."""
        edges = self.case.codebase.imports_by_importer.get(finding.module, ())
        top = (edge for edge in edges if edge.imported == home and edge.kind is ImportKind.RUNTIME)
        if not any(name in edge.names for edge in top):
            yield AddImport(finding.path, finding.module, home, (name,))

    def rename_file(self, finding: Finding) -> Iterator[CodeChange]:
        """Give a file a name that the laws accept."""
        name = new_name(self.case, finding.module)
        if not name:
            yield Decide(finding.path, finding.module, finding.law, "no other name was found that the law accepts")
            return
        path = f"{finding.path.rpartition('/')[0]}/{name}.py"
        yield Rename(finding.path, finding.module, path, f"{finding.module.rpartition('.')[0]}.{name}")

    def set_header(self, finding: Finding) -> Iterator[CodeChange]:
        """Let the header name the layer in which the file lies."""
        key = str(getattr(self.laws[finding.law], "key", "Layer"))
        facts = self.case.codebase.facts[finding.module]
        has_one = facts.source and any(header.key == key for header in facts.source.headers)
        yield SetHeader(finding.path, finding.module, finding.line if has_one else 0, key, finding.layer)

    def delete_hidden(self, finding: Finding) -> Iterator[CodeChange]:
        """Delete a file that is never imported."""
        yield DeleteFile(finding.path, "")

    def decide(self, finding: Finding) -> Iterator[CodeChange]:
        """Leave the finding to a person, because no change can be derived."""
        yield Decide(finding.path, finding.module, finding.law, _OPEN.get(finding.kind, finding.fix))


# What no method is named for has to be decided.
_BY_KIND: Mapping[Kind, Callable[[RemedyBuilder, Finding], Iterator[CodeChange]]] = {
    Kind.DIVERGENCE: RemedyBuilder.remove_import,
    Kind.CYCLE: RemedyBuilder.remove_import,
    Kind.UNRESOLVED: RemedyBuilder.remove_import,
    Kind.ABSENCE: RemedyBuilder.add_required_import,
    Kind.WRITE: RemedyBuilder.add_required_import,
    Kind.DUPLICATE: RemedyBuilder.delete_copy,
    Kind.CALL: RemedyBuilder.remove_call,
    Kind.SYMBOL: RemedyBuilder.remove_definition,
    Kind.NAME: RemedyBuilder.rename_file,
    Kind.HEADER: RemedyBuilder.set_header,
    Kind.SHADOWED: RemedyBuilder.delete_hidden,
}
