"""Changes that must break the laws of rules from outside: the examples that such a rule gives itself."""

from collections.abc import Iterator
from typing import Any

from import_conformance.model.custom import Example
from import_conformance.model.facts import Facts, SourceFacts, Unreadable, Wanted
from import_conformance.model.topology import Custom
from import_conformance.proving.material import Mutation, adding
from import_conformance.reading.codebase import Material
from import_conformance.reading.fact_requests import requested_facts
from import_conformance.reading.plugins.outside_rules import examples_for
from import_conformance.reading.source.facts import facts_of
from import_conformance.rules.custom import RULE, question_of
from import_conformance.rules.shared.base import Case

__all__ = ["RULE", "SILENT", "is_silent", "of_custom"]
SILENT = "its rule gives no examples of code that breaks it, so nobody can tell whether it can fail"


def is_silent(case: Case, law_id: str) -> bool:
    """True when the rule of a law says nothing of how the law could be broken."""
    laws = (law for law in case.topology.custom if law.id == law_id)
    return any(examples_for(question_of(case, law)) is None for law in laws)


def of_custom(case: Case, law: Custom) -> Iterator[Mutation]:
    """Each example of the rule."""
    for example in examples_for(question_of(case, law)) or ():
        yield _extending(case, example) if example.path in case.codebase.paths.values() else _adding(case, example)


def _adding(case: Case, example: Example) -> Mutation:
    return adding(example.path, _read(case, example), ", an example of the rule")


def _extending(case: Case, example: Example) -> Mutation:
    """A module that goes on with the code of the example."""
    module = next(module for module, path in case.codebase.paths.items() if path == example.path)
    read = _read(case, example)

    def apply(material: Material) -> Material:
        if isinstance(read, Unreadable):
            return material._replace(unreadable={**material.unreadable, example.path: read})
        return material._replace(facts={**material.facts, module: _joined(material.facts[module], read)})

    return Mutation(f"+ an example of the rule in {example.path}", apply)


def _read(case: Case, example: Example) -> Facts | Unreadable:
    """The facts that the laws ask of any module, for a new file is in nobody's scope yet."""
    asked = Wanted()
    for each in requested_facts(case.topology, case.select).values():
        asked |= each
    return facts_of(example.source.encode(), asked)


def _joined(first: Facts, second: Facts) -> Facts:
    """What a file says that goes on with the text of another; lines of the second are those of its own text."""
    source = first.source
    if source and second.source:
        names = [name for name in SourceFacts._fields if name != "doc"]
        more: dict[str, Any] = {name: (*getattr(source, name), *getattr(second.source, name)) for name in names}
        source = source._replace(**more)
    return first._replace(imports=(*first.imports, *second.imports), source=source or second.source)
