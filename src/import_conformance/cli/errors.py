"""Exit codes, and how a failure of any command ends: one sentence on standard error and one of these codes."""

import _thread
import errno
import os
import signal
import sys
import threading

import click

CONFORMS, FINDINGS, REFUSED, BROKEN, INTERRUPTED = 0, 1, 2, 3, 130
# The disk, the quota or the file is full, or the medium is broken: not an internal error.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS})
# Libraries that we use beyond their documented API, each import name with the name of its distribution.
_LIBRARIES = {"grimp": "grimp", "importlinter": "import-linter"}


class Refusal(click.ClickException):
    """A request that cannot be carried out: one sentence, and the exit code of usage errors."""

    exit_code = REFUSED


class ErrorHandlingGroup(click.Group):
    """A group that turns any exception of a command into one sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            _let_interrupts_raise()
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except Exception as error:
            # A reader that stops early (`| head`) is not a failure; click ends quietly.
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise
            ctx.exit(INTERRUPTED if _comes_from_interrupt(error) else report_error(error))


def _let_interrupts_raise() -> None:
    """Let an interrupt raise from here on, so that half-written files are removed; `entry` lets it end the process."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.unraisablehook = _repeat_interrupt


def _repeat_interrupt(unraisable: "sys.UnraisableHookArgs") -> None:
    """Interrupt once more: Python prints and drops an interrupt that arrives in a finalizer."""
    if issubclass(unraisable.exc_type, KeyboardInterrupt):
        threading.Timer(0.001, _thread.interrupt_main).start()
    else:
        sys.__unraisablehook__(unraisable)


def _comes_from_interrupt(error: BaseException | None) -> bool:
    """Return whether an interrupt caused the error: Python 3.11 turns one in `__set_name__` into a RuntimeError."""
    seen: set[int] = set()
    while error and id(error) not in seen:
        if isinstance(error, KeyboardInterrupt):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False


def report_error(error: Exception) -> int:
    """Print what went wrong to standard error.

    Returns:
        The exit code: REFUSED for what the user can correct, BROKEN for an internal error.
    """
    from import_conformance.model.topology import TopologyError
    from import_conformance.reporting import errors

    if isinstance(error, TopologyError):
        click.echo(errors.render(error), nl=False, err=True)
        return REFUSED
    if isinstance(error, OSError) and error.errno in _FULL:
        click.echo(f"Error: what was found cannot be written: {error.strerror}", err=True)
        return REFUSED
    refusal = _library_refusal(error)
    if refusal:
        click.echo(f"Error: {refusal}", err=True)
        return REFUSED
    if os.environ.get("CONFORMANCE_DEBUG"):
        import traceback

        traceback.print_exception(error)
    message = " ".join(str(error).split())
    sentence = f"internal error, nothing was judged: {type(error).__name__}: {message}"
    click.echo(f"{sentence} (CONFORMANCE_DEBUG=1 shows where; please report it)", err=True)
    return BROKEN


def _library_refusal(error: Exception) -> str:
    """Explain why the installed release of a library cannot be used; "" where the error has another cause."""
    # A module that is not loaded cannot have raised, and loading it here might fail for the same reason.
    linting = sys.modules.get("import_conformance.linting.session")
    if linting and isinstance(error, linting.RefusedError):
        return str(error)
    missing = (error.name or "") if isinstance(error, ImportError) else ""
    library = _LIBRARIES.get(missing.partition(".")[0])
    if not library:
        return ""
    from import_conformance.reading.environment import unknown_release

    return unknown_release(library, f"is missing parts that are needed ({missing})")
