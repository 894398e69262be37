"""The graph that all contracts are judged on: that of the engine, in the place of the one that import-linter builds."""

import inspect
from collections.abc import Mapping, Set
from copy import deepcopy
from typing import Any, Protocol

import click
from grimp import ImportGraph
from rich.markup import escape

from import_conformance.compiling.importlinter_text import GRAPH_ROOT, root_packages
from import_conformance.linting.compatibility import ask, lacking, refusal
from import_conformance.linting.session import RefusedError, Session, find_config, open_session
from import_conformance.model.codebase import Codebase, graph_name
from import_conformance.model.topology import TopologyError
from import_conformance.reporting import errors

try:
    from importlinter import configuration
    from importlinter.application import use_cases
    from importlinter.application.app_config import settings
except ImportError as error:
    raise lacking(error) from None

SIGNATURE = ("root_package_names", "cache_dir", "include_external_packages", "exclude_type_checking_imports")
# By these the command line of import-linter is told which files it judges; 2.17 has the second.
FILES = frozenset({"config", "config_files"})
NARROWED = "contract"


class _Builder(Protocol):
    """What import-linter builds its graphs with."""

    def build(
        self,
        root_package_names: list[str],
        cache_dir: str | None,
        is_open: bool,
        exclude_type_checking_imports: bool,
        /,
    ) -> ImportGraph:
        """The graph of some packages."""


class GraphBuilder:
    """Stands in for import-linter's builder wherever the configuration names a topology."""

    def __init__(self, original: _Builder) -> None:
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
        params = _command_line()
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
        _check_currency(session, set(root_package_names) - {GRAPH_ROOT}, is_narrowed=bool(params.get(NARROWED)))
        self.session = session
        return with_externals(session.codebase) if include_external_packages else session.codebase.graph


def _command_line() -> Mapping[str, Any]:
    """What import-linter was given on its command line; nothing where another program uses it.

    Raises:
        RefusedError: when its command line is not the known one, so that another file than the one named would be read.
    """
    context = click.get_current_context(silent=True)
    if context is None:
        return {}
    home = getattr(context.command.callback, "__module__", None) or ""
    is_theirs = home.partition(".")[0] == "importlinter"
    if is_theirs and not (FILES & context.params.keys() and NARROWED in context.params):
        raise refusal("is told otherwise on its command line what to judge")
    return context.params


def _check_currency(session: Session, roots: Set[str], *, is_narrowed: bool) -> None:
    """Stop where a file that is out of date would mislead before, or without, the contract that says so.

    Raises:
        RefusedError: naming the file and the way out.
    """
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


def install() -> GraphBuilder:
    """Put our builder in the place of import-linter's.

    Raises:
        RefusedError: when this release of import-linter has no such place, or judges otherwise than the known ones.
    """
    configuration.configure()
    try:
        original = settings.GRAPH_BUILDER
    except (AttributeError, KeyError):
        original = None
    if original is None or tuple(inspect.signature(original.build).parameters) != SIGNATURE or not _is_asked(original):
        raise refusal("builds its graph otherwise")
    ask()
    builder = GraphBuilder(original)
    settings.configure(GRAPH_BUILDER=builder)
    return builder


class _Listener:
    """A builder that notes whether it was asked for a graph."""

    was_asked = False

    def build(self, *_: object, **__: object) -> ImportGraph:
        self.was_asked = True
        return ImportGraph()


def _is_asked(original: _Builder) -> bool:
    """Whether import-linter asks the builder that the settings name; True where that cannot be tried.

    There a builder other than ours would end the run: it finds no package of the name GRAPH_ROOT.
    """
    build: Any = getattr(use_cases, "_build_graph", None)
    told = {"root_package_names": ["grimp"], "cache_dir": None, "verbose": False, **dict.fromkeys(SIGNATURE[2:], False)}
    try:
        inspect.signature(build).bind(**told)  # a TypeError where there is none
    except TypeError:
        return True
    listener = _Listener()
    settings.configure(GRAPH_BUILDER=listener)
    try:
        build(**told)
    finally:
        settings.configure(GRAPH_BUILDER=original)
    return listener.was_asked


BUILDER = install()
