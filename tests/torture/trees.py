"""Laying a case of the corpus on disk, and telling in lines what was made of it."""

import os
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from import_conformance.cli.session import CliSession
from import_conformance.model.codebase import SourceFile
from import_conformance.model.finding import Finding
from import_conformance.reporting.escaping import terminal

TOPOLOGY = """\
topology: 1
name: Torture
source: {roots: [src], packages: [app]}
layers: {cases: {modules: app.case}, core: {modules: app.core}}
allow: [core -> cases]
"""
BYSTANDERS = {
    "app/__init__.py": b"",
    "app/core.py": b"",
    "app/by.py": b"import app.core\n",
    "app/case/__init__.py": b"",
}


@dataclass(frozen=True)
class Link:
    """A symbolic link. target: as it is written in the link."""

    target: str


@dataclass(frozen=True)
class Denied:
    """A file, or for None a folder, that nobody may read."""

    content: bytes | None


def socket_at(path: Path) -> None:
    """A socket; its name is given from its folder, for a whole path may be too long for one."""
    here = os.getcwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as end:
            end.bind(path.name)
    finally:
        os.chdir(here)


Thing = bytes | Link | Denied | Callable[[Path], None]
Files = Mapping[str, Thing]


def lay(root: Path, files: Files) -> None:
    """Write things below a folder. A function is called with the path at which something is to stand."""
    for name, thing in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(thing, bytes):
            path.write_bytes(thing)
        elif isinstance(thing, Link):
            path.symlink_to(thing.target)
        elif isinstance(thing, Denied):
            path.mkdir() if thing.content is None else path.write_bytes(thing.content)
            path.chmod(0)
        else:
            thing(path)


def build(home: Path, cases: Iterable[tuple[str, Files]]) -> Path:
    """Write a topology, the bystanders, and each case below a folder of its own; gives the topology."""
    lay(home / "src", BYSTANDERS)
    for name, files in cases:
        lay(home / "src", {f"app/case/{name}/{path}": thing for path, thing in files.items() if path[0] != "^"})
        # What stands outside of the case's own folder.
        lay(home, {path[1:]: thing for path, thing in files.items() if path[0] == "^"})
    (home / "topology.yaml").write_text(TOPOLOGY, encoding="utf-8")
    return home / "topology.yaml"


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the right to read what is denied to everybody, which root has."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def told(session: CliSession, case: str) -> tuple[str, ...]:
    """What was made of a case: a line for each file of the ledger, each edge and each finding.

    Names are told from the folder of the case, and as they are safe on a terminal.
    """
    folder, package = f"app/case/{case}/", f"app.case.{case}"
    files = (_file(file, folder, package) for file in session.verdict.files if file.path.startswith(folder))
    edges = (
        f"{_short(edge.importer, package)} -> {_short(edge.imported, package)} {edge.line}:{edge.column} {edge.kind}"
        for edge in session.codebase.imports
        if f"{edge.importer}.".startswith(f"{package}.")
    )
    findings = (found(finding, folder) for finding in session.verdict.findings if finding.path.startswith(folder))
    return tuple(terminal(line) for line in (*files, *edges, *findings))


def found(finding: Finding, folder: str) -> str:
    """A finding in a line."""
    return f"! {finding.law} {finding.path.removeprefix(folder)}:{finding.line}:{finding.column}"


def _file(file: SourceFile, folder: str, package: str) -> str:
    module = f" as {_short(file.module, package)}" if file.module else ""
    reason = f": {file.reason}" if file.reason else ""
    at = f":{file.line}:{file.column}" if file.line else ""
    return f"{file.fate} {file.path.removeprefix(folder)}{at}{module}{reason}".replace(folder, "")


def _short(module: str, package: str) -> str:
    return module.removeprefix(package) or "."
