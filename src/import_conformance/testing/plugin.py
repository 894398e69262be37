"""The pytest door: finds the topology, gives the suite its items, and tells GitHub where the findings are.

pytest loads this file in every run of the environment, whatever is tested there. So nothing else of this package is
imported, and nothing is read, before a function of the suite asks for its items. `-p no:conformance` switches it off.
"""

import os
from collections.abc import Generator
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from grimp import ImportGraph

    from import_conformance.model.codebase import Codebase
    from import_conformance.model.topology import Topology
    from import_conformance.model.verdict import Verdict
    from import_conformance.testing.suite import Item, Settings, Suite

# The parameter by which a function becomes part of the suite, wherever it stands.
PARAMETER = "conformance_item"
MARKERS = (
    "conformance: a law of the architecture",
    "critical: a law whose breach is critical",
    "high: a law whose breach is of high severity",
    "medium: a law whose breach is of medium severity",
    "low: a law whose breach is of low severity",
)
_SUITE: pytest.StashKey["Suite"] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the options of the other doors, and the same as keys of the ini file."""
    group = parser.getgroup(
        "conformance", "architecture conformance (pytest conformance/, or --pyargs import_conformance.suite)"
    )
    topology = "the law (default: topology.yaml here, or else in the root directory)"
    root = "stands in for the source roots of the topology"
    baseline = "the known findings (default: the topology's baseline)"
    # The destinations carry a prefix, so that another plugin's option may have the plain name inside.
    group.addoption("--topology", metavar="FILE", dest="conformance_topology", help=topology)
    group.addoption("--source-root", metavar="DIR", dest="conformance_source_root", help=root)
    group.addoption("--baseline", metavar="FILE", dest="conformance_baseline", help=baseline)
    group.addoption(
        "--no-baseline", action="store_true", dest="conformance_no_baseline", help="treat known findings as new ones"
    )
    parser.addini("conformance_topology", f"{topology}; relative to this file", default="")
    parser.addini("conformance_source_root", f"{root}; relative to this file", default="")
    parser.addini("conformance_baseline", f"{baseline}; relative to this file", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers, and refuse a command line or a folder that cannot work.

    Raises:
        UsageError: when a file named on the command line is not there, or another package has this one's name.
    """
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    for option, key in (("--topology", "topology"), ("--source-root", "source_root"), ("--baseline", "baseline")):
        given = _given(config, key)
        if given and not given.exists():
            raise pytest.UsageError(f"{option}: {given} does not exist")
    namesake = _namesake(config)
    if namesake and _topology(config):
        raise pytest.UsageError(
            f"{namesake} hides the installed package 'conformance', for it has the same name; delete its __init__.py "
            "or rename the folder"
        )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a function of the suite one item for each law and subject."""
    if PARAMETER in metafunc.fixturenames:
        items = _suite(metafunc.config).items(metafunc.function.__name__)
        metafunc.parametrize(PARAMETER, [item.parameter() for item in items])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Drop what stands in for no item at all, and say one thing once: after -k and -m had their choice."""
    if _SUITE not in config.stash:
        return
    asked = {id(item): _asked(item) for item in items}
    chosen = _suite(config).chosen([(getattr(item, "originalname", ""), asked[id(item)]) for item in items])
    items[:] = [item for item, is_chosen in zip(items, chosen, strict=True) if is_chosen]
    for item in items:
        mine = asked[id(item)]
        if mine:
            item.user_properties += mine.properties


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Let the report carry what the summary needs: it alone reaches the controller of pytest-xdist."""
    report = yield
    if call.when == "call" and _SUITE in item.config.stash:
        asked = _asked(item)
        if asked:
            report.conformance_ledger = _suite(item.config).ledger
            report.conformance_notices = list(asked.notices) if report.failed else []
    return report


def pytest_terminal_summary(terminalreporter: "pytest.TerminalReporter", config: pytest.Config) -> None:
    """Say how many files were judged, and annotate the new findings where GitHub runs the tests."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    ledgers = [ledger for report in reports if (ledger := getattr(report, "conformance_ledger", ""))]
    if ledgers and config.get_verbosity() >= 0:
        terminalreporter.write_line(ledgers[0])
    if os.environ.get("GITHUB_ACTIONS") == "true" and not hasattr(config, "workerinput"):
        notices = [tuple(notice) for report in reports for notice in getattr(report, "conformance_notices", ())]
        for _, path, line, title, message in sorted(notices):
            file = _escaped(_in_repository(path, config), ":,")
            place = f"file={file},line={line},title={_escaped(title, ':,')}"
            terminalreporter.write_line(f"::error {place}::{_escaped(message)}")


@pytest.fixture(scope="session")
def arch_topology(request: pytest.FixtureRequest) -> "Topology":
    """The law, for laws of your own."""
    return _suite(request.config).case().topology


@pytest.fixture(scope="session")
def arch_codebase(request: pytest.FixtureRequest) -> "Codebase":
    """The code base under the law: modules, places and imports, for laws of your own."""
    return _suite(request.config).case().codebase


@pytest.fixture
def arch_graph(request: pytest.FixtureRequest) -> "ImportGraph":
    """The grimp graph of the imports that were judged, for questions about chains; each test has one of its own."""
    return deepcopy(_suite(request.config).case().codebase.graph)


@pytest.fixture(scope="session")
def arch_verdict(request: pytest.FixtureRequest) -> "Verdict":
    """What the laws found, known findings marked."""
    return _suite(request.config).verdict()


@pytest.fixture(scope="session")
def topology(arch_topology: "Topology") -> "Topology":
    """The law: `arch_topology` by a short name, which a fixture of your own may take."""
    return arch_topology


@pytest.fixture(scope="session")
def codebase(arch_codebase: "Codebase") -> "Codebase":
    """The code base: `arch_codebase` by a short name, which a fixture of your own may take."""
    return arch_codebase


def _suite(config: pytest.Config) -> "Suite":
    """The suite of this run; reads the code base when it is asked for the first time."""
    if _SUITE not in config.stash:
        from import_conformance.testing.suite import Suite

        config.stash[_SUITE] = Suite(_settings(config))
    return config.stash[_SUITE]


def _settings(config: pytest.Config) -> "Settings":
    from import_conformance.testing.suite import Settings

    keys = ("topology", "source_root", "baseline")
    source_root, baseline = (_given(config, key) or _from_ini(config, key) for key in keys[1:])
    without = bool(config.getoption("conformance_no_baseline"))
    return Settings(
        _topology(config),
        config.invocation_params.dir,
        source_root,
        baseline,
        use_baseline=not without,
        is_as_committed=not without and not any(_given(config, key) for key in keys),
    )


def _topology(config: pytest.Config) -> Path | None:
    """The topology file that was named, or else the one that is found; None where there is none."""
    named = _given(config, "topology") or _from_ini(config, "topology")
    if named:
        return named
    found = (directory / "topology.yaml" for directory in (config.invocation_params.dir, config.rootpath))
    return next((path for path in found if path.is_file()), None)


def _given(config: pytest.Config, key: str) -> Path | None:
    """A path from the command line. Not relative to rootdir: an option's value takes part in finding that."""
    value = config.getoption(f"conformance_{key}")
    return config.invocation_params.dir / value if value else None


def _from_ini(config: pytest.Config, key: str) -> Path | None:
    value = config.getini(f"conformance_{key}")
    return (config.inipath.parent if config.inipath else config.invocation_params.dir) / value if value else None


def _namesake(config: pytest.Config) -> Path | None:
    """A package `conformance` that is not this one. This file in it tells a checkout of ours from a stranger."""
    folders = (directory / "conformance" for directory in (config.invocation_params.dir, config.rootpath))
    is_other = (f for f in folders if (f / "__init__.py").is_file() and not (f / Path(__file__).name).is_file())
    return next(is_other, None)


def _asked(item: pytest.Item) -> "Item | None":
    """What the suite asks by this item; None for a stranger's."""
    callspec = getattr(item, "callspec", None)
    asked: Item | None = callspec.params.get(PARAMETER) if callspec else None
    return asked


def _in_repository(path: str, config: pytest.Config) -> str:
    """A path from where pytest was started, as GitHub wants it: from the top of the checkout."""
    top = os.environ.get("GITHUB_WORKSPACE")
    absolute = Path(os.path.normpath(config.invocation_params.dir / path))
    return absolute.relative_to(top).as_posix() if top and absolute.is_relative_to(top) else path


def _escaped(text: str, also: str = "") -> str:
    """Text for a GitHub workflow command: `%` first, then what would end the value."""
    for character in f"%\r\n{also}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
