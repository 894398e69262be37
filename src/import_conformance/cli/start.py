"""The command `conformance`: an answer that is known is given at once; else the command line is loaded and run."""

import atexit
import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn, TextIO

from import_conformance.cli.answer_cache import BASIS, UNWRITTEN, Basis, answer, is_repeatable, remember, silence

CONFORMS, FINDINGS, REFUSED, INTERRUPTED = 0, 1, 2, 130


def command() -> NoReturn:
    """What the program `conformance` is: run the command line, and end the process."""
    try:
        main()
    except SystemExit as end:
        _leave(end.code)
    except KeyboardInterrupt:
        # The command is done, and what it leaves for later runs is not.
        _leave(INTERRUPTED)
    _leave(CONFORMS)


def main() -> None:
    """Run the command line.

    Raises:
        SystemExit: with the exit code, when it is done.
    """
    # A command is one batch of values that live to its end: looking for cycles among them takes a tenth of the time.
    gc.disable()
    arguments = sys.argv[1:]
    _open_streams()
    try:
        os.getcwd()
    except OSError:
        sys.stderr.write("Error: the current directory is gone; change to one that exists\n")
        sys.exit(REFUSED)
    notes: dict[str, object] = {}
    code = answer(arguments, notes)
    sys.exit(_work_out(arguments, notes) if code is None else code)


def _leave(code: int | str | None) -> NoReturn:
    """End the process, at once where nothing else waits for its end.

    To take apart what a run has made is a tenth of a short run (mypy ends in the same way). What was to be called at
    the end is called. Profilers and coverage, which have something to write then, are left to Python; so is a stream
    that cannot be written.
    """
    if isinstance(code, int) and not _is_watched():
        with suppress(OSError, ValueError):
            atexit._run_exitfuncs()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    sys.exit(code)


def _is_watched() -> bool:
    """Whether a profiler, a debugger or coverage looks on."""
    tools = getattr(sys, "monitoring", None)
    return bool(sys.gettrace() or sys.getprofile() or (tools and any(map(tools.get_tool, range(6)))))


def _open_streams() -> None:
    """Give what a caller has closed (`>&-`) a place to go to."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  # for as long as the process


class Lenient:
    """Standard error, from which an exit code never depends: what it does not take is lost."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Pass a text on, as far as the stream takes it."""
        try:
            return self._stream.write(text)
        except OSError:
            silence(self._stream)
            return len(text)

    def flush(self) -> None:
        """Pass on what the stream still holds."""
        try:
            self._stream.flush()
        except OSError:
            silence(self._stream)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


# A longer answer is not kept: it would lie in memory as a whole, and take long to be read again.
MOST_HEARD = 8_000_000


class Listener:
    """A stream that passes on what it is given and keeps it; is_whole: whether all was passed on, and all is kept."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._heard: list[str] = []
        self._room = MOST_HEARD
        self.is_whole = True

    @property
    def heard(self) -> str:
        """All that was written."""
        return "".join(self._heard)

    def write(self, text: str) -> int:
        """Pass a text on."""
        self.is_whole = False
        count = self._stream.write(text)
        self._keep(text)
        return count

    def _keep(self, text: str) -> None:
        self._room -= len(text)
        if self._room >= 0:
            self._heard.append(text)
        else:
            self._heard.clear()
        self.is_whole = self._room >= 0

    def flush(self) -> None:
        """Pass on what the stream still holds; a reader that went away shows here."""
        self.is_whole = False
        self._stream.flush()
        self.is_whole = self._room >= 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def _work_out(arguments: list[str], notes: dict[str, object]) -> int | str | None:
    """Run a command, and keep its answer when the same question would have the same answer."""
    if not is_repeatable(arguments):
        return _run(arguments, notes)
    streams = sys.stdout, sys.stderr
    out, err = Listener(streams[0]), Listener(streams[1])
    sys.stdout, sys.stderr = out, err
    try:
        code = _run(arguments, notes)
    finally:
        sys.stdout, sys.stderr = streams
    on = notes.get(BASIS)
    if isinstance(on, Basis) and code in {CONFORMS, FINDINGS} and out.is_whole and err.is_whole:
        remember(arguments, on, out.heard, err.heard, int(code or 0))
    return code


def _run(arguments: list[str], notes: dict[str, object]) -> int | str | None:
    """The exit code of a command. notes: what was seen before, and where it leaves what its answer rests on."""
    from import_conformance.cli.main import cli

    stream = sys.stderr
    sys.stderr = Lenient(stream)
    try:
        cli.main(arguments, prog_name="conformance", obj=notes)
    except SystemExit as end:
        return end.code
    except OSError as error:
        silence(sys.stdout)
        sys.stderr.write(f"Error: the answer cannot be written: {error.strerror}\n")
        return UNWRITTEN
    finally:
        sys.stderr = stream
