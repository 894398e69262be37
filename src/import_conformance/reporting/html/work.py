"""What to do: recommendations by domain, and the order of work in waves."""

from collections import Counter

from import_conformance.model.answers.work import Unit, Wave
from import_conformance.reporting.html.words import bar, codes, fold, go, section, severity, table
from import_conformance.reporting.markup import Markup, element, join
from import_conformance.reporting.words import counted, cut_short, sentence
from import_conformance.reviewing.categories import category_of
from import_conformance.reviewing.page_content import PageContent
from import_conformance.reviewing.values import Action, Advice

FILES, WAITS = 3, 3
PRIORITIES = "P0: critical. P1: high, or medium and fixed by the same substitution everywhere. P2: all else."
WAVES = (
    "A unit is the work on one law in one domain. The units of a wave do not wait for each other, only for earlier "
    "waves; a finding in a file that an earlier unit deletes goes with the file."
)


def recommendations(content: PageContent) -> Markup:
    """Return what to do in each domain, the most urgent first."""
    short = {gap.path: gap.file for group in content.report.groups for gap in group.gaps}
    folds = [_advice(each, short) for each in content.report.advice]
    nothing = () if folds else (element("p", "There is nothing to do.", class_="nothing"),)
    return section("advice", "Recommendations by domain", PRIORITIES, element("div", *folds, class_="folds"), *nothing)


def _advice(advice: Advice, short: dict[str, str]) -> Markup:
    counts = Counter(action.priority for action in advice.actions)
    urgency = [element("span", f"{key} {counts[key]}", class_=f"prio {key.lower()}") for key in sorted(counts)]
    total = sum(action.findings for action in advice.actions)
    head = join(
        [
            element("h3", advice.domain or "Outside the domains"),
            element("code", advice.folder) if advice.folder else "",
            element("span", *urgency, class_="prios"),
            element("span", element("b", str(total)), class_="count"),
        ]
    )
    heads = ("Priority", "What to do", "Law", ">Findings", "Files")
    rows = [_action(action, advice, short) for action in advice.actions]
    return fold(head, table(f"What to do in {advice.domain or 'all else'}", heads, rows, "actions"), class_="row")


def _action(action: Action, advice: Advice, short: dict[str, str]) -> list[str | int]:
    label = f"{action.law} in {advice.domain or 'all else'}: show {counted(action.findings, 'finding')}"
    shown = go(action.findings, label, law=f"law:{action.law}", domain=advice.domain or "-")
    priority = element("span", action.priority, class_=f"prio {action.priority.lower()}")
    files = codes([short[path] for path in action.files], FILES)
    return [priority, sentence(action.action), element("code", action.law), shown, files]


def waves(content: PageContent) -> Markup:
    """Return how the findings decrease wave by wave, and the units of each."""
    plan = content.report.plan
    if not plan.waves:
        nothing = element("p", "There is nothing to do.", class_="nothing")
        return section("waves", "Order of work", "", nothing)
    dropped: tuple[Markup, ...] = ()
    if plan.dropped:
        why = "would have closed cycles; those of least weight were given up"
        dropped = (
            element("p", f"{plan.dropped} of {plan.precedences} constraints on the order {why}.", class_="note"),
        )
    folds = element("div", *(_wave(wave, plan.findings) for wave in plan.waves), class_="folds")
    return section("waves", "Order of work", WAVES, folds, *dropped)


def _wave(wave: Wave, start: int) -> Markup:
    fixed = f"{counted(wave.fixed, 'statement')} in {counted(wave.files, 'file')}"
    gone = f", {wave.gone} gone with deleted files" if wave.gone else ""
    left = f"{len(wave.left)} of {start} findings left"
    head = join(
        [
            element("h3", f"Wave {wave.number}"),
            element("span", f"{counted(len(wave.units), 'unit')}: {fixed}{gone}", class_="why"),
            bar(len(wave.left) / start, left, "bar left"),
            element("span", element("b", str(len(wave.left))), " left", class_="count"),
        ]
    )
    heads = ("Unit", "Category", "Severity", ">Statements", ">Files", "Waits for")
    units = table(f"Units of wave {wave.number}", heads, map(_unit, wave.units), "units")
    return fold(head, units, class_="row")


def _unit(unit: Unit) -> list[str | int]:
    gone = f" ({unit.gone} gone)" if unit.gone else ""
    deletes = f" ({len(unit.deletes)} deleted)" if unit.deletes else ""
    numbers = [f"{unit.fixed}{gone}", f"{unit.files}{deletes}"]
    category = category_of(unit.typical).title
    waits = [f"{wait.unit} ({wait.reason})" for wait in unit.prerequisites]
    return [unit.id, category, severity(unit.severity.value), *numbers, join(cut_short(waits, WAITS), "; ")]
