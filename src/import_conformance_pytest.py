"""The pytest plugin: finds the topology, gives the suite its items, and annotates findings on GitHub.

pytest loads this file in every run of the environment, whatever is tested there. So it lies outside the package, and
neither imports the package nor reads a file before a function of the suite requests its items. `-p no:conformance`
switches it off.
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
    from import_conformance.testing.suite import Suite, SuiteItem, SuiteSettings

# The parameter by which a function becomes part of the suite, wherever it stands.
PARAMETER = "conformance_item"
PACKAGE = "import_conformance"
MARKERS = (
    "conformance: a law of the architecture",
    "critical: a law whose breach is critical",
    "high: a law whose breach is of high severity",
    "medium: a law whose breach is of medium severity",
    "low: a law whose breach is of low severity",
)
_SUITE: pytest.StashKey["Suite"] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the command-line options, and ini keys for the same."""
    group = parser.getgroup(
        "conformance", "architecture conformance (pytest conformance/, or --pyargs import_conformance.suite)"
    )
    topology = "the law (default: topology.yaml here, in the root directory, or in the folder above it)"
    root = "stands in for the source roots of the topology"
    baseline = "the known findings (default: the topology's baseline)"
    # All names have a prefix: a conftest.py that adds an option of a name that is taken would end the run.
    group.addoption("--conformance-topology", metavar="FILE", dest="conformance_topology", help=topology)
    group.addoption("--conformance-source-root", metavar="DIR", dest="conformance_source_root", help=root)
    group.addoption("--conformance-baseline", metavar="FILE", dest="conformance_baseline", help=baseline)
    group.addoption(
        "--conformance-no-baseline",
        action="store_true",
        dest="conformance_no_baseline",
        help="treat known findings as new ones",
    )
    parser.addini("conformance_topology", f"{topology}; relative to this file", default="")
    parser.addini("conformance_source_root", f"{root}; relative to this file", default="")
    parser.addini("conformance_baseline", f"{baseline}; relative to this file", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers, and refuse a command line or a folder that cannot work.

    Raises:
        UsageError: When a file named on the command line is missing, or another package has the name of this one.
    """
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    for option, key in (
        ("--conformance-topology", "topology"),
        ("--conformance-source-root", "source_root"),
        ("--conformance-baseline", "baseline"),
    ):
        given = _given(config, key)
        if given and not given.exists():
            raise pytest.UsageError(f"{option}: {given} does not exist")
    shadowing = _shadowing_package(config)
    if shadowing and _topology(config):
        raise pytest.UsageError(
            f"{shadowing} hides the installed package '{PACKAGE}' because it has the same name; delete its __init__.py "
            "or rename the folder"
        )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a function of the suite one item for each law and subject."""
    if PARAMETER in metafunc.fixturenames:
        items = _suite(metafunc.config).items(metafunc.function.__name__)
        metafunc.parametrize(PARAMETER, [item.parameter() for item in items])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Drop placeholder items, and report a topology error once; runs after -k and -m have deselected items."""
    if _SUITE not in config.stash:
        return
    ours = {id(item): _suite_item(item) for item in items}
    chosen = _suite(config).chosen([(getattr(item, "originalname", ""), ours[id(item)]) for item in items])
    items[:] = [item for item, is_chosen in zip(items, chosen, strict=True) if is_chosen]
    for item in items:
        suite_item = ours[id(item)]
        if suite_item:
            item.user_properties += suite_item.properties


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Attach what the summary needs to the report, which alone reaches the controller of pytest-xdist."""
    report = yield
    if call.when == "call" and _SUITE in item.config.stash:
        suite_item = _suite_item(item)
        if suite_item:
            report.conformance_ledger = _suite(item.config).ledger
            report.conformance_notices = list(suite_item.notices) if report.failed else []
    return report


def pytest_terminal_summary(terminalreporter: "pytest.TerminalReporter", config: pytest.Config) -> None:
    """Print how many files were judged, and annotate the new findings on GitHub."""
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


def _suite(config: pytest.Config) -> "Suite":
    """Return the suite of this run; the first call creates it."""
    if _SUITE not in config.stash:
        from import_conformance.testing.suite import Suite

        config.stash[_SUITE] = Suite(_settings(config))
    return config.stash[_SUITE]


def _settings(config: pytest.Config) -> "SuiteSettings":
    from import_conformance.testing.suite import SuiteSettings

    keys = ("topology", "source_root", "baseline")
    source_root, baseline = (_given(config, key) or _from_ini(config, key) for key in keys[1:])
    without = bool(config.getoption("conformance_no_baseline"))
    return SuiteSettings(
        _topology(config),
        config.invocation_params.dir,
        source_root,
        baseline,
        use_baseline=not without,
        is_as_committed=not without and not any(_given(config, key) for key in keys),
    )


def _topology(config: pytest.Config) -> Path | None:
    """Return the topology file that was named, or else the one that is found; None where there is none.

    The folder above the root directory counts, because a suite folder with its own ini file is the root directory.
    """
    named = _given(config, "topology") or _from_ini(config, "topology")
    if named:
        return named
    folders = (config.invocation_params.dir, config.rootpath, *([config.rootpath.parent] if config.inipath else []))
    return next((path for folder in folders if (path := folder / "topology.yaml").is_file()), None)


def _given(config: pytest.Config, key: str) -> Path | None:
    """Return a path from the command line; not relative to rootdir, which options help to determine."""
    value = config.getoption(f"conformance_{key}")
    return config.invocation_params.dir / value if value else None


def _from_ini(config: pytest.Config, key: str) -> Path | None:
    """Return a path from the ini file of this run, or else from the project's pyproject.toml above it."""
    name = f"conformance_{key}"
    value: str = config.getini(name)
    if value:
        return (config.inipath.parent if config.inipath else config.invocation_params.dir) / value
    project = _project_above(config)
    of_project = _ini_keys(project).get(name) if project else None
    return project.parent / of_project if project and isinstance(of_project, str) and of_project else None


def _project_above(config: pytest.Config) -> Path | None:
    """Return the nearest pyproject.toml above the ini file of this run; None for none."""
    if config.inipath is None:
        return None
    files = (folder / "pyproject.toml" for folder in config.inipath.parent.parents)
    return next((path for path in files if path.is_file()), None)


def _ini_keys(project: Path) -> dict[str, Any]:
    """Return the pytest settings in a pyproject.toml.

    Raises:
        UsageError: When it cannot be read; without its keys something else might be judged.
    """
    import tomllib

    try:
        tool = tomllib.loads(project.read_text(encoding="utf-8")).get("tool", {})
    except (OSError, ValueError) as error:
        raise pytest.UsageError(f"{project}: {error}") from None
    section = tool.get("pytest", {})
    return {**section, **section.get("ini_options", {})}


def _shadowing_package(config: pytest.Config) -> Path | None:
    """Return a package with our name that is not ours; a checkout of ours has this file beside the package."""
    above = (config.invocation_params.dir, config.rootpath)
    plugin = Path(__file__).name
    others = (folder / PACKAGE for folder in above if not (folder / plugin).is_file())
    return next((package for package in others if (package / "__init__.py").is_file()), None)


def _suite_item(item: pytest.Item) -> "SuiteItem | None":
    """Return the item of the suite that a test was parametrized with; None for other tests."""
    callspec = getattr(item, "callspec", None)
    suite_item: SuiteItem | None = callspec.params.get(PARAMETER) if callspec else None
    return suite_item


def _in_repository(path: str, config: pytest.Config) -> str:
    """Convert a path relative to the start directory of pytest to one relative to the checkout, as GitHub requires."""
    top = os.environ.get("GITHUB_WORKSPACE")
    absolute = Path(os.path.normpath(config.invocation_params.dir / path))
    return absolute.relative_to(top).as_posix() if top and absolute.is_relative_to(top) else path


def _escaped(text: str, also: str = "") -> str:
    """Escape text for a GitHub workflow command: `%` first, then the characters that would end the value."""
    for character in f"%\r\n{also}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
