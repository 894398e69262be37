"""What a verdict rests on, for people and for machines: each check with its health and the next step."""

from collections.abc import Iterator

from import_conformance.model.answers.diagnosis import Diagnosis, DiagnosisGroup, DiagnosisItem, Examination, Health
from import_conformance.reporting.json_text import to_text
from import_conformance.reporting.view import INDENT, View
from import_conformance.reporting.words import counted

VERSION = 1
DEEPER = INDENT * 2
_LOOKS = {Health.OK: "green", Health.NOTE: "yellow", Health.TODO: "red"}


def render(diagnosis: Diagnosis, view: View) -> str:
    """Return the diagnosis for people; a view without a limit lists everything."""
    lines = [line for each in diagnosis.examinations for line in (*_examination(each, view), "")]
    return "\n".join([*lines, answer(diagnosis)]) + "\n"


def answer(diagnosis: Diagnosis) -> str:
    """Return the whole in one sentence."""
    if not diagnosis.todo:
        return "Nothing to do."
    return f"{counted(len(diagnosis.todo), 'thing')} to do: {', '.join(each.name for each in diagnosis.todo)}."


def _examination(each: Examination, view: View) -> Iterator[str]:
    health = view.paint(f"{each.health.upper():<4}", "bold", _LOOKS[each.health])
    yield f"{health} {view.paint(each.name, 'bold')}"
    yield from view.block(each.summary)
    for group in each.groups:
        yield from _group(group, view)
    if each.next:
        yield from view.block(f"next: {each.next}", hang=6)


def _group(group: DiagnosisGroup, view: View) -> Iterator[str]:
    shown = len(group.items) if view.limit is None else group.shown
    hidden = len(group.items) - shown
    if shown == 0:
        yield view.paint(f"{INDENT}{group.name}: {len(group.items)} (--all lists them)", "dim")
        return
    yield view.paint(f"{INDENT}{group.name}:")
    for item in group.items[:shown]:
        yield f"{DEEPER}{_item(item, view)}"
    if hidden > 0:
        yield view.paint(f"{DEEPER}... and {hidden} more (--all lists them)", "dim")


def _item(item: DiagnosisItem, view: View) -> str:
    if not item.path:
        return view.paint(item.text)
    line = f":{item.line}" if item.line else ""
    return f"{view.paint(view.locate(item.path, item.root) + line)}{f': {view.paint(item.text)}' if item.text else ''}"


def to_json(diagnosis: Diagnosis) -> str:
    """Return the diagnosis for machines, everything listed; paths are relative to the source root."""
    document = {
        "version": VERSION,
        "topology": diagnosis.topology,
        "healthy": not diagnosis.todo,
        "examinations": [
            {
                "name": each.name,
                "health": each.health,
                "summary": each.summary,
                "next": each.next,
                "groups": [
                    {"name": group.name, "count": len(group.items), "items": [_json(item) for item in group.items]}
                    for group in each.groups
                ],
            }
            for each in diagnosis.examinations
        ],
    }
    return to_text(document)


def _json(item: DiagnosisItem) -> dict[str, object]:
    return {"text": item.text} | ({"path": item.path} if item.path else {}) | ({"line": item.line} if item.line else {})
