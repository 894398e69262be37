"""A translation of import-linter's contracts in progress: the laws so far, and what they do not cover."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from import_conformance.model.base.law import EXTERNAL_PREFIX
from import_conformance.model.contracts.foreign import ImportLinterConfig, ImportLinterContract
from import_conformance.model.dotted import lies_in_any
from import_conformance.proposing.proposal import ProposedEdge, ProposedLaw, ProposedLayer
from import_conformance.proposing.translating.expressions import names_any

_NOT_OF_AN_ID = re.compile(r"[^A-Za-z0-9_.+-]+")


@dataclass
class Translation:
    """A translation in progress.

    Attributes:
        modules: Those of the code base.
        externals: Top-level packages that the code imports from outside.
        untranslated: Sentences about what is lost.
        laws_of: The ids of the laws that each contract became, `layers` for the whole allow section.
    """

    config: ImportLinterConfig
    modules: frozenset[str]
    externals: frozenset[str]
    layers: list[ProposedLayer] = field(default_factory=list)
    edges: list[ProposedEdge] = field(default_factory=list)
    laws: list[ProposedLaw] = field(default_factory=list)
    untranslated: list[str] = field(default_factory=list)
    laws_of: dict[str, list[str]] = field(default_factory=dict)

    def note(self, contract: ImportLinterContract, sentence: str) -> None:
        """Add a sentence about what is lost of a contract, once."""
        text = f"{contract.id}: {sentence}"
        if text not in self.untranslated:
            self.untranslated.append(text)

    def forbid(
        self, contract: ImportLinterContract, ending: str, sources: Sequence[str], targets: Sequence[str]
    ) -> None:
        """Add a ban.

        Args:
            contract: Whose id the ban gets.
            ending: Of the id, to distinguish several bans of one contract; "" for none.
            sources: Patterns of the modules that it binds.
            targets: Patterns and packages that they must not import.
        """
        base = _NOT_OF_AN_ID.sub("-", f"{contract.id}{'.' + ending if ending else ''}").strip("-") or "contract"
        taken = {law.name for law in self.laws}
        name = next(each for each in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if each not in taken)
        keys: dict[str, str | tuple[str, ...]] = {"from": tuple(sources), "to": tuple(targets)}
        if self.config.ignores_typing:
            keys["typing_only"] = "allowed"
        keys.update(_guidance(contract))
        missing = [t for t in targets if self.is_external(t) and t not in self.externals]
        if missing:
            keys |= {"optional": "true", "because": f"{', '.join(missing)} is imported nowhere today"}
        self.laws.append(ProposedLaw("forbid", name, keys, contract.name))
        self.laws_of.setdefault(contract.id, []).append(name)

    def spelled(self) -> Iterator[ProposedLaw]:
        """Yield the laws; a package from outside that has the name of a layer is marked as one from outside."""
        taken = {layer.name for layer in self.layers}
        for law in self.laws:
            targets = law.keys["to"]
            spelled = (f"{EXTERNAL_PREFIX}{t}" if t in taken and self.is_external(t) else t for t in targets)
            yield replace(law, keys={**law.keys, "to": tuple(spelled)})

    def is_external(self, name: str) -> bool:
        """Return whether a name lies outside the root packages."""
        return not lies_in_any(name, self.config.packages)

    def existing(self, contract: ImportLinterContract, expressions: Sequence[str]) -> list[str]:
        """Return the expressions that name something; the others are noted."""
        found = []
        for expression in expressions:
            if self.is_external(expression) or names_any(expression, self.modules):
                found.append(expression)
            else:
                self.note(contract, f"{expression} names no module, so it is left out")
        return found


def _guidance(contract: ImportLinterContract) -> Mapping[str, str]:
    texts = contract.texts("broken_contract_guidance")
    return {"fix": " ".join(texts)} if texts else {}
