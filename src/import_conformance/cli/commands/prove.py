"""`conformance prove`: try to make each law and each contract fail, and report with what."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import click

from import_conformance.cli import completion
from import_conformance.cli.errors import CONFORMS, FINDINGS, Refusal
from import_conformance.cli.options import Target, about_code, exits, with_format, with_quiet

if TYPE_CHECKING:
    from import_conformance.linting.session import Config
    from import_conformance.model.answers.proof import Proofs
    from import_conformance.model.progress import ProgressCallback
    from import_conformance.model.topology import Topology
    from import_conformance.proving.contracts import ContractsFile
    from import_conformance.proving.laws import ProofMaterial

PROVEN = exits("each law and contract can fail", "one of them cannot")


class ContractsBeside(NamedTuple):
    """The contracts beside a topology; without any for this topology, `note` states why."""

    file: "ContractsFile | None" = None
    note: str = ""
    problems: tuple[str, ...] = ()


@click.command(epilog=PROVEN)
@click.argument("laws", metavar="[LAW]...", nargs=-1, shell_complete=completion.laws)
@about_code
@with_format("text", "json")
@with_quiet
def prove(target: Target, laws: tuple[str, ...], *, form: str, quiet: bool) -> int:
    """Change a copy of the code, in memory, until each law and each contract in .importlinter fails.

    Of the laws and contracts, only the LAWs with these ids when any are given. One that cannot be made to fail protects
    nothing: it is reported with the reason.
    """
    from import_conformance.cli.output import show
    from import_conformance.cli.progress import progress_line
    from import_conformance.reporting.answers import proof
    from import_conformance.reporting.escaping import terminal

    with progress_line() as report_progress:
        proofs = _proofs(laws, target, report_progress)
    if form == "json":
        show(proof.to_json(proofs))
    else:
        show(f"{terminal(proof.summary(proofs))}\n" if quiet else proof.text(proofs))
    return CONFORMS if proofs.is_whole else FINDINGS


def _proofs(laws: tuple[str, ...], target: Target, report_progress: "ProgressCallback") -> "Proofs":
    import configparser

    from import_conformance.cli import verbose
    from import_conformance.cli.session import refuse_unknown
    from import_conformance.judging.session import Request, open_session
    from import_conformance.linting.currency import contracts_path
    from import_conformance.model.answers.proof import Proofs
    from import_conformance.proving.contracts import prove_contracts
    from import_conformance.proving.laws import ProofMaterial, prove_laws

    session = open_session(
        Request(target.topology, target.source_root, target.baseline, report_progress=report_progress)
    )
    topology, files = session.topology, len(session.codebase.files)
    verbose.report(lambda: {"law": verbose.law(topology), "code": verbose.code(topology, session.base, files)})
    ground = ProofMaterial(session)
    try:
        beside = _beside(ground, target)
        refuse_unknown(laws, _ids(ground, beside.file), "law or contract")
        contracts = prove_contracts(beside.file, laws, report_progress) if beside.file else ()
    except (configparser.Error, FileNotFoundError, KeyError) as error:
        # import-linter raises the last two for a file without its section, or without root packages.
        raise Refusal(f"{contracts_path(topology)} cannot be read as contracts: {error}") from None
    name = str(beside.file.path) if beside.file else ""
    proven = prove_laws(ground, laws, report_progress)
    return Proofs(topology.path, proven, contracts, name, beside.note, beside.problems)


def _beside(ground: "ProofMaterial", target: Target) -> ContractsBeside:
    """Find the contracts beside the topology."""
    from import_conformance.linting.currency import contracts_path
    from import_conformance.linting.session import find_config, session_of
    from import_conformance.proving.contracts import ContractsFile

    topology = ground.session.topology
    path = contracts_path(topology)
    if not path.is_file():
        return ContractsBeside(note=f"there is no {path}")
    config = find_config(str(path))
    if config is None:
        return ContractsBeside(ContractsFile(path, ground, None))
    if not _is_for(config, topology, target):
        return ContractsBeside(note=f"{path} is compiled for another topology, source root or baseline")
    session = session_of(config, ground.session)
    problems = (session.difference.replace("\n", "; "),) if session.difference else ()
    return ContractsBeside(ContractsFile(path, ground, session), problems=problems)


def _is_for(config: "Config", topology: "Topology", target: Target) -> bool:
    """Whether a file was compiled for the law, the code and the baseline that the command was given."""
    from import_conformance.judging.judge import baseline_path

    written = (config.located(config.origin.topology), config.located(config.origin.source_root))
    baselines = (
        baseline_path(topology, config.located(config.origin.baseline)),
        baseline_path(topology, target.baseline),
    )
    pairs = (*zip(written, (target.topology, target.source_root), strict=True), baselines)
    return all(one == other or (one and other and one.resolve() == other.resolve()) for one, other in pairs)


def _ids(ground: "ProofMaterial", file: "ContractsFile | None") -> Iterator[str]:
    """Yield the ids that LAW may name: of every law, and of every contract in the file."""
    yield from (judgement.id for judgement in ground.judgements)
    if file:
        yield from (options["id"] for options in file.options.contracts_options)
