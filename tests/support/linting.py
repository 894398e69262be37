"""Trees on disk with their law, compiled and judged by import-linter."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

from importlinter.application import use_cases
from importlinter.application.ports.reporting import Report

from import_conformance.compiling.importlinter_text import compile_text
from import_conformance.judging import session as judging
from import_conformance.linting.session import LintSession, find_config, open_session
from import_conformance.model.debt.ratchet import baseline_of
from import_conformance.model.laws.forbid import Forbid
from import_conformance.writing.baseline_file import write_baseline

LAW = """\
topology: 1
name: Test
source: {roots: [src], packages: [app], baseline: known.json}
layers:
  top: {modules: app.top}
  low: {modules: app.low}
  kit: {modules: app.kit}
allow:
  - top -> top low kit
  - {edge: low -> low, because: "it is 100% [bold]pure[/nope] :100:"}
  - {edge: low -> kit, kinds: [typing], because: names only}
  - kit -> kit
"""
SOURCES = {"src/app/top/a.py": "import app.low.b\n", "src/app/low/b.py": "", "src/app/kit.py": ""}
UPWARD = {"src/app/low/b.py": "x = 1\nimport app.top.a\n"}
BY_KIND = {"src/app/low/b.py": "import app.kit\n"}
PROJECT = Path(__file__).parents[2]
# The fields of a finding that all entry points report: law, path, line, imported.
Reported = tuple[str, str, int, str]


def plant(root: Path, sources: dict[str, str]) -> None:
    """Write files by path."""
    for path, text in sources.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), encoding="utf-8")


def conforming(root: Path) -> Path:
    """Write a conforming tree and compile it."""
    plant(root, SOURCES | {"topology.yaml": LAW})
    compile_into(root)
    return root


def compile_into(root: Path) -> str:
    """Compile the topology of a tree into its `.importlinter`, as the command line does."""
    session = judging.open_session(judging.Request(root / "topology.yaml"))
    text = compile_text(session.topology, session.codebase, session.known, session.judgements)
    (root / ".importlinter").write_text(text, encoding="ascii")
    return text


def tolerate(root: Path, most: int | None = None) -> None:
    """Write the findings of now to the baseline; `most` limits them to the first so many."""
    session = judging.open_session(judging.Request(root / "topology.yaml"))
    findings = sorted((f for judgement in session.judgements for f in judgement.findings), key=lambda f: f.order)
    assert session.baseline
    write_baseline(session.baseline, baseline_of(findings[:most], ()))


def lint(root: Path, *options: str, path: Path = PROJECT, **environment: str) -> tuple[int, str]:
    """Return exit code and output of plain `lint-imports`, from the heading of its contracts on."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", *options]
    variables = {"PATH": os.environ["PATH"], "COLUMNS": "200", "PYTHONPATH": str(path / "src"), **environment}
    done = subprocess.run(command, cwd=root, env=variables, capture_output=True, check=False, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


def report_here() -> tuple[Report, LintSession]:
    """Return import-linter's own report on the tree in the current directory, made in this process."""
    options = use_cases.read_user_options()
    # Up to 2.16 one function registers all types; from 2.17 on those that a file names are looked up in use.
    register = getattr(use_cases, "_register_contract_types", None)
    if register:
        register(options)
    else:
        use_cases._register_built_in_contract_types()
    config = find_config(None)
    assert config
    return use_cases.create_report(options), open_session(config)


def reported_by_contracts(report: Report, session: LintSession) -> list[list[Reported]]:
    """Return the breaches of import laws that each contract reports."""
    return [list(_reported(contract, check, session)) for contract, check in report.get_contracts_and_checks()]


def _reported(contract: object, check: object, session: LintSession) -> Iterator[Reported]:
    metadata = check.metadata  # type: ignore[attr-defined]  # import-linter's own
    bans = {law.id for law in session.verdict.topology.of(Forbid)}
    for pair in metadata.get("invalid_chains", ()):
        for ((link),) in pair["chains"]:
            importer, imported = link["importer"], link["imported"]
            law = contract.contract_options["id"]  # type: ignore[attr-defined]  # import-linter's own
            if law not in bans:
                places = session.codebase.places
                law = f"{places[importer].layer}-to-{places[imported].layer}"
            for line in link["line_numbers"]:
                yield law, session.codebase.paths[importer], line, imported
    yield from reported_by_engine(metadata.get("findings", ()), session)


def reported_by_engine(findings: object, session: LintSession) -> Iterator[Reported]:
    """Yield breaches of import laws among findings; contracts name only the top package of an external module."""
    for finding in findings:  # type: ignore[attr-defined]  # a sequence of findings
        if finding.rule in ("layers", "forbid") and "imported" in finding.details:
            imported = str(finding.details["imported"])
            inside = imported in session.codebase.modules
            yield finding.law, finding.path, finding.line, imported if inside else imported.partition(".")[0]
