"""Replace import-linter's graph builder, so that all contracts are judged on the graph of this package's engine."""

import inspect
from collections.abc import Mapping, Set
from copy import deepcopy
from typing import Any, Protocol

import click
from grimp import ImportGraph
from rich.markup import escape

from import_conformance.compiling.importlinter_text import GRAPH_ROOT, root_packages
from import_conformance.linting.compatibility import check_compatibility, missing_part, refusal
from import_conformance.linting.session import LintSession, RefusedError, find_config, open_session
from import_conformance.model.codebase import Codebase, graph_name
from import_conformance.model.topology import TopologyError
from import_conformance.reporting import errors

try:
    from importlinter import configuration
    from importlinter.application import use_cases
    from importlinter.application.app_config import settings
except ImportError as error:
    raise missing_part(error) from None

SIGNATURE = ("root_package_names", "cache_dir", "include_external_packages", "exclude_type_checking_imports")
# The parameters of import-linter's command line that name the files to judge; 2.17 has the second.
FILES = frozenset({"config", "config_files"})
NARROWED = "contract"


class ImportLinterBuilder(Protocol):
    """The interface of import-linter's graph builder."""

    def build(
        self,
        root_package_names: list[str],
        cache_dir: str | None,
        is_open: bool,
        exclude_type_checking_imports: bool,
        /,
    ) -> ImportGraph:
        """Build the graph of some packages."""


class GraphBuilder:
    """Replaces import-linter's builder wherever the configuration names a topology."""

    def __init__(self, original: ImportLinterBuilder) -> None:
        self._original = original
        self.session: LintSession | None = None

    def build(
        self,
        root_package_names: list[str],
        cache_dir: str | None,
        include_external_packages: bool | None = False,
        exclude_type_checking_imports: bool = False,
    ) -> ImportGraph:
        """Build the graph of the engine from the code as it is now; the cache directory is not used.

        Raises:
            RefusedError: when there can be no verdict.
        """
        params = _command_line()
        config = find_config(params.get("config"), *params.get("config_files", ()))
        if not config and GRAPH_ROOT in root_package_names:
            problem = "needs the option conformance_topology: see `conformance compile`"
            raise RefusedError(f"the root {GRAPH_ROOT} {problem}")
        if not config or (GRAPH_ROOT not in root_package_names and config.is_marked):
            is_open = bool(include_external_packages)
            return self._original.build(root_package_names, cache_dir, is_open, exclude_type_checking_imports)
        self.session = None
        try:
            session = open_session(config)
        except TopologyError as error:
            raise RefusedError(escape(errors.render(error).rstrip())) from None
        _check_currency(session, set(root_package_names) - {GRAPH_ROOT}, is_narrowed=bool(params.get(NARROWED)))
        self.session = session
        return with_externals(session.codebase) if include_external_packages else session.codebase.graph


def _command_line() -> Mapping[str, Any]:
    """Return the parameters of import-linter's command line; none where another program uses it.

    Raises:
        RefusedError: when its command line is unknown, so that another file than the one named might be read.
    """
    context = click.get_current_context(silent=True)
    if context is None:
        return {}
    home = getattr(context.command.callback, "__module__", None) or ""
    is_theirs = home.partition(".")[0] == "importlinter"
    if is_theirs and not (FILES & context.params.keys() and NARROWED in context.params):
        raise refusal("takes the files to judge from its command line in another way")
    return context.params


def _check_currency(session: LintSession, roots: Set[str], *, is_narrowed: bool) -> None:
    """Refuse a compiled file that is out of date where no contract would report that, or too late."""
    present = root_packages(session.verdict.topology, session.codebase)
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
    """Copy the graph, and add the top-level packages outside the code base, each as one module."""
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


def install() -> GraphBuilder:
    """Replace import-linter's builder by ours.

    Raises:
        RefusedError: when this release of import-linter has none to replace, or judges in an unknown way.
    """
    configuration.configure()
    try:
        original = settings.GRAPH_BUILDER
    except (AttributeError, KeyError):
        original = None
    if original is None or tuple(inspect.signature(original.build).parameters) != SIGNATURE or not _is_asked(original):
        raise refusal("builds its graph otherwise")
    check_compatibility()
    builder = GraphBuilder(original)
    settings.configure(GRAPH_BUILDER=builder)
    return builder


class RecordingBuilder:
    """A builder that records whether it was asked for a graph."""

    was_asked = False

    def build(self, *_: object, **__: object) -> ImportGraph:
        """Return an empty graph."""
        self.was_asked = True
        return ImportGraph()


def _is_asked(original: ImportLinterBuilder) -> bool:
    """Whether import-linter uses the builder that its settings name; True where that cannot be tried.

    Where it cannot be tried and another builder is used, the run ends with an error, because GRAPH_ROOT is no package.
    """
    build: Any = getattr(use_cases, "_build_graph", None)
    arguments = {
        "root_package_names": ["grimp"],
        "cache_dir": None,
        "verbose": False,
        **dict.fromkeys(SIGNATURE[2:], False),
    }
    try:
        inspect.signature(build).bind(**arguments)  # a TypeError where there is none
    except TypeError:
        return True
    recorder = RecordingBuilder()
    settings.configure(GRAPH_BUILDER=recorder)
    try:
        build(**arguments)
    finally:
        settings.configure(GRAPH_BUILDER=original)
    return recorder.was_asked


BUILDER = install()
