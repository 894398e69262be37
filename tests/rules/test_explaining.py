"""May A import B, does it, and how could it; where a module stands; what the law does not reach."""

from dataclasses import replace

from import_conformance.explaining.coverage import coverage, recovered, unresolved, unused
from import_conformance.explaining.edges import explain_edge
from import_conformance.explaining.laws import explain_law, law_sentence
from import_conformance.explaining.whereabouts import claims, touches, whereabouts
from import_conformance.model.answers.diagnosis import Health
from import_conformance.model.answers.explanation import EdgeAnswer, Endpoint
from import_conformance.rules.require import judge as judge_require
from import_conformance.rules.shared.base import Case
from tests.support.building import case

LAW = """\
layers:
  L5: {modules: "app.{domain}.L5"}
  L6: {modules: ["app.{domain}.L6", "app.{domain}.L5.drivers"]}
  runtime: {modules: "app.{domain=general}.runtime"}
  old: {modules: app.old}
axes: {domain: [a, b, general]}
allow:
  - L5 -> L5 L6
  - {edge: L5 L6 -> runtime, across: domain, because: the wiring}
  - {edge: runtime -> L5, across: domain}
  - {edge: L5 -> old, kinds: [typing]}
forbid:
  no-orm: {from: L5, to: [orm, app.b.L6], because: tests need no database, fix: ask a driver}
quarantine:
  away: {modules: app.old}
"""
CODE = {
    "app/a/L5.py": "import app.a.L6\nimport orm\n",
    "app/a/L6.py": "def f():\n    import app.general.runtime\n",
    "app/b/L5.py": "",
    "app/b/L6.py": "import orm.session\n",
    "app/general/runtime.py": "import app.b.L5\n",
    "app/old.py": "",
    "app/loose.py": "",
}
A, B = "app.a.L5", "app.b.L5"


def end(name: str, *more: str, external: bool = False) -> Endpoint:
    """Return one end of a question."""
    return Endpoint(name, () if external else (name, *more), name, external)


def ask(source: Endpoint | str, target: Endpoint | str, given: Case | None = None) -> EdgeAnswer:
    """Return the answer for two ends."""
    ends = (each if isinstance(each, Endpoint) else end(each) for each in (source, target))
    return explain_edge(given or case(LAW, CODE), *ends)


def rulings(answer: EdgeAnswer) -> list[tuple[str, str, int, str]]:
    """Each clause in short: the word, the law, its line, and the kinds of import."""
    return [(c.ruling.word, c.ruling.law, c.ruling.line, " ".join(c.kinds)) for c in answer.clauses]


def test_an_allowed_edge_names_its_line() -> None:
    """Yes, by the line of `allow` that has both ends, and the statement that uses it."""
    answer = ask(A, "app.a.L6")

    assert rulings(answer) == [("yes", "L5-to-L5+L6", 11, "runtime lazy typing dynamic")]
    assert [(s.path, s.line, s.kind, s.ruling.word) for s in answer.statements] == [
        ("app/a/L5.py", 1, "runtime", "yes")
    ]
    assert (answer.chain, answer.way, answer.ways) == ((), (), "")


def test_a_line_whose_scope_does_not_fit_is_named() -> None:
    """No, because the line that names both ends holds within one domain only; the way leads over what is shared."""
    answer = ask(A, B)

    assert [c.ruling.sentence for c in answer.clauses] == [
        "line 11 allows L5-to-L5+L6 only within one domain, not from a to b"
    ]
    assert [(p.importer, p.imported, p.ruling.line) for p in answer.way] == [
        ("a L5", "general runtime", 12),
        ("general runtime", "b L5", 13),
    ]
    assert answer.ways == "L5 may import L5, L6, runtime and old; L5 may be imported by L5 and runtime"


def test_the_chain_that_there_is_has_every_statement() -> None:
    """Without an import of its own, the shortest chain is shown: file, line, kind and ruling of each step."""
    answer = ask(A, B)

    assert [(s.path, s.line, s.kind, s.imported, s.ruling.word) for s in answer.chain] == [
        ("app/a/L5.py", 1, "runtime", "app.a.L6", "yes"),
        ("app/a/L6.py", 2, "lazy", "app.general.runtime", "yes"),
        ("app/general/runtime.py", 1, "runtime", "app.b.L5", "yes"),
    ]
    assert answer.statements == ()


def test_a_ban_wins_over_a_permission() -> None:
    """What `forbid` bans is a no although a line of `allow` would let it pass, with why and what to do."""
    (clause,) = ask(B, "app.b.L6").clauses

    assert (clause.ruling.allowed, clause.ruling.law, clause.ruling.line) == (False, "no-orm", 16)
    assert (clause.ruling.because, clause.ruling.fix) == ("tests need no database", "ask a driver")


def test_what_is_set_aside_is_no_target() -> None:
    """A quarantine is a no for everybody outside it, also where `allow` has a line."""
    assert rulings(ask(A, "app.old")) == [("no", "away", 18, "runtime lazy typing dynamic")]


def test_kinds_of_import_have_rulings_of_their_own() -> None:
    """A line for type checkers is a yes for them, and what comes nearest for all other kinds."""
    given = case(LAW.partition("quarantine")[0], CODE)

    assert rulings(ask(A, "app.old", given)) == [
        ("yes", "L5-to-old", 14, "typing"),
        ("no", "L5-to-old", 14, "runtime lazy dynamic"),
    ]


def test_a_module_without_a_place_is_not_judged() -> None:
    """Neither yes nor no: `allow` does not speak of modules in no layer, and no legal way is promised."""
    answer = ask("app.loose", A)

    assert [(c.ruling.word, c.ruling.sentence) for c in answer.clauses] == [
        ("not judged", "the importing module is in no layer, and `allow` speaks only of modules that are in one")
    ]
    assert answer.way == ()


def test_without_allow_everything_not_forbidden_is_legal() -> None:
    """A topology that only forbids lets everything else pass."""
    given = case("layers: {L5: {modules: app.a}}\n", {"app/a.py": "", "app/b.py": ""})

    assert [c.ruling.sentence for c in ask("app.a", "app.b", given).clauses] == [
        "nothing forbids it, and the topology has no `allow` section"
    ]


def test_an_external_package_is_reached_through_a_module_that_may_import_it() -> None:
    """Only `forbid` applies to packages; the legal way to a banned one leads through the nearest free place."""
    answer = ask(A, end("orm", external=True))

    assert rulings(answer) == [("no", "no-orm", 16, "runtime lazy typing dynamic")]
    assert [(s.line, s.imported) for s in answer.statements] == [(2, "orm")]
    assert [(p.importer, p.imported) for p in answer.way] == [("a L5", "a L6"), ("a L6", "orm")]


def test_a_chain_may_end_at_an_external_package() -> None:
    """Who does not import a package may yet reach it through others, or through one of its modules."""
    answer = ask("app.general.runtime", end("orm", external=True), case(LAW, CODE | {"app/b/L5.py": "import app.b.L6"}))

    assert [(s.importer, s.imported) for s in answer.chain] == [
        ("app.general.runtime", "app.b.L5"),
        ("app.b.L5", "app.b.L6"),
        ("app.b.L6", "orm.session"),
    ]


def test_sets_are_answered_by_pairs() -> None:
    """Of two sets, each line that decides stands with the number of pairs; a module is no pair with itself."""
    answer = ask(end(A, "app.b.L5"), end(A, "app.a.L6"))

    assert [(c.ruling.word, c.pairs, c.example) for c in answer.clauses] == [
        ("yes", 1, (A, "app.a.L6")),
        ("no", 2, (B, A)),
    ]
    assert ask(A, A).clauses == ()


def test_without_a_legal_way_none_is_named() -> None:
    """A layer that only its own modules may import cannot be reached, so the answer names no way."""
    answer = ask("app.b.L6", "app.a.L6")

    assert (answer.is_legal, [p.imported for p in answer.way]) == (False, ["general runtime", "a L5", "a L6"])
    assert ask("app.a.L6", "app.old").way == ()


def test_the_pattern_that_won_comes_first() -> None:
    """A module is claimed by each pattern that matches it; the most literal one has it, and the others say why not."""
    given = case(LAW, CODE | {"app/a/L5/__init__.py": "", "app/a/L5/drivers.py": ""} | {"app/a/L5.py": ""})

    assert [(c.pattern, c.layer, c.line, c.why) for c in claims(given, "app.a.L5.drivers")] == [
        ("app.{domain}.L5.drivers", "L6", 6, ""),
        ("app.{domain}.L5", "L5", 5, "it is less specific"),
    ]


def test_traffic_is_counted_by_layer() -> None:
    """Imports and importers are statements by the layer of the other end; packages stand apart."""
    found = whereabouts(case(LAW, CODE), A, None, ())

    assert [(t.layer, t.statements) for t in found.imports] == [("L6", 1)]
    assert [(t.layer, t.statements) for t in found.packages] == [("orm", 1)]
    assert found.importers == ()


def test_every_law_that_applies_to_a_module_is_listed() -> None:
    """Allow lines on both sides, bans, quarantines: each with its line and what it means for this module."""
    assert [(t.section, t.line, t.says) for t in touches(case(LAW, CODE), "app.old")] == [
        ("allow", 14, "may be imported by L5, in typing imports"),
        ("quarantine", 18, "is set aside: no module outside may import it"),
    ]


def test_each_law_is_explained_in_a_sentence() -> None:
    """Each kind of law is one sentence that a reader of the topology recognises."""
    topology = case(
        LAW
        + """\
require: {use: {every: domain, of: [a], must_import: app.general.runtime, via: legal}}
own:
  one: {owner: app.general, similarity: 0.5}
  clock: {owner: app.general, symbols: [now], among: app}
ban: {clocks: {calls: ["time.time()"], methods: [commit], except: runtime, use: app.general.runtime.now}}
acyclic: [domain, module]
names: {no-x: {in: L5, deny: ["x_*"]}}
headers: {claims: {key: Layer, in: L5}}
""",
        CODE,
    ).topology

    assert [law_sentence(law, topology) for law in topology.written_laws()] == [
        "L5 may import L5 and L6, within one domain",
        "L5 and L6 may import runtime, anywhere",
        "runtime may import L5, anywhere",
        "L5 may import old, within one domain, in typing imports",
        "L5 may not import app.b.L6 and orm",
        "each domain (a) must import app.general.runtime, directly or by a chain of allowed imports",
        "no module of app.general may have a copy anywhere else (alike by 50% or more)",
        "now may be defined in app.general and not anywhere else in app",
        "the whole code base may not call time.time() and .commit(), except runtime; "
        "to be used instead: app.general.runtime.now",
        "the modules of the whole code base may close no cycle of imports between one domain and another",
        "the modules of the whole code base may close no cycle of imports between one module and another",
        "no other module may import app.old",
        "the modules of L5 may not be called x_*",
        "a comment `# Layer: LAYER` at the top of a file of L5 must be true",
    ]


def test_an_obligation_shows_the_state_of_each_subject() -> None:
    """Met and unmet subjects stand with their state and the chain that shows it."""
    given = case(
        LAW + "require: {use: {every: domain, of: [a, b], must_import: app.general.runtime, via: legal}}\n", CODE
    )
    (answer,) = explain_law(given, "use", tuple(judge_require(given)), ())

    assert [(s.subject, s.state, s.is_met, s.witness) for s in answer.states] == [
        ("a", "met directly", True, ("app.a.L6", "app.general.runtime")),
        ("b", "absent", False, ()),
    ]


def test_unused_allow_lines_are_listed() -> None:
    """A line of `allow` that no import of its kinds relies on is something to do, unless it may be idle."""
    idle = unused(case(LAW, CODE | {"app/b/L5.py": "import app.old\n"}))
    planned = unused(case(LAW.replace("kinds: [typing]", "kinds: [typing], optional: true, because: soon"), CODE))

    assert (idle.health, [item.text for item in idle.groups[0].items]) == (Health.TODO, ["topology.yaml:14: L5 -> old"])
    assert planned.health is Health.OK


def test_a_file_in_the_scope_of_no_law_is_named() -> None:
    """Files that only a law for the whole code base speaks of are beyond every law that says whom it binds."""
    beyond = coverage(case(LAW + "ban: {everywhere: {calls: [orm.f]}}\n", CODE))

    assert [item.path for item in beyond.groups[-1].items] == ["app/loose.py"]
    assert "ban everywhere" in [item.text.partition(" ")[2] for item in beyond.groups[0].items]


def test_broken_imports_are_counted_by_package() -> None:
    """Imports that lead nowhere stand with their number below each package, and one by one."""
    broken = {"app/a/L5.py": "import app.gone\n", "app/b/L5.py": "import app.b.gone\nfrom app.b.far import x\n"}
    found = unresolved(case(LAW, CODE | broken))

    assert [[item.text for item in group.items] for group in found.groups] == [
        ["2 in app.b", "1 in app.a"],
        ["app.gone", "app.b.gone", "app.b.far"],
    ]


def test_without_recovered_files_one_sentence_says_so() -> None:
    """Where plain grimp finds every file, the report is one sentence."""
    assert recovered(case(LAW, CODE)).health is Health.OK


def test_a_folder_that_is_a_package_under_another_root_is_recognised_by_its_file() -> None:
    """Paths are relative to their source roots, and several roots may have the same folder."""
    given = case(LAW, {"app/__init__.py": "", "app/m/__init__.py": "", "app/m/api.py": "", "app/n/deep/api.py": ""})
    files = tuple(file._replace(recovered=file.path.endswith("api.py")) for file in given.codebase.files)
    found = recovered(Case(given.topology, replace(given.codebase, files=files)))

    assert [(item.text, item.path) for item in found.groups[0].items] == [("1 module", "app/m"), ("1 module", "app/n")]
