"""The example architectures of docs/gallery conform, and each of their laws can fail."""

from pathlib import Path

import pytest

from tests.docs.trees import grow
from tests.support.tiny import run

GALLERY = Path(__file__).parents[1] / "examples/gallery"
NAMES = sorted(path.name for path in GALLERY.iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_an_example_conforms_and_each_of_its_laws_can_fail(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An example has no finding as it is, and for each law a change that breaks it."""
    monkeypatch.chdir(grow(f"examples/gallery/{name}", tmp_path / name))

    assert (run("check").exit_code, run("prove").exit_code) == (0, 0)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_has_a_page(name: str) -> None:
    """Each example has a page under its own name."""
    assert (GALLERY.parents[1] / f"docs/gallery/{name}.md").is_file()
