"""What the topology as a whole says about one import, in words and with the line that decides."""

from collections.abc import Hashable
from functools import cached_property

from import_conformance.model.answers.explanation import Ruling
from import_conformance.model.codebase import Import
from import_conformance.model.laws.quarantine import Quarantine
from import_conformance.model.topology import Allow, Forbid, ImportKind, Law, Position
from import_conformance.rules.layers import nearest_line
from import_conformance.rules.shared.base import Case


class Rulings:
    """Answers whether imports, existing or not, are legal.

    Modules that the law does not distinguish form an equivalence class; each pair of classes is decided once for each
    kind of import.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self._classes: dict[str, Hashable] = {}
        self._answers: dict[tuple[Hashable, Hashable, ImportKind], Ruling] = {}

    def equivalence_class(self, module: str) -> Hashable:
        """Return a key that is equal for modules to which the same lines and laws apply."""
        if module not in self._classes:
            sides = tuple(module in side for side in self._sides)
            self._classes[module] = (self.case.permission.profile(module), sides)
        return self._classes[module]

    def __call__(self, importer: str, imported: str, kind: ImportKind) -> Ruling:
        """Return the ruling on one import; a ban comes first, then what was set aside, then the lines of `allow`."""
        if imported not in self.case.codebase.modules:
            return self._outside(importer, imported, kind)
        key = self.equivalence_class(importer), self.equivalence_class(imported), kind
        if key not in self._answers:
            self._answers[key] = (
                self._banned(importer, imported, kind)
                or self._set_aside(importer, imported)
                or self._allowed(importer, imported, kind)
            )
        return self._answers[key]

    @cached_property
    def _sides(self) -> list[frozenset[str]]:
        """The sets of modules, beside those of `allow`, by which a ruling may distinguish modules."""
        select, topology = self.case.select, self.case.topology
        bans = [select.any_of(side) for law in topology.of(Forbid) for side in (law.sources, law.targets)]
        return [*bans, *(select.any_of(law.modules) for law in topology.of(Quarantine))]

    def _banned(self, importer: str, imported: str, kind: ImportKind) -> Ruling | None:
        ban = self.case.permission.ban(importer, imported, kind)
        return _forbidden(ban) if ban else None

    def _set_aside(self, importer: str, imported: str) -> Ruling | None:
        for law in self.case.topology.of(Quarantine):
            inside = self.case.select.any_of(law.modules)
            if imported in inside and importer not in inside:
                return _against(law, f"{law.id} has set the imported module aside")
        return None

    def _allowed(self, importer: str, imported: str, kind: ImportKind) -> Ruling:
        permission, topology = self.case.permission, self.case.topology
        if not topology.of(Allow):
            return Ruling(True, "nothing forbids it, and the topology has no `allow` section")
        if not permission.is_judged(importer, imported):
            placed = importer in self.case.codebase.places, imported in self.case.codebase.places
            who = {(False, True): "the importing module is", (True, False): "the imported module is"}
            nowhere = who.get(placed, "both modules are")
            return Ruling(None, f"{nowhere} in no layer, and `allow` speaks only of modules that are in one")
        for line in permission.allowing(importer, imported):
            if kind in line.kinds:
                return Ruling(True, f"{edge_text(line)} allows it", line.id, line.position.line, line.because)
        return self._divergent(importer, imported, kind)

    def _divergent(self, importer: str, imported: str, kind: ImportKind) -> Ruling:
        line, reason = nearest_line(self.case, Import(importer, imported, 1, 1, kind))
        places = self.case.codebase.places
        law = f"{places[importer].layer}-to-{places[imported].layer}"
        position = line.position if line else self.case.topology.allow_position or Position(1)
        return Ruling(False, reason, law, position.line, line.because if line else "", line.fix if line else "")

    def _outside(self, importer: str, imported: str, kind: ImportKind) -> Ruling:
        for law in self.case.topology.of(Forbid):
            named = any(external.claims(imported) for external in law.externals)
            if named and kind in law.kinds and importer in self.case.select.any_of(law.sources):
                return _forbidden(law)
        return Ruling(True, "nothing forbids it; of packages from outside only `forbid` speaks")


def _forbidden(law: Forbid) -> Ruling:
    return _against(law, f"{law.id} forbids it")


def _against(law: Law, sentence: str) -> Ruling:
    return Ruling(False, sentence, law.id, law.position.line, law.because, law.fix)


def edge_text(line: Allow) -> str:
    """Return a line of `allow` as the topology writes it: `L5 -> L5 L6`."""
    return " -> ".join(" ".join(selector.text for selector in side) for side in (line.sources, line.targets))
