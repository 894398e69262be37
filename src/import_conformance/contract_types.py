"""The door for `lint-imports`: our contract types, and the graph that all contracts are judged on.

import-linter imports this module before it builds its graph: up to 2.16 for the types, from 2.17 on, which looks at the
types later, because a compiled file names among its roots one that would lie below it. That is the moment to give it a
builder of ours: the graph then has every module of the ledger and every import of the engine, is never taken from a
cache, and the application is never imported.
"""

import os
import sys

# lint-imports puts the current directory first on the import path. What lies there is the code under judgement, and
# none of it may pass for a library that is imported from here on.
if sys.path and sys.path[0] == os.getcwd():
    sys.path.append(sys.path.pop(0))

from grimp import ImportGraph
from rich.console import Console
from rich.markup import escape

from import_conformance.compiling.importlinter_text import GRAPH_ROOT, TOPOLOGY
from import_conformance.linting.compatibility import lacking, refusal
from import_conformance.linting.graph_builder import BUILDER
from import_conformance.linting.session import RefusedError, Session
from import_conformance.model.finding import Finding, Kind, State
from import_conformance.model.verdict import Verdict
from import_conformance.reporting.words import counted

try:
    from importlinter import Contract, ContractCheck, fields
    from importlinter.application import output
except ImportError as error:
    raise lacking(error) from None

# Nothing lies below this module; the interpreter looks for GRAPH_ROOT here all the same, and so imports it first.
__path__: list[str] = []
# Theirs breaks lines at column 80 in a pipe, and takes the `:100:` of a place for an emoji.
_CONSOLE = Console(highlight=False, emoji=False, soft_wrap=True)
output.console = _CONSOLE


class _Ours(Contract):
    """What our contract types share."""

    broken_contract_guidance = fields.TextField(required=False)

    def option(self, name: str) -> str:
        """The value of a field, which import-linter puts in the field's place; "" when it has none."""
        return str(getattr(self, name) or "")

    def session(self, graph: ImportGraph) -> Session:
        """The reading of this run.

        Raises:
            RefusedError: when the graph is not that of the engine, so that there could be two verdicts.
        """
        session = BUILDER.session
        if not session:
            raise self._why_unread()
        ours = session.codebase.graph
        missing = sorted(ours.modules - graph.modules)
        if missing:
            raise RefusedError(escape(f"the graph lacks {missing[0]}: another builder than conformance's has made it"))
        if graph.count_imports() < ours.count_imports():
            raise refusal("takes imports out of the graph before it judges")
        if not session.is_about(self.session_options):
            raise refusal("judges another file than the one that it was asked for")
        return session

    def _why_unread(self) -> RefusedError:
        """Why nobody has asked for the graph of the engine."""
        if TOPOLOGY not in self.session_options:
            return RefusedError(
                f"the contract type of {self.name!r} needs the option conformance_topology: see `conformance compile`"
            )
        if GRAPH_ROOT not in self.session_options.get("root_packages", ()):
            return RefusedError("the contracts are those of an older conformance. Run `conformance compile`.")
        return refusal("builds its graph before it looks for that of conformance")

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print what was found, unwrapped and as it is: nothing in it is markup."""
        _show(check.metadata["text"])
        guidance = self.option("broken_contract_guidance")
        if check.metadata.get("is_guided") and guidance:
            _CONSOLE.print(guidance)
        _CONSOLE.print()


class CurrentContract(_Ours):
    """The configuration file is what its topology compiles to."""

    type_name = "conformance_current"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002  # as import-linter has it
        """Compile again and compare."""
        text = self.session(graph).difference
        return ContractCheck(kept=not text, metadata={"text": text, "is_guided": True})


class BaselineContract(_Ours):
    """The baseline promises no more findings than there are."""

    type_name = "conformance_baseline"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002  # as import-linter has it
        """Ask the verdict for entries whose debt was paid."""
        session = self.session(graph)
        stale, baseline = session.verdict.stale, session.baseline
        text = session.words.stale(stale, session.locator.file(baseline)) if stale and baseline else ""
        return ContractCheck(kept=not stale, metadata={"text": text, "is_guided": True})


class _Findings(_Ours):
    """A contract that is kept when the engine has no new finding for it."""

    def exists(self, verdict: Verdict) -> bool:
        """True when the topology has what the contract is about; one about nothing would be kept for ever."""
        raise NotImplementedError

    def concerns(self, finding: Finding) -> bool:
        """True for the findings of this contract."""
        raise NotImplementedError

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002  # as import-linter has it
        """Ask the verdict. A file that cannot be read breaks its law even where the baseline knows it.

        Raises:
            RefusedError: when the contract is about nothing.
        """
        session = self.session(graph)
        if not self.exists(session.verdict):
            raise RefusedError(f"{self.name}: the topology has no such layer or law. Run `conformance compile`.")
        mine = [f for f in session.verdict.findings if self.concerns(f) and session.left_to_us(f)]
        new = [finding for finding in mine if finding.state is State.NEW or finding.kind is Kind.UNPARSABLE]
        known = sum(finding.state is State.KNOWN for finding in mine)
        return ContractCheck(
            kept=not new,
            metadata={"findings": new, "text": session.words.breach(new, session.counts) if new else ""},
            warnings=[f"{counted(known, 'known finding')} in the baseline"] if known else [],
        )


class LayersContract(_Findings):
    """A layer imports only what `allow` permits, as far as no native contract says so."""

    type_name = "conformance_layers"
    layer = fields.StringField()

    def exists(self, verdict: Verdict) -> bool:
        """True when the topology has the layer."""
        return self.option("layer") in verdict.topology.layer_by_name

    def concerns(self, finding: Finding) -> bool:
        """True for divergences of modules in the layer."""
        return finding.rule == "layers" and finding.layer == self.option("layer")


class LawContract(_Findings):
    """A law of the topology, named as `section.id`, as far as no native contract says so."""

    type_name = "conformance_law"
    law = fields.StringField()

    def exists(self, verdict: Verdict) -> bool:
        """True when the law was judged."""
        return any(f"{report.rule}.{report.id}" == self.option("law") for report in verdict.laws)

    def concerns(self, finding: Finding) -> bool:
        """True for findings of the law."""
        return f"{finding.rule}.{finding.law}" == self.option("law")


def _show(text: str) -> None:
    """Print text from the code under judgement: no markup, and what the stream cannot take is escaped."""
    safe = text.encode(_CONSOLE.encoding, "backslashreplace").decode(_CONSOLE.encoding)
    _CONSOLE.print(safe, markup=False, style="red")
