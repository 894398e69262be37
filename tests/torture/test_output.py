"""Names and sentences from the code under judgement act in no terminal, page, code host or other program."""

import configparser
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from tests.support.history import History
from tests.torture.corpus.case import by_bytes
from tests.torture.trees import BYSTANDERS, lay

PAYLOADS = (
    *("<img src=x onerror=alert(1)>", "a|b", "](javascript:alert(1))", "::error::x", "@everyone", "$(id)", "'\"&"),
    *(
        "[bold red]x",
        "[link=x]y",
        "100%(x)s",
        "%0A::error::z",
        "`code`",
        "*b*_i_",
        "=1+1",
        "{{x}}",
        "\\N",
        "-->",
        "]]>",
    ),
    *("a\nb", "\x1b[2J\x1b]0;t\x07", "\u202egpj", "x\r\n::error::w", "\u2028", "#1 GH-1", "#quot;", "<!--", "$math$"),
)
# What strings of a topology may contain: no control characters, which the loader refuses.
SENTENCE = " ".join(word for word in PAYLOADS if word.isprintable()).replace("'", "''")
TOPOLOGY = f"""\
topology: 1
name: '{SENTENCE}'
source: {{roots: [src], packages: [app]}}
layers:
  cases: {{modules: app.case, title: '{SENTENCE}'}}
  core: {{modules: app.core}}
allow:
  - {{edge: core -> cases, because: '{SENTENCE}'}}
forbid:
  no-core: {{from: cases, to: [app.core], because: '{SENTENCE}', fix: '{SENTENCE}'}}
"""
COMMAND = str(Path(sys.executable).with_name("conformance"))
ODD = "src/app/case/<img src=x onerror=alert(1)>.py"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose second commit has modules with hostile names, and a topology with hostile sentences."""
    home = tmp_path_factory.mktemp("tree")
    history = History(home, {"topology.yaml": TOPOLOGY, **{f"src/{path}": "" for path in BYSTANDERS}})
    source = b"# Layer: <img src=x onerror=alert(1)> \x1b[2J\nimport app.core  # \x1b[2J ::error::x\n"
    lay(home / "src/app/case", {f"{payload}.py": source for payload in PAYLOADS})
    lay(home / "src/app/case", {"names": by_bytes(source, b"\xff\xfe.py")})
    history.commit("two", {})
    return home


def is_calm(text: str) -> None:
    """Check that all characters are printable or line ends."""
    assert [letter for letter in set(text) - {"\n"} if not letter.isprintable()] == []


def is_markdown(text: str) -> None:
    """Check that nothing acts in the text rendered as CommonMark with tables and HTML."""
    is_calm(text)
    is_html(MarkdownIt().enable("table").render(text))


def is_comment(text: str) -> None:
    """Check the same, and that no user is mentioned."""
    is_markdown(text)
    rendered = MarkdownIt().enable("table").render(text)
    assert "@everyone" not in re.sub(r"<code>.*?</code>", "", rendered, flags=re.DOTALL)


def is_json(text: str) -> None:
    """Check that it can be parsed, also by parsers that refuse lone surrogates."""
    assert text.isascii()
    json.dumps(json.loads(text), ensure_ascii=False)


def is_portable_json(text: str) -> None:
    """Check the same, and that no string contains a lone surrogate."""
    is_json(text)
    json.dumps(json.loads(text), ensure_ascii=False).encode()


def is_rdjsonl(text: str) -> None:
    """Check that each line is an object."""
    for line in text.splitlines():
        is_portable_json(line)


def is_github(text: str) -> None:
    """Check that each workflow command is one of this tool's own."""
    is_calm(text)
    commands = [line for line in text.splitlines() if line.startswith("::")]
    assert commands
    assert all(re.match(r"::(error|warning|notice) (file|title)=", line) for line in commands)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= {tag, *(f"{tag} {name}" for name, _ in attrs if name.startswith("on"))}
        self.seen |= {str(value) for name, value in attrs if name in ("href", "src") and "javascript" in str(value)}


def is_html(text: str) -> None:
    """Check for images from elsewhere, event handlers and links to scripts."""
    tags = _Tags()
    tags.feed(text)
    assert [tag for tag in tags.seen if tag in ("img", "iframe") or " on" in tag or "javascript" in tag] == []


def is_svg(text: str) -> None:
    """Check that it can be parsed, and contains only shapes and texts."""
    root = ElementTree.fromstring(text)  # noqa: S314  # made by this tool
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags.isdisjoint({"script", "image", "foreignObject", "a"})


def is_dot(text: str) -> None:
    """Check that the quotes of each line are balanced."""
    is_calm(text)
    assert all(len(re.findall(r'(?<!\\)(?:\\\\)*"', line)) % 2 == 0 for line in text.splitlines())


def is_mermaid(text: str) -> None:
    """Check that quotes are balanced and no label contains a tag."""
    is_calm(text)
    assert "<img" not in text
    assert all(line.count('"') % 2 == 0 for line in text.splitlines())


OUTPUTS: dict[str, Callable[[str], None]] = {
    "check": is_calm,
    "check --format json --ledger full": is_json,
    "check --format sarif": is_portable_json,
    "check --format github": is_github,
    "check --format github-summary": is_comment,
    "check --format gitlab": is_portable_json,
    "check --format rdjsonl": is_rdjsonl,
    "report": is_markdown,
    "report --format json": is_json,
    "report --format html": is_html,
    "graph --format mermaid": is_mermaid,
    "graph --format dot": is_dot,
    "graph --format svg": is_svg,
    "graph --format json": is_json,
    "graph --format mermaid --by cell": is_mermaid,
    "diff one two": is_calm,
    "diff one two --format json": is_json,
    "diff one two --format markdown": is_comment,
    "plan": is_markdown,
    "explain no-core": is_calm,
    "explain cases core": is_calm,
    f"where {ODD}": is_calm,
    "doctor": is_calm,
    "doctor --format json": is_json,
    "compile --output /dev/stdout": is_calm,
}


def run(home: Path, *words: str) -> tuple[int, str, str]:
    """Return exit code, output and standard error of a command; output must be UTF-8."""
    environment = {**os.environ, "GITHUB_ACTIONS": "", "NO_COLOR": "1"}
    done = subprocess.run([COMMAND, *words], cwd=home, env=environment, capture_output=True, timeout=120, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("words", OUTPUTS)
def test_no_name_acts_in_any_output(tree: Path, words: str) -> None:
    """Every output of every command is safe for its reader when names and sentences are payloads."""
    named = ["where", ODD] if words.startswith("where") else words.split()
    code, out, err = run(tree, *named)

    assert code in (0, 1), err
    assert out
    OUTPUTS[words](out)
    is_calm(err)


def test_hostile_names_add_no_section_to_the_contracts(tree: Path) -> None:
    """As import-linter parses the file, all sections are ours and all names are plain."""
    run(tree, "compile")
    out = (tree / ".importlinter").read_text(encoding="ascii")
    parser = configparser.ConfigParser()
    parser.read_string(out)
    names = [name for each in parser.sections() for name in parser[each].get("source_modules", "").split()]

    assert all(section.startswith("importlinter") for section in parser.sections())
    assert all(re.fullmatch(r"[\w.-]+", name) for name in names)
    assert parser["importlinter"]["conformance_topology"] == "topology.yaml"
