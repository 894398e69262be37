"""Claims checked against a few lines of code: one small case for each answer."""

from dataclasses import replace

import pytest

from import_conformance.model.answers.claims import Claims, Mentions, MissedFinding
from import_conformance.model.codebase import Fate
from import_conformance.model.finding import Finding, Kind, Related
from import_conformance.reading.claims_file import parse_claims
from import_conformance.reconciling.reconciliation import ReconciliationContext, reconcile
from import_conformance.rules import forbid, require
from tests.support.building import case

LAW = """\
layers: {code: {modules: "app.{domain}"}, kit: {modules: app.kit}}
axes: {domain: [a, b]}
forbid:
  no-os: {from: app, to: os}
  no-re: {from: app, to: re}
require:
  use-kit: {every: domain, of: [a], in: app.a.low, must_import: app.kit}
"""
SOURCES = {
    "app/kit.py": "",
    "app/a/__init__.py": "",
    "app/a/low/x.py": "import os\nimport os.path\nimport re\n",
    "app/a/low/y.py": "",
    "app/a/z.py": "",
    "app/b/x.py": "import re\n",
    "app/b/y.py": "import re\n",
}
LAWS = ("no-os", "no-re", "use-kit")
HEAD = "claims: 1\nsource: us\nroot: app\ncategories: {k: {%s}}\nrows:\n"


def claims(kind: str, *rows: str) -> Claims:
    """Return claims of one category."""
    listed = "".join(f"- {{category: k, {row}}}\n" for row in rows)
    return parse_claims(HEAD % kind + listed, "claims.yaml", LAWS)


def context(mentions: Mentions | None = None) -> ReconciliationContext:
    """Return the context for the code above; `mentions` are those of the words of the first row."""
    about = case(LAW, SOURCES)
    judgements = (*forbid.judge(about), *require.judge(about))
    findings = [finding for judgement in judgements for finding in judgement.findings]
    return ReconciliationContext(about.topology, about.codebase, findings, {1: mentions} if mentions else {})


def answers(about: Claims, within: ReconciliationContext) -> list[tuple[str, list[str]]]:
    """Each answer with its evidence."""
    found = reconcile(about, within).answers
    return [(given.sentence, [f"{f.law} {f.path}:{f.line}" for f in given.findings]) for given in found]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("", "confirmed"),
        (", count: 2", "confirmed, 2 found as claimed"),
        (", count: 3", "confirmed, count differs: 2 found, 3 claimed"),
    ],
)
def test_a_finding_of_a_stating_law_confirms(said: str, sentence: str) -> None:
    """The evidence is every finding of the law in the file; a count is compared with their number."""
    about = claims("laws: no-os", f"file: a/low/x.py, claim: os{said}")

    assert answers(about, context()) == [(sentence, ["no-os app/a/low/x.py:1", "no-os app/a/low/x.py:2"])]


@pytest.mark.parametrize(
    ("claimed", "sentence"),
    [
        ("[Role, User]", "confirmed, models as claimed"),
        ("[Role, Team]", "confirmed, models differ: Role and User found, Role and Team claimed"),
    ],
)
def test_models_are_compared_by_name(claimed: str, sentence: str) -> None:
    """What the finding says is written is compared with what is claimed, in any order."""
    within = context()
    wrote = [replace(finding, details={"models": ["m.n.User", "n.Role"]}) for finding in within.findings]
    about = claims("laws: no-os", f"file: a/low/x.py, claim: writes, models: {claimed}")

    assert answers(about, replace(within, findings=wrote))[0][0] == sentence


@pytest.mark.parametrize(
    ("claim", "found", "sentence"),
    [
        ("late", Mentions(), "refuted: no-os finds nothing in the file"),
        ("os.path", Mentions(), "refuted: no-os finds nothing in the file; the words stand nowhere in it"),
        (
            "os.path",
            Mentions(code=(4,), comments=(1,)),
            "refuted: no-os finds nothing in the file; the words stand in its code at line 4, which is no breach",
        ),
        (
            "os.path",
            Mentions(docstrings=(66, 67), comments=(3,)),
            "refuted: the code has no such thing; the words stand only in a docstring or a comment at lines 3, 66-67",
        ),
        (
            "os.path",
            Mentions(strings=(3,)),
            "refuted: the code has no such thing; the words stand only in a string at line 3",
        ),
    ],
)
def test_no_finding_of_a_stating_law_refutes(claim: str, found: Mentions, sentence: str) -> None:
    """The reason is where the claimed words stand instead."""
    assert answers(claims("laws: no-os", f"file: b/x.py, claim: {claim}"), context(found)) == [(sentence, [])]


def test_an_absent_file_names_its_namesakes() -> None:
    """A file that was moved is found by its name."""
    about = claims("laws: no-os", "file: b/z.py, claim: os", "file: b/gone.py, claim: os")

    assert answers(about, context()) == [("file absent: files of this name: app/a/z.py", []), ("file absent", [])]


def test_a_related_law_explains() -> None:
    """What no law states is explained by the laws that catch the file, or its whole domain as far as it is bound."""
    about = claims(
        "explained_by: [use-kit, no-re]",
        *(
            "file: a/low/x.py, claim: x",
            "file: a/low/y.py, claim: x",
            "file: a/z.py, claim: x",
            "file: b/x.py, claim: x",
        ),
    )
    whole = "use-kit app/a/__init__.py:1"

    assert answers(about, context()) == [
        (
            "explained: no law states this claim; the file is caught by no-re; use-kit catches all of a",
            ["no-re app/a/low/x.py:3", whole],
        ),
        ("explained: no law states this claim; use-kit catches all of a", [whole]),
        ("undecided: no law states this claim, and no law that might explain it finds anything", []),
        ("explained: no law states this claim; the file is caught by no-re", ["no-re app/b/x.py:1"]),
    ]


def test_a_stating_law_comes_before_one_that_explains() -> None:
    """A claim that its law does not confirm may still be explained, and then is not refuted."""
    about = claims(
        "laws: [no-os, use-kit], explained_by: no-re", "file: b/x.py, claim: x", "file: a/low/y.py, claim: x"
    )

    assert [sentence for sentence, _ in answers(about, context())] == [
        "explained: no-os and use-kit find nothing in the file; the file is caught by no-re",
        "confirmed, for all of a",
    ]


def test_a_file_that_is_not_judged_is_undecided() -> None:
    """Laws that never saw a file can neither confirm nor refute."""
    within = context()
    fates = {"app/a/z.py": (Fate.UNPARSABLE, "syntax error"), "app/b/x.py": (Fate.NOT_IMPORTABLE, "")}
    files = tuple(
        file._replace(fate=fates[file.path][0], reason=fates[file.path][1]) if file.path in fates else file
        for file in within.codebase.files
    )
    about = claims("laws: no-os", "file: a/z.py, claim: x", "file: b/x.py, claim: x")

    assert answers(about, replace(within, codebase=replace(within.codebase, files=files))) == [
        ("undecided: the file is not judged: syntax error", []),
        ("undecided: the file is not judged: not importable", []),
    ]


def test_findings_that_no_row_names_are_missed() -> None:
    """Missed is what a stating law finds below the root in files that no row of the category names."""
    about = parse_claims(
        "claims: 1\nsource: us\nroot: app/b\ncategories: {k: {laws: no-re}, other: {laws: no-os}}\nrows:\n"
        "- {category: k, file: x.py, claim: re}\n- {category: other, file: y.py, claim: os}\n",
        "claims.yaml",
        LAWS,
    )
    within = context()
    missed = next(finding for finding in within.findings if finding.path == "app/b/y.py")

    assert reconcile(about, within).missed == (MissedFinding(about.categories[0], missed, (2,)),)


def test_a_pair_of_copies_concerns_both_files() -> None:
    """Whichever of two copies a row names, the finding about the pair is its evidence, and is not missed."""
    within = context()

    def copied(finding: Finding) -> Finding:
        return replace(finding, kind=Kind.DUPLICATE, related=(Related("app/a/z.py", 1, "app.a.z", "the owner"),))

    pairs = [copied(finding) for finding in within.findings if finding.path == "app/b/x.py"]
    about = claims("laws: no-re", "file: a/z.py, claim: copied, count: 1")
    within = replace(within, findings=pairs)

    assert answers(about, within) == [("confirmed, 1 found as claimed", ["no-re app/b/x.py:1"])]
    assert reconcile(about, within).missed == ()


def test_every_answer_holds_its_row() -> None:
    """Whatever the answer, it bears the row that it is for, and the whole bears the claims."""
    rows = ("a/gone.py", "a/low/x.py", "b/x.py", "a/z.py")
    stated = claims("laws: no-os, explained_by: no-re", *(f"file: {row}, claim: x" for row in rows))
    unstated = claims("explained_by: no-os", "file: a/z.py, claim: x")
    within = context()
    files = tuple(f._replace(fate=Fate.SHADOWED) if f.path == "app/a/low/x.py" else f for f in within.codebase.files)
    unread = replace(within, codebase=replace(within.codebase, files=files))

    for about, known in ((stated, within), (stated, unread), (unstated, within)):
        found = reconcile(about, known)
        assert found.claims == about
        assert tuple(given.row for given in found.answers) == about.rows


def test_an_obligation_binds_a_layer_of_its_domain() -> None:
    """A finding about a whole domain concerns the files of the layer that the obligation speaks of, and no others."""
    law = LAW.replace(
        'code: {modules: "app.{domain}"}', 'code: {modules: "app.{domain}"}, low: {modules: "app.{domain}.low"}'
    )
    about = case(law.replace("in: app.a.low", "in: low"), SOURCES)
    findings = [finding for judgement in require.judge(about) for finding in judgement.findings]
    rows = claims("laws: use-kit", "file: a/low/y.py, claim: x", "file: a/z.py, claim: x", "file: kit.py, claim: x")

    assert [
        sentence for sentence, _ in answers(rows, ReconciliationContext(about.topology, about.codebase, findings, {}))
    ] == [
        "confirmed, for all of a",
        "refuted: use-kit finds nothing in the file",
        "refuted: use-kit finds nothing in the file",
    ]


def test_what_a_finding_only_mentions_is_no_evidence() -> None:
    """The imported module stands beside a finding, and is not what the finding is about."""
    within = context()
    beside = (Related("app/a/z.py", 1, "app.a.z", "the imported module"),)
    findings = [replace(finding, related=beside) for finding in within.findings]

    assert answers(claims("laws: no-re", "file: a/z.py, claim: re"), replace(within, findings=findings)) == [
        ("refuted: no-re finds nothing in the file", [])
    ]


def test_a_count_and_models_are_both_compared() -> None:
    """Both comparisons stand in one sentence, and a finding that names no models has none."""
    about = claims("laws: no-re", "file: b/x.py, claim: writes, count: 1, models: [User]")

    assert [sentence for sentence, _ in answers(about, context())] == [
        "confirmed, 1 found as claimed; models differ: none found, User claimed"
    ]


def test_claims_without_a_root_apply_to_all_files() -> None:
    """Where the rows leave nothing out of their paths, findings anywhere may be missed."""
    about = replace(claims("laws: no-re", "file: b/x.py, claim: re"), root="")

    assert [found.finding.path for found in reconcile(about, context()).missed] == ["app/a/low/x.py", "app/b/y.py"]


def test_a_finding_about_a_whole_domain_concerns_no_other() -> None:
    """What lies in another domain, in none, or in no layer is not caught by it, although no scope narrows the law."""
    text = LAW.replace("in: app.a.low, ", "")
    about = case(text, {**SOURCES, "app/__init__.py": ""})
    findings = [finding for judgement in require.judge(about) for finding in judgement.findings]
    rows = claims("laws: use-kit", *(f"file: {name}.py, claim: x" for name in ("a/z", "b/x", "kit", "__init__")))

    within = ReconciliationContext(about.topology, about.codebase, findings, {})

    assert [given.answer.value for given in reconcile(rows, within).answers] == ["confirmed", *["refuted"] * 3]


def test_a_claim_whose_words_were_not_searched_is_still_answered() -> None:
    """A row whose words were not searched in the files gets an answer without their places."""
    sentence = "refuted: no-os finds nothing in the file; the words stand nowhere in it"

    assert answers(claims("laws: no-os", "file: b/x.py, claim: os.path"), context()) == [(sentence, [])]
