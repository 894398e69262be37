"""Laws that rules from outside judge, with rules that are values of the test."""

from collections.abc import Callable, Iterable

import pytest

from import_conformance.model.custom import Answer, Breach, Fault, LoadedRule, Question
from import_conformance.model.finding import Finding, Kind, Related
from import_conformance.model.laws.custom import Custom
from import_conformance.model.topology import Position, Severity
from import_conformance.rules.custom import judge
from import_conformance.rules.shared.base import Case, Judgement
from tests.support.building import case, law

PLACES = """\
layers:
  api: {modules: "app.{team}.api"}
  core: {modules: "app.{team}.core"}
axes: {team: [pay, stock]}
"""
LAW = """\
rules:
  small:
    rule: size
    in: core
    because: the reason
    severity: high
    options:
      most: few
"""
SOURCES = {"app/pay/core.py": "", "app/pay/api.py": "", "app/stock/core.py": "", "app/loose.py": ""}
RULES_LINE = 3 + PLACES.count("\n") + 2


class Answering:
    """A rule that answers the same whatever it is asked, and keeps what it was asked."""

    def __init__(self, *answers: object) -> None:
        self.answers = answers
        self.asked: list[Question] = []

    def judge(self, question: Question, /) -> Iterable[Answer]:
        """Return the answers, of whatever type."""
        self.asked.append(question)
        return self.answers  # type: ignore[return-value]  # rules of others answer with anything


class Raising:
    """A rule that fails while its answers are taken."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def judge(self, _: Question, /) -> Iterable[Answer]:
        """Yield one answer, then raise the error."""
        yield Breach("app.pay.core", "is large")
        raise self.error


def judged(rule: Answering | Raising, text: str = LAW) -> Judgement:
    """Return the judgement of the only law of a text by a rule."""
    (judgement,) = judge(given(text), {"size": LoadedRule("size", "acme 1.0", rule)})
    return judgement


def given(text: str = LAW) -> Case:
    """Return the law and the code base."""
    return Case(law(PLACES + text), case(PLACES, SOURCES).codebase)


def problems(rule: Answering | Raising, text: str = LAW) -> list[tuple[int, int, str]]:
    """Return line, column and sentence of each problem of a law that has no findings."""
    judgement = judged(rule, text)
    assert judgement.findings == ()
    return [(found.position.line, found.position.column, found.sentence) for found in judgement.problems]


def test_a_breach_is_a_finding_of_the_law() -> None:
    """Place and words are the rule's; name, severity and reason are the law's; the layer is the module's."""
    related = (Related("app/loose.py", 1, "app.loose", "here too"),)
    breach = Breach("app.pay.core", "is  large\nand grows", 7, 3, "large", "split it", related)

    assert judged(Answering(breach)).findings == (
        Finding(
            law="small",
            rule="custom",
            kind=Kind.CUSTOM,
            severity=Severity.HIGH,
            law_line=RULES_LINE,
            path="app/pay/core.py",
            line=7,
            column=3,
            module="app.pay.core",
            subject="pay",
            layer="core",
            axes={"team": "pay"},
            identity="large",
            message="is large and grows",
            because="the reason",
            fix="split it",
            related=related,
            details={"custom_rule": "size"},
        ),
    )


def test_a_breach_is_known_by_its_message_where_it_has_no_identity() -> None:
    """The identity is the message with its whitespace as printed."""
    (finding,) = judged(Answering(Breach("app.pay.core", "is \t large"))).findings

    assert (finding.identity, finding.message, finding.line, finding.column) == ("is large", "is large", 1, 1)


def test_the_remedy_of_the_law_wins() -> None:
    """Its author knows the code base; the author of the rule does not."""
    (finding,) = judged(
        Answering(Breach("app.pay.core", "is large", fix="split it")), f"{LAW}    fix: ask Ada\n"
    ).findings

    assert finding.fix == "ask Ada"


def test_the_rule_is_asked_about_the_files_that_the_law_binds() -> None:
    """Sorted, without folders; with the law, what it says, and all of the code base."""
    rule, held = Answering(), given()

    list(judge(held, {"size": LoadedRule("size", "acme 1.0", rule)}))

    (question,) = rule.asked
    assert question == Question(
        held.topology.of(Custom)[0], held.topology, held.codebase, ("app.pay.core", "app.stock.core")
    )
    assert question.options == {"most": "few"}


def test_without_a_scope_every_file_is_bound() -> None:
    """Packages without an `__init__.py` are no files."""
    rule = Answering()

    judgement = judged(rule, LAW.replace("    in: core\n", ""))

    assert rule.asked[0].modules == ("app.loose", "app.pay.api", "app.pay.core", "app.stock.core")
    assert judgement.subjects == ("", "pay", "stock")


def test_the_judgement_is_that_of_the_law() -> None:
    """A judgement without findings still has the law's id, severity and subjects."""
    assert judged(Answering()) == Judgement("small", "custom", Severity.HIGH, Position(RULES_LINE, 3), ("pay", "stock"))


def test_each_law_is_judged_by_its_own_rule() -> None:
    """Judgements come in the order of the file."""
    text = f"{LAW}  large: {{rule: other, in: api}}\n"
    loaded = {
        "other": LoadedRule("other", "acme 1.0", Answering(Breach("app.pay.api", "b"))),
        "size": LoadedRule("size", "acme 1.0", Answering(Breach("app.pay.core", "a"))),
    }

    found = [(each.id, [finding.message for finding in each.findings]) for each in judge(given(text), loaded)]

    assert found == [("small", ["a"]), ("large", ["b"])]


def test_breaches_elsewhere_are_left_out() -> None:
    """A rule may look at all of the code base; breaches outside the law's scope do not count."""
    rule = Answering(Breach("app.pay.api", "is large"), Breach("app.stock.core", "is large"))

    assert [finding.path for finding in judged(rule).findings] == ["app/stock/core.py"]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("a hub", "answered with str instead of Breach or Fault"),
        (None, "answered with NoneType instead of Breach or Fault"),
        (Breach("no.such", "x"), "found a breach in 'no.such', which is no module with a file"),
        (Breach("app.pay", "x"), "found a breach in 'app.pay', which is no module with a file"),
        (Breach("app.pay.core", " \n"), "found a breach in app.pay.core and does not say what it is"),
        (
            Breach("app.pay.core", "x", line=0),
            "found a breach at line 0, column 1 of app.pay.core; both count from 1",
        ),
        (
            Breach("app.pay.core", "x", column=0),
            "found a breach at line 1, column 0 of app.pay.core; both count from 1",
        ),
    ],
)
def test_an_invalid_answer_is_a_problem_of_the_rule(answer: object, sentence: str) -> None:
    """It is reported at the law with the rule's distribution, and the rule's other findings are dropped."""
    rule = Answering(Breach("app.pay.core", "is large"), answer, Breach("app.stock.core", "is large"))

    assert problems(rule) == [(RULES_LINE, 3, f"the rule size of acme 1.0 {sentence}")]


def test_every_invalid_answer_is_reported() -> None:
    """Problems come in the order of the answers."""
    rule = Answering(1, Breach("gone", "x"))

    assert [sentence.rpartition("acme 1.0 ")[2] for _, _, sentence in problems(rule)] == [
        "answered with int instead of Breach or Fault",
        "found a breach in 'gone', which is no module with a file",
    ]


@pytest.mark.parametrize(
    ("fault", "place"),
    [
        (Fault("it asks too much"), (RULES_LINE, 3)),
        (Fault("it asks too much", option="most"), (RULES_LINE + 6, 7)),
        (Fault("it asks too much", option="least"), (RULES_LINE, 3)),
    ],
)
def test_a_fault_of_the_law_is_reported_at_its_place(fault: Fault, place: tuple[int, int]) -> None:
    """At the option that the rule names, at the law where it names none, or one that is not there."""
    rule = Answering(Breach("app.pay.core", "is large"), fault)

    assert problems(rule) == [(*place, "rules.small: it asks too much")]


def test_a_rule_that_fails_is_reported_with_the_line_that_failed() -> None:
    """What it had found by then is not judged; the error is reported in one line."""
    ((line, column, sentence),) = problems(Raising(ValueError("no\n such  thing")))

    said, _, where = sentence.partition(" (test_custom.py:")
    assert (line, column) == (RULES_LINE, 3)
    assert said == "the rule size of acme 1.0 failed: ValueError: no such thing"
    assert where.rstrip(")").isdigit()


def test_a_rule_that_cannot_be_called_is_reported_without_a_line() -> None:
    """No line of it was reached, and ours would lead its author astray."""

    class Idle:
        def judge(self) -> Iterable[Answer]:
            return ()

    (judgement,) = judge(given(), {"size": LoadedRule("size", "acme 1.0", Idle())})  # type: ignore[arg-type]

    assert [problem.sentence.rpartition("Idle.")[2] for problem in judgement.problems] == [
        "judge() takes 1 positional argument but 2 were given"
    ]


@pytest.mark.parametrize("folder", ["/opt/rules/", "C:\\rules\\", ""])
def test_the_place_in_a_rule_is_reported_without_its_folder(folder: str) -> None:
    """Folders differ from machine to machine, and a verdict does not."""
    names: dict[str, Callable[[Question], Iterable[Answer]]] = {}
    exec(compile("def judge(question):\n    return 1 / 0\n", f"{folder}size.py", "exec"), names)  # noqa: S102  # ours

    class Size:
        judge = staticmethod(names["judge"])

    (judgement,) = judge(given(), {"size": LoadedRule("size", "acme 1.0", Size())})

    assert [problem.sentence.rpartition(": ")[2] for problem in judgement.problems] == ["division by zero (size.py:2)"]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("in: app.gone", ["11:27: 'app.gone' in rules.small names no module of the code base"]),
        ("in: [core, app.gone]", ["11:34: 'app.gone' in rules.small names no module of the code base"]),
        ("in: hub", ["11:3: rules.small binds no module: its scope has no file"]),
        ("in: [app.gone], optional: true, because: a plan", []),
        ("in: [hub], optional: true, because: a plan", []),
        ("in: core", []),
    ],
)
def test_a_law_that_binds_no_module_is_a_problem(scope: str, expected: list[str]) -> None:
    """Selectors without modules, and scopes of folders without files, are reported unless the law is optional."""
    places = PLACES.replace("axes:", "  hub: {modules: app.hub}\n  deep: {modules: app.hub.deep}\naxes:")
    sources = {**SOURCES, "app/hub/deep.py": ""}
    text = f"{places}rules:\n  small: {{rule: size, {scope}}}\n"
    held = Case(law(text), case(places, sources).codebase)

    (judgement,) = judge(held, {"size": LoadedRule("size", "acme 1.0", Answering())})

    assert [str(problem) for problem in judgement.problems] == [f"topology.yaml:{each}" for each in expected]
