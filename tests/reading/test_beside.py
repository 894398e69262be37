"""Work beside: a copy of the process does it, and whatever becomes of the copy, the answer is the same.

Each test is a process of its own, for pytest's has threads, and is not to be copied.
"""

from tests.tiny import python

HEAD = """
import os, signal, sys
from conformance.reading.beside import beside
here = os.getpid()
"""


def said(code: str) -> str:
    """What a script prints; it has `beside`, and the number of its process as `here`."""
    result = python("-c", HEAD + code)
    return result.stdout + result.stderr


def test_a_copy_of_the_process_does_the_work() -> None:
    """Unless it does not pay."""
    code = """
for pays in (True, False):
    with beside(lambda: [os.getpid(), 2], pays=pays) as answer:
        first, second = answer()
    print(first == here, second)
"""

    assert said(code) == "False 2\nTrue 2\n"


def test_work_that_a_copy_cannot_do_is_done_here() -> None:
    """It raised an error, or was killed, and nothing of that is seen."""
    code = """
def work(end):
    return [1] if os.getpid() == here else end()
def noisy():
    print('noise', file=sys.stderr)
    return [1]
for end in (lambda: 1 / 0, lambda: os.kill(os.getpid(), signal.SIGKILL), noisy):
    with beside(lambda: work(end), pays=True) as answer:
        print(answer())
"""

    assert said(code) == "[1]\n[1]\n[1]\n"


def test_a_block_that_is_left_leaves_no_process() -> None:
    """Also by an error, and while the copy is at work."""
    code = """
import time
try:
    with beside(lambda: time.sleep(600) or [], pays=True):
        raise ValueError
except ValueError:
    pass
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print('none left')
"""

    assert said(code) == "none left\n"


def test_facts_are_the_same_with_a_copy_and_without() -> None:
    """Of files that are Python and of files that are not."""
    code = """
from conformance.model.facts import Wanted
from conformance.reading import facts
texts = ['import a', 'import a\\ndef', 'from .............. import b', 'if x:\\n    import c', 'x = eval(1)', '']
contents = [(text.encode(), Wanted(headers=at % 2 == 0)) for at, text in enumerate(texts)]
facts.WORTH_A_PROCESS, facts._processors = 1, lambda: 2
print(facts._pays_to_copy(texts, None), facts._pays_to_copy(texts, 1))
copied = facts.facts_of_all(contents)
print(copied == facts.facts_of_all(contents, 1))
"""

    assert said(code).splitlines()[:2] == ["True False", "True"]
