"""Proofs for people and for machines: each law and contract with the change that made it fail."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from import_conformance.model.answers.proof import Proof, Proofs
from import_conformance.reporting.escaping import terminal
from import_conformance.reporting.json_text import to_text

VERSION = 1
TODAY = "by what it finds today"


def text(proofs: Proofs) -> str:
    """Return the proofs rule by rule, those of the contracts, what is wrong with their file, and the summary."""
    lines: list[str] = []
    for rule, group in groupby(proofs.laws, key=lambda proof: proof.group):
        lines += _group(f"{rule}  {proofs.topology}", tuple(group), proofs.topology)
    if proofs.contracts:
        lines += _group(f"contracts  {proofs.contracts_file}", proofs.contracts, proofs.contracts_file)
    lines += [f"ERROR {problem}" for problem in proofs.problems]
    return "\n".join([*map(terminal, lines), terminal(summary(proofs)), ""])


def summary(proofs: Proofs) -> str:
    """Return the answer in one line: `80/80 laws can fail; 64/64 contracts can fail`."""
    contracts = _share(proofs.contracts, "contracts") if not proofs.note else f"no contract was tried: {proofs.note}"
    return f"{_share(proofs.laws, 'laws')}; {contracts}"


def to_json(proofs: Proofs) -> str:
    """Return the proofs as one JSON object."""
    document = {
        "version": VERSION,
        "topology": proofs.topology,
        "laws": [_entry(proof) for proof in proofs.laws],
        "contracts_file": proofs.contracts_file,
        "contracts": [_entry(proof) for proof in proofs.contracts],
        "note": proofs.note,
        "problems": list(proofs.problems),
        "summary": summary(proofs),
    }
    return to_text(document)


def _group(heading: str, proofs: tuple[Proof, ...], path: str) -> Iterator[str]:
    yield heading
    wide = max(len(proof.id) for proof in proofs)
    for proof in proofs:
        if proof.can_fail:
            also = f"  (also: {', '.join(proof.also)})" if proof.also else ""
            yield f"    {proof.id:<{wide}}  {proof.change or TODAY}{also}"
        else:
            verdict = "CANNOT FAIL" if proof.is_tried else "NOT PROVEN"
            yield f"    {proof.id:<{wide}}  {verdict} {path}:{proof.line}: {proof.reason}"
    yield ""


def _share(proofs: Iterable[Proof], noun: str) -> str:
    can_fail = [proof.can_fail for proof in proofs]
    return f"{sum(can_fail)}/{len(can_fail)} {noun} can fail"


def _entry(proof: Proof) -> dict[str, object]:
    return {
        "rule": proof.group,
        "id": proof.id,
        "line": proof.line,
        "can_fail": proof.can_fail,
        "change": proof.change,
        "also": list(proof.also),
        "reason": proof.reason,
        "is_tried": proof.is_tried,
    }
