"""Every finding, law by law and file by file: what was found, the line of code, why it matters and what to do."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from import_conformance.model.finding import Confidence, Finding, State
from import_conformance.model.locate import shown
from import_conformance.reporting.html.filters import filters
from import_conformance.reporting.html.words import section, severity
from import_conformance.reporting.markup import Markup, element, join
from import_conformance.reporting.text import by_law
from import_conformance.reporting.words import shared_owner, usual
from import_conformance.reviewing.categories import category_of
from import_conformance.reviewing.page_content import PageContent, PlacedFinding

# Why, fix and owner, as the heading of a law states them for all its findings.
Heading = tuple[str, str, str]
# Up to this many findings every law is open.
FEW = 30
NOTE = "By law, the worst first. Open a law to see its findings file by file; filters narrow what is shown everywhere."


def findings(content: PageContent) -> Markup:
    """Return the filter and the laws that are broken, the worst first."""
    if not content.findings:
        return section("findings", "Findings", "", element("p", "Nothing was found.", class_="nothing"))
    laws = [_law(content, members) for members in by_law(content.findings, lambda each: each.finding)]
    nothing = element("p", "No finding matches the filter.", id="nothing", class_="nothing", hidden=True)
    return section("findings", "Findings", NOTE, filters(content), element("div", *laws, id="laws"), nothing)


def _law(content: PageContent, members: Sequence[PlacedFinding]) -> Markup:
    """Return a law with what all its findings share, then its findings by file."""
    first = members[0].finding
    because = usual(each.finding.because for each in members)
    fix = usual(each.finding.fix for each in members)
    new = sum(each.finding.state is State.NEW for each in members)
    known = f"{new} new" if 0 < new < len(members) else "" if new else "known"
    head = element(
        "summary",
        severity(first.severity.value),
        element("h3", first.law),
        element("span", because or fix, class_="why"),
        element("span", element("b", str(len(members))), element("i", known), class_="count"),
    )
    law = element("p", "Law ", element("code", f"{content.report.topology}:{first.law_line}"), class_="where")
    owner = shared_owner(each.finding for each in members)
    team = element("p", element("b", "Owner"), " ", owner, class_="fix owner") if owner else ""
    remedy = element("p", element("b", "Fix"), " ", fix, class_="fix") if fix else ""
    return element(
        "details",
        head,
        element("div", law, remedy, team, *_files(members, (because, fix, owner)), class_="body"),
        class_="law",
        data_law=first.law,
        data_category=category_of(first).key,
        data_severity=first.severity.value,
        open=len(content.findings) <= FEW,
    )


def _files(members: Sequence[PlacedFinding], heading: Heading) -> Iterator[Markup]:
    ordered = sorted(members, key=_file_of)
    for (path, part, domain), group in groupby(ordered, key=_file_of):
        placed = list(group)
        first = placed[0].finding
        place = " ".join((*reversed(list(first.axes.values())), first.layer)).strip()
        head = element("h4", path or "the topology itself", element("span", place) if place else "")
        items = element("ul", *(_finding(each, heading) for each in placed))
        yield element("div", head, items, class_="file", data_domain=domain, data_part=part)


def _file_of(each: PlacedFinding) -> tuple[str, int, str]:
    return shown(each.finding.path, each.finding.root), each.part, each.domain


def _finding(each: PlacedFinding, heading: Heading) -> Markup:
    found = each.finding
    bond = f"{each.bond[0]} {each.bond[1]}" if each.bond else None
    parts = [
        element("span", str(found.line), class_="at"),
        element("p", found.message, *_marks(found)),
        element("code", each.code) if each.code else "",
        *_asides(found, heading),
    ]
    return element("li", *parts, data_bond=bond, class_="known" if found.state is State.KNOWN else None)


def _marks(found: Finding) -> Iterator[Markup]:
    if found.state is State.KNOWN:
        yield join([" ", element("i", "known")])
    if found.confidence is Confidence.LIKELY:
        yield join([" ", element("i", "likely")])


def _asides(found: Finding, heading: Heading) -> Iterator[Markup]:
    """Yield related places, and what the heading does not state for this one."""
    witness = found.details.get("witness")
    if isinstance(witness, list) and witness:
        yield _aside("Chain", " → ".join(map(str, witness)))
    elif found.related:
        yield _aside(
            "See", "; ".join(f"{shown(each.path, each.root)}:{each.line} ({each.note})" for each in found.related)
        )
    own = ("Why", found.because), ("Fix", found.fix), ("Owner", found.owner)
    for (label, text), stated in zip(own, heading, strict=True):
        if text not in ("", stated):
            yield _aside(label, text, "own")


def _aside(label: str, text: str, look: str | None = None) -> Markup:
    return element("small", element("b", label), " ", text, class_=look)
