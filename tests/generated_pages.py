"""Write the pages that are generated from the program; `make docs` runs this, and a test compares the result."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click

from import_conformance.cli.main import cli
from import_conformance.model.laws.kinds import KINDS
from import_conformance.reading.shipped.rule_pages import PAGES as RULE_PAGES
from import_conformance.reading.shipped.rule_pages import page_text
from import_conformance.reporting.language import reference, schema
from tests.torture import page

ROOT = Path(__file__).parents[1]
HEAD = """\
# Reference: the command line

Every command with its options, made from the program itself. `conformance COMMAND --help` says the same.
"""


def command_line() -> str:
    """Return the page about the commands."""
    context = click.Context(cli, info_name="conformance", terminal_width=120, max_content_width=120)
    lines = [HEAD, _plain(cli.help or ""), "", *_contents(cli, "conformance"), *_exit_codes(cli)]
    for name, command in sorted(cli.commands.items()):
        lines += _command(name, command, context)
    return "\n".join(lines).rstrip("\n") + "\n"


def _contents(group: click.Group, name: str) -> Iterator[str]:
    yield from ("| command | does |", "|--|--|")
    for each, command in sorted(group.commands.items()):
        yield f"| [`{name} {each}`](#{name}-{each}) | {_cell(command.get_short_help_str(200))} |"
    yield ""


def _exit_codes(group: click.Group) -> Iterator[str]:
    """Return the table of the epilog, whose rows are two spaces, a digit, two spaces and the meaning."""
    yield from ("## Exit codes", "", "| code | says |", "|--|--|")
    for line in (group.epilog or "").splitlines():
        code, _, said = line.strip().partition("  ")
        if code.isdigit():
            yield f"| {code} | {_cell(said)} |"
    yield ""


def _command(name: str, command: click.Command, parent: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent)
    usage = context.get_usage().removeprefix("Usage: ")
    yield from (f"## {context.command_path}", "", "```text", usage, "```", "", _plain(command.help or ""), "")
    if isinstance(command, click.Group):
        for each, nested in sorted(command.commands.items()):
            yield from (f"#{line}" if line.startswith("## ") else line for line in _command(each, nested, context))
        return
    rows = [row for parameter in command.params for row in _row(parameter, context)]
    yield from (*(("| option | does |", "|--|--|", *rows) if rows else ()), "")
    if command.epilog:
        yield from ("```text", _plain(command.epilog), "```", "")


def _row(parameter: click.Parameter, context: click.Context) -> Iterator[str]:
    record = parameter.get_help_record(context)
    names, does = record or ("", "")
    if does:
        yield f"| `{_cell(names)}` | {_cell(does)} |"


def _plain(text: str) -> str:
    """Return a docstring as paragraphs; lines that click does not wrap keep their breaks."""
    return inspect.cleandoc(text.replace("\b\n", ""))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


# Pages about a part of what a kind of law finds, each with the rule that it follows.
_AFTER = {"coordinated-writes": "require"}


def _rule_pages() -> Iterator[tuple[str, str]]:
    """Yield the name of each page about a rule, in the order of the sections, and the name that people read."""
    names = [RULE_PAGES.get(rule, rule) for kind in KINDS for rule in kind.rules]
    for extra, rule in _AFTER.items():
        names.insert(names.index(rule) + 1, extra)
    # What the author writes stands before what holds anyway.
    names.remove("builtin")
    for name in [*names, "builtin"]:
        yield name, {"builtin": "built-in laws", "rules": "rules from outside"}.get(name, name)


def list_of_rules() -> str:
    """Return the page that lists all pages about rules: its table holds what each page says first."""
    old = (ROOT / RULE_LIST).read_text(encoding="utf-8")
    head, rows = "| rule | what it does |\n|--|--|\n", []
    for name, title in _rule_pages():
        does = page_text(name).partition("**What it does.** ")[2].partition("\n\n")[0]
        first = _cell(does).partition(". ")[0].rstrip(".")
        rows.append(f"| [{title}](../../src/import_conformance/rules/pages/{name}.md) | {first} |\n")
    before, _, after = old.partition(head)
    return f"{before}{head}{''.join(rows)}\n{after.partition(chr(10) * 2)[2]}"


def navigation() -> str:
    """Return the settings of the site, with a line for each page about a rule."""
    lines = (ROOT / SITE).read_text(encoding="utf-8").splitlines(keepends=True)
    pages = [f"      - {title}: rules/{name}.md\n" for name, title in _rule_pages()]
    others = [line for line in lines if not re.fullmatch(r"      - .+: rules/.+\.md\n", line)]
    at = others.index("      - rules/README.md\n") + 1
    return "".join([*others[:at], *pages, *others[at:]])


RULE_LIST, SITE = "docs/rules/README.md", "mkdocs.yml"
PAGES: Mapping[str, Callable[[], str]] = {
    "docs/topology.schema.json": schema.to_json,
    "docs/reference/language.md": reference.to_markdown,
    "docs/reference/cli.md": command_line,
    "docs/reliability.md": page.markdown,
    RULE_LIST: list_of_rules,
    SITE: navigation,
}


def main() -> None:
    """Write all pages."""
    for name, text in PAGES.items():
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
