"""Compile the contracts of a judged topology, and compare them with those in `.importlinter`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from import_conformance.model.contracts.contract_text import mean_the_same
from import_conformance.model.topology import Topology
from import_conformance.reading.foreign.contract_files import is_generated
from import_conformance.reading.foreign.shadowing_package import shadowing_files

if TYPE_CHECKING:
    from import_conformance.judging.session import Session


def contracts_path(topology: Topology) -> Path:
    """Return the path of the compiled contracts of a topology, beside it."""
    return Path(topology.path).parent / ".importlinter"


def hidden_by(path: Path) -> str:
    """Explain why `lint-imports` cannot start in the directory of a contracts file.

    Returns:
        One sentence that names the file which Python would import in place of this package; "" where there is none.
    """
    found = shadowing_files(path.parent)
    if not found:
        return ""
    first = found[0]
    if first.parent != path.parent:
        return f"{first} makes a package of that folder, which hides the installed one: delete it, or rename the folder"
    return f"{first} is loaded in the place of the installed package: delete it, or give it another name"


def why_outdated(judged: "Session") -> str:
    """Explain why `lint-imports` and pytest fail although the code may conform: `.importlinter` is out of date.

    Args:
        judged: The topology with its own source roots and baseline, because the committed contracts are for those.

    Returns:
        One sentence; "" when the contracts are current, were written by hand, or do not exist.
    """
    path = contracts_path(judged.topology)
    if not path.is_file():
        return ""
    written = path.read_text(encoding="utf-8", errors="replace")
    if not is_generated(written) or mean_the_same(written, compile_contracts(judged, path)):
        return ""
    return f"{path} is not what the topology compiles to, so lint-imports and pytest are red"


def compile_contracts(
    judged: "Session", output: Path, source_root: Path | None = None, baseline: Path | None = None
) -> str:
    """Compile the contracts of a topology for the file `output`, which the paths in them are relative to."""
    from import_conformance.compiling.importlinter_text import Origin, compile_text

    paths = (Path(judged.topology.path), source_root, baseline)
    origin = Origin(*(Path(os.path.relpath(path, output.parent)).as_posix() if path else "" for path in paths))
    return compile_text(judged.topology, judged.codebase, judged.known, judged.judgements, origin)
