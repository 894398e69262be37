"""Small code bases, rendered as the HTML report."""

from dataclasses import replace
from html.parser import HTMLParser

from import_conformance.judging.session import session_of
from import_conformance.model.answers.work import WorkPlan
from import_conformance.model.base.facts import Wanted
from import_conformance.model.topology import Severity, Topology
from import_conformance.model.verdict import KnownFinding, Verdict
from import_conformance.planning.order import in_order
from import_conformance.planning.simulation import judged, simulate
from import_conformance.reading.shipped.page_assets import page_asset
from import_conformance.reporting.html.page import Assets, render
from import_conformance.reviewing.page_content import PageContent, ShownSource, page_content
from import_conformance.rules.shared.base import Case
from tests.reporting.verdicts import UPWARD, verdict
from tests.support.building import code, law, material

LAW = """\
layers:
  high: {modules: "app.{domain}.high"}
  low: {modules: "app.{domain}.low"}
axes: {domain: [bills, users]}
allow: [high -> low]
require:
  users-first: {every: domain, of: [bills], must_import: users.low, severity: critical, because: users come first}
"""
SOURCES = {
    "app/bills/high.py": "from app.bills import low\n",
    "app/bills/low.py": "from app.bills import high\n",
    "app/users/low.py": "",
    "app/loose.py": "",
}
REAL = Assets(page_asset("page.css"), page_asset("page.js"))
ASSETS = Assets("p{}", "'use strict'")


def seen(text: str = LAW, sources: dict[str, str] | None = None, known: tuple[KnownFinding, ...] = ()) -> PageContent:
    """Return the page of a code base under a topology; each source line reads `line N of PATH`."""
    topology = law(text)
    sources = SOURCES if sources is None else sources
    codebase = code(topology, sources, Wanted(headers=True, outline=True))
    verdict = session_of(topology, codebase).verdict_with(known)
    lines = {(found.path, found.line): f"line {found.line} of {found.path}" for found in verdict.findings}
    return page_content(topology, codebase, verdict, ShownSource(lines), planned(topology, sources))


def planned(topology: Topology, sources: dict[str, str]) -> WorkPlan:
    """Return the waves of work on a code base."""
    start = judged(session_of(topology, material(topology, sources, Wanted(headers=True))))
    return simulate(start, in_order(Case(topology, start.session.codebase), start.findings))


def of_verdict(verdict: Verdict, excerpts: dict[tuple[str, int], str] | None = None) -> PageContent:
    """Return the page of a verdict made by hand over the small code base."""
    topology = law(LAW)
    codebase = code(topology, SOURCES, Wanted(headers=True, outline=True))
    return page_content(topology, codebase, verdict, ShownSource(excerpts or {}), WorkPlan())


def page(shown: PageContent) -> str:
    """Return the page with a style and a script of a few letters."""
    return render(shown, ASSETS)


def many(number: int) -> PageContent:
    """Return a verdict with many findings in many files, each with a source line and a related place."""
    found = tuple(
        replace(
            UPWARD,
            law=f"law-{at % 30}",
            severity=list(Severity)[at % 4],
            path=f"app/services/some/long/folder/module_number_{at // 3}.py",
            line=at,
            subject=f"domain{at % 20}",
            message="the import of app.services.some.long.folder.name names a module that does not exist",
        )
        for at in range(number)
    )
    lines = {(each.path, each.line): "from app.services.some.long.folder.name import Something" for each in found}
    return of_verdict(verdict(*found), lines)


class Reader(HTMLParser):
    """Collect what a browser finds in a page: elements with their attributes, and the texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if data.strip():
            self.texts.append(data.strip())

    def names(self) -> set[str]:
        """Return the names of all elements."""
        return {name for name, _ in self.elements}

    def attributes(self) -> set[str]:
        """Return the names of all attributes."""
        return {key for _, attributes in self.elements for key in attributes}
