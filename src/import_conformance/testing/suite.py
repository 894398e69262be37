"""The items of the pytest suite: one for each law and subject, built from one reading of the code base."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from import_conformance.judging.judge import baseline_path, conclude, judge, known_of, open_topology
from import_conformance.model.finding import Finding, Kind, State
from import_conformance.model.topology import Position, Problem, Severity, TopologyError
from import_conformance.model.verdict import KnownFinding, Verdict
from import_conformance.reading.cache.index import usual_index
from import_conformance.reading.codebase import read_codebase
from import_conformance.reading.project.locating import Locator, relative
from import_conformance.reporting.errors import render as render_problems
from import_conformance.reporting.escaping import terminal
from import_conformance.reporting.pytest_text import Notice, SuiteSentences
from import_conformance.reporting.scoreboard import scoreboard
from import_conformance.reporting.view import View
from import_conformance.rules.shared.base import Case, Judgement

# The rules that have a test function of their own; TEST_OF_OTHERS takes all others, so that no rule is left out.
TEST_OF = {
    "layers": "test_layer",
    "forbid": "test_ban",
    "quarantine": "test_ban",
    "require": "test_obligation",
    "own": "test_owned_once",
    "symbols": "test_owned_once",
    "ban": "test_banned_call",
    "acyclic": "test_no_cycle",
    "name": "test_convention",
    "headers": "test_convention",
    "custom": "test_own_rule",
    "builtin": "test_built_in_law",
}
TEST_OF_OTHERS = "test_other_law"


@dataclass(frozen=True)
class Settings:
    """What a run was asked to judge.

    topology: the law, or None when none was named and none found; here: the directory that pytest was started in.
    source_root, baseline: stand in for those of the topology; is_as_committed: the command line changes none of it.
    """

    topology: Path | None
    here: Path
    source_root: Path | None = None
    baseline: Path | None = None
    use_baseline: bool = True
    is_as_committed: bool = True


@dataclass(frozen=True)
class Item:
    """One question of the suite.

    breach: why the answer is no, "" when it is yes; asked when the item runs. tolerated: why a no is expected.
    skipped: why it cannot be asked; stands_in: True for what only keeps a function without items from being reported.
    """

    id: str
    breach: Callable[[], str] = str
    severities: tuple[Severity, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    notices: tuple[Notice, ...] = ()
    tolerated: str = ""
    skipped: str = ""
    stands_in: bool = False

    def verify(self) -> None:
        """Fail with nothing but the breach: a traceback into this package helps nobody."""
        __tracebackhide__ = True
        text = self.breach()
        if text:
            pytest.fail(text, pytrace=False)

    def parameter(self) -> object:
        """The item as pytest takes it, with its id and marks."""
        marks = [pytest.mark.conformance, *(getattr(pytest.mark, severity.value) for severity in self.severities)]
        if self.tolerated:
            marks.append(pytest.mark.xfail(strict=True, reason=self.tolerated))
        if self.skipped:
            marks.append(pytest.mark.skip(reason=self.skipped))
        return pytest.param(self, id=self.id, marks=marks)


NOTHING = Item("nothing", stands_in=True)


@dataclass(frozen=True)
class Hearing:
    """The code base, read and judged."""

    case: Case
    judgements: tuple[Judgement, ...]
    known: tuple[KnownFinding, ...]
    verdict: Verdict
    locator: Locator
    words: SuiteSentences
    baseline: Path | None


class Suite:
    """All items of one pytest run; the reading happens when the first of them is wanted."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def _hearing(self) -> Hearing | TopologyError:
        """The one reading of this run, or why there can be none."""
        try:
            return _hear(self._settings)
        except TopologyError as error:
            return error

    def case(self) -> Case:
        """The topology and its code base; fails the asking test when there can be none."""
        return self._held().case

    def verdict(self) -> Verdict:
        """What the laws found; fails the asking test when there can be none."""
        return self._held().verdict

    def _held(self) -> Hearing:
        if isinstance(self._hearing, TopologyError):
            pytest.fail(render_problems(self._hearing).rstrip(), pytrace=False)
        return self._hearing

    @property
    def ledger(self) -> str:
        """Where every file on disk went, in one line."""
        if isinstance(self._hearing, TopologyError):
            return ""
        return "conformance: " + next(scoreboard(self._hearing.verdict, View()))

    def items(self, test: str) -> list[Item]:
        """The items of a test function, in an order that depends on nothing but the topology and the code."""
        if isinstance(self._hearing, TopologyError):
            # It carries every severity, so that `-m critical` does not hide that nothing was judged.
            text = render_problems(self._hearing).rstrip()
            return [Item("topology-error", lambda: text, tuple(Severity))]
        builder = _BUILDERS.get(test)
        if builder:
            return list(builder(self._hearing, self._settings)) or [NOTHING]
        names = (*dict.fromkeys(TEST_OF.values()), TEST_OF_OTHERS)
        if test not in names:
            pytest.fail(f"{test} gets no items; the suite has {', '.join((*names, *_BUILDERS))}", pytrace=False)
        return list(_laws(self._hearing, test)) or [NOTHING]

    def chosen(self, asked: Sequence[tuple[str, Item | None]]) -> list[bool]:
        """For (function, item) of each collected test, whether it runs: a topology error is told only once."""
        if not isinstance(self._hearing, TopologyError):
            return [not (item and item.stands_in) for _, item in asked]
        ours = [at for at, (_, item) in enumerate(asked) if item]
        only = next((at for at in ours if asked[at][0] == TEST_OF["layers"]), min(ours, default=None))
        return [item is None or at == only for at, (_, item) in enumerate(asked)]


def _hear(settings: Settings) -> Hearing:
    if settings.topology is None:
        sentence = f"none in {settings.here}; write one, or name one with --topology FILE"
        raise TopologyError((Problem("topology.yaml", Position(1), sentence),))
    # Named as from the command line, for that is how problems and compiled contracts call it.
    topology, base = open_topology(Path(relative(settings.topology, Path.cwd())), settings.source_root)
    codebase = read_codebase(topology, base, index=usual_index(Path(topology.path)))
    baseline = baseline_path(topology, settings.baseline) if settings.use_baseline else None
    known = known_of(topology, settings.baseline) if settings.use_baseline else ()
    judgements = judge(topology, codebase)
    verdict = conclude(topology, codebase, judgements, known)
    # Absolute from here on: tests that run in between may change the directory.
    roots = tuple((base / root).absolute() for root in topology.source.roots)
    locator = Locator(roots, settings.here, base.absolute(), settings.topology.absolute())
    words = SuiteSentences(locator.file(settings.topology), locator.source)
    case = Case(topology, codebase)
    return Hearing(case, judgements, known, verdict, locator, words, baseline and baseline.absolute())


def _laws(hearing: Hearing, test: str) -> Iterator[Item]:
    """One item for each judgement that a test function is about, and each of its subjects."""
    by_law: dict[tuple[str, str], list[Finding]] = {}
    for finding in hearing.verdict.findings:
        by_law.setdefault((finding.rule, finding.law), []).append(finding)
    for judgement in hearing.judgements:
        if TEST_OF.get(judgement.rule, TEST_OF_OTHERS) == test:
            findings = by_law.get((judgement.rule, judgement.id), [])
            # A finding about somebody whom the judgement does not name must not get lost.
            for subject in sorted({*judgement.subjects, *(finding.subject for finding in findings)}):
                yield _law_item(judgement, subject, [f for f in findings if f.subject == subject], hearing)


def _law_item(judgement: Judgement, subject: str, findings: Sequence[Finding], hearing: Hearing) -> Item:
    # No baseline makes up for a file that was not read, as in the verdict of the other doors.
    new = [finding for finding in findings if finding.state is State.NEW or finding.kind is Kind.UNPARSABLE]
    severities = {judgement.severity, *(finding.severity for finding in findings)}
    properties = [("law", terminal(judgement.id)), ("severity", str(judgement.severity))]
    if new:
        properties.append(("path", terminal(hearing.words.path(new[0].path, new[0].root))))
    return Item(
        _id(subject, judgement.id),
        lambda: hearing.words.breach(new, Counter(finding.fingerprint for finding in findings)) if new else "",
        tuple(sorted(severities, key=lambda severity: severity.rank)),
        tuple(properties),
        tuple(map(hearing.words.notice, new)),
    )


def _known(hearing: Hearing, _: Settings) -> Iterator[Item]:
    """One expected failure for each entry of the baseline."""
    found: dict[str, Finding] = {}
    for finding in hearing.verdict.findings:
        found.setdefault(finding.fingerprint, finding)
    for fingerprint, entry in {entry.fingerprint: entry for entry in hearing.known}.items():
        yield _known_item(entry, found.get(fingerprint), hearing.words)


def _known_item(entry: KnownFinding, finding: Finding | None, words: SuiteSentences) -> Item:
    name = _id("", f"{entry.law}:{entry.path}:{entry.fingerprint[:8]}")
    law, path = ("law", terminal(entry.law)), ("path", terminal(words.path(entry.path, entry.root)))
    if finding is None:
        return Item(name, properties=(law, path), tolerated=words.paid(entry))
    properties = (law, ("severity", str(finding.severity)), path)
    reason = terminal(entry.reason) or "known finding"
    return Item(name, lambda: words.line(finding), (finding.severity,), properties, tolerated=reason)


def _currency(hearing: Hearing, _: Settings) -> Iterator[Item]:
    """Whether the baseline is up to date, where there is one."""
    if hearing.baseline:
        stale, name = hearing.verdict.stale, hearing.baseline
        yield Item(_id("", name.name), lambda: hearing.words.stale(stale, hearing.locator.file(name)) if stale else "")


def _contracts(hearing: Hearing, settings: Settings) -> Iterator[Item]:
    """Whether the committed contracts are the compiled ones."""
    path = settings.topology.parent / ".importlinter" if settings.topology else None
    if not path or not path.is_file():
        yield Item("importlinter", skipped="there is no .importlinter; write one with `conformance compile`")
    elif not settings.is_as_committed:
        yield Item("importlinter", skipped="the committed contracts are about the topology without these options")
    else:
        yield Item("importlinter", lambda: _difference(path, hearing, settings))


def _difference(path: Path, hearing: Hearing, settings: Settings) -> str:
    from import_conformance.compiling.importlinter_text import Origin, compile_text

    given = (settings.topology, settings.source_root, settings.baseline)
    origin = Origin(*(relative(each, path.parent) if each else "" for each in given))
    try:
        wanted = compile_text(hearing.case.topology, hearing.case.codebase, hearing.known, hearing.judgements, origin)
    except TopologyError as error:
        return render_problems(error).rstrip()
    text = path.read_text(encoding="utf-8", errors="replace")
    return hearing.words.difference(hearing.locator.file(path), text, wanted)


def _id(subject: str, law: str) -> str:
    """An id that `-k` and shells can take: `policies:L6-to-L5`."""
    return re.sub(r"\s+", "-", re.sub(r"\s*->\s*", "-to-", f"{subject}:{law}" if subject else law))


_BUILDERS: dict[str, Callable[[Hearing, Settings], Iterable[Item]]] = {
    "test_known_finding": _known,
    "test_baseline_is_current": _currency,
    "test_importlinter_is_current": _contracts,
}
