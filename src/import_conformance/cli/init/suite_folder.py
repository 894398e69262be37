"""The folder `conformance/` of a project: small modules that pytest collects, and settings of its own."""

FOLDER = "conformance"
# A project whose contracts are its own leaves it out, so that none promises that they are compiled.
CONTRACTS_MODULE = "test_architecture_contracts.py"
# For the folder as a whole. Where one is there already with tests of another kind, it stays as it was set up.
PYTEST_INI = "pytest.ini"
SETUP = {
    PYTEST_INI: """\
# Settings of `pytest conformance/`: pytest reads this file in place of the project's settings and conftest.py.
# Each module takes a whole group of laws by a star, so that kinds of law that a later version knows are tested, too.
[pytest]
addopts = --import-mode=importlib --strict-config --strict-markers
conformance_topology = ../topology.yaml
""",
}
_GROUPS = {
    "baseline": "The known findings: each is an expected failure, and one that is gone must be removed.",
    "contracts": "The contracts for import-linter: .importlinter is what topology.yaml compiles to.",
    "conventions": "How code is written: names, headers and calls.",
    "layers": "What may import what: layers, bans and cycles.",
    "obligations": "What must be imported, and what has one place only.",
    "rules": "The laws that hold in every code base, those of your own rules, and all others.",
}
# The folder has no `__init__.py`, or setuptools would ship it as a package; so pytest wants names that no test of the
# project has.
MODULES = {
    f"test_architecture_{group}.py": f'"""{doc}"""\n\nfrom import_conformance.suite.{group} import *  # noqa: F403\n'
    for group, doc in _GROUPS.items()
}


def suite_files() -> dict[str, str]:
    """Return the texts of a new folder, by their paths from the directory of the topology."""
    return {f"{FOLDER}/{name}": text for name, text in sorted((SETUP | MODULES).items())}
