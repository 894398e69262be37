"""Shared work: copies of the process do a part of it, and whatever becomes of them, the answers are the same.

Each test is a process of its own, for pytest's has threads, and is not to be copied.
"""

import os
import subprocess
import sys
import time
from select import select

import pytest

from tests.support.tiny import HOME, python

HEAD = """
import os, signal, sys, time
from import_conformance.reading.source.fork_pool import Task, run_in_forks
here = os.getpid()
def ask(do, pieces=range(4), for_copies=(), copies=1):
    answers = run_in_forks(Task(do, str, int, pieces, for_copies), copies, lambda number: None)
    return [answers[number] for number in sorted(answers)]
def elsewhere(number):
    return os.getpid() != here
"""


def said(code: str) -> str:
    """Return what a script prints; it has `ask`, which gives the answers in order, and its process id as `here`."""
    result = python("-c", HEAD + code)
    return result.stdout + result.stderr


def test_each_piece_is_done_once() -> None:
    """Any free process takes the next piece; the answers come back with their types."""
    code = """
for copies in (0, 1, 3):
    print(ask(lambda number: number * number, copies=copies))
"""

    assert said(code) == "[0, 1, 4, 9]\n" * 3


def test_some_pieces_are_reserved_for_copies() -> None:
    """This process does them only where there is no copy."""
    code = """
for copies in (1, 0):
    print(ask(lambda number: elsewhere(number) + 0, pieces=(), for_copies=(0, 1, 2), copies=copies))
"""

    assert said(code) == "[1, 1, 1]\n[0, 0, 0]\n"


@pytest.mark.parametrize("end", ["1 / 0", "os.kill(os.getpid(), signal.SIGKILL)", "os._exit(0)", "sys.exit(3)"])
def test_pieces_of_a_failed_copy_are_done_by_the_parent(end: str) -> None:
    """A copy that raises an error, is killed or exits leaves no trace in the output."""
    code = f"""
def do(number):
    if os.getpid() != here:
        {end}
    return number
print(ask(do, for_copies=(4, 5), copies=2))
"""

    assert said(code) == "[0, 1, 2, 3, 4, 5]\n"


def test_output_of_a_copy_is_discarded() -> None:
    """Text that a library prints there would otherwise appear among the command's own."""
    code = """
def do(number):
    if os.getpid() != here:
        print('noise', file=sys.stderr)
        os.write(2, b'noise')
    return number
print(ask(do, for_copies=(4,)))
"""

    assert said(code) == "[0, 1, 2, 3, 4]\n"


def test_an_answer_may_be_larger_than_a_pipe() -> None:
    """Several copies may wait with such answers at the same time."""
    code = """
print([len(str(each)) for each in ask(lambda number: 10 ** 4000, pieces=range(200), for_copies=(250,), copies=3)][::50])
"""

    assert said("sys.set_int_max_str_digits(0)\n" + code) == "[4001, 4001, 4001, 4001, 4001]\n"


def test_an_incomplete_answer_is_discarded() -> None:
    """The copy is killed while it waits for the pipe to be emptied."""
    code = """
def do(number):
    if os.getpid() != here:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
    elif number == 0:
        time.sleep(1)
    return 10 ** 4000
print([len(str(each)) for each in ask(do, pieces=range(100))][::50])
"""

    assert said("sys.set_int_max_str_digits(0)\n" + code) == "[4001, 4001]\n"


def test_an_error_in_the_parent_leaves_no_process() -> None:
    """A copy that is still working is ended."""
    code = """
def do(number):
    if os.getpid() != here:
        time.sleep(600)
    time.sleep(0.1)
    raise ValueError
try:
    ask(do)
except ValueError:
    pass
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print('none left')
"""

    assert said(code) == "none left\n"


@pytest.mark.parametrize(
    ("lives", "piece"), [pytest.param(0.3, 0.3, id="between two pieces"), pytest.param(1, 0, id="waiting to be heard")]
)
def test_copies_end_when_their_parent_is_killed(lives: float, piece: float) -> None:
    """They finish the current piece at most, and do not wait for the parent."""
    assert _silent_after(lives, piece) == {"output", "process"}


def test_the_output_of_a_killed_command_ends_at_once() -> None:
    """A reader of its output sees the end, also while a copy is in a long piece."""
    assert _silent_after(lives=0.3, piece=25) == {"output"}


def _silent_after(lives: float, piece: float) -> set[str]:
    """Return what has ended some seconds after a process with three copies was killed.

    lives: after how many seconds of its first piece it is; piece: how many seconds each one takes a copy.
    """
    code = f"""
def do(number):
    if os.getpid() == here:
        time.sleep({lives})
        os.kill(here, signal.SIGKILL)
    signal.alarm(40)
    time.sleep({piece})
    return 10 ** 4000
sys.set_int_max_str_digits(0)
ask(do, pieces=range(100), for_copies=(101, 102), copies=3)
"""
    alive, held = os.pipe()
    words = [sys.executable, "-c", HEAD + code]
    environment = {**os.environ, "PYTHONPATH": HOME}
    with subprocess.Popen(words, stdout=subprocess.PIPE, pass_fds=[held], env=environment) as run:
        assert run.stdout
        os.close(held)
        ends = {run.stdout.fileno(): "output", alive: "process"}
        time.sleep(lives + 5)
        silent = {ends[each] for each in select([*ends], [], [], 0)[0]}
    os.close(alive)
    return silent


def test_copies_that_could_be_started_are_used() -> None:
    """Where one of three could be started, it does its share."""
    code = """
real, left = os.fork, [1]
def stingy():
    if not left:
        raise BlockingIOError
    left.pop()
    return real()
os.fork = stingy
print(ask(lambda number: elsewhere(number) + 0, pieces=(), for_copies=(0, 1, 2), copies=3))
"""

    assert said(code) == "[1, 1, 1]\n"


@pytest.mark.parametrize("what", ["fork", "pipe"])
@pytest.mark.parametrize("granted", [0, 1, 2, 3])
def test_the_parent_does_the_pieces_of_copies_that_could_not_be_started(what: str, granted: int) -> None:
    """The system may refuse a process or a descriptor, at once or after some; no descriptor is leaked."""
    code = f"""
import errno
left, real = {granted}, os.{what}
def stingy():
    global left
    if not left:
        raise OSError(errno.EAGAIN, 'no more')
    left -= 1
    return real()
before = os.listdir('/dev/fd')
os.{what} = stingy
print(ask(lambda number: number, for_copies=(4,), copies=3), os.listdir('/dev/fd') == before)
"""

    assert said(code) == "[0, 1, 2, 3, 4] True\n"


def test_copies_work_where_ended_processes_cannot_be_waited_for() -> None:
    """The parent may have been started with SIGCHLD ignored."""
    code = """
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
before = os.listdir('/dev/fd')
print(ask(lambda number: number, copies=3), os.listdir('/dev/fd') == before)
"""

    assert said(code) == "[0, 1, 2, 3] True\n"


@pytest.mark.parametrize("processes", [2, 4])
def test_facts_are_the_same_with_copies_and_without(processes: int) -> None:
    """The files are Python or not, and need a tree or not.

    Once grimp is loaded here, no copy is made any more.
    """
    code = f"""
from import_conformance.model.base.facts import Wanted
from import_conformance.reading.source import facts, many_texts
texts = ['import a', 'import a\\ndef', 'from .............. import b', 'if x:\\n    import c', 'x = eval(1)', '', '\\0',
         'import_module("a")', 'import a.b; x = 1', 'def f(): return now()', 'x: int = y ==', 'type X = int\\nimport a']
requests = [Wanted(), Wanted(headers=True), Wanted(shape=True), Wanted(names=frozenset({{'now', 'eval'}}))]
contents = [(text.encode(), wanted) for text in texts for wanted in requests] + [(b'\\xff', requests[0])]
many_texts.WORTH_A_FORK = 1
copies = many_texts._worthwhile_workers(contents, {processes})
found = facts.facts_of_all(contents, {processes})
same = found == facts.facts_of_all(contents, 1)
print(copies, same, many_texts._worthwhile_workers(contents, {processes}), 'grimp' in sys.modules)
"""

    assert said(code) == f"{processes - 1} True 0 True\n"
