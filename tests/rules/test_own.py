"""Duplicates of owned modules, and across an axis."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from import_conformance.model.base.facts import Facts, Shape
from import_conformance.model.finding import Confidence, Finding, Kind, Related
from import_conformance.model.laws.own import Own
from import_conformance.model.likeness import Likeness
from import_conformance.model.topology import Severity
from import_conformance.rules.own import _indices, jaccard, judge, judge_all, similar_pairs
from import_conformance.rules.shared.base import Case
from tests.support.building import brief, case

LAYERS = """\
layers:
  L5: {modules: "app.{domain}.engines"}
axes:
  domain: [bills, general, users]
"""
OWNER = "  general-owns: {owner: app.general, among: app, severity: critical, because: one of them is fixed}\n"
BETWEEN = "  one-home: {between: domain, similarity: 0.9, severity: medium}\n"
BOTH = LAYERS + "own:\n" + BETWEEN + OWNER


def text(*names: str, note: str = "") -> str:
    """Return a module with a function for each name, of about fifteen shingles each."""
    return "".join(f"def {name}(a, b):\n    '''{note}'''\n    return a.{name}(b, key={name!r})\n" for name in names)


FULL = text("a", "b", "c", "d", "e", "f", "g", "h")
NEAR = text("a", "b", "c", "d", "e", "f", "g", "other")
OTHER = text("k", "l", "m", "n", "o", "p", "q", "r")


def findings(sources: dict[str, str]) -> list[Finding]:
    """Return the findings in modules that are given as `domain/name`."""
    files = {f"app/{name.replace('/', '/engines/')}.py": text for name, text in sources.items()}
    return [finding for judgement in judge(case(BOTH, files)) for finding in judgement.findings]


def test_a_copy_of_an_owned_module_is_a_finding() -> None:
    """The finding names the copy, its owner and the reason, and is certain when only words and layout differ."""
    files = {"app/general/engines/x.py": FULL, "app/bills/engines/y.py": text(*"abcdefgh", note="Words.") + "\n# end"}
    given = case(LAYERS + "own:\n" + OWNER, files)

    assert judge_all(given.topology.of(Own), given) == {
        "general-owns": [
            Finding(
                law="general-owns",
                rule="own",
                kind=Kind.DUPLICATE,
                severity=Severity.CRITICAL,
                law_line=9,
                path="app/bills/engines/y.py",
                line=1,
                column=1,
                module="app.bills.engines.y",
                identity="app/general/engines/x.py",
                message="bills L5 is the same code as app/general/engines/x.py "
                "(only comments, docstrings or layout differ)",
                subject="bills",
                layer="L5",
                axes={"domain": "bills"},
                because="one of them is fixed",
                fix="delete the copy and import app.general.engines.x",
                confidence=Confidence.CERTAIN,
                related=(Related("app/general/engines/x.py", 1, "app.general.engines.x", "the owner"),),
                details={"owner": "app/general/engines/x.py", "similarity": 1.0, "differs": []},
            )
        ]
    }


def test_a_changed_copy_is_reported_as_likely() -> None:
    """A near copy is reported with its similarity and the functions that only one of the files has."""
    given = case(LAYERS + "own:\n" + OWNER, {"app/general/engines/x.py": FULL, "app/bills/engines/x.py": NEAR})
    (finding,) = judge_all(given.topology.of(Own), given)["general-owns"]

    assert finding.confidence is Confidence.LIKELY
    assert finding.details == {"owner": "app/general/engines/x.py", "similarity": 0.77, "differs": ["other", "h"]}
    assert finding.message.endswith("% the same code as app/general/engines/x.py; 2 of 9 functions differ: other and h")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (FULL, FULL + text("i"), "88 % the same code as app/general/engines/x.py; 1 of 9 functions differs: i"),
        (
            FULL,
            FULL + "N = 3\n",
            "96 % the same code as app/general/engines/x.py; the difference lies outside its functions",
        ),
        (
            FULL + "N += 3\n" * 20,
            FULL + "N += 3\n" * 21,
            "99 % the same code as app/general/engines/x.py; the difference lies outside its functions",
        ),
    ],
    ids=["one function", "no function", "repeats"],
)
def test_a_message_says_what_differs(one: str, other: str, expected: str) -> None:
    """Functions that differ are counted and named; what is not the same code is never called 100 % the same."""
    assert list(map(brief, findings({"general/x": one, "bills/x": other}))) == [
        f"general-owns app/bills/engines/x.py:1 bills L5 is {expected}"
    ]


@pytest.mark.parametrize(
    "sources",
    [
        {"general/x": FULL, "bills/x": OTHER},
        {"general/x": FULL, "general/y": FULL},
        {"general/x": text("a", "b"), "bills/x": text("a", "b")},
        {"general/x": text("a", "b", "c"), "bills/x": text("a", "b", "d")},
        {"general/__init__": "", "bills/__init__": ""},
        {"general/x": FULL, "bills/x": "from app.general.engines.x import a, b, c, d, e, f, g, h\n" * 3},
        {"bills/x": FULL, "bills/y": FULL, "general/x": ""},
        {"bills/x": FULL, "users/x": NEAR, "general/x": ""},
    ],
    ids=[
        "unlike",
        "within the owner",
        "four statements",
        "short and not equal",
        "empty",
        "re-export",
        "within a domain",
        "below 0.9",
    ],
)
def test_what_is_no_copy_is_silent(sources: dict[str, str]) -> None:
    """Other code, short files, files that pass names on, and pairs that the law does not speak of are no findings."""
    assert findings(sources) == []


def test_re_exports_of_the_same_names_are_no_copies() -> None:
    """Two files that pass the same two hundred names on have nothing of their own to be compared."""
    names = [f"name{number}" for number in range(200)]
    shim = f"from elsewhere import {', '.join(names)}\n__all__ = {names}\n"

    assert findings({"general/x": shim, "bills/x": shim}) == []


def owners(sources: dict[str, str]) -> list[tuple[str, str, str]]:
    """The law, copy and owner of each finding, without the folders they share."""
    paths = [(found.law, found.path, found.identity) for found in findings(sources)]
    return [
        (law, copy[4:-3].replace("engines/", ""), owner[4:-3].replace("engines/", "")) for law, copy, owner in paths
    ]


def test_a_copy_is_reported_beside_its_nearest_owner() -> None:
    """Of several owner's modules the most similar one counts, then the one of the same name, then the first."""
    near, far = {"general/a": NEAR, "general/z": FULL}, {"general/a": FULL, "general/b": FULL}

    assert owners(near | {"bills/a": FULL}) == [("general-owns", "bills/a", "general/z")]
    assert owners(far | {"bills/b": FULL}) == [("general-owns", "bills/b", "general/b")]
    assert owners(far | {"bills/c": FULL}) == [("general-owns", "bills/c", "general/a")]


def test_copies_across_an_axis_are_reported_in_pairs() -> None:
    """Each pair with different values is one finding on the later path; modules without a value are left alone."""
    given = {"bills/x": FULL, "users/x": FULL, "users/y": FULL, "general/x": OTHER, "loose": FULL}

    assert owners(given) == [
        ("one-home", "users/x", "bills/x"),
        ("one-home", "users/y", "bills/x"),
    ]


def test_a_pair_is_not_reported_by_two_laws() -> None:
    """A copy that a law with an owner reports is not reported again across the axis; other pairs are."""
    given = {"general/x": FULL, "general/y": FULL, "bills/x": FULL, "users/x": FULL}

    assert owners(given) == [
        ("one-home", "users/x", "bills/x"),
        ("general-owns", "bills/x", "general/x"),
        ("general-owns", "users/x", "general/x"),
    ]


def test_each_copy_of_a_copy_is_reported() -> None:
    """Files that are the same among themselves are each compared with an owner that is only like them."""
    assert owners({"general/x": FULL, "general/y": FULL, "bills/x": NEAR, "users/y": NEAR}) == [
        ("one-home", "users/y", "bills/x"),
        ("general-owns", "bills/x", "general/x"),
        ("general-owns", "users/y", "general/y"),
    ]


def test_subjects_are_those_who_may_copy() -> None:
    """A law binds every domain in which a copy could lie, also those without one."""
    given = case(BOTH, {f"app/{domain}/engines.py": "" for domain in ("bills", "general", "users")})

    assert [(judged.id, judged.subjects) for judged in judge(given)] == [
        ("one-home", ("", "bills", "general", "users")),
        ("general-owns", ("", "bills", "users")),
    ]


def test_a_law_without_modules_to_compare_is_a_problem() -> None:
    """An owner without modules, and one that leaves no module to copy it, are reported at their places."""
    vacuous = "own:\n  lost: {owner: app.gone}\n  alone: {owner: app.general, among: app.general}\n"
    judged = judge(case(LAYERS + vacuous, {"app/general/engines.py": OTHER}))

    assert [str(problem) for judgement in judged for problem in judgement.problems] == [
        "topology.yaml:9:17: 'app.gone' in own.lost names no module of the code base",
        "topology.yaml:10:3: own.alone leaves no module in which a copy could be found",
    ]


@given(
    st.dictionaries(
        st.text("abcdef", min_size=1, max_size=2), st.frozensets(st.integers(0, 12), min_size=1), max_size=8
    ),
    st.floats(0.01, 1.0) | st.sampled_from((0.1, 0.3, 0.5, 0.7, 0.9, 1.0)),
)
@example({"a": frozenset(range(100)), "b": frozenset(range(55))}, 0.55)  # 0.55 * 100 is a little more than 55
def test_the_search_by_rare_shingles_finds_every_pair(sets: dict[str, frozenset[int]], least: float) -> None:
    """It finds exactly the pairs that a comparison of all pairs finds."""
    every = {(one, other): jaccard(sets[one], sets[other]) for one, other in combinations(sorted(sets), 2)}

    assert similar_pairs(sets, least) == {pair: index for pair, index in every.items() if index >= least}


def test_without_a_law_there_is_nothing_to_compare() -> None:
    """A topology without the section has no judgement of this rule."""
    assert list(judge(case(LAYERS, {"app/bills/engines/x.py": FULL, "app/users/engines/x.py": FULL}))) == []


def test_the_similarity_of_a_law_is_the_least_that_counts() -> None:
    """A pair that is exactly as alike as the law says is a finding."""
    sources = {"app/bills/engines/x.py": FULL, "app/users/engines/x.py": NEAR}
    shapes = [facts.shape.shingles for facts in case(LAYERS, sources).codebase.facts.values() if facts.shape]
    law = LAYERS + f"own:\n  one-home: {{between: domain, similarity: {jaccard(*shapes)!r}}}\n"

    assert len([finding for judgement in judge(case(law, sources)) for finding in judgement.findings]) == 1


def shaped(text: str, shapes: dict[str, Shape | None]) -> Case:
    """A law and modules of these structures, whatever their texts."""
    given = case(text, {f"app/{module.replace('.', '/')}.py": "" for module in shapes})
    facts = {f"app.{module}": Facts(shape=shape) for module, shape in shapes.items()}
    return Case(given.topology, replace(given.codebase, facts=facts))


def of(*shingles: int) -> Shape:
    """Return a structure that no other module has."""
    return Shape(str(shingles).encode(), frozenset(shingles), (), str(shingles).encode())


@pytest.mark.parametrize(("length", "number"), [(79, 0), (80, 1)])
def test_a_file_of_eighty_shingles_is_long_enough(length: int, number: int) -> None:
    """Shorter ones are no copies, and a module without a structure is none."""
    shapes = {"bills.engines": of(*range(length)), "users.engines": of(*range(length)), "general.engines": None}
    law = LAYERS + "own:\n  one-home: {between: domain, similarity: 0.9}\n"

    assert sum(len(judgement.findings) for judgement in judge(shaped(law, shapes))) == number


def test_the_original_of_a_pair_comes_first_in_the_order_of_paths() -> None:
    """Paths are ordered as folders list them, where a hyphen stands before the dot of `.py`."""
    law = "layers: {L5: {modules: 'app.{domain}'}}\naxes: {domain: [x]}\nown: {one: {between: domain}}\n"
    (judgement,) = judge(case(law, {"app/x.py": FULL, "app/x-1.py": FULL}))

    assert [(finding.path, finding.identity) for finding in judgement.findings] == [("app/x.py", "app/x-1.py")]


def test_files_without_shingles_are_not_similar() -> None:
    """Empty sets are compared without harm, and are not alike."""
    assert similar_pairs({"a": frozenset(), "b": frozenset(), "c": frozenset({1})}, 0.5) == {}


@given(st.lists(st.frozensets(st.integers(0, 12), min_size=1), min_size=2, max_size=9), st.floats(0.1, 1), st.data())
def test_cached_comparisons_do_not_change_the_result(
    sets: list[frozenset[int]], least: float, data: st.DataObject
) -> None:
    """Pairs are the same whether all of them, some, or none were compared in an earlier run."""
    named = {bytes([at]): each for at, each in enumerate(sets)}
    known = Likeness()
    earlier = data.draw(st.sets(st.sampled_from(sorted(named))))
    _indices({name: named[name] for name in earlier}, data.draw(st.floats(0.1, 1)), known)

    assert _indices(named, least, known) == similar_pairs(named, least)


def test_a_comparison_is_cached_until_the_contents_change() -> None:
    """Other contents are compared again, and what was cached of the old ones is dropped."""
    sets = {b"a": frozenset({1, 2}), b"b": frozenset({1, 2, 3}), b"c": frozenset({7})}
    known = Likeness()

    _indices(sets, 0.5, known)
    assert (known.is_news, known.compared, known.indices) == (True, frozenset(sets), {(b"a", b"b"): 2 / 3})

    known.is_news = False
    assert _indices(sets, 2 / 3, known) == {(b"a", b"b"): 2 / 3}
    assert not known.is_news

    _indices({b"a": sets[b"a"], b"c": sets[b"c"]}, 0.5, known)
    assert (known.is_news, known.compared, known.indices) == (True, frozenset({b"a", b"c"}), {})
