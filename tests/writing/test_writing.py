"""The package that writes files: all of them or none, through a temporary file, never through a link."""

import os
from pathlib import Path

import pytest

from import_conformance.writing.all_or_none import AllOrNone
from import_conformance.writing.files import replace_file
from import_conformance.writing.folders import put_file, put_link, temporary_folder
from import_conformance.writing.private_files import remove_oldest, replace_private_file


def made_until(error: type[BaseException], *folders: Path) -> None:
    """Make each folder with a file in it, then fail."""
    with AllOrNone() as files:
        for folder in folders:
            files.make_folder(folder)
            files.write(folder / "a.txt", "one\n")
        raise error


def test_all_files_are_written(tmp_path: Path) -> None:
    """What a block without an error has made stays, in a folder that may have existed before."""
    (tmp_path / "there").mkdir()
    with AllOrNone() as files:
        for folder in ("there", "new"):
            files.make_folder(tmp_path / folder)
            files.write(tmp_path / folder / "a.txt", ["one, ", "two\n"])

    assert [(tmp_path / folder / "a.txt").read_text() for folder in ("there", "new")] == ["one, two\n"] * 2


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_after_an_error_no_file_is_written(tmp_path: Path, error: type[BaseException]) -> None:
    """Each file and folder that the block made is removed, and a folder from before stays."""
    (tmp_path / "there").mkdir()
    with pytest.raises(error):
        made_until(error, tmp_path / "there", tmp_path / "new")

    assert [path.name for path in tmp_path.rglob("*")] == ["there"]


def test_a_folder_that_cannot_be_made_undoes_the_others(tmp_path: Path) -> None:
    """A file in the place of a folder is such an error."""
    (tmp_path / "file").touch()
    with pytest.raises(FileExistsError):
        made_until(OSError, tmp_path / "new", tmp_path / "file")

    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_partly_written_file_keeps_its_old_text(tmp_path: Path) -> None:
    """An error between two pieces leaves the old text, and nothing beside it."""
    path = tmp_path / "a.txt"
    path.write_text("old\n")
    with pytest.raises(ZeroDivisionError):
        replace_file(path, ("new" * (1 // (2 - at)) for at in range(3)))

    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_text() == "old\n"


def test_a_file_keeps_its_mode_and_a_new_one_has_that_of_the_umask(tmp_path: Path) -> None:
    """The modes are those that any editor would leave."""
    (tmp_path / "old").touch()
    (tmp_path / "old").chmod(0o640)
    mask = os.umask(0o027)
    try:
        for name in ("old", "new"):
            replace_file(tmp_path / name, "x")
    finally:
        os.umask(mask)

    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("old", "new")] == [0o640, 0o640]


def test_a_link_is_replaced_and_its_target_stays(tmp_path: Path) -> None:
    """Nothing is written through a link."""
    (tmp_path / "aim").write_text("old\n")
    for name in ("link", "private"):
        (tmp_path / name).symlink_to("aim")
    replace_file(tmp_path / "link", "new\n")
    replace_private_file(tmp_path / "private", [b"new\n"])

    assert [(tmp_path / name).read_text() for name in ("aim", "link", "private")] == ["old\n", "new\n", "new\n"]


def test_a_private_file_and_its_folder_are_of_this_user_alone(tmp_path: Path) -> None:
    """Leftovers of a killed writer are removed, and a failed write leaves no file."""
    path = tmp_path / "cache/of/facts"
    replace_private_file(path, [b"a", b"b"])
    (path.parent / "facts.123.tmp").touch()
    replace_private_file(path, [b"c"])
    replace_private_file(path / "no-folder", [b"d"])

    assert [each.name for each in path.parent.iterdir()] == ["facts"]
    assert (path.read_bytes(), path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (b"c", 0o600, 0o700)


def test_the_files_that_were_written_last_stay(tmp_path: Path) -> None:
    """Only files that the pattern names count, and a missing folder has none."""
    for at, name in enumerate(["a-1", "a-3", "a-2", "b-0"]):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, ns=(at, at))
    remove_oldest(tmp_path, "a-*", 5)
    remove_oldest(tmp_path, "a-*", 2)
    remove_oldest(tmp_path / "nowhere", "a-*", 2)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-2", "a-3", "b-0"]


def test_a_temporary_folder_is_removed_with_its_contents() -> None:
    """Links in it are removed, not their targets, and no other user can enter it meanwhile."""
    with temporary_folder() as folder:
        put_file(folder / "a/b/c.py", b"x = 1\n")
        put_link(folder / "a/link", os.fsencode(os.path.realpath(__file__)))
        found = sorted(path.name for path in folder.rglob("*")), folder.stat().st_mode & 0o777

    assert found == (["a", "b", "c.py", "link"], 0o700)
    assert not folder.exists()
    assert Path(__file__).exists()
