"""The filters of the HTML report in a real browser show what the verdict has."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from import_conformance.model.finding import Finding
from import_conformance.model.verdict import Verdict

if TYPE_CHECKING:
    from playwright.sync_api import Page

VISIBLE = ".law li:not([hidden])"
Report = tuple[Path, Verdict]
Filter = Callable[[Finding], bool]


def places(shown: "Page") -> list[str]:
    """Return the findings that are shown, as `path:line`."""
    return sorted(
        shown.eval_on_selector_all(
            VISIBLE,
            "items => items.map(item => item.closest('.file').querySelector('h4').firstChild.textContent"
            " + ':' + item.querySelector('.at').textContent)",
        )
    )


def expected(report: Report, fits: Filter) -> list[str]:
    """Return the findings of the verdict that a filter should show."""
    return sorted(f"{found.path}:{found.line}" for found in report[1].findings if fits(found))


def is_of(name: str, value: str) -> Filter:
    """Return a filter by one field of the findings."""
    return lambda found: getattr(found, name) == value


@pytest.mark.parametrize("name", ["critical", "high", "medium", "low"])
def test_a_severity_shows_its_findings(shown: "Page", half_known: Report, name: str) -> None:
    """With one severity ticked its findings are shown."""
    shown.check(f"[name=severity][value={name}]")

    assert places(shown) == expected(half_known, lambda found: found.severity.value == name)


def test_every_law_shows_its_findings(shown: "Page", half_known: Report) -> None:
    """Each law of the list shows its own findings."""
    laws = sorted({found.law for found in half_known[1].findings})
    for law in laws:
        shown.select_option("[name=law]", f"law:{law}")
        assert places(shown) == expected(half_known, is_of("law", law)), law


def test_every_domain_shows_its_findings(shown: "Page", half_known: Report) -> None:
    """Each domain shows its own findings, and `outside` those without a domain."""
    for domain in sorted({found.subject for found in half_known[1].findings}):
        shown.select_option("[name=domain]", domain or "-")
        assert places(shown) == expected(half_known, is_of("subject", domain)), domain


@pytest.mark.parametrize("state", ["new", "known"])
def test_a_state_shows_its_findings(shown: "Page", half_known: Report, state: str) -> None:
    """Known findings are distinguished from new ones."""
    shown.select_option("[name=state]", state)

    assert places(shown) == expected(half_known, lambda found: found.state.value == state)


def test_text_matches_every_word(shown: "Page", half_known: Report) -> None:
    """Every word must be in path, law, message or code, in any case and order."""
    shown.fill("[name=text]", "UTCNOW incidents/")

    assert places(shown) == expected(
        half_known, lambda found: "incidents/" in found.path and "utcnow" in found.message.lower()
    )
    assert shown.inner_text("#shown") == f"{len(places(shown))} of {len(half_known[1].findings)} findings"


def test_filters_combine_and_escape_removes_them(shown: "Page", half_known: Report) -> None:
    """Two filters show what matches both, an empty result says so, and Escape shows all again."""
    shown.check("[name=severity][value=medium]")
    shown.select_option("[name=domain]", "policies")
    both = expected(half_known, lambda found: found.severity.value == "medium" and found.subject == "policies")

    assert places(shown) == both
    shown.fill("[name=text]", "no such word")
    assert (places(shown), shown.is_visible("#nothing")) == ([], True)
    shown.keyboard.press("Escape")
    assert places(shown) == expected(half_known, lambda _: True)
    assert shown.inner_text("#shown") == f"{len(half_known[1].findings)} findings"


def test_a_number_of_the_summary_filters(shown: "Page", half_known: Report) -> None:
    """A click on the number of critical duplicates shows them."""
    shown.click("[data-law='category:duplicates'][data-severity=critical]")

    assert places(shown) == expected(
        half_known, lambda found: found.kind.value == "duplicate" and found.severity.value == "critical"
    )


def test_a_cell_of_the_matrix_filters(shown: "Page", half_known: Report) -> None:
    """The cell from analytics to incidents opens the import between them, and says what is shown."""
    shown.click("[aria-label^='analytics cus → incidents cus:']")

    assert places(shown) == expected(
        half_known,
        lambda found: found.subject == "analytics" and ".incidents." in str(found.details.get("imported")),
    )
    assert shown.inner_text("#only") == "analytics cus → incidents cus"
    assert shown.is_visible(VISIBLE)


def test_a_group_opens_and_its_cells_add_up(shown: "Page") -> None:
    """Rows and columns of a group appear, and each of its cells shows a part of the findings."""
    shown.click("[aria-label^='policies cus: its']")
    members = shown.locator(".dsm tbody tr.member:not([hidden])")

    assert members.all_inner_texts() != []
    assert shown.locator(".dsm thead th.member:not([hidden])").count() > 0
    shown.click("[aria-label^='policies cus L6 → general cus:']")
    assert places(shown) == ["app/hoc/cus/policies/L6_drivers/policy_proposal_write_driver.py:15"]


def test_the_keyboard_is_enough(shown: "Page") -> None:
    """Slash focuses the text; the matrix is one stop, arrows move in it, Enter filters, Escape shows all."""
    shown.keyboard.press("/")
    assert shown.evaluate("document.activeElement.name") == "text"
    assert shown.locator(".dsm td button[tabindex='0']").count() == 1
    shown.focus(".dsm td button[tabindex='0']")
    first = shown.evaluate("document.activeElement.ariaLabel")
    shown.keyboard.press("ArrowDown")
    second = shown.evaluate("document.activeElement.ariaLabel")
    assert (first.partition(":")[0], second.partition(":")[0]) == (
        "account cus → general cus",
        "analytics cus → general cus",
    )
    everything = len(places(shown))
    shown.keyboard.press("Enter")
    assert 0 < len(places(shown)) < everything
    shown.keyboard.press("Escape")
    assert len(places(shown)) == everything


def test_slash_goes_to_the_text_from_a_severity_too(shown: "Page") -> None:
    """A ticked box does not consume the slash, and in the text itself it is a character of a path."""
    shown.check("[name=severity][value=medium]")
    shown.keyboard.press("/")
    shown.keyboard.type("incidents/")

    assert shown.input_value("[name=text]") == "incidents/"


def test_focus_goes_through_the_page_in_reading_order(shown: "Page") -> None:
    """Tab leads from the navigation at the top to the parts and the summary, and the focus is outlined."""
    stops = []
    for _ in range(12):
        shown.keyboard.press("Tab")
        stops.append(shown.evaluate("document.activeElement.textContent"))

    assert stops[:4] == ["To the findings", "Summary", "Findings", "Matrix"]
    assert shown.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
