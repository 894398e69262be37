"""Proof of each contract of an `.importlinter` file, by the classes with which `lint-imports` judges it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from grimp import ImportGraph
from importlinter.application.use_cases import read_user_options
from importlinter.domain.contract import Contract, InvalidContractOptions

from import_conformance.linting.compatibility import refusal
from import_conformance.linting.graph_builder import BUILDER, with_externals
from import_conformance.linting.session import LintSession
from import_conformance.linting.types import BaselineContract, CurrentContract, LawContract, LayersContract
from import_conformance.model.answers.proof import Proof
from import_conformance.model.codebase import Codebase
from import_conformance.model.dotted import lies_in_any
from import_conformance.model.progress import ProgressCallback, silent
from import_conformance.model.topology import TopologyError
from import_conformance.model.verdict import KnownFinding
from import_conformance.proving import custom, native
from import_conformance.proving.laws import MOST, ProofMaterial
from import_conformance.proving.material import MADE_UP
from import_conformance.proving.mutations import mutations

OURS: Mapping[str, type[Contract]] = {
    kind.type_name: kind for kind in (BaselineContract, CurrentContract, LawContract, LayersContract)
}
GROUP = "contracts"
Options = Mapping[str, Any]


@dataclass(frozen=True)
class ContractsFile:
    """A file of contracts, and the code that they are checked against.

    Attributes:
        path: Of the file.
        material: The code and its topology.
        session: As `lint-imports` opens it for a file that was compiled from a topology; None for other files.
    """

    path: Path
    material: ProofMaterial
    session: LintSession | None

    @cached_property
    def options(self) -> Any:  # noqa: ANN401  # import-linter's UserOptions, which has no types
        """The options of the file, as import-linter reads it.

        Raises:
            RefusedError: When it is read in a way that no known release has.
        """
        options = read_user_options(str(self.path.absolute()))
        if not (hasattr(options, "session_options") and hasattr(options, "contracts_options")):
            raise refusal("reads its files otherwise")
        return options

    @cached_property
    def lines(self) -> Mapping[str, int]:
        """The line of each section, by the last part of its name."""
        text = self.path.read_text(encoding="utf-8", errors="replace")
        heads = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.startswith("[")]
        return {head.strip("[]").rpartition(":")[2]: number for number, head in heads}

    @cached_property
    def graph(self) -> ImportGraph:
        """The graph that `lint-imports` judges by."""
        codebase = self.material.case.codebase
        is_open = str(self.options.session_options.get("include_external_packages")).lower() == "true"
        graph = with_externals(codebase) if is_open else deepcopy(codebase.graph)
        return graph if self.session else _as_grimp_sees(graph, codebase)

    @cached_property
    def taken(self) -> Sequence[tuple[frozenset[str], frozenset[str]]]:
        """The modules on both sides of each native contract; ours do not report what these report."""
        modules = sorted(self.material.case.codebase.modules)
        natives = self.session.natives if self.session else ()
        return [
            (
                frozenset(m for m in modules if lies_in_any(m, one.sources)),
                frozenset(m for m in modules if lies_in_any(m, one.forbidden)) | frozenset(one.forbidden),
            )
            for one in natives
        ]

    def is_left(self, importer: str, imported: str) -> bool:
        """Return whether no native contract reports an import."""
        root = imported.partition(".")[0]
        ends = {imported} if imported in self.material.case.codebase.modules else {imported, root}
        return not any(importer in sources and ends & forbidden for sources, forbidden in self.taken)


def prove_contracts(
    file: ContractsFile, only: Collection[str] = (), on_progress: ProgressCallback = silent
) -> tuple[Proof, ...]:
    """Prove each contract, in the order of the file.

    Args:
        file: The contracts.
        only: The ids of the contracts to prove; all when there are none.
        on_progress: Is called with the number of contracts that are proven.
    """
    wanted = [options for options in file.options.contracts_options if not only or options["id"] in only]
    proofs = []
    try:
        for done, options in enumerate(wanted):
            on_progress("proving contracts", done, len(wanted))
            proofs.append(prove(file, options))
        return tuple(proofs)
    finally:
        BUILDER.session = None


def prove(file: ContractsFile, options: Options) -> Proof:
    """Change the graph, or what was read, until the contract is broken."""
    id_, kind = options["id"], str(options.get("type"))
    unproven = Proof(GROUP, id_, file.lines.get(id_, 0))
    known = {**OURS, **{name: of for name, (of, _) in native.TYPES.items()}}
    if kind not in known:
        return replace(unproven, reason=f"no change is known that breaks a contract of the type '{kind}'")
    try:
        contract = known[kind](str(options.get("name")), file.options.session_options, dict(options))
        if kind in OURS:
            return _prove_ours(file, contract, unproven)
        return _prove_native(file, contract, native.TYPES[kind][1](contract, file.graph), unproven)
    except InvalidContractOptions as error:
        errors = "; ".join(f"{option}: {text}" for option, text in sorted(error.errors.items()))
        return replace(unproven, reason=f"import-linter refuses it: {errors}")
    except Exception as error:  # noqa: BLE001  # whatever a contract raises ends a run of lint-imports, red for no breach
        return replace(unproven, reason=f"import-linter refuses it: {error}")


def _prove_native(file: ContractsFile, contract: Contract, reading: native.ContractCheck, unproven: Proof) -> Proof:
    is_kept = contract.check(deepcopy(file.graph), verbose=False).kept
    if reading.dead:
        return replace(unproven, reason="; ".join(reading.dead))
    if not is_kept:
        return unproven
    for change in reading.changes:
        graph = deepcopy(file.graph)
        change.apply(graph)
        if not contract.check(graph, verbose=False).kept:
            return replace(unproven, change=change.text)
    why = f"it is kept with {reading.changes[0].text}, too" if reading.changes else reading.why_none
    return replace(unproven, reason=f"import-linter keeps it whatever the code is: {why}")


def _prove_ours(file: ContractsFile, contract: Contract, unproven: Proof) -> Proof:
    if not file.session:
        return replace(unproven, reason="its type needs the option conformance_topology: see `conformance compile`")
    if not _is_kept(contract, file.session):
        return unproven
    of_custom = [law for rule, law in _laws(file, contract) if rule == custom.RULE]
    if of_custom and custom.is_silent(file.material.case, of_custom[0]):
        return replace(unproven, reason=custom.SILENT, is_tried=False)
    tried = 0
    for text, session in _sessions(file, file.session, contract):
        tried += 1
        if not _is_kept(contract, session):
            return replace(unproven, change=text)
    return replace(
        unproven, reason=f"it was kept after each of {tried} changes" if tried else "no change is known for it"
    )


def _is_kept(contract: Contract, session: LintSession) -> bool:
    BUILDER.session = session
    return bool(contract.check(session.codebase.graph, verbose=False).kept)


def _sessions(file: ContractsFile, session: LintSession, contract: Contract) -> Iterator[tuple[str, LintSession]]:
    """Yield what `lint-imports` would have read after each change that should break a contract of ours."""
    if isinstance(contract, CurrentContract):
        head = session.config.text.rpartition("\n[")[2].partition("\n")[0]
        text = session.config.text.rpartition("\n[")[0]
        yield f"- [{head} in {file.path.name}", replace(session, config=replace(session.config, text=text))
    elif isinstance(contract, BaselineContract):
        fixed = KnownFinding(MADE_UP, MADE_UP, MADE_UP, "a finding that is not there")
        judged = session.judged.with_known((*session.judged.known, fixed))
        yield f"+ an entry for a finding that is not there in {judged.baseline}", replace(session, judged=judged)
    else:
        yield from _changed(file, session, _laws(file, contract))
        baseline = session.judged.baseline
        if baseline:
            yield f"- all entries of {baseline.name}", replace(session, judged=session.judged.with_known(()))


def _laws(file: ContractsFile, contract: Contract) -> list[tuple[str, str]]:
    """Return rule and id of the laws whose breaches a contract of ours reports."""
    if isinstance(contract, LawContract):
        rule, _, law = contract.option("law").partition(".")
        return [(rule, law)]
    layer = contract.option("layer") if isinstance(contract, LayersContract) else ""
    judged = (one.id for one in file.material.judgements if one.rule == "layers")
    return [("layers", law) for law in judged if law.startswith(f"{layer}-to-")]


def _changed(
    file: ContractsFile, session: LintSession, laws: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, LintSession]]:
    for rule, law in laws:
        for mutation in islice(mutations(file.material.case, rule, law, file.is_left), MOST):
            changed = file.material.changed(mutation)
            try:
                if changed:
                    _ = changed.verdict
                    yield mutation.text, replace(session, judged=changed)
            except TopologyError:
                # The change made a waiver superfluous.
                continue


def _as_grimp_sees(graph: ImportGraph, codebase: Codebase) -> ImportGraph:
    """Remove what plain grimp does not find: what lies below a folder without `__init__.py` in a package."""
    seen = {file.module for file in codebase.files if file.module in codebase.paths and not file.recovered}
    parents = {module[:index] for module in seen if module for index, letter in enumerate(module) if letter == "."}
    for module in sorted(codebase.modules - seen - parents):
        graph.remove_module(module)
    return graph
