"""Where the program begins: until a command runs, an interrupt ends it at once and without a traceback.

Nothing is imported before that but what the interpreter has built in. `cli_frame` gives interrupts back to Python as
soon as there is something to tidy up.
"""

import _signal  # type: ignore[import-not-found]  # built in, and all that `signal` wraps: no stubs have it

# A process whose caller has interrupts ignored (`nohup`, `&`) has another handler, and keeps it.
if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)

from import_conformance.cli.start import command

__all__ = ["command"]
