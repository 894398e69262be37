"""An answer is given again only while nothing has changed that it rests on; else it is worked out, and true."""

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from import_conformance.cli import answer_cache, start
from import_conformance.reading.cache import cache_file
from tests.support import tiny
from tests.support.tiny import DIVERGES, python

LOW = Path("src/app/low.py")


class Answer(NamedTuple):
    """What a question got. is_known: whether it was given again."""

    is_known: bool
    code: object
    out: str


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a directory that holds the tiny application, on a file system whose clock is exact."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONFORMANCE_CACHE_DIR", str(tmp_path / "kept"))
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(cache_file, "COARSEST_TICK_NS", 0)


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> "Ask":
    """How to ask."""
    return Ask(capsys)


class Ask:
    """Asks as the command does."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str) -> Answer:
        """The answer to a command line."""
        arguments = list(words or ("check",))
        notes: dict[str, object] = {}
        code: object = answer_cache.answer(arguments, notes)
        is_known = code is not None
        code = code if is_known else start._work_out(arguments, notes)
        return Answer(is_known, code, self._capsys.readouterr().out)


def test_the_same_question_has_the_same_answer(ask: Ask) -> None:
    """The second time nothing is read but the state of files."""
    assert [ask(), ask()] == [Answer(False, 1, DIVERGES), Answer(True, 1, DIVERGES)]


def test_another_question_has_an_answer_of_its_own(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other words, another place, another screen, another day."""
    ask()

    assert not ask("check", "-q").is_known
    monkeypatch.setenv("NO_COLOR", "1")
    assert not ask().is_known
    assert ask().is_known
    monkeypatch.setattr(answer_cache, "today", lambda: "2126-11-25")
    assert not ask().is_known


def test_a_run_across_midnight_is_of_the_day_on_which_it_began(tmp_path: Path) -> None:
    """The day is asked once: what was judged on the last day of a waiver is never the answer of the day after."""
    waiver = "waive: [{law: low-to-top, modules: app.low, reason: R, owner: O, until: 2030-01-01}]\n"
    Path("topology.yaml").write_text(tiny.TOPOLOGY + waiver)
    Path("topology.yaml").touch()
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock/clock.py").write_text(CLOCK)

    done = [python("-c", RUN, str(tmp_path / "clock"), first).stdout for first in ("1", "2", "2")]

    assert [text.partition(":")[0] for text in done] == ["CONFORMS", "", ""]


# A calendar whose first answer is a day of January 2030, and each further one the day after.
CLOCK = """
import datetime
class Day(datetime.date):
    asked = 0
    @classmethod
    def today(cls):
        cls.asked += 1
        return cls(2030, 1, cls.asked)
datetime.date = Day
"""
RUN = """
import sys, os
sys.path.insert(0, sys.argv[1])
import clock
clock.Day.asked = int(sys.argv[2]) - 1
from import_conformance.reading.cache import cache_file
cache_file.COARSEST_TICK_NS = 0
from import_conformance.cli.start import main
sys.argv = ["conformance", "check", "-q"]
main()
"""


@pytest.mark.parametrize("path", ["topology.yaml", "known.json", ".importlinter"])
def test_a_change_of_the_law_or_the_debt_is_seen(ask: Ask, path: str) -> None:
    """Also when the file is new."""
    file = Path(path)
    ask()
    assert ask().is_known
    written = file.read_text() if file.exists() else '{"version": 1, "findings": []}'
    file.write_text(written + "\n")

    assert not ask().is_known


def test_new_lost_and_renamed_files_are_seen(ask: Ask) -> None:
    """Each of them changes what the ledger says."""
    ask()
    new = LOW.with_name("new.py")
    new.write_text("")
    assert "5 files on disk" in ask().out
    new.rename(LOW.with_name("newer.py"))
    assert not ask().is_known
    LOW.with_name("newer.py").unlink()
    assert "4 files on disk" in ask().out


def _link_into_the_application() -> None:
    """A folder of the repository beside the source root, linked into the package."""
    Path("shared/deep").mkdir(parents=True)
    Path("shared/deep/x.py").write_text("")
    Path("src/app/shared").symlink_to("../../shared")


def test_a_change_below_a_link_that_is_followed_is_seen(ask: Ask) -> None:
    """A file that is edited, added or taken away, and a link that is led to another folder."""
    _link_into_the_application()
    ask()
    assert ask().is_known
    Path("shared/deep/x.py").write_text("import app.nowhere\n")
    assert "nowhere" in ask().out
    Path("shared/deep/x.py").write_text("")
    ask()
    Path("shared/deep/y.py").write_text("import app.elsewhere\n")
    assert "elsewhere" in ask().out
    Path("other").mkdir()
    Path("src/app/shared").unlink()
    Path("src/app/shared").symlink_to("../../other")
    assert "elsewhere" not in ask().out


def test_a_repository_that_grows_around_the_topology_is_seen(ask: Ask, tmp_path: Path) -> None:
    """What led out of it may then be inside."""
    inner = tmp_path / "inner"
    inner.mkdir()
    for name in ("src", "topology.yaml"):
        (tmp_path / name).rename(inner / name)
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/x.py").write_text("import app.nowhere\n")
    os.chdir(inner)
    Path("src/app/shared").symlink_to("../../../shared")
    assert "nowhere" not in ask().out
    (tmp_path / ".git").mkdir()

    assert "nowhere" in ask().out


@pytest.mark.parametrize("path", ["src/manage.py", "src/tools/a/b.py"])
def test_a_file_beside_the_packages_is_seen(ask: Ask, path: str) -> None:
    """Also one that comes to a folder that was there, and one that git ignores from now on."""
    Path("src/tools/a").mkdir(parents=True)
    ask()
    Path(path).write_text("")
    assert "; 1 beside the packages" in ask().out
    ask()
    Path(".git").mkdir()
    Path(".gitignore").write_text("tools/\nmanage.py\n")
    assert "beside" not in ask().out


def test_a_single_module_is_seen(ask: Ask) -> None:
    """Its file is no folder, and changes as others do."""
    Path("topology.yaml").write_text(tiny.TOPOLOGY.replace("[app]", "[app, single]"))
    Path("src/single.py").write_text("")
    ask()
    assert ask().is_known
    Path("src/single.py").write_text("import app.nowhere\n")
    assert "nowhere" in ask().out
    Path("src/single.py").unlink()
    assert ask().code == 2


def test_python_in_a_cache_folder_is_seen(ask: Ask) -> None:
    """What Python itself writes there is not."""
    Path("src/app/__pycache__").mkdir()
    ask()
    Path("src/app/__pycache__/x.cpython-311.pyc").write_text("")
    assert ask().is_known
    Path("src/app/__pycache__/x.py").write_text("")
    assert "5 files on disk" in ask().out


def test_a_declaration_that_makes_a_portion_is_seen(ask: Ask) -> None:
    """Whether a file is shadowed depends on what another one says."""
    declared = "__path__ = __import__('pkgutil').extend_path(__path__, __name__)\n"
    Path("topology.yaml").write_text(tiny.TOPOLOGY.replace("[src]", "[src, two]"))
    Path("two/app").mkdir(parents=True)
    Path("two/app/__init__.py").write_text(declared)
    assert "shadowed" in ask().out
    Path("src/app/__init__.py").write_text(declared)
    assert "shadowed" not in ask().out
    Path("two/app/__init__.py").write_text("")
    assert "shadowed" in ask().out


def test_an_edit_of_the_same_size_at_the_same_time_is_seen(ask: Ask) -> None:
    """As tools leave it that set times back: the time of the entry cannot be set."""
    before = LOW.stat()
    ask()
    LOW.write_text(LOW.read_text().replace("import", "#mport"))
    os.utime(LOW, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert LOW.stat().st_size == before.st_size
    assert ask().code == 0


def test_an_edit_that_leaves_the_facts_alone_leaves_the_answer(ask: Ask) -> None:
    """And one that does not is judged."""
    ask()
    LOW.write_text(LOW.read_text() + "x = 1  # no import\n")
    assert ask() == Answer(True, 1, DIVERGES)
    assert ask() == Answer(True, 1, DIVERGES)
    LOW.write_text("\n" + LOW.read_text())
    moved = ask()
    assert (moved.is_known, "low.py:2:1" in moved.out) == (False, True)
    LOW.write_text("def\n")
    assert "syntax error" in ask().out


def test_formats_that_show_the_source_are_worked_out(ask: Ask) -> None:
    """A column counts characters of a line, which no fact holds."""
    ask("check", "--format", "github")
    assert ask("check", "--format", "github").is_known
    LOW.write_text(LOW.read_text() + "x = 1\n")

    assert not ask("check", "--format", "github").is_known


def test_what_was_changed_just_now_is_read_again(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a clock of two seconds, a second change might have the time of the first."""
    monkeypatch.setattr(cache_file, "COARSEST_TICK_NS", 2_000_000_000)
    ask()
    assert not ask().is_known


def test_a_change_of_code_just_now_is_told_by_its_content(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only the code is so fresh, its facts decide."""
    ask()
    fresh = {0, LOW.stat().st_ino}
    monkeypatch.setattr(cache_file, "is_settled", lambda state, _: state[3] not in fresh)
    LOW.write_text(LOW.read_text() + "# a remark\n")

    assert ask() == Answer(True, 1, DIVERGES)
    assert ask() == Answer(True, 1, DIVERGES)


@pytest.mark.parametrize(
    "words", [("check", "--no-index"), ("check", "--output", "report.txt"), ("check", "--timings")]
)
def test_some_commands_are_worked_out_each_time(ask: Ask, words: tuple[str, ...]) -> None:
    """They do more than answer, or were told to."""
    assert [ask(*words).is_known, ask(*words).is_known] == [False, False]


def test_nothing_is_kept_where_each_run_begins_anew(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """On CI, unless somebody asks for it."""
    monkeypatch.setenv("CI", "true")

    assert [ask().is_known, ask().is_known, Path("kept").exists()] == [False, False, False]
    assert [ask("check", "--index").is_known, ask("check", "--index").is_known] == [False, True]


@pytest.mark.parametrize("damage", [b"", b"conformance index 1\n", b"x" * 40])
def test_what_is_damaged_is_not_believed(ask: Ask, damage: bytes) -> None:
    """Cut off, emptied, or changed in a byte."""
    ask()
    for path in Path("kept").rglob("*"):
        if path.is_file():
            path.write_bytes(damage or path.read_bytes()[:-1])

    assert ask() == Answer(False, 1, DIVERGES)


def test_where_nothing_can_be_kept_nothing_is_lost(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file stands where the folder would."""
    Path("taken").write_text("")
    monkeypatch.setenv("CONFORMANCE_CACHE_DIR", "taken")

    assert [ask(), ask()] == [Answer(False, 1, DIVERGES)] * 2


def test_a_known_answer_loads_next_to_nothing() -> None:
    """No command line, no reader, no rule."""
    code = (
        "import sys; from import_conformance.reading.cache import cache_file; cache_file.COARSEST_TICK_NS = 0; "
        "import atexit; atexit.register(lambda: print(sorted(set(sys.modules) & {'click', 'yaml', 'ast', 'grimp'}))); "
        "from import_conformance.cli.start import main; sys.argv = ['conformance', 'check']; main()"
    )
    first, second = python("-c", code), python("-c", code)

    assert "'click'" in first.stdout.splitlines()[-1]
    assert second.stdout == f"{DIVERGES}[]\n"
