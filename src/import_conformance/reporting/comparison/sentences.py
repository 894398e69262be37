"""The sentences that the formats for people share; none of them is escaped yet."""

from collections.abc import Iterator

from import_conformance.model.changes.comparison import Comparison, DebtChange, DependencyChange, Judge
from import_conformance.model.changes.law_changes import LawChange, LawEffect
from import_conformance.model.finding import Finding, State
from import_conformance.reporting.words import counted

ACCEPTED = "accepted by the baseline"


def heading(comparison: Comparison) -> str:
    """Return what is compared, and by which topology."""
    about = f" in {comparison.code}" if comparison.code else ""
    return f"{comparison.base.short} -> {comparison.head.short}{about}: {_judged(comparison)}"


def _judged(comparison: Comparison) -> str:
    law = comparison.topology
    if comparison.law.fixed:
        return f"both judged by {law}, which lies outside of the repository"
    if comparison.judge is Judge.OWN:
        return f"each judged by its own {law}"
    judge = comparison.head if comparison.judge is Judge.HEAD else comparison.base
    return f"both judged by the {law} of {judge.name}"


def introduced(comparison: Comparison) -> str:
    """Return how many findings were introduced."""
    came = comparison.matched.introduced
    had = {file.path for file in comparison.base.verdict.files} | set(comparison.moves.paths.values())
    fresh = sum(finding.path not in had for finding in came)
    accepted = sum(finding.state is State.KNOWN for finding in came)
    notes = [f"{fresh} in files that {comparison.base.name} has not"] if fresh else []
    notes += [f"{accepted} {ACCEPTED}"] if accepted else []
    return ", ".join([counted(len(came), "finding"), *notes])


def fixed(comparison: Comparison) -> str:
    """Return how many findings were fixed."""
    gone = comparison.matched.fixed
    has = {file.path for file in comparison.head.verdict.files}
    lost = sum(comparison.moves.paths.get(finding.path, finding.path) not in has for finding in gone)
    note = [f"{lost} in files that {comparison.head.name} has not"] if lost else []
    return ", ".join([counted(len(gone), "finding"), *note])


def summary(comparison: Comparison) -> str:
    """Return how many findings came, went and stayed."""
    matched = comparison.matched
    came, gone, stayed = (len(each) for each in (matched.introduced, matched.fixed, matched.kept))
    return f"{counted(came, 'finding')} introduced, {gone} fixed, {stayed} already there"


def answer(comparison: Comparison) -> str:
    """Return the whole in one sentence."""
    unread = len(comparison.matched.unread)
    lost = f", {unread} in files that cannot be read any more" if unread else ""
    return f"{summary(comparison)}{lost}{_warning(comparison)}."


def _warning(comparison: Comparison) -> str:
    law = comparison.law
    if law.hidden:
        return f"; the law was LOOSENED and hides {counted(len(law.hidden), 'finding')}"
    return "; the law was LOOSENED" if law.is_loosened else ""


def notes(comparison: Comparison) -> Iterator[str]:
    """Yield what keeps the comparison from being complete."""
    law = comparison.law
    if law.unavailable_reason:
        yield f"the laws could not be compared: {law.unavailable_reason}"
    for problem in comparison.head.problems:
        yield f"the law is at fault, as `conformance check` says, too: {problem}"
    for side in (comparison.base, comparison.head):
        for path in side.unread:
            yield f"the submodule {path} of {side.name} is not in this clone, and none of it was judged"
    unread = comparison.matched.unread
    if unread:
        files = counted(len({finding.path for finding in unread}), "file")
        yield (
            f"{counted(len(unread), 'finding')} of {comparison.base.name} may be there or not: "
            f"{files} cannot be read in {comparison.head.name}"
        )


def edges(comparison: Comparison) -> str:
    """Return how many edges came, went and changed."""
    came, gone, others = map(len, comparison.edge_groups)
    return f"{came} added, {gone} removed, {others} with other numbers"


def edge_numbers(edge: DependencyChange) -> str:
    """Return how many statements an edge has, and whether the topology allows them."""
    laws = f" ({', '.join(edge.laws)})" if edge.laws else ""
    if all(edge.statements):
        change, against = (f"{before} -> {later}" for before, later in (edge.statements, edge.divergences))
        return f"{change} imports" + (f", {against} of them against the law{laws}" if any(edge.divergences) else "")
    amount, bad = sum(edge.statements), sum(edge.divergences)
    if not bad:
        return counted(amount, "import")
    return counted(amount, "import") + (f", {bad} of them" if bad < amount else "") + f" against the law{laws}"


def law_place(change: LawChange, path: str) -> str:
    """Return the lines of a change of the topology in both files."""
    if change.after:
        was = f"was :{change.before.line}" if change.before else "new"
        return f"{path}:{change.after.line} ({was})"
    return f"{path}:{change.before.line} (gone)" if change.before else path


def debt(entry: DebtChange) -> Iterator[tuple[LawEffect, str]]:
    """Yield what the baseline gained and lost under a law."""
    if entry.gained:
        why = f" ({'; '.join(entry.reasons)})" if entry.reasons else ""
        more = f"baseline: {counted(entry.gained, 'finding')} more under {entry.law}"
        if entry.is_new:
            yield LawEffect.CHANGED, f"{more}, which is new{why}"
        else:
            yield LawEffect.LOOSENED, f"{more}{why}"
    if entry.lost:
        yield LawEffect.TIGHTENED, f"baseline: {counted(entry.lost, 'finding')} fewer under {entry.law}"


def law_lines(comparison: Comparison, effect: LawEffect) -> list[str]:
    """Return every change of the topology and of the baseline with one effect."""
    found = [
        f"{law_place(change, comparison.topology)}  {change.part}: {change.sentence}"
        for change in comparison.law.of(effect)
    ]
    return [*found, *(line for entry in comparison.law.debt for kind, line in debt(entry) if kind is effect)]


def hidden(comparison: Comparison) -> list[str]:
    """Return what the loosened law does not find any more."""
    law, base = comparison.law, comparison.base.name
    lines = []
    if law.hidden:
        new = f", {len(law.hidden_new) or 'none'} of them introduced here"
        lines.append(f"{counted(len(law.hidden), 'finding')} would have been found under the law of {base}{new}")
    if law.unplaced:
        lines.append(
            f"{counted(len(law.unplaced), 'module')} that the law of {base} places lie outside of the law: "
            f"{', '.join(law.unplaced[:3])}{', ...' if len(law.unplaced) > 3 else ''}"
        )
    if law.revealed:
        lines.append(f"{counted(len(law.revealed), 'finding')} would not have been found under the law of {base}")
    return lines


def hidden_findings(comparison: Comparison) -> list[tuple[Finding, bool]]:
    """Return the findings that the law hides, with True those that were introduced, which come first."""
    new = {id(finding) for finding in comparison.law.hidden_new}
    marked = [(finding, id(finding) in new) for finding in comparison.law.hidden]
    return sorted(marked, key=lambda pair: not pair[1])


def hidden_place(comparison: Comparison, finding: Finding) -> str:
    """Return the place of a hidden finding in the file that the earlier topology reads."""
    return f"{comparison.law.locate(finding.path, finding.root)}:{finding.line}:{finding.column}"


def figure_rows(comparison: Comparison) -> list[tuple[str, int, int]]:
    """Return each figure of both sides."""
    before, later = comparison.base.figures, comparison.head.figures
    names = dict.fromkeys((*later, *before))
    order = [*later, *(name for name in names if name not in later)]
    return [(name, before.get(name, 0), later.get(name, 0)) for name in order]
