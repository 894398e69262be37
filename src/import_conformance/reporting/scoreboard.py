"""The end of the report for people: what was judged, the figures, the answer, and what to do next."""

from collections.abc import Iterator

from import_conformance.model.codebase import Fate
from import_conformance.model.finding import Kind, State
from import_conformance.model.topology import Severity
from import_conformance.model.verdict import LAW_IS_GONE, Ledger, Outcome, Verdict
from import_conformance.reporting.view import PAINT, View
from import_conformance.reporting.words import counted

STALE_SHOWN = 10


def scoreboard(verdict: Verdict, view: View) -> Iterator[str]:
    """Yield files, laws, the table of findings, baseline entries to remove, the answer and the next step."""
    yield ledger(verdict.ledger)
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


def ledger(counts: Ledger) -> str:
    """Write out the sum of the fates."""
    terms = [f"{number} {fate.replace('_', ' ')}" for fate, number in counts.by_fate.items()]
    sum_of = f" = {' + '.join(terms)}" if terms else ""
    blind = f"; plain grimp would have missed {counts.recovered}" if counts.recovered else ""
    around = f"; {counts.beside} beside the packages" if counts.beside else ""
    return f"{counted(counts.on_disk, 'file')} on disk{sum_of}{blind}{around}"


def _table(verdict: Verdict, view: View) -> Iterator[str]:
    yield view.paint(f"{'':<12}{'new':>7}{'known':>7}{'fixed':>7}", "bold")
    rows = verdict.severity_counts
    for name, *numbers in rows:
        colours = () if name == LAW_IS_GONE else (PAINT[Severity(name)],)
        yield _row(view.paint(f"{name:<12}", *colours), numbers)
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
    """Return the verdict in one sentence."""
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
        fixed = sum(entry.fixed for entry in verdict.stale)
        sentence = f": no new finding, and {counted(fixed, 'known one')} fixed that the baseline still lists."
        return view.paint("OUT OF DATE", "bold", "yellow") + sentence
    if verdict.contracts_due:
        return view.paint("OUT OF DATE", "bold", "yellow") + f": no new finding, but {verdict.contracts_due}."
    debt = f"; {counted(known, 'known one')} left" if known else ""
    return view.paint("CONFORMS", "bold", "green") + f": {_applied(verdict)}, no new finding{debt}."


def _applied(verdict: Verdict) -> str:
    """State how many laws were applied to how many files; laws without layers apply to files in no layer, too."""
    fates = verdict.ledger.by_fate
    read = fates.get(Fate.JUDGED, 0) + fates.get(Fate.UNPLACED, 0)
    if not read:
        return f"no law was applied, because no file could be judged ({ledger(verdict.ledger)})"
    return f"{counted(len(verdict.laws), 'law')} applied to {counted(read, 'file')}"


def _new(verdict: Verdict) -> str:
    worst = min((finding.severity for finding in verdict.new), key=lambda severity: severity.rank)
    as_bad = sum(finding.severity is worst for finding in verdict.new)
    laws = len({(finding.rule, finding.law) for finding in verdict.new})
    grave = f"{as_bad} of them {worst}" if as_bad < len(verdict.new) else f"{worst}"
    return f"{counted(len(verdict.new), 'new finding')} under {counted(laws, 'law')}, {grave}"


def next_step(verdict: Verdict, view: View) -> str:
    """Return what to do now, with the command that does it."""
    if verdict.outcome is Outcome.DIVERGES:
        record = _command("baseline update --allow-new --reason TEXT", view)
        order = _command("plan", view)
        worst = f"fix the worst first, in the order of {order}"
        named = f", add `baseline: {view.baseline}` to `source` in {verdict.topology.path}, then"
        debt = f"to tolerate what is left as known debt{named if view.baseline else ''}"
        return f"next: {worst}; {debt}:\n      {record}"
    if verdict.outcome is Outcome.INCOMPLETE:
        other = "make the links lead into the repository" if verdict.unread else "exclude it in `source.exclude`"
        return f"next: fix what cannot be read, or {other}."
    if verdict.stale:
        return f"next: {_command('baseline prune', view)}"
    if verdict.contracts_due:
        return f"next: {_command('compile', view)}"
    if any(finding.state is State.KNOWN for finding in verdict.findings):
        return f"next: pay some debt off: {_command('baseline show', view)}"
    return f"next: let every merge ask the same: {_command('compile', view)}"


def _command(action: str, view: View) -> str:
    return view.paint(f"conformance {action}{view.options}", "bold")
