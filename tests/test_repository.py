"""The files around the package agree with it and with each other."""

import re
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

import import_conformance
from tests.matrix.combinations import promised
from tests.oldest import oldest
from tests.release_check import faults

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
OURS = "Copyright 2026 The import-conformance authors"
BLANK = "Copyright [yyyy] [name of copyright owner]"
APACHE = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
SARIF = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
# Its authors ask users to name the branch; every other action is pinned to a commit.
NAMED_BY_BRANCH = {"pypa/gh-action-pypi-publish@release/v1"}
CHANGES = (
    "# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2027-01-31\n\n### Added\n\n- A thing.\n\n## [1.1.0] - 2026-12-01\n"
)


def digest(text: bytes) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return sha256(text).hexdigest()


def jobs(workflow: Path) -> Iterator[dict[str, object]]:
    """The jobs of a workflow."""
    yield from yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"].values()


def steps(workflow: Path) -> Iterator[dict[str, str]]:
    """The steps of a workflow's jobs."""
    for job in jobs(workflow):
        yield from job["steps"]  # type: ignore[misc]  # a list of mappings, by the schema of workflows


def test_the_licence_is_apache_2_0_word_for_word() -> None:
    """Only the copyright line differs from the text of the Apache Software Foundation."""
    licence = (ROOT / "LICENSE").read_bytes()

    assert licence.count(OURS.encode()) == 1
    assert digest(licence.replace(OURS.encode(), BLANK.encode())) == APACHE
    assert (PROJECT["license"], PROJECT["license-files"]) == ("Apache-2.0", ["LICENSE"])


def test_the_sarif_schema_is_unchanged_and_has_its_notice() -> None:
    """The SARIF schema may be copied only unchanged and with its notice."""
    folder = ROOT / "tests/reporting/machine"

    assert digest((folder / "sarif-schema-2.1.0.json").read_bytes()) == SARIF
    assert "Copyright © OASIS Open" in (folder / "README.md").read_text(encoding="utf-8")


def test_pages_name_the_current_version() -> None:
    """Versions in lines to copy (`rev: v…`, `import-conformance@v…`) are the current one."""
    said = [
        found for page in PAGES for found in re.findall(r"(?:rev: |conformance@)v([\d.]+\d)", page.read_text("utf-8"))
    ]

    assert set(said) == {import_conformance.__version__}


def test_every_make_target_that_is_named_exists() -> None:
    """Targets named in workflows, in CI and in pages exist."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    texts = [path.read_text(encoding="utf-8") for path in (*WORKFLOWS, ROOT / ".ci/run", *PAGES) if path.exists()]
    named = {
        target for text in texts for target in re.findall(r"(?:^|[`$;:&] ?|\{ )make ([a-z-]+)", text, re.MULTILINE)
    }

    assert named >= {"test", "lint", "package"}
    assert named - targets == set()


def test_ci_tests_every_python_that_is_promised() -> None:
    """Matrix, classifiers and lower bound agree, and the oldest Python runs with the oldest dependencies."""
    (matrix,) = (job["strategy"]["matrix"] for job in jobs(ROOT / ".github/workflows/tests.yml") if "strategy" in job)  # type: ignore[index]  # by the schema of workflows
    named = promised()

    assert matrix["python"] == named
    assert PROJECT["requires-python"] == f">={named[0]}"
    assert matrix["include"] == [{"python": named[0], "dependencies": "oldest"}]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_have_minimal_permissions(workflow: Path) -> None:
    """Workflows only read, pin their actions to commits, and put no expression into scripts."""
    whole = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    actions = [step["uses"] for step in steps(workflow) if "uses" in step]

    assert whole["permissions"] == {"contents": "read"}
    assert [each for each in actions if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", each)] == sorted(
        NAMED_BY_BRANCH & set(actions)
    )
    assert [step["run"] for step in steps(workflow) if "${{" in step.get("run", "")] == []


def test_only_the_publishing_job_has_an_identity_token() -> None:
    """Trusted publishing needs one job, one permission and no secret."""
    granted = [job["permissions"] for workflow in WORKFLOWS for job in jobs(workflow) if "permissions" in job]

    assert granted == [{"id-token": "write"}]
    assert [path.name for path in WORKFLOWS if "secrets." in path.read_text(encoding="utf-8")] == []


def test_entry_points_can_be_loaded() -> None:
    """The command and the pytest plugin can be loaded."""
    groups = {"console_scripts": PROJECT["scripts"], "pytest11": PROJECT["entry-points"]["pytest11"]}

    for group, names in groups.items():
        for name, value in names.items():
            (found,) = (each for each in entry_points(group=group, name=name) if each.value == value)
            assert found.load()


def test_every_dependency_has_a_lower_bound_that_can_be_tried() -> None:
    """`make oldest` installs one exact version of each dependency, on any Python."""
    names = list(dict.fromkeys(Requirement(line).name for line in PROJECT["dependencies"]))
    for python in promised():
        pinned = [Requirement(line) for line in oldest(python)]

        assert [each.name for each in pinned] == names
        assert {len(each.specifier) for each in pinned} == {1}


@pytest.mark.parametrize(
    ("tag", "version", "said"),
    [
        ("v1.2.0", "1.2.0", []),
        ("1.2.0", "1.2.0", ["the tag is 1.2.0 and the version 1.2.0: they must be v1.2.0 and 1.2.0"]),
        (
            "v1.3.0",
            "1.3.0",
            ["CHANGELOG.md has no section `## [1.3.0] - YYYY-MM-DD`: move there what is unreleased"],
        ),
        ("v1.1.0", "1.1.0", ["CHANGELOG.md says nothing about 1.1.0"]),
    ],
)
def test_tag_version_and_changelog_must_agree(tag: str, version: str, said: list[str]) -> None:
    """A release is refused unless tag, version and changelog agree."""
    assert faults(tag, version, CHANGES) == said
