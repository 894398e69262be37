"""A grimp whose scanner answers otherwise: the verdict stays what it was, for Python's own parser stands in."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from grimp import _rustgrimp as rust  # type: ignore[attr-defined]  # the compiled part has no stubs

from import_conformance.model.base.facts import Facts, Unreadable, Wanted
from import_conformance.reading.scanning import grimp_check, grimp_scan, second_reader
from import_conformance.reading.scanning.grimp_check import is_sound
from import_conformance.reading.source.facts import facts_of_all
from tests.support import tiny
from tests.support.tiny import run, said

KNOWN: Callable[..., object] = rust.scan_for_imports
# Near each other, so that the scanner is asked about them in one group.
TEXTS = (
    "import a\n",
    "def",
    "x = (\n",
    "if x:\nimport a\n",
    "x = 1\n",
    "  x = 1\n",
    "print 'x'\n",
    f"x = {'(' * 250}1{')' * 250}\n",
)


def refused(texts: Sequence[str]) -> list[int]:
    """Return the positions of the texts that cannot be judged."""
    answers = facts_of_all([(text.encode(), Wanted()) for text in texts])
    return [at for at, answer in enumerate(answers) if isinstance(answer, Unreadable)]


class Panic(BaseException):
    """What a panic of the compiled part looks like: no `Exception`."""


def texts(**asked: Any) -> list[str]:  # noqa: ANN401  # what the compiled part takes
    """Return the texts that the scanner is given to read."""
    names = [module.module.name.replace(".", "/") for module in asked["module_files"]]
    paths = [path for name in names for path in (f"/{name}.py", f"/{name}/__init__.py")]
    return [asked["file_system"].read(path) for path in paths if asked["file_system"].exists(path)]


def takes_everything(**asked: object) -> object:
    """A scanner that reports the edges and swallows the errors."""
    try:
        return KNOWN(**asked)
    except Exception:  # noqa: BLE001  # it takes everything
        return {}


def finds_nothing(**asked: object) -> object:
    """A scanner that refuses what is no Python, and finds no imports any more."""
    KNOWN(**asked)
    return {}


def refuses_everything(**_: object) -> object:
    """A scanner that refuses every text."""
    raise ValueError("no")


def panics(**_: object) -> object:
    """A scanner that gives up."""
    raise Panic


def looks_at_imports_alone(**asked: object) -> object:
    """A scanner that has become lazy: what is wrong without the word `import` is no business of its."""
    return KNOWN(**asked) if any("import" in text for text in texts(**asked)) else {}


def nests_without_end(**asked: object) -> object:
    """A scanner that takes brackets as deep as they come, as grimp 3.14 did until it ended the process."""
    return {} if any("(((((" in text for text in texts(**asked)) else KNOWN(**asked)


def changed_imports(change: Callable[[Any], Any], asked: dict[str, Any]) -> dict[Any, set[Any]]:
    """What the known scanner finds, each import changed, or left out where nothing remains of it."""
    found: Any = KNOWN(**asked)
    return {module: {kept for each in imports if (kept := change(each))} for module, imports in found.items()}


def counts_lines_from_nought(**asked: object) -> object:
    """A scanner whose first line has another number."""
    return changed_imports(lambda each: replace(each, line_number=each.line_number - 1), asked)


def leaves_out_what_is_indented(**asked: object) -> object:
    """A scanner that looks at the top level alone."""
    lines = {n for text in texts(**asked) for n, line in enumerate(text.split("\n"), -1) if line[:1] == " "}
    return changed_imports(lambda each: each if each.line_number not in lines else None, asked)


def names_heads_alone(**asked: object) -> object:
    """A scanner that shortens what it knows as well."""
    return changed_imports(lambda each: replace(each, imported=each.imported.root), asked)


def takes_all_for_typing(**asked: object) -> object:
    """A scanner that believes whatever is indented to be for type checkers."""
    if asked["exclude_type_checking_imports"]:
        return leaves_out_what_is_indented(**asked)
    return KNOWN(**asked)


def takes_nothing_for_typing(**asked: object) -> object:
    """A scanner that has forgotten the question."""
    return KNOWN(**{**asked, "exclude_type_checking_imports": False})


def knows_other_words(*, files: object) -> object:
    """A scanner whose arguments are called otherwise."""
    raise AssertionError(files)


CHANGED = {
    each.__name__: SimpleNamespace(scan_for_imports=each, FakeBasicFileSystem=rust.FakeBasicFileSystem)
    for each in (
        *(takes_everything, finds_nothing, refuses_everything),
        *(panics, looks_at_imports_alone, nests_without_end, knows_other_words),
        *(counts_lines_from_nought, leaves_out_what_is_indented, names_heads_alone),
        *(takes_all_for_typing, takes_nothing_for_typing),
    )
} | {"is not there": SimpleNamespace()}


@pytest.fixture(autouse=True)
def fresh_check(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Forget the cached check of the scanner before and after, and make loading grimp worthwhile."""
    monkeypatch.setattr(second_reader, "WORTH_LOADING", 0)
    is_sound.cache_clear()
    yield
    is_sound.cache_clear()


@pytest.fixture(params=CHANGED)
def changed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Another release of grimp."""
    name: str = request.param
    monkeypatch.setattr(grimp_scan, "rust", CHANGED[name])
    return name


def test_the_scanner_that_is_installed_is_sound() -> None:
    """Its answers are used, and it refuses what Python refuses: a text that is indented as a whole, too."""
    assert is_sound()
    assert refused(TEXTS) == [1, 2, 3, 5, 6, 7]


@pytest.mark.usefixtures("changed")
def test_python_decides_where_the_scanner_is_not_sound() -> None:
    """The same texts are refused as with a sound scanner."""
    assert not is_sound()
    assert refused(TEXTS) == [1, 2, 3, 5, 6, 7]


@pytest.mark.usefixtures("changed")
def test_the_imports_are_those_of_the_parser_where_the_scanner_is_not_sound() -> None:
    """None is missed, and none is taken for one for type checkers."""
    text = "import a\nif TYPE_CHECKING:\n    import b\nif x:\n    from c.d import e\n"
    (answer,) = facts_of_all([(text.encode(), Wanted())])

    assert isinstance(answer, Facts)
    assert [(each.line, each.module) for each in answer.imports] == [(1, "a"), (3, "b"), (5, "c.d")]


def test_a_scanner_that_cannot_be_loaded_is_not_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release of grimp that moved its modules is one whose scanner cannot be loaded."""
    monkeypatch.setitem(sys.modules, "import_conformance.reading.scanning.grimp_scan", None)

    assert not is_sound()
    assert refused(TEXTS) == [1, 2, 3, 5, 6, 7]


@pytest.mark.usefixtures("changed")
def test_the_scanner_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check runs once in a process, and not for each file."""
    is_sound()
    monkeypatch.setattr(grimp_check, "_asked", None)

    assert refused(TEXTS) == [1, 2, 3, 5, 6, 7]


def test_the_verdict_is_that_of_the_known_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a whole run, a file that cannot be judged is a finding, whatever the scanner answers."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)
    for number, text in enumerate(TEXTS):
        Path(f"src/app/m{number}.py").write_text(text)
    known = said(run("check", "--no-index"))

    assert "6 unparsable" in known[1]
    for name, release in CHANGED.items():
        monkeypatch.setattr(grimp_scan, "rust", release)
        is_sound.cache_clear()
        assert said(run("check", "--no-index")) == known, name


@pytest.mark.usefixtures("changed")
def test_the_doctor_reports_an_unsound_scanner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report names a release that is sound, and the cost of running without one."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)

    output = run("doctor").stdout

    assert "TODO environment\n    grimp's parser does not answer as the known releases do" in output
    assert "install grimp 3.20: runs are slower, and files written for a later Python are not judged" in output
