"""Play a page from top to bottom, as a reader who types its commands would, and report what is not so."""

import configparser
import json
import os
import re
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from import_conformance.model.laws.sections import TOPOLOGY
from import_conformance.model.topology import TopologyError
from import_conformance.reading.topology.load import parse_topology
from tests.docs import not_run
from tests.docs.commands import Command, Ran, commands, execute, is_known, is_run, unknown_options
from tests.docs.pages import ROOT, Block, Note, parts, shows, shows_part
from tests.docs.trees import grow, plant

SECTIONS = {key.name for key in TOPOLOGY.keys}
SOURCE = "topology: 1\nname: Docs\nsource: {roots: [src], packages: [app]}\n"
PLACES = """\
layers:
  api: {modules: "app.{domain}.api"}
  engines: {modules: "app.{domain}.engines"}
  drivers: {modules: "app.{domain}.drivers"}
  core: {modules: app.core}
  general: {modules: "app.{domain=general}"}
axes: {domain: [general, incidents, policies, bills, users]}
"""
OUTPUTS = ("text", "mermaid", "markdown")


class Player:
    """A page being played; problems: what is not so, each with its line."""

    def __init__(self, page: str, home: Path) -> None:
        self.page, self.home = page, home
        self.problems: list[str] = []
        self._trees = 0
        self._tree: Path | None = None
        self._notes: list[Note] = []
        self._last: Ran | None = None
        self._source = (ROOT / page).read_text(encoding="utf-8")
        self._renewed: dict[Block, str] = {}

    def play(self) -> list[str]:
        """Run everything on the page, in its order."""
        for part in parts(self._source):
            if isinstance(part, Note):
                self._note(part)
            else:
                self._block(part)
                self._notes = []
        if self._renewed:
            self._write()
        return self.problems

    def _note(self, note: Note) -> None:
        if note.verb == "tree":
            self._tree = self._grow(note.argument)
        elif note.verb == "file":
            plant(self._here(), note.argument, note.body)
        elif note.verb == "run":
            ran = self._run(note.argument)
            if ran.code:
                self._report(note.line, f"`{note.argument}` ends with {ran.code}: {ran.output}")
        else:
            self._notes.append(note)

    def _block(self, block: Block) -> None:
        if any(self.page == page and block.first.startswith(start) for page, start in not_run.BLOCKS):
            return
        last, self._last = self._last, None
        asked = next((note for note in self._notes if note.verb in ("output of", "part of")), None)
        path = next((note.argument for note in self._notes if note.verb == "as"), block.path)
        if path:
            plant(self._here(), path, block.text)
        if block.language == "console":
            self._console(block)
        elif block.language == "diff":
            self._apply(block)
        elif "├── " in block.text:
            self._drawing(block)
        elif asked or (last and block.language in OUTPUTS):
            self._output(block, self._run(asked.argument) if asked else last, asked)
        else:
            for problem in said_of(block):
                self._report(block.line, problem)

    def _console(self, block: Block) -> None:
        asked = list(commands(block.text))
        given = next((note.argument.split() for note in self._notes if note.verb == "exit"), [])
        codes = [*map(int, given), *[0] * (len(asked) - len(given))]
        texts = []
        for command, code in zip(asked, codes, strict=True):
            texts.append(self._command(block, command, code))
        self._renew(block, "".join(texts))

    def _command(self, block: Block, command: Command, code: int) -> str:
        """Run a command; return what the page should show of it."""
        as_it_is = f"$ {command.text}\n{command.shown}"
        if not is_run(command.text):
            return as_it_is
        if not is_known(command.text):
            self._report(block.line, f"`{command.text}` is neither run nor listed in tests/docs/not_run.py")
            return as_it_is
        ran = self._last = self._run(command.text)
        if ran.code != code:
            self._report(block.line, f"`{command.text}` ends with {ran.code}, not {code}:\n{ran.output}")
        if command.shown and not shows(command.shown, ran.output):
            self._report(block.line, f"`{command.text}` prints:\n{ran.output}")
            return as_it_is if "…" in command.shown else f"$ {command.text}\n{ran.output.rstrip()}\n"
        return as_it_is

    def _output(self, block: Block, ran: Ran | None, asked: Note | None) -> None:
        printed = ran.output if ran else ""
        is_so = shows_part if asked and asked.verb == "part of" else shows
        if not is_so(block.text, printed):
            self._report(block.line, f"printed is:\n{printed}")
            if "…" not in block.text and is_so is shows:
                self._renew(block, printed.rstrip() + "\n")

    def _apply(self, block: Block) -> None:
        """Make the change that a page shows, as a reader would in an editor."""
        here = self._here()
        command = ["git", "apply", "--ignore-whitespace", "-"]
        done = subprocess.run(command, cwd=here, input=block.text, capture_output=True, text=True, check=False)
        if done.returncode:
            self._report(block.line, f"the change cannot be made: {done.stderr}")

    def _drawing(self, block: Block) -> None:
        """Check that every file of a drawn tree exists."""
        here = self._here()
        for name in re.findall(r"[\w/]+\.py", block.text):
            if not any(here.rglob(name)):
                self._report(block.line, f"there is no {name}")

    def _run(self, command: str) -> Ran:
        here = self._here()
        if command.startswith("cd "):
            self._tree = here / command.removeprefix("cd ")
            return Ran(0, "")
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(here)
            return execute(command, here)

    def _here(self) -> Path:
        self._tree = self._tree or self._grow("sample")
        return self._tree

    def _grow(self, name: str) -> Path:
        self._trees += 1
        return grow(name, self.home / str(self._trees) / Path(name).name)

    def _report(self, line: int, problem: str) -> None:
        self.problems.append(f"{self.page}:{line}: {problem.replace(str(self.home), '')}")

    def _renew(self, block: Block, text: str) -> None:
        if text != block.text and os.environ.get("UPDATE_SNAPSHOTS"):
            self._renewed[block] = text

    def _write(self) -> None:
        """Put the printed output into the page, where that was asked for and nothing is elided."""
        lines = self._source.splitlines()
        for block, text in sorted(self._renewed.items(), key=lambda item: -item[0].line):
            end = block.line + block.text.count("\n")
            lines[block.line : end] = [f"{block.indent}{line}".rstrip() for line in text.splitlines()]
        (ROOT / self.page).write_text("\n".join([*lines, ""]), encoding="utf-8")


def said_of(block: Block) -> Iterator[str]:
    """Return what is wrong with a block that is no command and no output."""
    reader = READERS.get(block.language)
    if reader is None:
        yield f"nothing runs a block of {block.language or 'no language'}, and tests/docs/not_run.py does not list it"
        return
    try:
        reader(block.text)
    except (TopologyError, SyntaxError, ValueError, yaml.YAMLError, configparser.Error) as error:
        yield f"{type(error).__name__}: {error}"
    yield from unknown_options(block.text)


def _yaml(text: str) -> None:
    """Return what is wrong with a whole topology, some sections of one, or a foreign file."""
    held = yaml.safe_load(text)
    if not isinstance(held, Mapping):
        return
    if "topology" in held and "name" in held:
        parse_topology(text, "topology.yaml")
    elif set(held) <= SECTIONS:
        load_sections(text)


def load_sections(text: str) -> None:
    """Read some sections of a topology after a small head, as the pages show them."""
    held = yaml.safe_load(text)
    head = SOURCE if "source" not in held else SOURCE.rpartition("source:")[0]
    places = "" if "layers" in held or "source" in held else PLACES
    parse_topology(head + places + text, "topology.yaml")


def _python(text: str) -> None:
    compile(text, "block", "exec")


def _ini(text: str) -> None:
    configparser.ConfigParser().read_string(text)


READERS: Mapping[str, Any] = {
    "yaml": _yaml,
    "python": _python,
    "toml": tomllib.loads,
    "ini": _ini,
    "json": json.loads,
}
