"""The index: facts by content, believed only where a change could not have gone unseen."""

import os
import subprocess
import sys
import time
from pathlib import Path

import platformdirs
import pytest

from import_conformance.model.base.facts import Facts, Unreadable, Wanted
from import_conformance.reading.cache import cache_file
from import_conformance.reading.cache.cache_file import stamp
from import_conformance.reading.cache.fact_codec import decode, encode
from import_conformance.reading.cache.index import PATIENCE, Index, digest_of, key_of
from import_conformance.reading.source.facts import facts_of

EVERYTHING = Wanted(
    shape=True,
    names=frozenset({"now"}),
    methods=frozenset({"commit"}),
    definitions=True,
    orm=True,
    headers=True,
    outline=True,
)
TEXT = b'''"""Docs."""
# Layer: L5
from datetime import datetime
from sqlmodel import Session, SQLModel
class User(SQLModel, table=True):
    def save(self, session: Session) -> None:
        from .late import x
        session.add(User(at=datetime.now()))
        session.commit()
'''
PLAIN = key_of(Wanted())


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a file, on a file system whose clock is exact."""
    monkeypatch.setattr(cache_file, "COARSEST_TICK_NS", 0)
    path = tmp_path / "a.py"
    path.write_bytes(TEXT)
    return path


def saved(file: Path) -> Index:
    """Return an index that has read the file and was opened again."""
    index = Index(file.with_name("facts"))
    index.record_state(str(file), stamp(str(file)), digest_of(TEXT))
    index.learn(digest_of(TEXT), PLAIN, facts_of(TEXT, Wanted()))
    index.save()
    return Index(file.with_name("facts"))


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(shape=True), EVERYTHING])
def test_facts_come_back_as_they_were(wanted: Wanted) -> None:
    """Encoding and decoding loses nothing, whatever facts were requested."""
    facts = facts_of(TEXT, wanted)

    assert isinstance(facts, Facts)
    assert decode(encode(facts)) == facts


def test_the_reason_for_having_no_facts_comes_back() -> None:
    """The reason keeps its line and column."""
    assert decode(encode(Unreadable("syntax error: x", 3, 4))) == Unreadable("syntax error: x", 3, 4)


def test_an_unchanged_file_is_known_by_its_state(file: Path) -> None:
    """It need not be opened; its facts are those of its content."""
    index = saved(file)

    assert index.digest(str(file)) == digest_of(TEXT)
    assert index.facts(digest_of(TEXT), PLAIN) == facts_of(TEXT, Wanted())
    assert index.facts(digest_of(TEXT), key_of(EVERYTHING)) is None


def test_a_state_is_believed_only_if_it_is_old_enough(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within one tick of a coarse clock, a later change would leave the same state."""
    index = saved(file)
    monkeypatch.setattr(cache_file, "COARSEST_TICK_NS", 2_000_000_000)

    assert index.digest(str(file)) is None


def test_a_file_that_was_rewritten_is_read_again(file: Path) -> None:
    """The time of its directory entry changes even where size and modification time are the same."""
    before = file.stat()
    index = saved(file)
    file.write_bytes(TEXT.swapcase())
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert index.digest(str(file)) is None


def test_a_change_is_seen_after_the_clock_was_set_back(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is older than an index from the future; the state of the file is another all the same."""
    monkeypatch.setattr(time, "time_ns", lambda: 4_000_000_000 * 10**9)
    index = saved(file)
    file.write_bytes(TEXT.swapcase())

    assert index.digest(str(file)) is None


def test_a_file_that_replaced_another_is_read_again(file: Path) -> None:
    """It has another inode."""
    index = saved(file)
    other = file.with_name("b.py")
    other.write_bytes(TEXT)
    os.replace(other, file)

    assert index.digest(str(file)) is None
    assert index.facts(digest_of(TEXT), PLAIN) is not None


def test_the_index_of_another_release_is_not_used(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts that another release has stored may not hold."""
    saved(file)
    monkeypatch.setattr(cache_file, "engine", lambda: b"another")
    index = Index(file.with_name("facts"))

    assert (index.digest(str(file)), index.facts(digest_of(TEXT), PLAIN)) == (None, None)


def test_unused_facts_are_dropped_after_some_runs(file: Path) -> None:
    """They last some runs, so that switching branches and back finds them."""
    saved(file)
    found = []
    for turn in range(PATIENCE + 1):
        index = Index(file.with_name("facts"))
        found.append(index.encoded(digest_of(TEXT), PLAIN) is not None)
        index.learn(b"%d" % turn, PLAIN, Facts())
        index.save()

    assert found == [True] * PATIENCE + [False]


def test_the_file_of_a_killed_writer_is_removed(file: Path) -> None:
    """The next writer deletes it without reading it."""
    left = file.with_name("facts.123.tmp")
    left.write_bytes(b"half of")
    saved(file)

    assert not left.exists()
    assert sorted(path.name for path in file.parent.iterdir()) == ["a.py", "facts"]


@pytest.mark.parametrize(
    ("variables", "folder"),
    [
        ({"CONFORMANCE_CACHE_DIR": "/there"}, "/there"),
        ({"XDG_CACHE_HOME": "/caches"}, "/caches/import-conformance"),
        ({"HOME": "/home/me"}, "/home/me/.cache/import-conformance"),
    ],
)
def test_the_index_lies_outside_the_repository(
    variables: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lies in the user's cache, in one folder for each topology, so that no pull request can bring one."""
    for name in ("CONFORMANCE_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    one, other = (cache_file.folder_for(Path(name)) for name in ("a/topology.yaml", "b/topology.yaml"))

    assert one
    assert other
    assert (str(one.parent), str(other.parent), one == other) == (folder, folder, False)


@pytest.mark.parametrize(
    ("platform", "home", "folder"),
    [
        ("linux", "/home/me", "/home/me/.cache/import-conformance"),
        ("darwin", "/home/me", "/home/me/Library/Caches/import-conformance"),
        ("linux", "", "None"),
        ("darwin", "", "None"),
        ("darwin", "relative", "None"),
    ],
)
def test_each_system_has_its_place_for_caches(platform: str, home: str, folder: str) -> None:
    """Without a home directory there is none."""
    imports = "from import_conformance.reading.cache import cache_file"
    code = f"import sys; sys.platform = {platform!r}; {imports}; print(cache_file._home())"
    environment = {"HOME": home, "PYTHONPATH": str(Path(cache_file.__file__).parents[3])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)

    assert (done.stdout, done.stderr) == (f"{folder}\n", "")


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="that system has another place")
def test_the_cache_folder_is_that_of_platformdirs(monkeypatch: pytest.MonkeyPatch) -> None:
    """So it is on the systems where platformdirs itself is not called."""
    for name in ("CONFORMANCE_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)

    assert cache_file._home() == Path(platformdirs.user_cache_dir("import-conformance"))
