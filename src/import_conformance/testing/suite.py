"""The items of the pytest suite: one for each law and subject, from one reading of the code."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import pytest

from import_conformance.judging.session import Request, Session, open_session
from import_conformance.model.finding import Finding, Kind, State
from import_conformance.model.laws.kinds import BY_RULE, KINDS
from import_conformance.model.topology import Position, Problem, Severity, TopologyError
from import_conformance.model.verdict import KnownFinding, Verdict
from import_conformance.reading.cache.index import usual_index
from import_conformance.reading.project.locating import Locator, relative
from import_conformance.reporting.errors import render as render_problems
from import_conformance.reporting.escaping import terminal
from import_conformance.reporting.pytest_text import Notice, SuiteSentences
from import_conformance.reporting.scoreboard import scoreboard
from import_conformance.reporting.view import View
from import_conformance.rules.shared.base import Case, Judgement
from import_conformance.testing.collector import made_to_last

# The function of rules that no kind of law names, so that none is left out.
TEST_OF_OTHERS = "test_other_law"


def function_of(rule: str) -> str:
    """Return the test function that has the items of a rule."""
    return BY_RULE[rule].test if rule in BY_RULE else TEST_OF_OTHERS


@dataclass(frozen=True)
class SuiteSettings:
    """What a run judges.

    Attributes:
        topology: The topology file; None when none was named and none found.
        source_root: A directory that stands in for all source roots of the topology.
        baseline: A file that stands in for the topology's own baseline.
        is_as_committed: Whether the command line changes none of this.
    """

    topology: Path | None
    here: Path
    source_root: Path | None = None
    baseline: Path | None = None
    use_baseline: bool = True
    is_as_committed: bool = True


@dataclass(frozen=True)
class SuiteItem:
    """One test of the suite.

    Attributes:
        breach: Returns why it fails, "" when it passes; called when the item runs.
        tolerated: Why it is expected to fail; "" when it is not.
        skipped: Why it cannot run; "" when it can.
        is_placeholder: Whether it only keeps pytest from reporting a function without items, and is never run.
    """

    id: str
    breach: Callable[[], str] = str
    severities: tuple[Severity, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    notices: tuple[Notice, ...] = ()
    tolerated: str = ""
    skipped: str = ""
    is_placeholder: bool = False

    def verify(self) -> None:
        """Fail with the breach alone, without a traceback into this package."""
        __tracebackhide__ = True
        text = self.breach()
        if text:
            pytest.fail(text, pytrace=False)

    def parameter(self) -> object:
        """Return the item as a parameter for pytest, with its id and marks."""
        marks = [pytest.mark.conformance, *(getattr(pytest.mark, severity.value) for severity in self.severities)]
        if self.tolerated:
            marks.append(pytest.mark.xfail(strict=True, reason=self.tolerated))
        if self.skipped:
            marks.append(pytest.mark.skip(reason=self.skipped))
        return pytest.param(self, id=self.id, marks=marks)


NOTHING = SuiteItem("nothing", is_placeholder=True)


@dataclass(frozen=True)
class JudgedSuite:
    """The one session of a run, and how its items name files.

    Attributes:
        baseline: The file of the known findings; None where there is none, or it is not used.
    """

    session: Session
    locator: Locator
    words: SuiteSentences
    baseline: Path | None


class Suite:
    """All items of one pytest run; the code is read when the first of them is requested."""

    def __init__(self, settings: SuiteSettings) -> None:
        self._settings = settings

    @cached_property
    def _judged(self) -> JudgedSuite | TopologyError:
        """What is judged in this run, or why the law cannot be applied."""
        try:
            return _judge(self._settings)
        except TopologyError as error:
            return error

    def case(self) -> Case:
        """Return the topology and its code; fail the test that requests it when the law cannot be applied."""
        return self._session().case

    def verdict(self) -> Verdict:
        """Return what the laws find; fail the test that requests it when the law cannot be applied."""
        return self._session().verdict

    def _session(self) -> Session:
        if isinstance(self._judged, TopologyError):
            pytest.fail(render_problems(self._judged).rstrip(), pytrace=False)
        return self._judged.session

    @cached_property
    def ledger(self) -> str:
        """The number of files by fate, in one line."""
        if isinstance(self._judged, TopologyError):
            return ""
        return "conformance: " + next(scoreboard(self._judged.session.verdict, View()))

    def items(self, test: str) -> list[SuiteItem]:
        """Build the items of a test function, in an order that depends on the topology and the code alone."""
        if isinstance(self._judged, TopologyError):
            # It has every severity, so that `-m critical` does not hide that nothing was judged.
            text = render_problems(self._judged).rstrip()
            return [SuiteItem("topology-error", lambda: text, tuple(Severity))]
        builder = _BUILDERS.get(test)
        if builder:
            return list(builder(self._judged, self._settings)) or [NOTHING]
        names = (*dict.fromkeys(kind.test for kind in KINDS), TEST_OF_OTHERS)
        if test not in names:
            pytest.fail(f"{test} gets no items; the suite has {', '.join((*names, *_BUILDERS))}", pytrace=False)
        return list(_laws(self._judged, test)) or [NOTHING]

    def chosen(self, asked: Sequence[tuple[str, SuiteItem | None]]) -> list[bool]:
        """Decide for each collected test, as (function, item), whether it runs; a topology error is reported once."""
        if not isinstance(self._judged, TopologyError):
            return [not (item and item.is_placeholder) for _, item in asked]
        ours = [index for index, (_, item) in enumerate(asked) if item]
        only = next((index for index in ours if asked[index][0] == BY_RULE["layers"].test), min(ours, default=None))
        return [item is None or index == only for index, (_, item) in enumerate(asked)]


def _judge(settings: SuiteSettings) -> JudgedSuite:
    if settings.topology is None:
        sentence = f"none in {settings.here}; write one, or name one with --conformance-topology FILE"
        raise TopologyError((Problem("topology.yaml", Position(1), sentence),))
    # Relative to the current directory, as problems and compiled contracts name it.
    topology = Path(relative(settings.topology, Path.cwd()))
    session = open_session(
        Request(
            topology,
            settings.source_root,
            settings.baseline,
            settings.use_baseline,
            open_index=partial(usual_index, topology),
        )
    )
    # Judged now, for tests that run in between may change the directory; absolute from here on for the same reason.
    with made_to_last():
        _ = session.verdict
    roots = tuple(root.absolute() for root in session.roots)
    locator = Locator(roots, settings.here, session.base.absolute(), settings.topology.absolute())
    words = SuiteSentences(locator.file(settings.topology), locator.source)
    baseline = session.baseline.absolute() if session.baseline and settings.use_baseline else None
    return JudgedSuite(session, locator, words, baseline)


def _laws(judged: JudgedSuite, test: str) -> Iterator[SuiteItem]:
    """Yield an item for each law of a test function, and each of its subjects."""
    by_law: dict[tuple[str, str], list[Finding]] = {}
    for finding in judged.session.verdict.findings:
        by_law.setdefault((finding.rule, finding.law), []).append(finding)
    for judgement in judged.session.judgements:
        if function_of(judgement.rule) == test:
            findings = by_law.get((judgement.rule, judgement.id), [])
            # A finding about a subject that the judgement does not name must not get lost.
            for subject in sorted({*judgement.subjects, *(finding.subject for finding in findings)}):
                yield _law_item(judgement, subject, [f for f in findings if f.subject == subject], judged.words)


def _law_item(judgement: Judgement, subject: str, findings: Sequence[Finding], words: SuiteSentences) -> SuiteItem:
    # A file that was not read fails even if the baseline has it, as in the verdict of the other entry points.
    new = [finding for finding in findings if finding.state is State.NEW or finding.kind is Kind.UNPARSABLE]
    severities = {judgement.severity, *(finding.severity for finding in findings)}
    properties = [("law", terminal(judgement.id)), ("severity", str(judgement.severity))]
    if new:
        properties.append(("path", terminal(words.path(new[0].path, new[0].root))))
    return SuiteItem(
        _id(subject, judgement.id),
        lambda: words.breach(new, Counter(finding.fingerprint for finding in findings)) if new else "",
        tuple(sorted(severities, key=lambda severity: severity.rank)),
        tuple(properties),
        tuple(map(words.notice, new)),
    )


def _known(judged: JudgedSuite, _: SuiteSettings) -> Iterator[SuiteItem]:
    """Yield an expected failure for each entry of the baseline."""
    found: dict[str, Finding] = {}
    for finding in judged.session.verdict.findings:
        found.setdefault(finding.fingerprint, finding)
    for fingerprint, entry in {entry.fingerprint: entry for entry in judged.session.known}.items():
        yield _known_item(entry, found.get(fingerprint), judged.words)


def _known_item(entry: KnownFinding, finding: Finding | None, words: SuiteSentences) -> SuiteItem:
    name = _id("", f"{entry.law}:{entry.path}:{entry.fingerprint[:8]}")
    law, path = ("law", terminal(entry.law)), ("path", terminal(words.path(entry.path, entry.root)))
    if finding is None:
        return SuiteItem(name, properties=(law, path), tolerated=words.paid(entry))
    properties = (law, ("severity", str(finding.severity)), path)
    reason = terminal(entry.reason) or "known finding"
    return SuiteItem(name, lambda: words.line(finding), (finding.severity,), properties, tolerated=reason)


def _currency(judged: JudgedSuite, _: SuiteSettings) -> Iterator[SuiteItem]:
    """Yield the item that checks whether the baseline is current, where there is one."""
    if judged.baseline:
        stale, name = judged.session.verdict.stale, judged.baseline
        yield SuiteItem(
            _id("", name.name), lambda: judged.words.stale(stale, judged.locator.file(name)) if stale else ""
        )


def _contracts(judged: JudgedSuite, settings: SuiteSettings) -> Iterator[SuiteItem]:
    """Yield the item that checks whether the committed contracts are the compiled ones."""
    path = settings.topology.parent / ".importlinter" if settings.topology else None
    if not path or not path.is_file():
        yield SuiteItem("importlinter", skipped="there is no .importlinter; write one with `conformance compile`")
    elif not settings.is_as_committed:
        yield SuiteItem("importlinter", skipped="the committed contracts are about the topology without these options")
    else:
        yield SuiteItem("importlinter", lambda: _difference(path, judged, settings))


def _difference(path: Path, judged: JudgedSuite, settings: SuiteSettings) -> str:
    from import_conformance.compiling.importlinter_text import Origin, compile_text

    given = (settings.topology, settings.source_root, settings.baseline)
    origin = Origin(*(relative(each, path.parent) if each else "" for each in given))
    session = judged.session
    try:
        wanted = compile_text(session.topology, session.codebase, session.known, session.judgements, origin)
    except TopologyError as error:
        return render_problems(error).rstrip()
    text = path.read_text(encoding="utf-8", errors="replace")
    return judged.words.difference(judged.locator.file(path), text, wanted)


def _id(subject: str, law: str) -> str:
    """Build an id that `-k` and shells can take: `policies:L6-to-L5`."""
    return re.sub(r"\s+", "-", re.sub(r"\s*->\s*", "-to-", f"{subject}:{law}" if subject else law))


_BUILDERS: dict[str, Callable[[JudgedSuite, SuiteSettings], Iterable[SuiteItem]]] = {
    "test_known_finding": _known,
    "test_baseline_is_current": _currency,
    "test_importlinter_is_current": _contracts,
}
