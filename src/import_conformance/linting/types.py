"""The contract types of compiled `.importlinter` files, each judged by the verdict of this package's engine.

`import_conformance.contract_types` re-exports them. Importing this module replaces import-linter's graph builder (see
`graph_builder`): the graph then has every module of the ledger and every import of the engine, is never taken from a
cache, and the application is never imported.
"""

from grimp import ImportGraph
from rich.console import Console
from rich.markup import escape

from import_conformance.compiling.importlinter_text import GRAPH_ROOT, TOPOLOGY
from import_conformance.linting.compatibility import missing_part, refusal
from import_conformance.linting.graph_builder import BUILDER
from import_conformance.linting.session import LintSession, RefusedError
from import_conformance.model.finding import Finding, Kind, State
from import_conformance.model.laws.builtin import UNMATCHED
from import_conformance.model.verdict import Verdict
from import_conformance.reporting.words import counted

try:
    from importlinter import Contract, ContractCheck, fields
    from importlinter.application import output
except ImportError as error:
    raise missing_part(error) from None

# The console of import-linter breaks lines at column 80 in a pipe, and takes the `:100:` of a position for an emoji.
_CONSOLE = Console(highlight=False, emoji=False, soft_wrap=True)
output.console = _CONSOLE


class ConformanceContract(Contract):
    """The base of our contract types."""

    broken_contract_guidance = fields.TextField(required=False)

    def option(self, name: str) -> str:
        """Return the value of a field, which import-linter sets in place of the field; "" when there is none."""
        return str(getattr(self, name) or "")

    def session(self, graph: ImportGraph) -> LintSession:
        """Return what the graph of this run was built from.

        Raises:
            RefusedError: when the graph is not that of the engine, so that the verdict might be another one.
        """
        session = BUILDER.session
        if not session:
            raise self._why_unread()
        ours = session.codebase.graph
        missing = sorted(ours.modules - graph.modules)
        if missing:
            raise RefusedError(
                escape(f"the graph has no module {missing[0]}: another builder than conformance's has made it")
            )
        if graph.count_imports() < ours.count_imports():
            raise refusal("takes imports out of the graph before it judges")
        if not session.is_about(self.session_options):
            raise refusal("judges another file than the one that it was asked for")
        return session

    def _why_unread(self) -> RefusedError:
        """Explain why import-linter did not ask for the graph of the engine."""
        if TOPOLOGY not in self.session_options:
            return RefusedError(
                f"the contract type of {self.name!r} needs the option conformance_topology: see `conformance compile`"
            )
        if GRAPH_ROOT not in self.session_options.get("root_packages", ()):
            return RefusedError("the contracts are those of an older conformance. Run `conformance compile`.")
        return refusal("builds its graph before it looks for that of conformance")

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print what was found, without line breaks and without reading it as markup."""
        _show(check.metadata["text"])
        guidance = self.option("broken_contract_guidance")
        if check.metadata.get("is_guided") and guidance:
            _CONSOLE.print(guidance)
        _CONSOLE.print()


class CurrentContract(ConformanceContract):
    """The configuration file is what its topology compiles to."""

    type_name = "conformance_current"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002  # as import-linter has it
        """Compile again and compare; a part of the topology that no contract is about must match something."""
        session = self.session(graph)
        faults = [finding for finding in session.verdict.new if _is_of_no_contract(finding)]
        found = session.words.breach(faults, session.counts) if faults else ""
        text = "\n".join(part for part in (session.difference, found) if part)
        return ContractCheck(kept=not text, metadata={"text": text, "is_guided": bool(session.difference)})


def _is_of_no_contract(finding: Finding) -> bool:
    """Return whether a finding is about the topology itself and no contract has its law."""
    return finding.kind is Kind.AT_FAULT and (finding.rule == "layers" or finding.law == UNMATCHED)


class BaselineContract(ConformanceContract):
    """The baseline promises no more findings than there are."""

    type_name = "conformance_baseline"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002  # as import-linter has it
        """Check the verdict for entries of the baseline whose findings are gone."""
        session = self.session(graph)
        stale, baseline = session.verdict.stale, session.judged.baseline
        text = session.words.stale(stale, session.locator.file(baseline)) if stale and baseline else ""
        return ContractCheck(kept=not stale, metadata={"text": text, "is_guided": True})


class FindingsContract(ConformanceContract):
    """A contract that is kept when the engine has no new finding for it."""

    def exists(self, verdict: Verdict) -> bool:
        """Whether the topology has what the contract is about; a contract about nothing would always be kept."""
        raise NotImplementedError

    def concerns(self, finding: Finding) -> bool:
        """Whether a finding belongs to this contract."""
        raise NotImplementedError

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002  # as import-linter has it
        """Check the verdict for findings; a file that cannot be read breaks its law even if the baseline has it.

        Raises:
            RefusedError: when the contract is about nothing.
        """
        session = self.session(graph)
        if not self.exists(session.verdict):
            raise RefusedError(f"{self.name}: the topology has no such layer or law. Run `conformance compile`.")
        mine = [f for f in session.verdict.findings if self.concerns(f) and session.is_ours(f)]
        new = [finding for finding in mine if finding.state is State.NEW or finding.kind is Kind.UNPARSABLE]
        known = sum(finding.state is State.KNOWN for finding in mine)
        return ContractCheck(
            kept=not new,
            metadata={"findings": new, "text": session.words.breach(new, session.counts) if new else ""},
            warnings=[f"{counted(known, 'known finding')} in the baseline"] if known else [],
        )


class LayersContract(FindingsContract):
    """A layer imports only what `allow` permits, as far as no contract of import-linter's own checks that."""

    type_name = "conformance_layers"
    layer = fields.StringField()

    def exists(self, verdict: Verdict) -> bool:
        """Whether the topology has the layer."""
        return self.option("layer") in verdict.topology.layer_by_name

    def concerns(self, finding: Finding) -> bool:
        """Whether a finding is a divergence of a module in the layer."""
        return finding.rule == "layers" and finding.layer == self.option("layer")


class LawContract(FindingsContract):
    """A law of the topology, named `section.id`, as far as no contract of import-linter's own checks it."""

    type_name = "conformance_law"
    law = fields.StringField()

    def exists(self, verdict: Verdict) -> bool:
        """Whether the law was judged."""
        return any(f"{report.rule}.{report.id}" == self.option("law") for report in verdict.laws)

    def concerns(self, finding: Finding) -> bool:
        """Whether a finding is one of the law."""
        return f"{finding.rule}.{finding.law}" == self.option("law")


def _show(text: str) -> None:
    """Print text from the code under judgement: without markup, and with escapes for what the stream cannot encode."""
    safe = text.encode(_CONSOLE.encoding, "backslashreplace").decode(_CONSOLE.encoding)
    _CONSOLE.print(safe, markup=False, style="red")
