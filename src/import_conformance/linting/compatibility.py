"""Check that the installed import-linter behaves as this package needs, where its documentation promises nothing.

With a release that judges or builds in another way, a run must end with an error and not with contracts that are kept
for no reason. Each check has a known answer, and all of them together take about a millisecond.
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
    """Build the error for a release of import-linter that cannot be used."""
    return RefusedError(unknown_release("import-linter", what))


def missing_part(error: ImportError) -> RefusedError:
    """Build the error for a release of import-linter that has no such module or name."""
    return refusal(f"is missing parts that are needed ({error.name})")


def check_compatibility() -> None:
    """Check the behaviour of import-linter's classes.

    Raises:
        RefusedError: when one behaves in another way than in the known releases.
    """
    for what, is_as_known in _CHECKS:
        try:
            answer = is_as_known()
        except ImportError as error:
            raise missing_part(error) from None
        except Exception:  # noqa: BLE001  # a class of another shape may raise anything
            answer = False
        if not answer:
            raise refusal(what)


def _hands_over_options() -> bool:
    """Whether a contract finds the options of its file in its fields, and its result is passed on unchanged."""
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
    """Whether `forbidden`, the one type of import-linter to which laws are compiled, breaks where it should alone."""
    return not any(map(_breaks, _KEPT)) and all(map(_breaks, _BROKEN))


def _breaks(edges: Edges) -> bool:
    """Whether the ban is broken by these imports."""
    from grimp import ImportGraph
    from importlinter.contracts.forbidden import ForbiddenContract

    graph = ImportGraph()
    for module in _MODULES:
        graph.add_module(module)
    graph.add_module("outside", is_squashed=True)
    for importer, imported in edges:
        graph.add_import(importer=importer, imported=imported, line_number=1, line_contents="")
    return not ForbiddenContract("", _SESSION, _BAN).check(graph, verbose=False).kept


_CHECKS: tuple[tuple[str, Callable[[], bool]], ...] = (
    ("hands options to its contracts otherwise", _hands_over_options),
    ("judges its contracts of the type 'forbidden' otherwise", _forbids_imports),
)
