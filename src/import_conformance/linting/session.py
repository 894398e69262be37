"""The reading of the code that all contracts of one run of `lint-imports` are judged by."""

import configparser
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from import_conformance.compiling.importlinter_text import (
    BASELINE,
    GRAPH_ROOT,
    SOURCE_ROOT,
    TOPOLOGY,
    Origin,
    compile_text,
)
from import_conformance.compiling.native import Native
from import_conformance.judging import session as judging
from import_conformance.judging.session import Request, Session
from import_conformance.model.codebase import Codebase
from import_conformance.model.finding import Finding
from import_conformance.model.verdict import Verdict
from import_conformance.reading.cache.index import usual_index
from import_conformance.reading.project.locating import Locator
from import_conformance.reporting.pytest_text import SuiteSentences

SECTION = "importlinter"
DEFAULT_NAMES = ("setup.cfg", ".importlinter")


class RefusedError(Exception):
    """No contract can be judged; the message says why and what to do."""


@dataclass(frozen=True)
class Config:
    """A configuration file of import-linter that was compiled from a topology."""

    path: Path
    text: str
    sections: Mapping[str, Mapping[str, str]]

    @property
    def origin(self) -> Origin:
        """The paths of what it was compiled from, as it states them."""
        session = self.sections[SECTION]
        return Origin(*(session.get(key, "") for key in (TOPOLOGY, SOURCE_ROOT, BASELINE)))

    @property
    def is_marked(self) -> bool:
        """Whether its roots name GRAPH_ROOT, which makes import-linter import our builder; old files do not."""
        return GRAPH_ROOT in self.sections[SECTION].get("root_packages", "").split()

    def located(self, path: str) -> Path | None:
        """Resolve a path of its origin from the current directory; None for one that is not given."""
        return self.path.parent / path if path else None

    @property
    def natives(self) -> Iterator[Native]:
        """Yield the two sides of each contract that import-linter judges by itself."""
        for name, options in self.sections.items():
            if name.startswith(f"{SECTION}:") and options.get("type") == "forbidden":
                sides = (tuple(options.get(key, "").split()) for key in ("source_modules", "forbidden_modules"))
                yield Native(*sides)


def find_config(*given: str | None) -> Config | None:
    """Find the compiled file among those that import-linter takes its contracts from, by its own rules.

    Returns:
        The file; None when no file names a topology.

    Raises:
        RefusedError: when several files do, because import-linter builds all graphs before it checks any contract.
    """
    named = [name for name in given if name]
    if not named:
        return _config_of(next((path for path in map(Path, DEFAULT_NAMES) if _sections(path)), None))
    configs = {path: _config_of(path) for path in map(Path, named) if not path.name.endswith(".toml")}
    found = [config for config in configs.values() if config]
    if len(found) > 1:
        both = f"{found[0].path} and {found[1].path}"
        raise RefusedError(f"{both} are both compiled from a topology: check one at a time")
    return found[0] if found else None


def _sections(path: Path) -> tuple[str, Mapping[str, Mapping[str, str]]] | None:
    """Read the text and the sections of a file with settings for import-linter; None for any other file."""
    if not path.is_file():
        return None
    parser = configparser.ConfigParser()
    text = path.read_text(encoding="utf-8", errors="replace")
    parser.read_string(text)
    return (text, {name: dict(parser[name]) for name in parser.sections()}) if parser.has_section(SECTION) else None


def _config_of(path: Path | None) -> Config | None:
    """Read a file as a configuration that names a topology; None for any other file."""
    read = _sections(path) if path else None
    config = Config(path, *read) if path and read else None
    return config if config and config.origin.topology else None


@dataclass(frozen=True)
class LintSession:
    """A compiled file of contracts, and the law and the code as they are now.

    Attributes:
        judged: What `conformance check` would judge by.
        wanted: The text that the file should have.
        natives: The contracts that import-linter judges by itself, whose findings ours do not repeat.
    """

    config: Config
    judged: Session
    wanted: str
    locator: Locator
    words: SuiteSentences
    natives: tuple[Native, ...]

    @property
    def codebase(self) -> Codebase:
        """The code that was judged."""
        return self.judged.codebase

    @property
    def verdict(self) -> Verdict:
        """The verdict on it."""
        return self.judged.verdict

    @property
    def difference(self) -> str:
        """How the file differs from what it should be; "" when it is current."""
        return self.words.difference(self.locator.file(self.config.path), self.config.text, self.wanted)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each finding occurs, known ones included."""
        return Counter(finding.fingerprint for finding in self.verdict.findings)

    def is_ours(self, finding: Finding) -> bool:
        """Whether a finding is reported by our contracts alone, and by none of import-linter's own."""
        imported = finding.details.get("imported")
        if finding.rule not in ("layers", "forbid") or not isinstance(imported, str):
            return True
        return not any(native.covers(finding.module, imported) for native in self.natives)

    def is_about(self, options: Mapping[str, object]) -> bool:
        """Whether the session was opened for the file of a contract, by the options that import-linter read there."""
        return Origin(*(str(options.get(key) or "") for key in (TOPOLOGY, SOURCE_ROOT, BASELINE))) == self.config.origin

    def gone(self) -> list[str]:
        """Return the modules that the file names and that do not exist any more."""
        roots = {package.partition(".")[0] for package in self.verdict.topology.source.packages}
        named = {name for native in self.natives for name in (*native.sources, *native.forbidden)}
        return sorted(name for name in named - self.codebase.modules if name.partition(".")[0] in roots)


def open_session(config: Config) -> LintSession:
    """Read the law and the code, and judge.

    Raises:
        TopologyError: when the law cannot be applied.
    """
    origin = config.origin
    topology = config.path.parent / origin.topology
    baseline, source_root = config.located(origin.baseline), config.located(origin.source_root)
    return session_of(
        config,
        judging.open_session(Request(topology, source_root, baseline, open_index=partial(usual_index, topology))),
    )


def session_of(config: Config, judged: Session) -> LintSession:
    """Compile the contracts of a session, to compare them with those of a file.

    Raises:
        TopologyError: when the law cannot be applied.
    """
    topology = judged.verdict.topology
    locator = Locator(judged.roots, Path.cwd(), judged.base, Path(topology.path))
    return LintSession(
        config,
        judged,
        compile_text(topology, judged.codebase, judged.known, judged.judgements, config.origin),
        locator,
        SuiteSentences(locator.file(Path(topology.path)), locator.source),
        tuple(config.natives),
    )
