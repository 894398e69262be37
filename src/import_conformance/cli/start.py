"""The command `conformance`: print a cached answer, or else load the command line and run it."""

import atexit
import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn, TextIO

from import_conformance.cli.answer_cache import INPUTS, UNWRITTEN, CacheInputs, answer, is_repeatable, remember, silence

# As in `errors`, which is not imported here because it loads click.
CONFORMS, FINDINGS, REFUSED, INTERRUPTED = 0, 1, 2, 130


def command() -> NoReturn:
    """Run the command line, and end the process."""
    try:
        main()
    except SystemExit as end:
        _leave(end.code)
    except KeyboardInterrupt:
        # The command has ended; only the caches for later runs are incomplete.
        _leave(INTERRUPTED)
    _leave(CONFORMS)


def main() -> None:
    """Run the command line.

    Raises:
        SystemExit: with the exit code, when it is done.
    """
    # A command builds values that live to its end: looking for cycles among them takes a tenth of the time.
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
    """End the process without destroying what it built, which is a tenth of a short run; mypy ends in the same way.

    Exit handlers run. Profilers and coverage write their results when Python ends normally, so a process that is
    watched by one does; so does one with a stream that cannot be written.
    """
    if isinstance(code, int) and not _is_watched():
        with suppress(OSError, ValueError):
            atexit._run_exitfuncs()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    sys.exit(code)


def _is_watched() -> bool:
    """Whether a profiler, a debugger or coverage is active."""
    tools = getattr(sys, "monitoring", None)
    return bool(sys.gettrace() or sys.getprofile() or (tools and any(map(tools.get_tool, range(6)))))


def _open_streams() -> None:
    """Replace the streams that the caller has closed (`>&-`)."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  # for as long as the process


class LenientStream:
    """Standard error without write errors, because no exit code may depend on it: what cannot be written is lost."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text, as far as the stream takes it."""
        try:
            return self._stream.write(text)
        except OSError:
            silence(self._stream)
            return len(text)

    def flush(self) -> None:
        """Flush the stream."""
        try:
            self._stream.flush()
        except OSError:
            silence(self._stream)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


# Longer answers are not cached: one would be held in memory as a whole, and take long to be read again.
MOST_RECORDED = 8_000_000


class TeeStream:
    """A stream that passes on what is written to it, and records it.

    Attributes:
        is_whole: Whether everything was passed on, and everything is recorded.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._pieces: list[str] = []
        self._room = MOST_RECORDED
        self.is_whole = True

    @property
    def recorded(self) -> str:
        """All that was written."""
        return "".join(self._pieces)

    def write(self, text: str) -> int:
        """Write a text, and record it."""
        self.is_whole = False
        count = self._stream.write(text)
        self._record(text)
        return count

    def _record(self, text: str) -> None:
        self._room -= len(text)
        if self._room >= 0:
            self._pieces.append(text)
        else:
            self._pieces.clear()
        self.is_whole = self._room >= 0

    def flush(self) -> None:
        """Flush the stream; a reader that is gone is noticed here."""
        self.is_whole = False
        self._stream.flush()
        self.is_whole = self._room >= 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def _work_out(arguments: list[str], notes: dict[str, object]) -> int | str | None:
    """Run a command, and cache its answer when the same question would have the same answer."""
    if not is_repeatable(arguments):
        return _run(arguments, notes)
    streams = sys.stdout, sys.stderr
    out, err = TeeStream(streams[0]), TeeStream(streams[1])
    sys.stdout, sys.stderr = out, err
    try:
        code = _run(arguments, notes)
    finally:
        sys.stdout, sys.stderr = streams
    inputs = notes.get(INPUTS)
    if isinstance(inputs, CacheInputs) and code in {CONFORMS, FINDINGS} and out.is_whole and err.is_whole:
        remember(arguments, inputs, out.recorded, err.recorded, int(code or 0))
    return code


def _run(arguments: list[str], notes: dict[str, object]) -> int | str | None:
    """Run a command.

    Returns:
        The exit code.
    """
    from import_conformance.cli.main import cli

    stream = sys.stderr
    sys.stderr = LenientStream(stream)
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
