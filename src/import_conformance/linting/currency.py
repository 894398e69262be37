"""The contracts that a topology compiles to, and whether those in `.importlinter` are still the same."""

import os
from dataclasses import replace
from pathlib import Path

from import_conformance.cli.session import Session, Target, contracts_path
from import_conformance.model.contracts.contract_text import mean_the_same
from import_conformance.reading.foreign.contract_files import is_generated
from import_conformance.reading.foreign.shadowing_package import shadowing_files


def hidden_by(path: Path) -> str:
    """Why `lint-imports` cannot be started where a file of contracts lies; "" where it can."""
    found = shadowing_files(path.parent)
    if not found:
        return ""
    first = found[0]
    if first.parent != path.parent:
        return f"{first} makes a package of that folder, which hides the installed one: delete it, or rename the folder"
    return f"{first} is loaded in the place of the installed package: delete it, or give it another name"


def contracts_due(session: Session, target: Target) -> str:
    """Why the other doors would be red: the contracts are not what the topology compiles to; "" when they are.

    Only the topology's own code and baseline are what they were compiled for.
    """
    path = contracts_path(session.topology)
    if replace(target, index=None) != Target(target.topology) or not path.is_file():
        return ""
    written = path.read_text(encoding="utf-8", errors="replace")
    if not is_generated(written):
        return ""
    if mean_the_same(written, compiled(session, target, path)):
        return ""
    return f"{path} is not what the topology compiles to, so lint-imports and pytest are red"


def compiled(session: Session, target: Target, output: Path) -> str:
    """The contracts of a topology, as a file in the place of `output` should hold them."""
    from import_conformance.compiling.importlinter_text import Origin, compile_text

    paths = (Path(session.topology.path), target.source_root, target.baseline)
    origin = Origin(*(Path(os.path.relpath(path, output.parent)).as_posix() if path else "" for path in paths))
    return compile_text(session.topology, session.codebase, session.known, session.judgements, origin)
