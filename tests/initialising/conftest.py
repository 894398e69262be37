"""Each test of `init` works in a directory with a small application."""

from pathlib import Path

import pytest

from tests.initialising.place import SHOP


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a directory with a shop of three modules."""
    home = tmp_path / "place"
    (home / "shop").mkdir(parents=True)
    for name, text in SHOP.items():
        (home / f"shop/{name}.py").write_text(text)
    monkeypatch.chdir(home)
    return home
