"""The first module of the program: until a command runs, an interrupt ends the process at once, without a traceback.

Only what is built into the interpreter is imported before that is arranged. `errors` lets interrupts raise again when a
command starts, because from then on there may be something to clean up.
"""

import _signal  # type: ignore[import-not-found]  # built in, and all that `signal` wraps: no stubs have it

# A process whose caller ignores interrupts (`nohup`, `&`) has another handler, and keeps it.
if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)

from import_conformance.cli.start import command

__all__ = ["command"]
