"""The values that claims are made of."""

import pytest

from import_conformance.model.answers.claims import ClaimAnswer, ClaimRow, Reconciled, lines_text
from import_conformance.model.topology import Position


def row(claim: str, *models: str) -> ClaimRow:
    """Return a row with nothing but its claim and models."""
    return ClaimRow(1, "kind", "a.py", "a.py", claim, Position(1), models=models)


@pytest.mark.parametrize(
    ("claim", "models", "words"),
    [
        ("datetime.now().year", (), ("datetime.now()",)),
        ("Dual session.commit()", (), ("session.commit()",)),
        ("datetime.utcnow and now(utc)", (), ("datetime.utcnow",)),
        ("a.b(), a.b() and c()", (), ("a.b()", "c()")),
        ("writes both", ("User", "Role"), ("User", "Role")),
        ("State machine", (), ()),
    ],
)
def test_the_words_of_a_claim_are_its_code(claim: str, models: tuple[str, ...], words: tuple[str, ...]) -> None:
    """Dotted names, calls and models are looked for in the file; prose is not."""
    assert row(claim, *models).words == words


@pytest.mark.parametrize(
    ("lines", "text"),
    [((3,), "line 3"), ((5, 3, 4, 9, 3), "lines 3-5, 9"), ((66, 67), "lines 66-67"), ((1, 3), "lines 1, 3")],
)
def test_neighbouring_lines_are_shown_as_a_range(lines: tuple[int, ...], text: str) -> None:
    """Single lines stay single, and a run of lines is shown by its ends."""
    assert lines_text(lines) == text


@pytest.mark.parametrize(
    ("answer", "why", "sentence"),
    [
        (ClaimAnswer.CONFIRMED, "", "confirmed"),
        (ClaimAnswer.CONFIRMED, "count differs: 3 found, 2 claimed", "confirmed, count differs: 3 found, 2 claimed"),
        (ClaimAnswer.REFUTED, "no", "refuted: no"),
        (ClaimAnswer.ABSENT, "", "file absent"),
    ],
)
def test_answer_and_reason_form_one_sentence(answer: ClaimAnswer, why: str, sentence: str) -> None:
    """The reason follows the answer in the same sentence."""
    assert Reconciled(row("x"), answer, why).sentence == sentence
