"""Laws and other parts of a topology that cannot be applied to the code of today, as findings about the topology.

A change of the code may take away what a law speaks of; the law is then red by itself, and all others are judged.
"""

from collections.abc import Iterable
from dataclasses import replace

from import_conformance.model.finding import Finding, Kind
from import_conformance.model.laws.builtin import UNMATCHED, Builtin
from import_conformance.model.topology import Problem, Topology
from import_conformance.rules.shared.base import Judgement

BECAUSE = "a law that may mean two things, or nothing, protects less than it seems to"
RULE = "builtin"


def with_faults(
    topology: Topology, judgements: Iterable[Judgement], problems: Iterable[Problem]
) -> tuple[Judgement, ...]:
    """Return the judgements with a finding for each problem: of its law, or else of the built-in law about the rest.

    Args:
        topology: The topology.
        judgements: What each law finds. Some may be about one law, as the pairs of layers and the lines of `allow` are.
        problems: What is certainly wrong. Others, which judgements have, are left out.
    """
    left = dict.fromkeys(problems)
    merged: dict[tuple[str, str], Judgement] = {}
    for judgement in judgements:
        own = [problem for problem in dict.fromkeys(judgement.problems) if problem in left]
        key = judgement.rule, judgement.id
        both = [merged[key], judgement] if key in merged else [judgement]
        found = [*(finding for each in both for finding in each.findings), *(_finding(judgement, each) for each in own)]
        merged[key] = replace(
            both[0],
            subjects=tuple(sorted({subject for each in both for subject in each.subjects})),
            findings=tuple(sorted(found, key=lambda finding: finding.order)),
        )
        for problem in own:
            del left[problem]
    return with_unmatched(topology, merged.values(), left)


def with_unmatched(
    topology: Topology, judgements: Iterable[Judgement], problems: Iterable[Problem]
) -> tuple[Judgement, ...]:
    """Return the judgements with a finding of the built-in law about parts that nothing matches for each problem."""
    given, unique = tuple(judgements), tuple(dict.fromkeys(problems))
    law = next((law for law in topology.of(Builtin) if law.id == UNMATCHED), None)
    if not unique or law is None:
        return given
    judged = next((each for each in given if each.id == UNMATCHED), None) or Judgement.of(law, RULE, ("",), ())
    others = tuple(each for each in given if each.id != UNMATCHED)
    return *others, replace(judged, findings=(*judged.findings, *(_finding(judged, each) for each in unique)))


def _finding(judgement: Judgement, problem: Problem) -> Finding:
    return Finding(
        law=judgement.id,
        rule=judgement.rule,
        kind=Kind.AT_FAULT,
        severity=judgement.severity,
        law_line=judgement.position.line,
        path="",
        line=problem.position.line,
        column=problem.position.column,
        module="",
        identity=problem.sentence,
        message=problem.sentence,
        because=BECAUSE,
        details={"fault": "inapplicable"},
    )
