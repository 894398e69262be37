"""Changes that must break the laws of rules from outside: the examples that such a rule provides."""

from collections.abc import Iterator, Sequence
from typing import Any

from import_conformance.model.base.facts import Facts, SourceFacts, Unreadable, Wanted
from import_conformance.model.custom import Example
from import_conformance.model.topology import Custom
from import_conformance.proving.material import Mutation, adding
from import_conformance.reading.codebase import Material
from import_conformance.reading.fact_requests import requested_facts
from import_conformance.reading.plugins.outside_rules import examples_for
from import_conformance.reading.source.facts import facts_of
from import_conformance.rules.custom import RULE, question_of
from import_conformance.rules.shared.base import Case

__all__ = ["RULE", "SILENT", "is_silent", "of_custom"]
SILENT = "its rule gives no examples of code that breaks it, so it is unknown whether it can fail"


def is_silent(case: Case, law_id: str) -> bool:
    """Return whether the rule of a law provides no examples of how the law could be broken."""
    laws = (law for law in case.topology.of(Custom) if law.id == law_id)
    return any(examples_for(question_of(case, law)) is None for law in laws)


def of_custom(case: Case, law: Custom) -> Iterator[Mutation]:
    """Yield each example of the rule, as a new file or at the end of the file that it names."""
    for example in examples_for(question_of(case, law)) or ():
        yield planting(case, (example,))


def planting(case: Case, examples: Sequence[Example]) -> Mutation:
    """Return the change that puts examples into the code, each as a new file or at the end of the file it names."""
    paths = frozenset(case.codebase.paths.values())
    each = [_extending(case, one) if one.path in paths else _adding(case, one) for one in examples]

    def apply(material: Material) -> Material:
        for mutation in each:
            material = mutation.apply(material)
        return material

    more = f" and {len(each) - 1} more" if len(each) > 1 else ""
    return Mutation(f"{each[0].text}{more}", apply)


def _adding(case: Case, example: Example) -> Mutation:
    return adding(example.path, _read(case, example), ", an example of the rule")


def _extending(case: Case, example: Example) -> Mutation:
    """Append the code of the example to a module."""
    module = next(module for module, path in case.codebase.paths.items() if path == example.path)
    read = _read(case, example)

    def apply(material: Material) -> Material:
        if isinstance(read, Unreadable):
            return material._replace(unreadable={**material.unreadable, example.path: read})
        return material._replace(facts={**material.facts, module: _joined(material.facts[module], read)})

    return Mutation(f"+ an example of the rule in {example.path}", apply)


def _read(case: Case, example: Example) -> Facts | Unreadable:
    """Read all facts that the laws request of any module, because a new file is in the scope of no law yet."""
    requested = Wanted()
    for each in requested_facts(case.topology, case.select).values():
        requested |= each
    return facts_of(example.source.encode(), requested)


def _joined(first: Facts, second: Facts) -> Facts:
    """Return the facts of two texts, one after the other; lines of the second are those of its own text."""
    source = first.source
    if source and second.source:
        names = [name for name in SourceFacts._fields if name not in ("doc", "lines")]
        more: dict[str, Any] = {name: (*getattr(source, name), *getattr(second.source, name)) for name in names}
        source = source._replace(lines=source.lines + second.source.lines, **more)
    return first._replace(imports=(*first.imports, *second.imports), source=source or second.source)
