"""Lines of source to be shown beside findings, from files that may have changed since."""

from pathlib import Path

from import_conformance.reading.excerpts.single_lines import excerpts


def test_excerpts_hold_the_requested_lines_without_surrounding_whitespace(tmp_path: Path) -> None:
    """Lines are counted from 1; a blank line, and one beyond the end, is left out."""
    (tmp_path / "a.py").write_text("import b\n\n    call()  ")

    assert excerpts([tmp_path], {"a.py": {1, 2, 3, 99, 0}}) == {("a.py", 1): "import b", ("a.py", 3): "call()"}


def test_a_long_line_is_cut(tmp_path: Path) -> None:
    """160 characters are shown, and the last one says that there are more."""
    (tmp_path / "a.py").write_text(f"x = '{'y' * 500}'\n")

    assert excerpts([tmp_path], {"a.py": [1]}) == {("a.py", 1): f"x = '{'y' * 154}…"}


def test_a_file_is_read_from_the_first_root_that_holds_it(tmp_path: Path) -> None:
    """Later source roots with a file of that path are not read."""
    for root, text in (("one", ""), ("two", "two\n"), ("three", "three\n")):
        (tmp_path / root).mkdir()
        if text:
            (tmp_path / root / "a.py").write_text(text)
    roots = [tmp_path / root for root in ("one", "two", "three")]

    assert excerpts(roots, {"a.py": [1]}) == {("a.py", 1): "two"}


def test_a_file_that_cannot_be_read_has_no_excerpt(tmp_path: Path) -> None:
    """A file that was deleted, became a folder or is no longer text gives no excerpt and no error."""
    (tmp_path / "folder.py").mkdir()
    (tmp_path / "binary.py").write_bytes(b"\xff\xfe\x00")

    assert excerpts([tmp_path], {"gone.py": [1], "folder.py": [1], "binary.py": [1]}) == {}
