"""The pages of the rules: there is one for each, its example is a law that can be read, and its output is real."""

import re
from pathlib import Path

import pytest

from conformance.model.codebase import Codebase
from conformance.reading.topology_file import parse_topology
from conformance.rules import RULES
from conformance.rules.base import Case
from tests.building import code

ROOT = Path(__file__).parent.parent
PAGES = {path.stem: path for path in (ROOT / "conformance/rules/pages").glob("*.md")}
PAGES["waivers"] = ROOT / "docs/waivers.md"
# Where the section or the law is called otherwise than the rule.
PAGE_OF = {"name": "names"}
SOURCE = "topology: 1\nname: Docs\nsource: {roots: [.], packages: [app]}\n"
PLACES = """\
layers:
  engines: {modules: "app.{domain}.engines"}
  drivers: {modules: "app.{domain}.drivers"}
  general: {modules: "app.{domain=general}"}
axes: {domain: [general, incidents, policies]}
"""
# The code that a page speaks of without showing it.
UNSEEN = {
    "builtin": {
        "app/integrations/slack_adapter.py": "\n" * 5 + "from app.integrations.base import Adapter\n",
        "app/general/lifecycle/base.py": "",
    },
    "acyclic": {"app/incidents/engines.py": ""},
    "coordinated-writes": {"app/general/coordinator.py": ""},
}


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGES[page].read_text("utf-8"), re.MULTILINE | re.DOTALL)


def behind_head(example: str) -> str:
    """An example as a whole topology."""
    return SOURCE + ("" if "layers:" in example else PLACES) + example


def shown(page: str) -> set[str]:
    """The lines in which findings of the example in the page's code would be shown."""
    topology = parse_topology(behind_head("".join(blocks(page, "yaml"))), "topology.yaml")
    sources = dict(UNSEEN.get(page, {}))
    for block in blocks(page, "python"):
        sources[block.partition("\n")[0].removeprefix("# ")] = block
    codebase: Codebase = code(topology, sources)
    found = [f for rule in RULES for judgement in rule(Case(topology, codebase)) for f in judgement.findings]
    return {f"{f.path}:{f.line}:{f.column}: {f.message}" for f in found} | {f"    fix: {f.fix}" for f in found}


@pytest.mark.parametrize("rule", [judge.__module__.rpartition(".")[2] for judge in RULES])
def test_every_rule_has_a_page(rule: str) -> None:
    """The page is named after the section, and the README leads there."""
    page = PAGE_OF.get(rule, rule)

    assert page in PAGES
    assert f"](conformance/rules/pages/{page}.md)" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("page", sorted(PAGES.keys() - {"waivers"}))
def test_a_page_answers_the_same_questions_as_all_others(page: str) -> None:
    """What is wrong, an example, what to do instead, and what the rule cannot see."""
    headings = re.findall(r"^\*\*([^*]+)\*\*", PAGES[page].read_text("utf-8"), re.MULTILINE)
    asked = ["Why is this bad?", "Example.", "Use instead.", "Limits."]

    assert [heading for heading in headings if heading in asked] == asked


@pytest.mark.parametrize("page", sorted(PAGES.keys() - {"builtin"}))
def test_the_example_is_a_law(page: str) -> None:
    """Behind a small head each example can be read as it stands."""
    examples = blocks(page, "yaml")

    assert [parse_topology(behind_head(example), "topology.yaml").name for example in examples] == ["Docs"]


@pytest.mark.parametrize("page", sorted(page for page in PAGES if blocks(page, "text")))
def test_the_output_is_what_the_example_gives(page: str) -> None:
    """Every line that a page shows is said of its code under its law."""
    lines = [line for block in blocks(page, "text") for line in block.splitlines()]

    assert [line for line in lines if line not in shown(page)] == []
