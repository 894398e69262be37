"""Laws that rules of other distributions judge: the `rules` section."""

from collections.abc import Iterator, Mapping
from traceback import extract_tb

from import_conformance.model.custom import Answer, Breach, Fault, LoadedRule, Question
from import_conformance.model.finding import Finding, Kind
from import_conformance.model.topology import Custom, Problem
from import_conformance.rules.shared.base import Case, Judgement, Side

RULE = "custom"


def judge(case: Case, loaded: Mapping[str, LoadedRule]) -> Iterator[Judgement]:
    """Yield one judgement for each law. Errors of a rule become problems of its law."""
    for law in case.topology.of(Custom):
        question = question_of(case, law)
        answers, problems = _asked(case, question, loaded[law.rule])
        breaches = [answer for answer in answers if isinstance(answer, Breach) and answer.module in question.modules]
        findings = [_finding(case, law, breach) for breach in breaches]
        subjects = map(case.subject, question.modules)
        yield Judgement.of(law, RULE, subjects, findings, [*_empty(case, question), *problems])


def question_of(case: Case, law: Custom) -> Question:
    """Return the question that is put to the rule of a law."""
    modules = tuple(sorted(module for module in case.within(law.within) if module in case.codebase.paths))
    return Question(law, case.topology, case.codebase, modules)


def _asked(case: Case, question: Question, loaded: LoadedRule) -> tuple[list[Answer], list[Problem]]:
    """Return the answers of a rule, and what is wrong with the law or with the rule."""
    law = question.law
    try:
        answers = list(loaded.rule.judge(question))
    except Exception as error:  # noqa: BLE001  # foreign code may raise anything, and its author must be named
        reason = " ".join(f"{type(error).__name__}: {error}{_where(error)}".split())
        return [], [case.problem(law.position, f"the rule {_named(loaded)} failed: {reason}")]
    problems = []
    for answer in answers:
        wrong = _wrong(answer, case)
        if wrong:
            problems.append(case.problem(law.position, f"the rule {_named(loaded)} {wrong}"))
        elif isinstance(answer, Fault):
            position = law.marks.get(answer.option, law.position)
            problems.append(case.problem(position, f"rules.{law.id}: {answer.sentence}"))
    return ([] if problems else answers), problems


def _where(error: Exception) -> str:
    """Return the line of the rule that raised an error; "" for errors outside its code, as for a wrong signature."""
    frames = extract_tb(error.__traceback__)[1:]  # the first frame is this module's
    if not frames:
        return ""
    file = frames[-1].filename.replace("\\", "/").rpartition("/")[2]
    return f" ({file}:{frames[-1].lineno})"


def _wrong(answer: object, case: Case) -> str:
    """Return what is wrong with an answer; "" when it is valid."""
    if isinstance(answer, Fault):
        return ""
    if not isinstance(answer, Breach):
        return f"answered with {type(answer).__name__} instead of Breach or Fault"
    if answer.module not in case.codebase.paths:
        return f"found a breach in '{answer.module}', which is no module with a file"
    if not answer.message.strip():
        return f"found a breach in {answer.module} and does not say what it is"
    if answer.line < 1 or answer.column < 1:
        return f"found a breach at line {answer.line}, column {answer.column} of {answer.module}; both count from 1"
    return ""


def _named(loaded: LoadedRule) -> str:
    return f"{loaded.name} of {loaded.distribution}"


def _empty(case: Case, question: Question) -> Iterator[Problem]:
    law = question.law
    unmatched = tuple(case.unmatched(law, f"rules.{law.id}", law.within))
    yield from unmatched
    if not (question.modules or unmatched or law.optional):
        yield case.problem(law.position, f"rules.{law.id} binds no module: its scope has no file")


def _finding(case: Case, law: Custom, breach: Breach) -> Finding:
    message = " ".join(breach.message.split())
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.CUSTOM,
        severity=law.severity,
        law_line=law.position.line,
        path=case.codebase.paths[breach.module],
        line=breach.line,
        column=breach.column,
        identity=breach.identity or message,
        message=message,
        because=law.because,
        fix=law.fix or breach.fix,
        related=breach.related,
        details={"custom_rule": law.rule},
        **case.location(breach.module),
    )


def sides(case: Case, law: Custom) -> Iterator[Side]:
    """Yield the files that are judged."""
    yield f"is judged by the rule {law.rule}", frozenset(m for m in case.within(law.within) if m in case.codebase.paths)
