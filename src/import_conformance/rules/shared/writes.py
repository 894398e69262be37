"""The ORM models that a file writes to, resolved to the modules that define them."""

from typing import NamedTuple

from import_conformance.model.codebase import Codebase
from import_conformance.rules.shared.base import Case
from import_conformance.rules.shared.origins import origins, split_at_module


class WrittenModels(NamedTuple):
    """The models that one file writes to.

    Attributes:
        unknown: The number of writes whose model the file does not show.
        line: The first write to one of the models, from 1.
    """

    models: tuple[str, ...]
    unknown: int
    line: int

    @property
    def titles(self) -> list[str]:
        """The models for people: by their class alone, with the module where two classes are called the same."""
        last = [model.rpartition(".")[2] for model in self.models]
        return [short if last.count(short) == 1 else model for short, model in zip(last, self.models, strict=True)]


def models_written_by(case: Case, module: str) -> WrittenModels:
    """Return the ORM models that a module adds, merges, inserts, updates or deletes, by their qualified names."""
    facts = case.codebase.facts.get(module)
    writes = facts.source.writes if facts and facts.source else ()
    found: dict[str, int] = {}
    for write in writes:
        if write.model is not None:
            model = model_definition(case.codebase, module, write.model)
            if model:
                found.setdefault(model, write.line)
    unknown = sum(write.model is None for write in writes)
    return WrittenModels(tuple(sorted(found)), unknown, min(found.values(), default=1))


def model_definition(codebase: Codebase, module: str, name: str) -> str | None:
    """Return the qualified name of an ORM model, followed through re-exports to its class; None when it is none."""
    if (module, name) in codebase.tables:
        return f"{module}.{name}"
    return next(
        (found for found in origins(codebase, module, name) if split_at_module(codebase, found) in codebase.tables),
        None,
    )
