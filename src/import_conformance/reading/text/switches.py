"""Environment variables that switch off what only makes reading faster: tools to find out which part goes wrong.

The verdict is the same under each of them; where it is not, the part that was switched off is at fault. `--no-index`
does without the index and without stored answers.
"""

import os

READER, PROCESSES = "CONFORMANCE_READER", "CONFORMANCE_PROCESSES"
# Every text goes to Python's parser: neither the scan of texts is used, nor the second reading by grimp that confirms
# it. A text that this Python cannot parse has no tree, and is read as ever.
PARSER_ALONE = "ast"


def is_parser_alone() -> bool:
    """Find out whether the scan of texts is switched off."""
    return os.environ.get(READER) == PARSER_ALONE


def most_processes() -> int | None:
    """Find out how many processes may read at most; None where that is not limited. With 1, no copy is made."""
    given = os.environ.get(PROCESSES, "")
    return int(given) if given.isascii() and given.isdigit() and int(given) else None


def described() -> str:
    """Say which switches are set, and which are ignored because of their value; "" for none."""
    reader, processes = os.environ.get(READER), os.environ.get(PROCESSES)
    said = []
    if reader:
        ignored = "" if is_parser_alone() else f" (ignored: it is no reader; there is {PARSER_ALONE})"
        said.append(f"{READER}={reader}{ignored}")
    if processes:
        ignored = "" if most_processes() else " (ignored: it is no number from 1)"
        said.append(f"{PROCESSES}={processes}{ignored}")
    return ", ".join(said)
