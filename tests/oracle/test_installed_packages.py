"""The comparison of `make oracle`, on packages that are installed beside the tool."""

from pathlib import Path

import pip
import pytest

from tests.oracle.comparing import KINDS, compare
from tests.oracle.disk import Disk
from tests.oracle.distributions import DISTRIBUTIONS, Distribution
from tests.oracle.extracting import extract

SITE = Path(pip.__file__).parents[1]
FAMILY = {
    "one/space/a/__init__.py": "from space import b, c\nimport space.c.d\n",
    "two/space/b.py": "from . import a\n",
}


@pytest.mark.parametrize("package", ["pip", "pytest", "_pytest", "yaml", "rich", "mypy"])
def test_no_difference_is_unexplained(package: str) -> None:
    """Files, imports with line and kind, and what is called missing agree, but for kinds that have a name."""
    comparison = compare(Distribution(package, (), (package,), SITE))

    assert comparison.differences.get("", []) == []
    assert comparison.edges


def test_a_portion_of_a_namespace_that_lies_elsewhere_is_not_missing(tmp_path: Path) -> None:
    """Of two roots, each with a portion, the third portion may be installed."""
    for path, text in FAMILY.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)

    found = extract(Disk([tmp_path / "one", tmp_path / "two"], ["space"]))

    assert {(edge.importer, edge.target) for edge in found.internal} >= {("space.a", "space.b"), ("space.b", "space.a")}
    assert found.missing == set()


def test_enough_distributions_are_compared_and_few_kinds_excuse_a_difference() -> None:
    """The table would say nothing with few distributions, or with a kind for everything."""
    assert len(DISTRIBUTIONS) >= 15
    assert len(KINDS) <= 5
    assert all("==" in wheel for distribution in DISTRIBUTIONS for wheel in distribution.wheels)
