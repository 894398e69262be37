"""`conformance explain` and `conformance where`: answer one question about a law, an import or a module."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

import click

from import_conformance.cli import completion
from import_conformance.cli.errors import CONFORMS
from import_conformance.cli.options import ANSWERED, Target, about_code, in_colors, with_limit

if TYPE_CHECKING:
    from import_conformance.judging.session import Session
    from import_conformance.model.answers.explanation import Endpoint
    from import_conformance.reading.topology.asking import NameResolver
    from import_conformance.reporting.view import View

FINDINGS_SHOWN = 5
T = TypeVar("T")


@click.command(epilog=ANSWERED)
@click.argument("names", metavar="LAW | A B", nargs=-1, required=True, shell_complete=completion.names)
@about_code
@with_limit("Imports or findings", "10 imports, 5 findings")
@in_colors
def explain(target: Target, names: tuple[str, ...], *, limit: int | None) -> int:
    """Explain a law, or say whether A may import B, whether it does, and how it could.

    A and B: modules, files, or what a law may name (B also a package from outside). LAW: an id, or a kind of law.
    """
    if len(names) > 2:
        raise click.UsageError("explain takes one LAW, or the two ends A and B of an import")
    from import_conformance.cli.output import LIMIT, show
    from import_conformance.cli.session import open_session

    session = open_session(target)
    if len(names) == 2:
        show(_edge((names[0], names[1]), session, _view(session, target, limit, LIMIT)))
    else:
        show(_law(names[0], session, _view(session, target, limit, FINDINGS_SHOWN)))
    return CONFORMS


@click.command(epilog=ANSWERED)
@click.argument("module", metavar="MODULE", shell_complete=completion.modules)
@about_code
@with_limit("Findings", "10")
@in_colors
def where(target: Target, module: str, *, limit: int | None) -> int:
    """Say where MODULE (or a file) stands: its layer and by which pattern, its laws, its imports, its findings."""
    from dataclasses import replace

    from import_conformance.cli.output import LIMIT, show
    from import_conformance.cli.session import open_session
    from import_conformance.explaining.whereabouts import whereabouts
    from import_conformance.reporting.answers import whereabouts as text
    from import_conformance.rules.shared.base import Case

    session = open_session(target)
    resolver = resolver_of(session)
    name, file = resolved(lambda: resolver.module_or_file(module), "MODULE")
    found = whereabouts(Case(session.topology, session.codebase), name, file, session.verdict.findings)
    file_path, root = (file.path, file.root) if file else ("", "")
    owner = session.owners.of_module(name, file_path, root)
    found = replace(found, owner=owner)
    show(text.render(found, session.topology.path, _view(session, target, limit, LIMIT)))
    return CONFORMS


def _edge(names: tuple[str, str], session: "Session", view: "View") -> str:
    """Explain an import between two ends."""
    from import_conformance.explaining.edges import explain_edge
    from import_conformance.reporting.answers.explanation import render_edge
    from import_conformance.rules.shared.base import Case

    source, goal = ends_of(names, resolver_of(session))
    answer = explain_edge(Case(session.topology, session.codebase), source, goal)
    return render_edge(answer, session.topology.path, view)


def _law(name: str, session: "Session", view: "View") -> str:
    """Explain a law of the topology by its id, or a kind of law by the name of its page."""
    from import_conformance.explaining.laws import explain_law, ids
    from import_conformance.reading.shipped.rule_pages import PAGES, page_of
    from import_conformance.reporting.answers.explanation import render_law, render_page
    from import_conformance.rules.shared.base import Case

    case = Case(session.topology, session.codebase)
    path = session.topology.path
    answers = explain_law(case, name, session.judgements, session.verdict.findings)
    if answers:
        return "\n".join(render_law(answer, page_of(answer.page, answer.id), path, view) for answer in answers)
    page = page_of(name)
    if page is None:
        raise click.BadParameter(_no_law(name, ids(case, session.judgements), session), param_hint="LAW")
    rules = {name, *(rule for rule, page_name in PAGES.items() if page_name == name)}
    laws = sorted({(judged.id, judged.position.line) for judged in session.judgements if judged.rule in rules})
    return render_page(name, page, laws, path, view)


def _no_law(name: str, known: Iterable[str], session: "Session") -> str:
    from difflib import get_close_matches

    from import_conformance.reading.shipped.rule_pages import page_names

    if name in session.codebase.modules:
        return f"{name} is a module; `conformance where {name}` says where it stands, two names ask about an import"
    near = get_close_matches(name, [*known, *page_names()], 3, 0.5)
    hint = f"nearest: {', '.join(near)}" if near else f"kinds of law: {', '.join(page_names())}"
    return f"no law has the id {name!r}; {hint}"


def resolver_of(session: "Session") -> "NameResolver":
    """Return what resolves the names that a user types."""
    from import_conformance.reading.topology.asking import NameResolver

    return NameResolver(session.topology, session.codebase, session.roots)


def resolved(resolve: Callable[[], T], hint: str) -> T:
    """Resolve a name.

    Args:
        resolve: Returns what the name means.
        hint: The argument that held the name.

    Raises:
        click.BadParameter: for an unknown name, with the nearest ones.
    """
    from import_conformance.reading.topology.asking import UnknownNameError

    try:
        return resolve()
    except UnknownNameError as error:
        raise click.BadParameter(str(error), param_hint=hint) from None


def ends_of(names: tuple[str, str], resolver: "NameResolver") -> "tuple[Endpoint, Endpoint]":
    """Resolve the two ends of an import.

    Raises:
        click.BadParameter: for an unknown name, and where the importing end is not the code under judgement.
    """
    first, second = names
    source, goal = resolved(lambda: (resolver.endpoint(first), resolver.endpoint(second)), "NAME")
    if source.external:
        raise click.BadParameter(f"{source.text} is a package from outside; nothing is known of what it imports")
    return source, goal


def _view(session: "Session", target: Target, limit: int | None, default: int) -> "View":
    from import_conformance.cli.output import CheckOptions, view_of

    return view_of(session, target, CheckOptions(limit=default if limit is None else limit))
