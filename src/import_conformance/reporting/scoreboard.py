"""The end of the report for people: what was looked at, how it stands, and what to do next."""

from collections import Counter
from collections.abc import Iterator

from import_conformance.model.codebase import Fate
from import_conformance.model.finding import Kind, State
from import_conformance.model.topology import Severity
from import_conformance.model.verdict import Outcome, Verdict
from import_conformance.reporting.view import PAINT, View
from import_conformance.reporting.words import counted

STALE_SHOWN = 10
GONE = "law is gone"


def scoreboard(verdict: Verdict, view: View) -> Iterator[str]:
    """Files, laws, the table of findings, baseline entries that must go, the answer and the next step."""
    yield ledger(verdict)
    with_new = sum(report.new > 0 for report in verdict.laws)
    yield f"{counted(len(verdict.laws), 'law')} applied, {with_new} with new findings"
    if verdict.waived:
        line = min(waiver.position.line for waiver, _ in verdict.waived)
        yield view.paint(f"{counted(len(verdict.waived), 'finding')} waived (see {verdict.topology.path}:{line})")
    hidden = sum(finding.severity.rank > view.severity.rank for finding in verdict.new)
    if hidden:
        yield f"{counted(hidden, 'new finding')} below {view.severity} not shown, but counted"
    yield ""
    if verdict.findings or verdict.stale:
        yield from _table(verdict, view)
        yield ""
    if verdict.stale:
        yield from _stale(verdict, view)
        yield ""
    yield answer(verdict, view)
    yield next_step(verdict, view)


def ledger(verdict: Verdict) -> str:
    """Every file on disk has one fate, and the fates add up."""
    by_fate = Counter(file.fate for file in verdict.files)
    terms = [f"{by_fate[fate]} {fate.replace('_', ' ')}" for fate in Fate if by_fate[fate]]
    sum_of = f" = {' + '.join(terms)}" if terms else ""
    missed = sum(file.recovered for file in verdict.files)
    blind = f"; plain grimp would have missed {missed}" if missed else ""
    around = f"; {len(verdict.beside)} beside the packages" if verdict.beside else ""
    return f"{counted(len(verdict.files), 'file')} on disk{sum_of}{blind}{around}"


def standing(verdict: Verdict) -> tuple[tuple[str, int, int, int], ...]:
    """For each severity that there is, worst first: its name, and how many findings are new, known, and fixed.

    Fixed are known findings that are gone and that the baseline still lists; those of a dropped law come last.
    """
    rows = Counter((finding.severity.value, finding.state.value) for finding in verdict.findings)
    severities = {report.id: report.severity.value for report in verdict.laws}
    for entry in verdict.stale:
        rows[severities.get(entry.known.law, GONE), "fixed"] += entry.known.count - entry.found
    names = [name for name in (*(each.value for each in Severity), GONE) if any(row == name for row, _ in rows)]
    return tuple((name, rows[name, "new"], rows[name, "known"], rows[name, "fixed"]) for name in names)


def _table(verdict: Verdict, view: View) -> Iterator[str]:
    yield view.paint(f"{'':<12}{'new':>7}{'known':>7}{'fixed':>7}", "bold")
    rows = standing(verdict)
    for name, *numbers in rows:
        looks = () if name == GONE else (PAINT[Severity(name)],)
        yield _row(view.paint(f"{name:<12}", *looks), numbers)
    if len(rows) > 1:
        yield _row(f"{'total':<12}", [sum(column) for column in zip(*(row[1:] for row in rows), strict=True)])


def _row(name: str, numbers: list[int]) -> str:
    return name + "".join(f"{number or '-':>7}" for number in numbers)


def _stale(verdict: Verdict, view: View) -> Iterator[str]:
    yield f"Fixed, but still in the baseline ({counted(len(verdict.stale), 'entry')}):"
    for entry in verdict.stale[: None if view.limit is None else STALE_SHOWN]:
        place, known = view.locate(entry.known.path, entry.known.root), entry.known
        yield view.paint(f"{place}: {known.law}: {entry.found} of {known.count} left: {known.message}")
    if view.limit is not None and len(verdict.stale) > STALE_SHOWN:
        yield view.paint(f"... and {len(verdict.stale) - STALE_SHOWN} more (--limit 0 shows all)", "dim")


def answer(verdict: Verdict, view: View) -> str:
    """The verdict in one sentence."""
    known = sum(finding.state is State.KNOWN for finding in verdict.findings)
    if verdict.outcome is Outcome.DIVERGES:
        return view.paint("DIVERGES", "bold", "red") + f": {_new(verdict)}."
    if verdict.outcome is Outcome.INCOMPLETE:
        unread = sum(finding.kind is Kind.UNPARSABLE for finding in verdict.findings)
        places = sum(each.is_code for each in verdict.unread)
        where = f"{counted(unread, 'place' if places else 'file')} could not be read"
        sentence = f": {where}; in all others there is no new finding."
        return view.paint("INCOMPLETE", "bold", "yellow") + sentence
    if verdict.stale:
        fixed = sum(entry.known.count - entry.found for entry in verdict.stale)
        sentence = f": no new finding, and {counted(fixed, 'known one')} fixed that the baseline still lists."
        return view.paint("OUT OF DATE", "bold", "yellow") + sentence
    if verdict.contracts_due:
        return view.paint("OUT OF DATE", "bold", "yellow") + f": no new finding, but {verdict.contracts_due}."
    debt = f"; {counted(known, 'known one')} left" if known else ""
    return view.paint("CONFORMS", "bold", "green") + f": {_applied(verdict)}, no new finding{debt}."


def _applied(verdict: Verdict) -> str:
    """How many laws were applied to how many files; laws that need no layer are applied to files in no layer, too."""
    read = sum(file.fate in (Fate.JUDGED, Fate.UNPLACED) for file in verdict.files)
    if not read:
        return f"no law was applied, because no file could be judged ({ledger(verdict)})"
    return f"{counted(len(verdict.laws), 'law')} applied to {counted(read, 'file')}"


def _new(verdict: Verdict) -> str:
    worst = min((finding.severity for finding in verdict.new), key=lambda severity: severity.rank)
    alike = sum(finding.severity is worst for finding in verdict.new)
    laws = len({(finding.rule, finding.law) for finding in verdict.new})
    grave = f"{alike} of them {worst}" if alike < len(verdict.new) else f"{worst}"
    return f"{counted(len(verdict.new), 'new finding')} under {counted(laws, 'law')}, {grave}"


def next_step(verdict: Verdict, view: View) -> str:
    """What to do now, with the command that does it."""
    if verdict.outcome is Outcome.DIVERGES:
        record = _command("baseline update --allow-new --reason TEXT", view)
        order = _command("plan", view)
        worst = f"mend the worst first, in the order of {order}"
        named = f", add `baseline: {view.baseline}` to `source` in {verdict.topology.path}, then"
        debt = f"to tolerate what is left as known debt{named if view.baseline else ''}"
        return f"next: {worst}; {debt}:\n      {record}"
    if verdict.outcome is Outcome.INCOMPLETE:
        other = "make the links lead into the repository" if verdict.unread else "exclude it in `source.exclude`"
        return f"next: mend what cannot be read, or {other}."
    if verdict.stale:
        return f"next: {_command('baseline prune', view)}"
    if verdict.contracts_due:
        return f"next: {_command('compile', view)}"
    if any(finding.state is State.KNOWN for finding in verdict.findings):
        return f"next: pay some debt off: {_command('baseline show', view)}"
    return f"next: let every merge ask the same: {_command('compile', view)}"


def _command(action: str, view: View) -> str:
    return view.paint(f"conformance {action}{view.options}", "bold")
