"""Write a case of the corpus to disk, and describe its outcome in lines."""

import os
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from import_conformance.judging.session import Session
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
    """A symbolic link; target: as it is written in the link."""

    target: str


@dataclass(frozen=True)
class Denied:
    """A file, or for None a folder, without read permission."""

    content: bytes | None


def socket_at(path: Path) -> None:
    """Create a socket; it is bound from its folder, since a whole path may be too long for one."""
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
    """Write things below a folder; a function is called with the path at which it writes."""
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
    """Write a topology, the bystanders, and each case into its own folder; return the topology."""
    lay(home / "src", BYSTANDERS)
    for name, files in cases:
        lay(home / "src", {f"app/case/{name}/{path}": thing for path, thing in files.items() if path[0] != "^"})
        # Files outside of the case's own folder.
        lay(home, {path[1:]: thing for path, thing in files.items() if path[0] == "^"})
    (home / "topology.yaml").write_text(TOPOLOGY, encoding="utf-8")
    return home / "topology.yaml"


@contextmanager
def without_privileges() -> Iterator[None]:
    """Drop the right of root to read what is denied to everybody."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def described(session: Session, case: str) -> tuple[str, ...]:
    """Return the outcome of a case: a line for each file of the ledger, each edge and each finding.

    Paths are relative to the folder of the case, and escaped for a terminal.
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
    """Return a finding as a line."""
    return f"! {finding.law} {finding.path.removeprefix(folder)}:{finding.line}:{finding.column}"


def _file(file: SourceFile, folder: str, package: str) -> str:
    module = f" as {_short(file.module, package)}" if file.module else ""
    reason = f": {file.reason}" if file.reason else ""
    at = f":{file.line}:{file.column}" if file.line else ""
    return f"{file.fate} {file.path.removeprefix(folder)}{at}{module}{reason}".replace(folder, "")


def _short(module: str, package: str) -> str:
    return module.removeprefix(package) or "."
