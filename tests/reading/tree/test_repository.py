"""Paths with their links followed."""

import os
from pathlib import Path

import pytest

from import_conformance.reading.tree.repository import is_within, real_path


def test_a_link_that_vanishes_while_it_is_followed_is_a_path_like_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python's own function raises when a link is gone between two of its steps."""
    link = tmp_path / "link"
    link.symlink_to("/elsewhere")

    def vanish(path: str) -> str:
        raise FileNotFoundError(2, "No such file or directory", path)

    monkeypatch.setattr(os, "readlink", vanish)

    assert real_path(str(link)) == str(link)
    assert is_within(str(link), str(tmp_path))
