"""Machine reports are valid under the published schemas, whatever names are in them."""

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
    """The schema that OASIS publishes."""
    return Draft4Validator(json.loads(Path(__file__).with_name("sarif-schema-2.1.0.json").read_text("utf-8")))


@cache
def verdict_schema() -> Draft202012Validator:
    """Our published schema, made stricter: an unknown key is an error."""
    schema = json.loads((ROOT / "docs/verdict.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(_closed(schema))


def _closed(part: object) -> object:
    if not isinstance(part, dict):
        return part
    closed = {key: _closed(value) for key, value in part.items()}
    return {"additionalProperties": False, **closed} if isinstance(part.get("properties"), dict) else closed


def faults(validator: Validator, text: str) -> list[str]:
    """Return where a document violates a schema."""
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(json.loads(text))]


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """Return a finding with any names, in a file that exists or not."""
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
def test_sarif_is_valid(name: str) -> None:
    """SARIF of each verdict made by hand is valid under the schema of OASIS."""
    assert faults(sarif_schema(), "".join(sarif.render(VERDICTS[name], AROUND))) == []


def test_sarif_of_the_sample_is_valid() -> None:
    """The output of the real command is valid under the schema of OASIS."""
    assert faults(sarif_schema(), SAMPLE.read_text("utf-8")) == []


def test_every_result_of_the_sample_has_a_unique_fingerprint_and_an_existing_file() -> None:
    """No code host merges two results, and each can be shown in its line."""
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
def test_json_is_valid(name: str) -> None:
    """JSON of the verdicts made by hand, with the whole ledger, is valid under its schema."""
    assert faults(verdict_schema(), "".join(json_format.render(VERDICTS[name], full_ledger=True))) == []


def test_json_of_every_rule_is_valid() -> None:
    """A finding of each kind with its rule's own keys is valid, and so is the sample's real output."""
    case = broken_code()
    found = tuple(f for rule in RULES for judgement in rule(case) for f in judgement.findings)

    assert faults(verdict_schema(), "".join(json_format.render(verdict(*found)))) == []
    assert faults(verdict_schema(), SAMPLE.with_suffix(".json").read_text("utf-8")) == []


@given(findings())
def test_no_name_breaks_a_schema(found: Finding) -> None:
    """Reports stay valid with any names in the code under judgement."""
    around = replace(AROUND, files=frozenset({found.path, *(other.path for other in found.related)}))

    assert faults(sarif_schema(), "".join(sarif.render(verdict(found), around))) == []
    assert faults(verdict_schema(), "".join(json_format.render(verdict(found)))) == []


@given(findings())
def test_no_name_leaves_its_line(found: Finding) -> None:
    """Each annotation, diagnostic and entry is one line that terminals and parsers accept."""
    held = verdict(found)
    annotations = github.render(held, AROUND, VIEW)
    diagnostics = rdjsonl.render(held, AROUND, VIEW)
    summary = github_summary.render(held, AROUND, VIEW, parts(found.layer))

    assert [line.partition(" ")[0] for line in annotations.splitlines()] == ["::warning", "DIVERGES:"]
    assert len(diagnostics.splitlines()) == len(json.loads("".join(gitlab.render(held, AROUND)))) == 1
    printed = "".join((annotations, diagnostics, summary))
    assert [character for character in printed if not character.isprintable() and character != "\n"] == []


class Tags(HTMLParser):
    """The tags of a page, and the targets of its links."""

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
    """A rendered summary has only its own elements and links, and no mention outside of code."""
    summary = github_summary.render(harmful(), AROUND, VIEW, parts(HARM))
    page = Tags(MarkdownIt("commonmark").enable("table").render(summary))

    assert page.tags - {"h2", "h3", "p", "strong", "br", "ul", "li", "code", "pre", "details", "summary", "a"} == {
        *("table", "thead", "tbody", "tr", "th", "td")
    }
    assert page.links == {"https://host.example/o/r/blob/0/law/topology.yaml#L8"}
    assert [line for line in summary.splitlines() if line.startswith("<br>") and "@everyone" in line] == []
