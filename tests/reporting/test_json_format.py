"""The verdict as JSON: whole outputs."""

import json
from dataclasses import replace

from import_conformance.reporting.json_format import render
from tests.reporting.verdicts import KNOWN, STALE, UPWARD, verdict

LEDGER = {
    "excluded": 0,
    "generated": 0,
    "judged": 1,
    "not_importable": 1,
    "not_regular": 0,
    "on_disk": 3,
    "opaque": 0,
    "recovered": 1,
    "shadowed": 0,
    "linked": 0,
    "beside": 0,
    "unparsable": 0,
    "unplaced": 1,
}


def test_a_verdict_has_exactly_these_keys() -> None:
    """These keys are stable, and a rule's own details never replace a common key."""
    assert json.loads("".join(render(verdict(UPWARD, stale=STALE[:1])))) == {
        "version": 1,
        "topology": "topology.yaml",
        "verdict": "diverges",
        "ledger": LEDGER,
        "laws": [
            {
                "id": "low-to-high",
                "rule": "layers",
                "severity": "high",
                "line": 8,
                "subjects": 2,
                "new": 1,
                "known": 1,
            },
            {
                "id": "use-runtime",
                "rule": "require",
                "severity": "critical",
                "line": 12,
                "subjects": 1,
                "new": 1,
                "known": 0,
            },
        ],
        "findings": [
            {
                "fingerprint": UPWARD.fingerprint,
                "law": "low-to-high",
                "law_line": 8,
                "subject": "",
                "rule": "layers",
                "severity": "high",
                "confidence": "certain",
                "state": "new",
                "kind": "divergence",
                "path": "app/a/low.py",
                "line": 3,
                "column": 5,
                "module": "app.a.low",
                "layer": "low",
                "axes": {"domain": "a"},
                "message": "low imports app.a.high (high)",
                "because": "what is below does not know what is above",
                "fix": "low may import low",
                "related": [
                    {"path": "app/a/high.py", "line": 1, "module": "app.a.high", "note": "the imported module"}
                ],
                "imported": "app.a.high",
                "import_kind": "runtime",
            }
        ],
        "baseline": {
            "known": 0,
            "stale": [
                {
                    "fingerprint": "00",
                    "law": "low-to-high",
                    "path": "app/a/low.py",
                    "message": "low imports app.a.gone",
                    "reason": "until May",
                    "count": 3,
                    "found": 1,
                }
            ],
        },
        "waived": [],
        "contracts_due": "",
    }


def test_the_bytes_are_stable_and_ascii() -> None:
    """Sorted keys, one space of indent, ASCII only without lone surrogates, and a final newline."""
    empty = replace(verdict(), files=(), laws=(), topology=replace(verdict().topology, path="é\udcff.yaml"))

    assert "".join(render(empty)) == (
        '{\n "baseline": {\n  "known": 0,\n  "stale": []\n },\n "contracts_due": "",\n "findings": [],\n'
        ' "laws": [],\n "ledger": {\n'
        '  "beside": 0,\n  "excluded": 0,\n  "generated": 0,\n  "judged": 0,\n  "linked": 0,\n'
        '  "not_importable": 0,\n  "not_regular": 0,\n  "on_disk": 0,\n  "opaque": 0,\n'
        '  "recovered": 0,\n  "shadowed": 0,\n  "unparsable": 0,\n  "unplaced": 0\n },\n'
        ' "topology": "\\u00e9\\udcff.yaml",\n "verdict": "conforms",\n "version": 1,\n "waived": []\n}\n'
    )


def test_a_full_ledger_lists_every_file() -> None:
    """Each file has its fate and further facts, and keys without a value are left out."""
    assert json.loads("".join(render(verdict(), full_ledger=True)))["ledger"] == LEDGER | {
        "files": [
            {
                "path": "app/a/high.py",
                "fate": "judged",
                "module": "app.a.high",
                "layer": "high",
                "axes": {"domain": "a"},
            },
            {"path": "app/a/low.py", "fate": "unplaced", "module": "app.a.low", "reason": "no layer claims it"},
            {"path": "app/x-y.py", "fate": "not_importable", "reason": "'x-y' is not a Python name"},
        ]
    }


def test_known_findings_are_counted_and_times_are_optional() -> None:
    """The baseline's share is a number, and times are present only when the verdict has them."""
    document = json.loads("".join(render(replace(verdict(KNOWN, KNOWN), timings_ms={"read": 1.5}))))

    assert (document["baseline"], document["timings_ms"]) == ({"known": 2, "stale": []}, {"read": 1.5})
