"""The site builds without a warning, and has no broken link."""

import importlib.util
import os

import pytest

from tests.docs.pages import ROOT
from tests.docs.site import HTML, broken, build

# `make site` says so, lest a missing zensical looks like a site that is well.
IS_REQUIRED = os.environ.get("CONFORMANCE_SITE") == "required"
HAS_ZENSICAL = importlib.util.find_spec("zensical") is not None


@pytest.mark.skipif(not HAS_ZENSICAL and not IS_REQUIRED, reason="zensical is not installed; `make site` installs it")
def test_the_site_builds_without_broken_links() -> None:
    """A warning is an error, every link and anchor exists, and nothing is loaded from elsewhere."""
    done = build()

    assert done.returncode == 0, done.stdout + done.stderr
    assert list(broken(ROOT / HTML)) == []
    assert (ROOT / HTML / "index.html").is_file()
