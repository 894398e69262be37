"""Answers about imports and laws, for people: the answer first, then what it rests on, then what to do."""

from collections.abc import Iterable, Iterator

from import_conformance.model.answers.explanation import (
    Clause,
    EdgeAnswer,
    ExplainedImport,
    LawAnswer,
    Page,
    Ruling,
    SubjectState,
)
from import_conformance.model.finding import State
from import_conformance.model.topology import ImportKind
from import_conformance.reporting.view import INDENT, PAINT, View
from import_conformance.reporting.words import counted, with_owner

DEEPER = INDENT * 2
_ANSWERS = {True: "YES", False: "NO", None: "NOT JUDGED"}
_LOOKS = {True: "green", False: "red", None: "yellow"}

ENDS = 10
"""How many imports of a long chain are shown at either end."""


def render_edge(answer: EdgeAnswer, topology: str, view: View) -> str:
    """Answer whether A may import B, whether it does, by which chain, and which legal way there is."""
    lines = [*view.block(f"{answer.source.title} -> {answer.target.title}", ""), ""]
    lines += _permission(answer, topology, view)
    lines += ["", *_today(answer, topology, view)]
    if answer.chain:
        lines += ["", *_chain(answer, topology, view)]
    if answer.way or answer.ways or not answer.is_legal:
        lines += ["", *_way(answer, topology, view)]
    return "\n".join(lines) + "\n"


def _permission(answer: EdgeAnswer, topology: str, view: View) -> Iterator[str]:
    """Yield each line of the topology that decides, with the kinds of import and the modules that it applies to."""
    rulings = {clause.ruling.allowed for clause in answer.clauses}
    if not rulings:
        yield "May it? Both are one module, and none imports itself."
        return
    allowed = next(iter(rulings))
    word, look = (_ANSWERS[allowed], _LOOKS[allowed]) if len(rulings) == 1 else ("IT DEPENDS", "yellow")
    yield f"May it? {view.paint(word, 'bold', look)}"
    for clause in answer.clauses[: view.limit]:
        yield from _clause(clause, topology, view, with_pairs=not answer.is_one_pair, with_word=len(answer.clauses) > 1)
    yield from view.more(len(answer.clauses))


def _clause(clause: Clause, topology: str, view: View, *, with_pairs: bool, with_word: bool) -> Iterator[str]:
    ruling = clause.ruling
    kinds = "" if len(clause.kinds) == len(ImportKind) else f" ({', '.join(clause.kinds)})"
    yield from view.block(f"{f'{ruling.word}{kinds}: ' if with_word else ''}{_sentence(ruling, topology)}", hang=4)
    if with_pairs:
        pairs = f"{counted(clause.pairs, 'pair')} of modules" if clause.pairs > 1 else "one pair of modules"
        yield from view.block(f"{pairs}, such as {' -> '.join(clause.example)}", DEEPER, 4)
    yield from view.labelled(("why", ruling.because), ("fix", ruling.fix), indent=DEEPER)


def _sentence(ruling: Ruling, topology: str) -> str:
    return f"{ruling.sentence} ({topology}:{ruling.line})" if ruling.line else ruling.sentence


def _today(answer: EdgeAnswer, topology: str, view: View) -> Iterator[str]:
    if not answer.statements:
        through = "; only through others, see below" if answer.chain else ", nor through others"
        yield f"Does it today? No{through}."
        return
    yield f"Does it today? Yes, by {counted(len(answer.statements), 'import')}:"
    yield from _steps(
        answer.statements[: view.limit], topology, view, with_edge=answer.target.external or not answer.is_one_pair
    )
    yield from view.more(len(answer.statements))


def _chain(answer: EdgeAnswer, topology: str, view: View) -> Iterator[str]:
    yield f"The shortest chain today, {counted(len(answer.chain), 'import')}:"
    left_out = len(answer.chain) - 2 * ENDS
    if left_out <= ENDS:
        yield from _steps(answer.chain, topology, view, with_edge=True)
        return
    yield from _steps(answer.chain[:ENDS], topology, view, with_edge=True)
    yield view.paint(f"{INDENT}... and {left_out} more in between ...", "dim")
    yield from _steps(answer.chain[-ENDS:], topology, view, with_edge=True)


def _steps(steps: Iterable[ExplainedImport], topology: str, view: View, *, with_edge: bool) -> Iterator[str]:
    """Yield imports, place first, so that it can be opened; then the modules, and what the topology states."""
    for step in steps:
        place = view.paint(f"{view.locate(step.path)}:{step.line}", "bold")
        law = f" {topology}:{step.ruling.line}" if step.ruling.line else ""
        ruling = f"{step.kind}, {step.ruling.word}{f' ({step.ruling.law}{law})' if step.ruling.law else ''}"
        edge = f"{step.importer} -> {step.imported}: " if with_edge else ""
        yield from view.item(place, edge + ruling, hang=4)


def _way(answer: EdgeAnswer, topology: str, view: View) -> Iterator[str]:
    """Yield the nearest legal way from place to place, each edge with the line that allows it."""
    if answer.way:
        yield f"The nearest legal way, {counted(len(answer.way), 'import')} from place to place:"
    elif not any(clause.ruling.allowed for clause in answer.clauses):
        yield "The nearest legal way: the law leaves none, not even through others."
    for passage in answer.way:
        example = f", such as {passage.example}" if passage.example else ""
        edge = f"{passage.importer} -> {passage.imported}{example}"
        yield from view.block(f"{edge}: {_sentence(passage.ruling, topology)}", hang=4)
    if answer.ways:
        yield from view.block(f"By layer: {answer.ways}.", INDENT if answer.way else "", 4)


def render_law(answer: LawAnswer, page: Page | None, topology: str, view: View) -> str:
    """Return a law in words: what it states, why, where, of which modules, and what of it is broken."""
    head = view.paint(f"{answer.id}", "bold")
    severity = view.paint(answer.severity.upper(), "bold", PAINT[answer.severity])
    lines = [f"{severity} {head}  {view.paint(f'{topology}:{answer.line}')}"]
    lines += view.labelled(
        ("says", answer.says), ("why", answer.because), ("fix", answer.fix), ("owner", answer.owner), hang=6
    )
    lines += [line for note in answer.notes for line in view.block(note, hang=4)]
    if page:
        lines += ["", *_page(page, view)]
    if answer.states:
        lines += ["", f"{counted(len(answer.states), 'subject')}:"]
        lines += [line for state in answer.states for line in _state(state, view)]
    elif answer.subjects:
        lines += ["", *view.block(f"Subjects: {', '.join(answer.subjects)}", "")]
    lines += ["", *_findings(answer, view)]
    return "\n".join(lines) + "\n"


def render_page(rule: str, page: Page, laws: Iterable[tuple[str, int]], topology: str, view: View) -> str:
    """Return a kind of law by itself, with the laws of this kind in the topology."""
    lines = [view.paint(rule, "bold"), *_page(page, view), ""]
    found = [f"{INDENT}{law}  {topology}:{line}" for law, line in laws]
    lines += [f"{counted(len(found), 'law')} of this kind:", *map(view.paint, found[: view.limit])]
    lines += view.more(len(found))
    return "\n".join(lines) + "\n"


def _page(page: Page, view: View) -> Iterator[str]:
    yield from view.block(page.title[:1].upper() + page.title[1:], "")
    yield from view.labelled(("what", page.what), ("why", page.why), ("instead", page.instead), hang=6)


def _state(state: SubjectState, view: View) -> Iterator[str]:
    word = view.paint("met" if state.is_met else "NOT MET", "green" if state.is_met else "red")
    how = state.state.removeprefix("met ")
    yield f"{INDENT}{view.paint(state.subject, 'bold')}: {word}, {how}"
    if state.witness:
        yield from view.block(" -> ".join(state.witness), DEEPER)


def _findings(answer: LawAnswer, view: View) -> Iterator[str]:
    known = sum(finding.state is State.KNOWN for finding in answer.findings)
    new = len(answer.findings) - known
    yield f"Findings: {new} new, {known} known."
    for finding in answer.findings[: view.limit]:
        mark = "(known) " if finding.state is State.KNOWN else ""
        yield from view.item(view.place(finding), with_owner(mark + finding.message, finding, answer.owner))
    advice = f"--limit 0, or: conformance check {answer.id} --show-known"
    yield from view.more(len(answer.findings), advice=advice)
