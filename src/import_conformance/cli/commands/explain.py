"""What `explain` and `where` do, apart from their options: read, judge, answer one question."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import partial
from typing import TypeVar

import click

from import_conformance.cli.session import CONFORMS, LIMIT, Session, Target, Wishes, open_session, show, view_of
from import_conformance.explaining.edges import explain_edge
from import_conformance.explaining.laws import explain_law, ids
from import_conformance.explaining.whereabouts import whereabouts
from import_conformance.model.answers.explanation import Endpoint
from import_conformance.reading.shipped.rule_pages import PAGES, page_names, page_of
from import_conformance.reading.topology.asking import NameResolver, UnknownNameError
from import_conformance.reporting.answers import explanation
from import_conformance.reporting.answers import whereabouts as whereabouts_text
from import_conformance.reporting.view import View
from import_conformance.rules.shared.base import Case

FINDINGS_SHOWN = 5
T = TypeVar("T")


def explain(names: tuple[str, ...], target: Target, limit: int | None) -> int:
    """Explain an import (two names) or a law (one name); whatever the answer is, that is no failure."""
    session = open_session(target)
    if len(names) == 2:
        show(_edge((names[0], names[1]), session, _view(session, target, limit, LIMIT)))
    else:
        show(_law(names[0], session, _view(session, target, limit, FINDINGS_SHOWN)))
    return CONFORMS


def where(name: str, target: Target, limit: int | None) -> int:
    """Say where a module stands."""
    session = open_session(target)
    case = Case(session.topology, session.codebase)
    asked = asked_of(session)
    module, file = known(lambda: asked.module_or_file(name), "MODULE")
    found = whereabouts(case, module, file, session.verdict.findings)
    view = _view(session, target, limit, LIMIT)
    show(whereabouts_text.render(found, session.topology.path, view))
    return CONFORMS


def _edge(names: tuple[str, str], session: Session, view: View) -> str:
    source, goal = ends_of(names, asked_of(session))
    answer = explain_edge(Case(session.topology, session.codebase), source, goal)
    return explanation.render_edge(answer, session.topology.path, view)


def _law(name: str, session: Session, view: View) -> str:
    """A law of the topology by its id, or a kind of law by the name of its page."""
    case = Case(session.topology, session.codebase)
    path = session.topology.path
    answers = explain_law(case, name, session.judgements, session.verdict.findings)
    if answers:
        pages = (page_of(answer.page, answer.id) for answer in answers)
        return "\n".join(
            explanation.render_law(answer, page, path, view) for answer, page in zip(answers, pages, strict=True)
        )
    page = page_of(name)
    if page is None:
        raise click.BadParameter(_no_law(name, ids(case, session.judgements), session), param_hint="LAW")
    rules = {name, *(rule for rule, called in PAGES.items() if called == name)}
    laws = sorted({(judged.id, judged.position.line) for judged in session.judgements if judged.rule in rules})
    return explanation.render_page(name, page, laws, path, view)


def _no_law(name: str, known: Iterable[str], session: Session) -> str:
    if name in session.codebase.modules:
        return f"{name} is a module; `conformance where {name}` says where it stands, two names ask about an import"
    near = get_close_matches(name, [*known, *page_names()], 3, 0.5)
    hint = f"nearest: {', '.join(near)}" if near else f"kinds of law: {', '.join(page_names())}"
    return f"no law has the id {name!r}; {hint}"


def asked_of(session: Session) -> NameResolver:
    """What finds out what names mean."""
    roots = tuple(session.base / root for root in session.topology.source.roots)
    return NameResolver(session.topology, session.codebase, roots)


def known(find: Callable[[], T], hint: str) -> T:
    """What is meant by a name, or a usage error that says what is called nearly so."""
    try:
        return find()
    except UnknownNameError as error:
        raise click.BadParameter(str(error), param_hint=hint) from None


def ends_of(names: tuple[str, str], asked: NameResolver) -> tuple[Endpoint, Endpoint]:
    """The two ends of an import that names mean.

    Raises:
        click.BadParameter: for a name that means nothing, and where the importing end is not the code under judgement.
    """
    source, goal = (known(partial(asked.endpoint, name), "NAME") for name in names)
    if source.external:
        raise click.BadParameter(f"{source.text} is a package from outside; nothing is known of what it imports")
    return source, goal


def _view(session: Session, target: Target, limit: int | None, usual: int) -> View:
    return view_of(session, target, Wishes(limit=usual if limit is None else limit))
