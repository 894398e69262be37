"""The files that `init` writes: all of them or none."""

from pathlib import Path

from import_conformance.cli.init.draft import BASELINE, CONTRACTS, SUITE, TOPOLOGY, Draft
from import_conformance.cli.session import Refusal, write
from import_conformance.model.changes.loosening import digests
from import_conformance.reading.baseline_file import write_baseline

_HEAD = '"""The architecture that topology.yaml lays down: one test for each law and subject."""\n\n'
_CURRENT = "test_importlinter_is_current"
_TESTS = (
    ("bans", ("test_ban",)),
    ("calls", ("test_banned_call",)),
    ("circles", ("test_no_circle",)),
    ("code", ("test_built_in_law",)),
    ("contracts", (_CURRENT,)),
    ("conventions", ("test_convention",)),
    ("debt", ("test_baseline_is_current", "test_known_finding")),
    ("layers", ("test_layer",)),
    ("obligations", ("test_obligation",)),
    ("ownership", ("test_owned_once",)),
)


def suite(*, without_contracts: bool = False) -> str:
    """The file that makes `pytest conformance/` ask every question of the suite.

    without_contracts: where .importlinter is not ours, so that nobody promises that it is current.
    """
    tests = [(module, names) for module, names in _TESTS if not (without_contracts and _CURRENT in names)]
    imports = "\n".join(f"from conformance.test_{module} import {', '.join(names)}" for module, names in tests)
    every = "".join(f'    "{name}",\n' for name in sorted(name for _, names in tests for name in names))
    return f"{_HEAD}{imports}\n\n__all__ = [\n{every}]\n"


def write_all(draft: Draft, here: Path) -> tuple[str, ...]:
    """Write all files, or none: what was begun is taken back when the rest cannot be written; returns their names."""
    keeps = (here / CONTRACTS).exists()
    texts = {TOPOLOGY: draft.text, SUITE: suite(without_contracts=keeps), CONTRACTS: draft.contracts}
    folder = (here / SUITE).parent
    is_new = not folder.exists()
    written: list[Path] = []
    try:
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            if name != CONTRACTS or not keeps:
                write(here / name, text)
                written.append(here / name)
        write_baseline(here / BASELINE, draft.known, digests(draft.topology))
    except BaseException as error:
        for path in written:
            path.unlink()
        if is_new and folder.exists():
            folder.rmdir()
        if isinstance(error, OSError):
            raise Refusal(f"nothing was written: {error.filename or here}: {error.strerror}") from None
        raise
    return (TOPOLOGY, BASELINE, SUITE, *([] if keeps else [CONTRACTS]))
