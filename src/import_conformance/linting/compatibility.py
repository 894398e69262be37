"""What this package needs of import-linter and no release of it promises, asked before anything is judged.

A release that judges or builds otherwise must end in a sentence, never in a contract that is kept for no reason. Each
question has a known answer, and all of them together take about a millisecond.
"""

from collections.abc import Callable, Iterable
from typing import Any

from import_conformance.linting.session import RefusedError
from import_conformance.reading.environment import unknown_release

Edges = Iterable[tuple[str, str]]
_SESSION = {"root_packages": ["a"], "include_external_packages": "true"}
# As `conformance compile` writes it.
_BAN = {
    "source_modules": ["a.low"],
    "forbidden_modules": ["a.top", "outside"],
    "allow_indirect_imports": "true",
    "broken_contract_guidance": "Fix:",
}
_MODULES = ("a", "a.kit", "a.low", "a.low.x", "a.top", "a.top.y")
_KEPT: tuple[Edges, ...] = ((), [("a.top.y", "a.low.x")], [("a.low.x", "a.kit"), ("a.kit", "a.top")])
_BROKEN: tuple[Edges, ...] = ([("a.low", "a.top")], [("a.low.x", "a.top.y")], [("a.low.x", "outside")])


def refusal(what: str) -> RefusedError:
    """Why nothing can be judged by the release that is installed. what: in which regard it is not known."""
    return RefusedError(unknown_release("import-linter", what))


def lacking(error: ImportError) -> RefusedError:
    """Why nothing can be judged by a release that has no such part."""
    return refusal(f"lacks parts that are needed ({error.name})")


def ask() -> None:
    """Ask import-linter's classes what is known of them.

    Raises:
        RefusedError: when one answers otherwise than the releases that are known.
    """
    for what, is_as_known in _QUESTIONS:
        try:
            answer = is_as_known()
        except ImportError as error:
            raise lacking(error) from None
        except Exception:  # noqa: BLE001  # whatever a class of another shape raises, it is not the one that is known
            answer = False
        if not answer:
            raise refusal(what)


def _hands_over_options() -> bool:
    """Whether a contract finds the options of its file in its fields, and its answer is taken as it is given."""
    from importlinter import Contract, ContractCheck, fields

    class Probe(Contract):
        asked = fields.StringField()
        left_out = fields.TextField(required=False)

        def check(self, graph: Any, verbose: bool) -> ContractCheck:  # noqa: ANN401, ARG002  # as import-linter has it
            return ContractCheck(kept=self.left_out is not None, metadata={"asked": self.asked}, warnings=["w"])

        def render_broken_contract(self, check: ContractCheck) -> None:
            """Never called."""

    probe = Probe("name", _SESSION, {"asked": "x"})
    answer = probe.check(None, verbose=False)
    return (probe.name, probe.session_options, answer.kept, answer.metadata, answer.warnings) == (
        *("name", _SESSION, False),
        *({"asked": "x"}, ["w"]),
    )


def _forbids_imports() -> bool:
    """Whether the one type of its own to which laws are compiled breaks where it should, and nowhere else."""
    return not any(map(_breaks, _KEPT)) and all(map(_breaks, _BROKEN))


def _breaks(edges: Edges) -> bool:
    from grimp import ImportGraph
    from importlinter.contracts.forbidden import ForbiddenContract

    graph = ImportGraph()
    for module in _MODULES:
        graph.add_module(module)
    graph.add_module("outside", is_squashed=True)
    for importer, imported in edges:
        graph.add_import(importer=importer, imported=imported, line_number=1, line_contents="")
    return not ForbiddenContract("", _SESSION, _BAN).check(graph, verbose=False).kept


_QUESTIONS: tuple[tuple[str, Callable[[], bool]], ...] = (
    ("hands options to its contracts otherwise", _hands_over_options),
    ("judges its contracts of the type 'forbidden' otherwise", _forbids_imports),
)
