"""Parts 4, 5 and 7 of the review in Markdown: the gaps, what to do about them, and every path in full."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from import_conformance.reporting.review.layout import block, code, codes, table, title, words
from import_conformance.reporting.words import counted, cut_short, sentence
from import_conformance.reviewing.values import Action, BrokenLaw, CodePattern, Gap, GapGroup, Review

ROWS = 12
PATTERNS = 3
FILES = 4


def gaps(report: Review) -> Iterator[str]:
    """Yield part 4: a table for each category, its laws before it and the fix as code behind it."""
    yield from (
        "## Part 4: Gaps",
        "",
        "A file is named below the folder of its domain, in full where it lies elsewhere.",
        "",
    )
    for number, group in enumerate(report.groups, 1):
        yield from (f"### 4.{number} {words(group.title)} ({counted(group.tally.files, 'file')})", "")
        yield from map(_law, group.laws)
        yield ""
        yield from _copies(group) if group.key == "duplicates" else _table(group, number)
        for breach in group.laws:
            if breach.change:
                yield from (f"The fix of {code(breach.law)} as code:", "")
                before, after = (text.split("\n") for text in (breach.change.before, breach.change.after))
                yield from block(["# Before", *before, "", "# After", *after], "python")


def _law(breach: BrokenLaw) -> str:
    where = f"line {breach.line}, {breach.severity}, {counted(breach.findings, 'finding')}"
    why = f" {words(sentence(breach.because))}" if breach.because else ""
    owners = f" Owner: {words(sentence(', '.join(breach.teams), capital=False))}" if breach.teams else ""
    return f"- {code(breach.law)} ({where}):{why} Fix: {words(sentence(breach.fix, capital=False))}{owners}"


def _table(group: GapGroup, number: int) -> Iterator[str]:
    rows = []
    for law, members in _by_law(group):
        for gap in members[:ROWS]:
            texts = [gap.home, gap.file, gap.layer]
            cells = [words(texts[0]), code(texts[1]), words(texts[2]), str(gap.count), _patterns(gap.patterns)]
            rows.append([*cells, gap.severity, code(law)])
        rows += _more(members, 7, law, number)
    yield from table(("Domain", "File", "Layer", ">Count", "Pattern", "Severity", "Law"), rows)


def _copies(group: GapGroup) -> Iterator[str]:
    rows = []
    for law, members in _by_law(group):
        for gap in members:
            copy = gap.copy
            if copy:
                cells = [words(gap.home), code(gap.file), words(gap.layer), code(copy.owner), f"{copy.similarity:.2f}"]
                rows.append([*cells, codes(copy.differs, PATTERNS), str(copy.imported_by), gap.severity, code(law)])
    heads = (
        "Domain",
        "File",
        "Layer",
        "Copy of",
        ">Similarity",
        "Functions that differ",
        ">Importers",
        "Severity",
        "Law",
    )
    yield from table(heads, rows)


def _by_law(group: GapGroup) -> Iterator[tuple[str, list[Gap]]]:
    for law, members in groupby(group.gaps, key=lambda gap: gap.law):
        yield law, list(members)


def _more(members: Sequence[Gap], columns: int, law: str, number: int) -> Iterator[list[str]]:
    rest = members[ROWS:]
    if rest:
        count = str(sum(gap.count for gap in rest))
        cells = ["", f"and {counted(len(rest), 'file')} more: see 7.{number}", "", count]
        yield [*cells, *[""] * (columns - len(cells) - 1), code(law)]


def _patterns(patterns: Sequence[CodePattern]) -> str:
    if len(patterns) == 1:
        return _pattern(patterns[0])
    return ", ".join(cut_short([f"{_pattern(pattern)} ({pattern.count})" for pattern in patterns], PATTERNS))


def _pattern(pattern: CodePattern) -> str:
    return code(pattern.text) if pattern.is_code else words(pattern.text)


def advice(report: Review) -> Iterator[str]:
    """Yield part 5: what to do in each domain, the most urgent first."""
    yield from ("## Part 5: Recommendations by domain", "")
    yield from ("P0: critical. P1: high, or medium and fixed by the same substitution everywhere. P2: all else.", "")
    short = {gap.path: gap.file for group in report.groups for gap in group.gaps}
    for number, each in enumerate(report.advice, 1):
        yield from (f"### 5.{number} {title(each.domain)}{f' ({code(each.folder)})' if each.folder else ''}", "")
        yield from table(("Priority", "Action", "Law", ">Findings", "Files"), (_action(a, short) for a in each.actions))


def _action(action: Action, short: dict[str, str]) -> list[str]:
    cut = FILES if len(action.files) > FILES + 1 else None
    files = codes([short[path] for path in action.files], cut)
    return [action.priority, words(sentence(action.action)), code(action.law), str(action.findings), files]


def appendix(report: Review) -> Iterator[str]:
    """Yield part 7: the full path of every gap with its lines, by category and law, then what other parts cut short."""
    yield from ("## Part 7: Appendix, full paths", "", "Paths are relative to the source root.", "")
    for number, group in enumerate(report.groups, 1):
        yield from (f"### 7.{number} {words(group.title)}", "")
        yield from block(_listing(group))
    yield from _exports(report, len(report.groups) + 1)
    yield from _units(report, len(report.groups) + 2)


def _listing(group: GapGroup) -> Iterator[str]:
    for number, (law, members) in enumerate(_by_law(group)):
        yield from ([""] if number else [])
        yield f"# {law} ({members[0].severity})"
        for gap in members:
            patterns = ", ".join(pattern.text for pattern in gap.patterns)
            patterns += f"; differs in {', '.join(gap.copy.differs)}" if gap.copy and gap.copy.differs else ""
            yield f"{gap.path}:{','.join(map(str, gap.lines))}  {patterns}"


def _exports(report: Review, number: int) -> Iterator[str]:
    components = [c for shared in report.shared for folder in shared.folders for c in folder.components if c.exports]
    if components:
        yield from (f"### 7.{number} Exports of the shared domains", "")
        yield from block(f"{component.path}  {', '.join(component.exports)}" for component in components)


def _units(report: Review, number: int) -> Iterator[str]:
    lines: list[str] = []
    for wave in report.plan.waves:
        lines += ["", f"# wave {wave.number}"]
        for unit in wave.units:
            lines += [f"{unit.id}: {counted(unit.fixed, 'statement')} in {counted(unit.files, 'file')}"]
            lines += [f"    after {wait.unit} ({wait.reason})" for wait in unit.prerequisites]
    if lines:
        yield from (f"### 7.{number} Units of work", "")
        yield from block(lines[1:])
