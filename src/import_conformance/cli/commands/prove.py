"""What `prove` does, apart from its options: try to make each law and each contract fail, and say with what."""

import configparser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from import_conformance.cli import verbose
from import_conformance.cli.progress import shown
from import_conformance.cli.session import CONFORMS, FINDINGS, Refusal, Target, contracts_path, refuse_unknown, show
from import_conformance.judging.judge import baseline_path, open_topology
from import_conformance.linting.session import Config, find_config, session_of
from import_conformance.model.answers.proof import Proofs
from import_conformance.model.progress import ProgressCallback
from import_conformance.model.topology import Topology
from import_conformance.proving.contracts import File, prove_contracts
from import_conformance.proving.laws import ProofMaterial, prove_laws
from import_conformance.reading.codebase import read_material
from import_conformance.reporting.answers import proof
from import_conformance.reporting.escaping import terminal

FORMATS = {"text": proof.text, "json": proof.to_json}


def prove(laws: tuple[str, ...], target: Target, form: str, *, quiet: bool) -> int:
    """Prove every law and contract, or only those with these ids; the exit code says whether all of them can fail."""
    with shown() as tell:
        proofs = _proofs(laws, target, tell)
    show(f"{terminal(proof.summary(proofs))}\n" if quiet and form == "text" else FORMATS[form](proofs))
    return CONFORMS if proofs.is_whole else FINDINGS


def _proofs(laws: tuple[str, ...], target: Target, tell: ProgressCallback) -> Proofs:
    topology, base = open_topology(target.topology, target.source_root)
    ground = ProofMaterial(topology, read_material(topology, base, on_progress=tell))
    files = len(ground.case.codebase.files)
    verbose.tell(lambda: {"law": verbose.law(topology), "code": verbose.code(topology, base, files)})
    try:
        beside = _beside(ground, base, target)
        refuse_unknown(laws, _ids(ground, beside.file), "law or contract")
        contracts = prove_contracts(beside.file, laws, tell) if beside.file else ()
    except (configparser.Error, FileNotFoundError, KeyError) as error:
        # The last two are import-linter's words for a file without its section, or without root packages.
        raise Refusal(f"{contracts_path(topology)} cannot be read as contracts: {error}") from None
    name = str(beside.file.path) if beside.file else ""
    return Proofs(topology.path, prove_laws(ground, laws, tell), contracts, name, beside.note, beside.problems)


@dataclass(frozen=True)
class _Beside:
    """The contracts beside a topology. note: why there are none to try; problems: what is wrong with their file."""

    file: File | None = None
    note: str = ""
    problems: tuple[str, ...] = ()


def _beside(ground: ProofMaterial, base: Path, target: Target) -> _Beside:
    path = contracts_path(ground.topology)
    if not path.is_file():
        return _Beside(note=f"there is no {path}")
    config = find_config(str(path))
    if config is None:
        return _Beside(File(path, ground, None))
    if not _is_about(config, ground.topology, target):
        return _Beside(note=f"{path} is compiled for another topology, source root or baseline")
    session = session_of(config, ground.topology, base, ground.case.codebase)
    problems = (session.difference.replace("\n", "; "),) if session.difference else ()
    return _Beside(File(path, ground, session), problems=problems)


def _is_about(config: Config, topology: Topology, target: Target) -> bool:
    """True when the file was compiled for the law, the code and the baseline that the command is about."""
    written = (config.located(config.origin.topology), config.located(config.origin.source_root))
    baselines = (
        baseline_path(topology, config.located(config.origin.baseline)),
        baseline_path(topology, target.baseline),
    )
    pairs = (*zip(written, (target.topology, target.source_root), strict=True), baselines)
    return all(one == other or (one and other and one.resolve() == other.resolve()) for one, other in pairs)


def _ids(ground: ProofMaterial, file: File | None) -> Iterator[str]:
    """What can be asked for: every law, and every contract of the file."""
    yield from (judgement.id for judgement in ground.judgements)
    if file:
        yield from (options["id"] for options in file.options.contracts_options)
