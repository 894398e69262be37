"""The files for GitHub are valid under the schemas that check-jsonschema ships."""

import subprocess
import sys

import pytest

from tests.packaging.conftest import ROOT, needs

FILES = {
    "vendor.github-actions": "action.yml",
    "vendor.github-workflows": ".github/workflows/*.yml",
    "custom.github-workflows-require-timeout": ".github/workflows/*.yml",
    "vendor.dependabot": ".github/dependabot.yml",
    "vendor.github-issue-config": ".github/ISSUE_TEMPLATE/config.yml",
    "vendor.github-issue-forms": ".github/ISSUE_TEMPLATE/[!c]*.yml",
}


@pytest.mark.parametrize("schema", FILES)
def test_a_file_is_valid_under_the_schema_of_github(schema: str) -> None:
    """No key is misspelt or missing."""
    needs("check_jsonschema")
    files = sorted(ROOT.glob(FILES[schema]))
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)

    assert files
    assert done.returncode == 0, done.stdout
