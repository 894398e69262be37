"""The text of single functions, from files that may have changed since."""

from pathlib import Path

from import_conformance.reading.excerpts.function_text import function_text

SOURCE = """\
def alone(): pass
class Engine:
    @property
    def state(self):
        def inner():
            return 1

        return inner()
    if True:
        async def run(self): ...
def alone(): ...
"""


def test_functions_are_found_by_their_full_name(tmp_path: Path) -> None:
    """Decorators belong to a function, the indent of its class does not; of two of one name the first counts."""
    (tmp_path / "a.py").write_text(SOURCE)
    names = ["alone", "Engine.state", "Engine.state.inner", "Engine.run", "gone"]

    assert function_text([tmp_path], "a.py", names) == {
        "alone": ("def alone(): pass",),
        "Engine.state": (
            "@property",
            "def state(self):",
            "    def inner():",
            "        return 1",
            "",
            "    return inner()",
        ),
        "Engine.state.inner": ("def inner():", "    return 1"),
        "Engine.run": ("async def run(self): ...",),
    }


def test_a_file_that_is_no_longer_python_has_no_functions(tmp_path: Path) -> None:
    """A file that was changed into something else, or was deleted, raises no error."""
    (tmp_path / "a.py").write_text("def alone(:\n")

    assert function_text([tmp_path], "a.py", ["alone"]) == function_text([tmp_path], "b.py", ["alone"]) == {}
