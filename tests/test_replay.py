"""A cached answer is returned only while everything that it depends on is unchanged."""

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
    """The answer to a command line; is_known: whether it came from the cache."""

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
    """Return a callable that runs command lines."""
    return Ask(capsys)


class Ask:
    """Run command lines as the program does."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str) -> Answer:
        """Return the answer to a command line."""
        arguments = list(words or ("check",))
        notes: dict[str, object] = {}
        code: object = answer_cache.answer(arguments, notes)
        is_known = code is not None
        code = code if is_known else start._work_out(arguments, notes)
        return Answer(is_known, code, self._capsys.readouterr().out)


def test_a_repeated_command_is_answered_from_the_cache(ask: Ask) -> None:
    """The second run reads nothing but the state of the files."""
    assert [ask(), ask()] == [Answer(False, 1, DIVERGES), Answer(True, 1, DIVERGES)]


def test_another_command_or_environment_has_its_own_answer(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other arguments, another environment or another date is not answered from the cache."""
    ask()

    assert not ask("check", "-q").is_known
    monkeypatch.setenv("NO_COLOR", "1")
    assert not ask().is_known
    assert ask().is_known
    monkeypatch.setattr(answer_cache, "today", lambda: "2126-11-25")
    assert not ask().is_known


def test_codeowners_belongs_to_what_an_answer_rests_on(ask: Ask) -> None:
    """An answer names no owner of yesterday: the file is changed, another one counts before it, or it is gone."""
    Path("CODEOWNERS").write_text("* @one\n", encoding="utf-8")
    answers = [ask(), ask()]
    Path("CODEOWNERS").write_text("* @two\n", encoding="utf-8")
    answers.append(ask())
    Path(".github").mkdir()
    Path(".github/CODEOWNERS").write_text("* @three\n", encoding="utf-8")
    answers.append(ask())
    for place in (".github/CODEOWNERS", "CODEOWNERS"):
        Path(place).unlink()
    answers.append(ask())

    owners = [answer.out.partition("owner: ")[2].partition("\n")[0] for answer in answers]
    assert owners == ["@one", "@one", "@two", "@three", ""]
    assert [answer.is_known for answer in answers] == [False, True, False, False, False]


def test_a_run_across_midnight_uses_the_date_of_its_start(tmp_path: Path) -> None:
    """The date is read once, so a verdict on a waiver's last day is never an answer for the next day."""
    waiver = "waive: [{law: low-to-top, modules: app.low, reason: R, owner: O, until: 2030-01-01}]\n"
    Path("topology.yaml").write_text(tiny.TOPOLOGY + waiver)
    Path("topology.yaml").touch()
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock/clock.py").write_text(CLOCK)

    done = [python("-c", RUN, str(tmp_path / "clock"), first).stdout for first in ("1", "2", "2")]

    assert [text.partition(":")[0] for text in done] == ["CONFORMS", "DIVERGES", "DIVERGES"]


# A calendar whose first answer is a date in January 2030, and each further one the date after.
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
def test_a_change_of_topology_baseline_or_contracts_is_noticed(ask: Ask, path: str) -> None:
    """The answer is computed again, also when the file is new."""
    file = Path(path)
    ask()
    assert ask().is_known
    written = file.read_text() if file.exists() else '{"version": 1, "findings": []}'
    file.write_text(written + "\n")

    assert not ask().is_known


def test_added_removed_and_renamed_files_are_noticed(ask: Ask) -> None:
    """Each of them changes the ledger."""
    ask()
    new = LOW.with_name("new.py")
    new.write_text("")
    assert "5 files on disk" in ask().out
    new.rename(LOW.with_name("newer.py"))
    assert not ask().is_known
    LOW.with_name("newer.py").unlink()
    assert "4 files on disk" in ask().out


def _link_into_the_application() -> None:
    """Link a folder of the repository beside the source root into the package."""
    Path("shared/deep").mkdir(parents=True)
    Path("shared/deep/x.py").write_text("")
    Path("src/app/shared").symlink_to("../../shared")


def test_a_change_below_a_followed_link_is_noticed(ask: Ask) -> None:
    """An edited or added file is noticed, and a link to another folder."""
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


def test_a_new_repository_around_the_topology_is_noticed(ask: Ask, tmp_path: Path) -> None:
    """A link that led out of the checkout may then be inside."""
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
def test_a_file_beside_the_packages_is_noticed(ask: Ask, path: str) -> None:
    """It is also noticed in a folder that existed before, and when git ignores it from now on."""
    Path("src/tools/a").mkdir(parents=True)
    ask()
    Path(path).write_text("")
    assert "; 1 beside the packages" in ask().out
    ask()
    Path(".git").mkdir()
    Path(".gitignore").write_text("tools/\nmanage.py\n")
    assert "beside" not in ask().out


def test_a_change_of_a_single_module_is_noticed(ask: Ask) -> None:
    """A package that is one file is watched like a folder."""
    Path("topology.yaml").write_text(tiny.TOPOLOGY.replace("[app]", "[app, single]"))
    Path("src/single.py").write_text("")
    ask()
    assert ask().is_known
    Path("src/single.py").write_text("import app.nowhere\n")
    assert "nowhere" in ask().out
    Path("src/single.py").unlink()
    assert "there is no package 'single'" in ask().out


def test_a_source_file_in_a_cache_folder_is_noticed(ask: Ask) -> None:
    """Compiled files in `__pycache__` are ignored, source files are not."""
    Path("src/app/__pycache__").mkdir()
    ask()
    Path("src/app/__pycache__/x.cpython-311.pyc").write_text("")
    assert ask().is_known
    Path("src/app/__pycache__/x.py").write_text("")
    assert "5 files on disk" in ask().out


def test_a_changed_namespace_declaration_is_noticed(ask: Ask) -> None:
    """Whether a file is shadowed depends on a declaration in another file."""
    declared = "__path__ = __import__('pkgutil').extend_path(__path__, __name__)\n"
    Path("topology.yaml").write_text(tiny.TOPOLOGY.replace("[src]", "[src, two]"))
    Path("two/app").mkdir(parents=True)
    Path("two/app/__init__.py").write_text(declared)
    assert "shadowed" in ask().out
    Path("src/app/__init__.py").write_text(declared)
    assert "shadowed" not in ask().out
    Path("two/app/__init__.py").write_text("")
    assert "shadowed" in ask().out


def test_an_edit_with_the_same_size_and_time_is_noticed(ask: Ask) -> None:
    """The change time of the directory entry cannot be set back as the modification time can."""
    before = LOW.stat()
    ask()
    LOW.write_text(LOW.read_text().replace("import", "#mport"))
    os.utime(LOW, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert LOW.stat().st_size == before.st_size
    assert ask().code == 0


def test_an_edit_without_new_facts_keeps_the_answer(ask: Ask) -> None:
    """An edit that changes no fact keeps the cached answer, and any other is judged."""
    ask()
    LOW.write_text(LOW.read_text() + "x = 1  # no import\n")
    assert ask() == Answer(True, 1, DIVERGES)
    assert ask() == Answer(True, 1, DIVERGES)
    LOW.write_text("\n" + LOW.read_text())
    moved = ask()
    assert (moved.is_known, "low.py:2:1" in moved.out) == (False, True)
    LOW.write_text("def\n")
    assert "syntax error" in ask().out


def test_formats_that_show_source_lines_are_computed_again(ask: Ask) -> None:
    """A column counts characters of a line, which are not among the facts."""
    ask("check", "--format", "github")
    assert ask("check", "--format", "github").is_known
    LOW.write_text(LOW.read_text() + "x = 1\n")

    assert not ask("check", "--format", "github").is_known


def test_a_recently_changed_file_is_read_again(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a clock of two seconds a second change might have the time of the first."""
    monkeypatch.setattr(cache_file, "COARSEST_TICK_NS", 2_000_000_000)
    ask()
    assert not ask().is_known


def test_recently_changed_code_is_compared_by_its_facts(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """When only the code is that recent, unchanged facts keep the answer."""
    ask()
    fresh = {0, LOW.stat().st_ino}
    monkeypatch.setattr(cache_file, "is_settled", lambda state, _: state[3] not in fresh)
    LOW.write_text(LOW.read_text() + "# a remark\n")

    assert ask() == Answer(True, 1, DIVERGES)
    assert ask() == Answer(True, 1, DIVERGES)


@pytest.mark.parametrize(
    "words", [("check", "--no-index"), ("check", "--output", "report.txt"), ("check", "--timings")]
)
def test_some_commands_are_never_cached(ask: Ask, words: tuple[str, ...]) -> None:
    """Commands that write, measure time or switch the cache off run each time."""
    assert [ask(*words).is_known, ask(*words).is_known] == [False, False]


def test_nothing_is_cached_on_ci_by_default(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """On CI nothing is cached unless `--index` asks for it."""
    monkeypatch.setenv("CI", "true")

    assert [ask().is_known, ask().is_known, Path("kept").exists()] == [False, False, False]
    assert [ask("check", "--index").is_known, ask("check", "--index").is_known] == [False, True]


@pytest.mark.parametrize("damage", [b"", b"conformance index 1\n", b"x" * 40])
def test_a_damaged_cache_is_ignored(ask: Ask, damage: bytes) -> None:
    """Truncated, emptied or altered files are not used."""
    ask()
    for path in Path("kept").rglob("*"):
        if path.is_file():
            path.write_bytes(damage or path.read_bytes()[:-1])

    assert ask() == Answer(False, 1, DIVERGES)


def test_an_unusable_cache_folder_changes_no_answer(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in the place of the cache folder changes no answer."""
    Path("taken").write_text("")
    monkeypatch.setenv("CONFORMANCE_CACHE_DIR", "taken")

    assert [ask(), ask()] == [Answer(False, 1, DIVERGES)] * 2


def test_a_cached_answer_loads_no_heavy_library() -> None:
    """No command line, reader or rule is loaded."""
    code = (
        "import sys; from import_conformance.reading.cache import cache_file; cache_file.COARSEST_TICK_NS = 0; "
        "import atexit; atexit.register(lambda: print(sorted(set(sys.modules) & {'click', 'yaml', 'ast', 'grimp'}))); "
        "from import_conformance.cli.start import main; sys.argv = ['conformance', 'check']; main()"
    )
    first, second = python("-c", code), python("-c", code)

    assert "'click'" in first.stdout.splitlines()[-1]
    assert second.stdout == f"{DIVERGES}[]\n"
