"""The place of a module, and the laws that apply to it, for people."""

from collections.abc import Iterator
from itertools import groupby

from import_conformance.model.answers.explanation import ApplicableLaw, Traffic, Whereabouts
from import_conformance.model.codebase import Fate
from import_conformance.model.finding import State
from import_conformance.reporting.view import INDENT, View
from import_conformance.reporting.words import counted, with_owner

IMPORTABLE = frozenset({Fate.JUDGED, Fate.UNPLACED, Fate.LINKED, Fate.EXCLUDED, Fate.OPAQUE, Fate.GENERATED})
"""The fates of files that laws apply to, themselves or imports of them."""


def render(found: Whereabouts, topology: str, view: View) -> str:
    """Return file and fate, place and pattern, laws, traffic and findings of a module."""
    lines = [view.paint(found.name, "bold"), *_file(found, view), *_place(found, topology, view)]
    if found.file is None or found.file.fate in IMPORTABLE:
        lines += ["", *_laws(found, topology, view)]
        lines += ["", *_traffic(found, view)]
    lines += ["", *_findings(found, view)]
    return "\n".join(lines) + "\n"


def _file(found: Whereabouts, view: View) -> Iterator[str]:
    if found.file:
        reason = f": {found.file.reason}" if found.file.reason else ""
        recovered = "; plain grimp would have missed it" if found.file.recovered else ""
        yield from view.block(f"file: {view.locate(found.file.path, found.file.root)}", hang=4)
        yield from view.block(f"fate: {found.file.fate.replace('_', ' ')}{reason}{recovered}", hang=4)
    else:
        what = "a folder without `__init__.py`" if found.below else "generated, or a folder without modules"
        yield from view.block(f"file: none, it is {what}")
    if found.below:
        yield from view.block(f"holds: {counted(found.below, 'module')}")


def _place(found: Whereabouts, topology: str, view: View) -> Iterator[str]:
    if found.place:
        axes = "".join(f", {axis} {value}" for axis, value in found.place.axes.items())
        title = f" ({found.title})" if found.title else ""
        yield from view.block(f"place: layer {found.place.layer}{title}{axes}")
    elif found.file is None or found.file.fate in IMPORTABLE:
        yield from view.block("place: none, for no layer has a pattern that claims it")
    yield from view.labelled(("why", found.because), ("owner", found.owner))
    for claim in found.claims:
        label = "but not" if claim.why else "by"
        why = f": {claim.why}" if claim.why else ""
        yield from view.block(f"{label}: {claim.pattern} of {claim.layer}, {topology}:{claim.line}{why}", hang=4)


def _laws(found: Whereabouts, topology: str, view: View) -> Iterator[str]:
    """Yield what each law states of the module, by section."""
    if not found.touches:
        yield "No law speaks of it but the built-in ones."
        return
    number = len({touch.law for touch in found.touches})
    yield f"{counted(number, 'law')} {'speaks' if number == 1 else 'speak'} of it, besides the built-in ones:"
    for section, touches in groupby(found.touches, key=lambda touch: touch.section):
        yield f"{INDENT}{section}"
        for touch in touches:
            yield from view.block(_touch(touch, topology), INDENT * 2, 4)


def _touch(touch: ApplicableLaw, topology: str) -> str:
    name = "" if touch.section == "allow" else f"{touch.law}: "
    return f"{topology}:{touch.line}: {name}{touch.says}"


def _traffic(found: Whereabouts, view: View) -> Iterator[str]:
    for label, traffic in (
        ("Imports", found.imports),
        ("Imported by", found.importers),
        ("Packages from outside", found.packages),
    ):
        parts = ", ".join(f"{each.layer} {each.statements}{_of(each)}" for each in traffic)
        yield from view.block(f"{label}: {parts or 'none'}", "", 4)


def _of(traffic: Traffic) -> str:
    return f" (of {traffic.modules})" if traffic.modules != traffic.statements else ""


def _findings(found: Whereabouts, view: View) -> Iterator[str]:
    known = sum(finding.state is State.KNOWN for finding in found.findings)
    yield f"Findings in it: {len(found.findings) - known} new, {known} known."
    for finding in found.findings[: view.limit]:
        marked = "(known) " if finding.state is State.KNOWN else ""
        yield from view.item(
            view.place(finding), with_owner(f"{finding.law}: {marked}{finding.message}", finding, found.owner)
        )
    yield from view.more(len(found.findings))
