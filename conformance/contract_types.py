"""The door for `lint-imports`: our contract types, and the graph that all contracts are judged on.

import-linter imports this module before it builds its graph: up to 2.16 for the types, from 2.17 on, which looks at the
types later, because a compiled file names among its roots one that would lie below it. That is the moment to give it a
builder of ours: the graph then has every module of the ledger and every import of the engine, is never taken from a
cache, and the application is never imported.
"""

import inspect
import os
import sys
from collections.abc import Set
from copy import deepcopy

# lint-imports puts the current directory first on the import path. What lies there is the code under judgement, and
# none of it may pass for a library that is imported from here on.
if sys.path and sys.path[0] == os.getcwd():
    sys.path.append(sys.path.pop(0))

import click
from grimp import ImportGraph
from importlinter import Contract, ContractCheck, configuration, fields
from importlinter.application import output
from importlinter.application.app_config import settings
from importlinter.application.ports import building as ports
from rich.console import Console
from rich.markup import escape

from conformance.compiling.importlinter_text import GRAPH_ROOT
from conformance.contract_session import RefusedError, Session, find_config, open_session
from conformance.model.codebase import Codebase, graph_name
from conformance.model.finding import Finding, Kind, State
from conformance.model.topology import TopologyError
from conformance.model.verdict import Verdict
from conformance.reporting import errors
from conformance.reporting.words import counted

# Nothing lies below this module; the interpreter looks for GRAPH_ROOT here all the same, and so imports it first.
__path__: list[str] = []
SIGNATURE = ("root_package_names", "cache_dir", "include_external_packages", "exclude_type_checking_imports")


class GraphBuilder(ports.GraphBuilder):
    """Stands in for import-linter's builder wherever the configuration names a topology."""

    def __init__(self, original: ports.GraphBuilder) -> None:
        self._original = original
        self.session: Session | None = None

    def build(
        self,
        root_package_names: list[str],
        cache_dir: str | None,
        include_external_packages: bool | None = False,
        exclude_type_checking_imports: bool = False,
    ) -> ImportGraph:
        """The graph of the engine, read anew; the cache directory is not looked at.

        Raises:
            RefusedError: when no verdict can be given.
        """
        context = click.get_current_context(silent=True)
        params = context.params if context else {}
        config = find_config(params.get("config"), *params.get("config_files", ()))
        if not config and GRAPH_ROOT in root_package_names:
            wanting = "needs the option conformance_topology: see `conformance compile`"
            raise RefusedError(f"the root {GRAPH_ROOT} {wanting}")
        if not config or (GRAPH_ROOT not in root_package_names and config.is_marked):
            is_open = bool(include_external_packages)
            return self._original.build(root_package_names, cache_dir, is_open, exclude_type_checking_imports)
        self.session = None
        try:
            session = open_session(config)
        except TopologyError as error:
            raise RefusedError(escape(errors.render(error).rstrip())) from None
        _check_currency(session, set(root_package_names) - {GRAPH_ROOT}, is_narrowed=bool(params.get("contract")))
        self.session = session
        return with_externals(session.codebase) if include_external_packages else session.codebase.graph


def _check_currency(session: Session, roots: Set[str], *, is_narrowed: bool) -> None:
    """Stop where a file that is out of date would mislead before, or without, the contract that says so.

    Raises:
        RefusedError: naming the file and the way out.
    """
    present = {package.partition(".")[0] for package in session.verdict.topology.source.packages}
    what = ""
    if roots != present:
        what = f"its root_packages are {', '.join(sorted(roots))}, those of the topology {', '.join(sorted(present))}"
    elif session.gone():
        what = f"it names {session.gone()[0]}, which does not exist"
    elif is_narrowed and session.difference:
        what = "it is not what the topology compiles to"
    if what:
        raise RefusedError(escape(f"{session.config.path} is out of date: {what}. Run `conformance compile`."))


def with_externals(codebase: Codebase) -> ImportGraph:
    """The graph with the top-level packages outside the code base, each as one module."""
    graph = deepcopy(codebase.graph)
    inside = codebase.graph.modules
    for statement in codebase.externals:
        name = graph_name(statement.imported.partition(".")[0])
        if name not in inside:
            graph.add_module(name, is_squashed=True)
            graph.add_import(
                importer=graph_name(statement.importer),
                imported=name,
                line_number=statement.line,
                line_contents=graph_name(statement.imported),
            )
    return graph


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
            raise RefusedError(
                f"the contract type of {self.name!r} needs the option conformance_topology: see `conformance compile`"
            )
        missing = sorted(session.codebase.graph.modules - graph.modules)
        if missing:
            raise RefusedError(escape(f"the graph lacks {missing[0]}: another builder than conformance's has made it"))
        return session

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print what was found, unwrapped and as it is: nothing in it is markup."""
        _show(check.metadata["text"])
        guidance = self.option("broken_contract_guidance")
        if check.metadata.get("is_guided") and guidance:
            output.print(guidance)
        output.new_line()


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
    encoding = output.console.encoding
    safe = text.encode(encoding, "backslashreplace").decode(encoding)
    output.console.print(safe, markup=False, style=output.COLORS[output.ERROR])


def _install() -> GraphBuilder:
    """Put our builder in the place of import-linter's.

    Raises:
        RefusedError: when this release of import-linter has no such place.
    """
    configuration.configure()
    try:
        original = settings.GRAPH_BUILDER
    except (AttributeError, KeyError):
        original = None
    if original is None or tuple(inspect.signature(original.build).parameters) != SIGNATURE:
        raise RefusedError("conformance does not know how this release of import-linter builds its graph: use 2.17")
    builder = GraphBuilder(original)
    settings.configure(GRAPH_BUILDER=builder)
    # Theirs breaks lines at column 80 in a pipe, and takes the `:100:` of a place for an emoji.
    output.console = Console(highlight=False, emoji=False, soft_wrap=True)
    return builder


BUILDER = _install()
