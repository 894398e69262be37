"""The trees themselves: each has a test, and stands on disk as its text says."""

import re
from pathlib import Path

from tests.cases.tree import TREES, plant

HERE = Path(__file__).parent


def test_every_tree_has_a_test() -> None:
    """By the number in the name of the test."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(HERE.glob("test_*.py"))]
    tested = re.findall(r"^def test_(\d+[a-z]?)_", "".join(texts), re.MULTILINE)

    assert sorted(tested) == sorted(path.name.partition("-")[0] for path in TREES.glob("*.txt"))


def test_bytes_and_links_are_as_the_text_has_them(tmp_path: Path) -> None:
    """Escapes stand for bytes, the end of a line can be left out, and an arrow makes a link."""
    encodings, links = plant("17", tmp_path / "a"), plant("31b", tmp_path / "b")

    assert (encodings.home / "src/app/api/e_cr.py").read_bytes() == b"x = 1\rfrom app.store import S\r"
    assert (encodings.home / "src/app/api/j_nonl.py").read_bytes() == b"from app.store import S"
    assert (links.home / "pilot/drive").is_symlink()
    assert (links.home / "pilot/drive/car.py").read_text() == "from pilot.system import hw\n"
