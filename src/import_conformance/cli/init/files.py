"""The files that `init` writes: all of them or none."""

from pathlib import Path

from import_conformance.cli.errors import Refusal
from import_conformance.cli.init.draft import BASELINE, CONTRACTS, TOPOLOGY, Draft
from import_conformance.cli.init.suite_folder import CONTRACTS_MODULE, FOLDER, MODULES, SETUP, suite_files
from import_conformance.model.changes.loosening import digests
from import_conformance.writing.all_or_none import AllOrNone
from import_conformance.writing.baseline_file import baseline_text


def files_in_the_way(here: Path) -> list[str]:
    """Return the files that `init` would write and that are there already, by their names."""
    names = (TOPOLOGY, *(f"{FOLDER}/{name}" for name in MODULES), BASELINE, CONTRACTS)
    return [name for name in names if (here / name).exists()]


def write_all(draft: Draft, here: Path) -> tuple[str, ...]:
    """Write all files, or none, and return what was written, the suite as its folder."""
    keeps = (here / CONTRACTS).exists()
    texts = {TOPOLOGY: draft.text, **_suite(here, without_contracts=keeps)}
    if not keeps:
        texts[CONTRACTS] = draft.contracts
    try:
        with AllOrNone() as files:
            files.make_folder(here / FOLDER)
            for name, text in texts.items():
                _write(files, here / name, text)
            files.write(here / BASELINE, baseline_text(draft.session.known, digests(draft.session.topology)))
    except OSError as error:
        raise Refusal(f"nothing was written: {error.filename or here}: {error.strerror}") from None
    return (TOPOLOGY, BASELINE, f"{FOLDER}/", *([] if keeps else [CONTRACTS]))


def _write(files: AllOrNone, path: Path, text: str) -> None:
    try:
        files.write(path, text)
    except OSError as error:
        raise Refusal(f"{path} cannot be written: {error.strerror}") from None


def _suite(here: Path, *, without_contracts: bool) -> dict[str, str]:
    """Return the files of the suite; of a folder that holds tests of another kind, only its own modules."""
    folder = here / FOLDER
    is_taken = folder.is_dir() and any(path.suffix == ".py" or path.name in SETUP for path in folder.iterdir())
    left_out = {*(SETUP if is_taken else ()), *((CONTRACTS_MODULE,) if without_contracts else ())}
    return {path: text for path, text in suite_files().items() if path.rpartition("/")[2] not in left_out}
