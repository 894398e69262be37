"""Reports against the published schemas, whatever the names in them are."""

import json
from collections import Counter
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator
from jsonschema.protocols import Validator
from markdown_it import MarkdownIt

from import_conformance.model.finding import Finding
from import_conformance.reporting import json_format
from import_conformance.reporting.machine import github, github_summary, gitlab, rdjsonl, sarif
from import_conformance.reporting.view import View
from import_conformance.rules import RULES
from tests.reporting.machine.verdicts import AROUND, HARM, HARMFUL, VERDICTS, harmful, parts
from tests.reporting.verdicts import verdict
from tests.rules.test_whole_findings import given as broken_code

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "tests/reporting/snapshots/sample.sarif"
VIEW = View(show_known=True)
TEXT = st.text(st.characters(exclude_categories=()), max_size=20) | st.sampled_from(
    ["", "::error::", "a\nb", "%0A", "{0}"]
)


@cache
def sarif_schema() -> Draft4Validator:
    """What OASIS publishes."""
    return Draft4Validator(json.loads(Path(__file__).with_name("sarif-schema-2.1.0.json").read_text("utf-8")))


@cache
def verdict_schema() -> Draft202012Validator:
    """What we publish, and stricter: a key that it does not know is an error."""
    schema = json.loads((ROOT / "docs/verdict.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(_closed(schema))


def _closed(part: object) -> object:
    if not isinstance(part, dict):
        return part
    closed = {key: _closed(value) for key, value in part.items()}
    return {"additionalProperties": False, **closed} if isinstance(part.get("properties"), dict) else closed


def faults(validator: Validator, text: str) -> list[str]:
    """Where a document breaks a schema."""
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(json.loads(text))]


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """A finding of any names, in a file that there is or is not."""
    related = tuple(
        replace(HARMFUL.related[0], path=draw(TEXT), note=draw(TEXT)) for _ in range(draw(st.integers(0, 2)))
    )
    return replace(
        HARMFUL,
        law=draw(TEXT),
        rule=draw(TEXT),
        path=draw(TEXT),
        module=draw(TEXT),
        message=draw(TEXT),
        because=draw(TEXT),
        fix=draw(TEXT),
        layer=draw(TEXT),
        axes={draw(TEXT): draw(TEXT)},
        line=draw(st.integers(1, 9)),
        related=related,
    )


@pytest.mark.parametrize("name", VERDICTS)
def test_sarif_is_as_oasis_has_it(name: str) -> None:
    """Everything that a verdict can hold, names that mean harm, and nothing at all."""
    assert faults(sarif_schema(), "".join(sarif.render(VERDICTS[name], AROUND))) == []


def test_sarif_of_the_sample_is_as_oasis_has_it() -> None:
    """What the real command wrote."""
    assert faults(sarif_schema(), SAMPLE.read_text("utf-8")) == []


def test_every_result_of_the_sample_has_a_name_of_its_own_and_a_file_that_is_there() -> None:
    """No code host drops one of two results, and each can be shown in its line."""
    (run,) = json.loads(SAMPLE.read_text("utf-8"))["runs"]
    names = Counter(result["partialFingerprints"]["conformance/v1"] for result in run["results"])
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    lengths = {
        uri: len((ROOT / uri).read_text("utf-8").splitlines())
        for uri in {place["artifactLocation"]["uri"] for place in places}
    }

    assert set(names.values()) == {1}
    assert [p for p in places if p["region"]["startLine"] > max(1, lengths[p["artifactLocation"]["uri"]])] == []


@pytest.mark.parametrize("name", VERDICTS)
def test_json_is_as_its_schema_says(name: str) -> None:
    """The verdicts built by hand, with the whole ledger."""
    assert faults(verdict_schema(), "".join(json_format.render(VERDICTS[name], full_ledger=True))) == []


def test_json_of_every_rule_is_as_its_schema_says() -> None:
    """A finding of each kind, with all that its rule tells machines; and the sample as the real command wrote it."""
    case = broken_code()
    found = tuple(f for rule in RULES for judgement in rule(case) for f in judgement.findings)

    assert faults(verdict_schema(), "".join(json_format.render(verdict(*found)))) == []
    assert faults(verdict_schema(), SAMPLE.with_suffix(".json").read_text("utf-8")) == []


@given(findings())
def test_no_name_breaks_a_schema(found: Finding) -> None:
    """Whatever the code under judgement calls itself."""
    around = replace(AROUND, files=frozenset({found.path, *(other.path for other in found.related)}))

    assert faults(sarif_schema(), "".join(sarif.render(verdict(found), around))) == []
    assert faults(verdict_schema(), "".join(json_format.render(verdict(found)))) == []


@given(findings())
def test_no_name_leaves_its_line(found: Finding) -> None:
    """One line for each annotation, diagnostic and entry; nothing that a terminal or parser would stumble over."""
    held = verdict(found)
    annotations = github.render(held, AROUND, VIEW)
    diagnostics = rdjsonl.render(held, AROUND, VIEW)
    summary = github_summary.render(held, AROUND, VIEW, parts(found.layer))

    assert [line.partition(" ")[0] for line in annotations.splitlines()] == ["::warning", "DIVERGES:"]
    assert len(diagnostics.splitlines()) == len(json.loads("".join(gitlab.render(held, AROUND)))) == 1
    printed = "".join((annotations, diagnostics, summary))
    assert [character for character in printed if not character.isprintable() and character != "\n"] == []


class Tags(HTMLParser):
    """The tags of a page, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.add(tag)
        self.links.update(value or "" for name, value in attrs if name == "href")


def test_markup_in_names_stays_text() -> None:
    """Rendered, a summary has the elements that it is made of, its own links, and no mention outside of code."""
    summary = github_summary.render(harmful(), AROUND, VIEW, parts(HARM))
    page = Tags(MarkdownIt("commonmark").enable("table").render(summary))

    assert page.tags - {"h2", "h3", "p", "strong", "br", "ul", "li", "code", "pre", "details", "summary", "a"} == {
        *("table", "thead", "tbody", "tr", "th", "td")
    }
    assert page.links == {"https://host.example/o/r/blob/0/law/topology.yaml#L8"}
    assert [line for line in summary.splitlines() if line.startswith("<br>") and "@everyone" in line] == []
