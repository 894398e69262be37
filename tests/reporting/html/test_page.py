"""The HTML report as text: complete, safe, reproducible, and of limited size."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from import_conformance.model.debt.ratchet import baseline_of
from import_conformance.model.finding import Finding, Kind, Related
from import_conformance.model.structure.structure import Dependency, Part, Structure
from import_conformance.reporting.html.page import digest, render
from tests.reporting.html.reports import REAL, Reader, many, of_verdict, page, seen
from tests.reporting.verdicts import STALE, UPWARD, verdict
from tests.support import tiny

HERE = Path(__file__).parent
PROJECT = HERE.parents[2]
HOSTILE = "</code></script><img src=x onerror=alert(1)>\"' &lt; <!-- \x1b[2J"
SHOWN = HOSTILE.replace("\x1b", "\\u001b")


def test_the_whole_page_of_a_small_verdict_is_pinned() -> None:
    """One divergence, one absence and one file outside the layers, in every part of the page."""
    expected = (HERE / "small.html").read_text(encoding="utf-8")

    assert page(seen()) == expected


def test_a_code_base_that_conforms_gets_all_parts() -> None:
    """Without findings each part of the page is still present and says so."""
    text = page(seen("", {"app/a.py": ""}))

    assert [a["id"] for name, a in Reader(text).elements if name == "section"] == [
        "summary", "findings", "matrix", "layers", "advice", "waves", "duplicates", "ledger", "coupling",
    ]  # fmt: skip
    assert "Nothing was found." in text
    assert "The law names no layers, so there is no picture of them." in text


def hostile() -> Finding:
    """A finding in which every string is an attack."""
    return replace(
        UPWARD,
        law=HOSTILE,
        path=HOSTILE,
        module=HOSTILE,
        message=HOSTILE,
        because=HOSTILE,
        fix=HOSTILE,
        layer=HOSTILE,
        subject=HOSTILE,
        axes={"domain": HOSTILE},
        related=(Related(HOSTILE, 1, HOSTILE, HOSTILE),),
    )


def test_no_text_from_outside_becomes_markup() -> None:
    """Hostile names, paths, messages and source lines add no element or attribute, and stay readable."""
    tame, wild = page(of_verdict(verdict(UPWARD))), page(of_verdict(verdict(hostile()), {(HOSTILE, 3): HOSTILE}))
    reader = Reader(wild)

    assert reader.names() <= Reader(tame).names() | {"code"}
    assert reader.attributes() <= Reader(tame).attributes()
    assert reader.texts.count(SHOWN) > 5
    assert "\x1b" not in wild


def test_hostile_copies_and_fixed_debt_are_shown_as_text() -> None:
    """Duplicates and baseline entries are shown as text, too."""
    copy = replace(
        hostile(), kind=Kind.DUPLICATE, rule="own", details={"owner": HOSTILE, "similarity": 0.5, "differs": [HOSTILE]}
    )
    stale = tuple(replace(each, known=replace(each.known, path=HOSTILE, message=HOSTILE)) for each in STALE)
    reader = Reader(page(of_verdict(verdict(copy, stale=stale))))

    assert "img" not in reader.names()
    assert reader.texts.count(SHOWN) > 8


def test_the_policy_allows_this_style_and_this_script_and_nothing_else() -> None:
    """Both are allowed by digest, and there is no inline handler, style attribute or address to load."""
    text = render(seen(), REAL)
    reader = Reader(text)
    style, script = text.partition("<style>")[2], text.partition("<script>")[2]
    policies = [a["content"] for name, a in reader.elements if "http-equiv" in a]

    assert policies == [
        f"default-src 'none'; style-src '{digest(style.partition('</style>')[0])}'; "
        f"script-src '{digest(script.partition('</script>')[0])}'; base-uri 'none'; form-action 'none'"
    ]
    assert not [key for key in reader.attributes() if key in {"style", "src", "srcset"} or key.startswith("on")]
    assert {a["href"] for _, a in reader.elements if not (a.get("href") or "#").startswith("#")} == set()


@pytest.mark.parametrize(("number", "most"), [(0, 60_000), (3, 70_000), (3000, 1_500_000)])
def test_the_page_stays_small(number: int, most: int) -> None:
    """Three thousand complete findings stay below 1.5 MB."""
    assert len(render(many(number), REAL).encode()) < most


def test_known_and_fixed_findings_are_marked() -> None:
    """Known findings are marked, and stale baseline entries are listed under their category."""
    first = seen()
    known = baseline_of(first.verdict.findings, ())
    gone = replace(known[0], fingerprint="0", count=2)
    text = page(seen(known=(known[0], gone)))

    assert text.count('<li data-bond="0 2" class="known">') == text.count('class="known"') == 1
    assert "Fixed, but still in the baseline: 1 entry" in text
    assert "<dt>fixed, still listed</dt><dd>2</dd>" in text


def test_the_command_writes_the_same_page_whatever_the_hash_seed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes with different hash seeds write the same bytes, source lines included."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)
    pages = []
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        pages.append(tiny.python("-m", "import_conformance", "report", "--format", "html").stdout)

    assert pages[0] == pages[1]
    assert "<code>import app.top</code>" in pages[0]


def test_the_sample_shows_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """An import is shown with its line, and a differing function of a copy as it is in both files."""
    monkeypatch.chdir(PROJECT)
    texts = Reader(tiny.run("report", "--format", "html", "--no-baseline").stdout).texts

    assert "from app.hoc.int.platform.engines.iam_service import claims_of" in texts
    assert "-     return [job.name for job in self._queue]" in texts
    assert "+     return sorted(job.name for job in self._queue)" in texts


def test_a_matrix_of_very_many_parts_shows_their_groups_alone() -> None:
    """The number of cells grows with the square, so parts of a group are left out."""
    parts = tuple(Part(f"d{at // 2} l{at % 2}", f"l{at % 2}", (f"d{at // 2}",)) for at in range(2 * 60))
    bonds = tuple(Dependency(one.key, other.key, 1) for one, other in pairwise(parts))
    text = page(replace(seen(), structure=Structure("cell", parts, bonds), findings=()))
    table = text.partition('class="dsm tree"')[2].partition("</table>")[0]

    assert (table.count("<tr"), table.count('class="member"')) == (61, 0)
