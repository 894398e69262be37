"""The end of the report for people: what was looked at, how it stands, and what to do next."""

from collections import Counter
from collections.abc import Iterator

from conformance.model.codebase import Fate
from conformance.model.finding import Kind, State
from conformance.model.topology import Severity
from conformance.model.verdict import Outcome, Verdict
from conformance.reporting.view import PAINT, View
from conformance.reporting.words import counted

STALE_SHOWN = 10


def scoreboard(verdict: Verdict, view: View) -> Iterator[str]:
    """Files, laws, baseline entries that must go, and the table of findings; ends with an empty line."""
    yield _ledger(verdict)
    with_new = sum(report.new > 0 for report in verdict.laws)
    yield f"{counted(len(verdict.laws), 'law')} applied, {with_new} with new findings"
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


def _ledger(verdict: Verdict) -> str:
    """Every file on disk has one fate, and the fates add up."""
    by_fate = Counter(file.fate for file in verdict.files)
    terms = [f"{by_fate[fate]} {fate.replace('_', ' ')}" for fate in Fate if by_fate[fate]]
    sum_of = f" = {' + '.join(terms)}" if terms else ""
    missed = sum(file.recovered for file in verdict.files)
    blind = f"; plain grimp would have missed {missed}" if missed else ""
    return f"{counted(len(verdict.files), 'file')} on disk{sum_of}{blind}"


def _table(verdict: Verdict, view: View) -> Iterator[str]:
    """Findings by severity: new, known to the baseline, and known ones that are gone."""
    rows = Counter((finding.severity.value, finding.state.value) for finding in verdict.findings)
    severities = {report.id: report.severity.value for report in verdict.laws}
    for entry in verdict.stale:
        rows[severities.get(entry.known.law, "law is gone"), "fixed"] += entry.known.count - entry.found
    names = [name for name in (*Severity, "law is gone") if any(row == name for row, _ in rows)]
    yield view.paint(f"{'':<12}{'new':>7}{'known':>7}{'fixed':>7}", "bold")
    for name in names:
        looks = (PAINT[Severity(name)],) if name in list(Severity) else ()
        yield _row(view.paint(f"{name:<12}", *looks), [rows[name, column] for column in ("new", "known", "fixed")])
    if len(names) > 1:
        totals = [sum(rows[name, column] for name in names) for column in ("new", "known", "fixed")]
        yield _row(f"{'total':<12}", totals)


def _row(name: str, numbers: list[int]) -> str:
    return name + "".join(f"{number or '-':>7}" for number in numbers)


def _stale(verdict: Verdict, view: View) -> Iterator[str]:
    yield f"{counted(len(verdict.stale), 'baseline entry')} for more than there is; strike the paid debt out:"
    for entry in verdict.stale[: None if view.limit is None else STALE_SHOWN]:
        place, known = view.locate(entry.known.path), entry.known
        yield view.paint(f"{place}: {known.law}: {entry.found} of {known.count} left: {known.message}")
    if view.limit is not None and len(verdict.stale) > STALE_SHOWN:
        yield view.paint(f"... and {len(verdict.stale) - STALE_SHOWN} more (--limit 0 shows all)", "dim")


def closing(verdict: Verdict, view: View) -> str:
    """The answer in one sentence, with the next command where there is one."""
    if verdict.outcome is Outcome.DIVERGES:
        return view.paint("DIVERGES", "bold", "red") + _diverges(verdict, view)
    if verdict.outcome is Outcome.INCOMPLETE:
        unread = sum(finding.kind is Kind.UNPARSABLE for finding in verdict.findings)
        answer = (
            f": no new breach in what could be read, but not all could be; mend or exclude {counted(unread, 'file')}"
        )
        return view.paint("INCOMPLETE", "bold", "yellow") + answer
    if verdict.stale:
        return view.paint("CONFORMS, BUT THE BASELINE IS OUT OF DATE", "bold", "yellow") + (
            f": {_command('baseline prune', view)}"
        )
    known = sum(finding.state is State.KNOWN for finding in verdict.findings)
    debt = f"; {counted(known, 'known finding')} left to pay off" if known else ""
    judged = sum(file.fate is Fate.JUDGED for file in verdict.files)
    answer = f": {counted(len(verdict.laws), 'law')} applied to {counted(judged, 'file')}, no new finding"
    return view.paint("CONFORMS", "bold", "green") + answer + debt


def _diverges(verdict: Verdict, view: View) -> str:
    worst = min(finding.severity.rank for finding in verdict.new)
    alike = sum(finding.severity.rank == worst for finding in verdict.new)
    laws = len({(finding.rule, finding.law) for finding in verdict.new})
    grave = f"{alike} of them {list(Severity)[worst]}" if alike < len(verdict.new) else f"{list(Severity)[worst]}"
    return (
        f": {counted(len(verdict.new), 'new finding')} under {counted(laws, 'law')}, {grave}; mend the worst first, or "
        f"record all of them as known debt: {_command('baseline update --allow-new', view)}"
    )


def _command(action: str, view: View) -> str:
    return view.paint(f"conformance {action}{view.options}", "bold")
