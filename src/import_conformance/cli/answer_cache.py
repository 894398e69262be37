"""The answer to a question that was asked before, while nothing has changed that it depends on.

A question is a command line, the directory in which it was asked, and the environment variables that show in an answer.
Its answer (what was printed, and the exit code) is valid as long as the topology, the baseline, the compiled contracts,
this package and every file below the source roots are in the state in which they were read; also when files were
changed, but still have the facts that the answer depends on. Nothing heavy is imported here: this is all that a run
costs when nothing has changed.
"""

import os
import sys
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from import_conformance.reading.cache import cache_file
from import_conformance.reading.cache.cache_file import Stamp, stamp
from import_conformance.reading.day import today
from import_conformance.reading.tree.tree_state import CheckoutPaths, TreeState, tree_state

if TYPE_CHECKING:
    from import_conformance.reading.cache.index import Index

# Commands whose answers are nothing but what they print.
COMMANDS = frozenset({"check", "explain", "where", "graph"})
# With these options a run does more than print, or prints something about itself.
DOES_MORE = ("--output", "--timings", "--help", "--no-index", "--verbose")
DOES_MORE_IN_SHORT = frozenset("hv")
# The beginnings of environment variables that show in an answer.
SHOWS = ("COLUMNS", "TERM", "NO_COLOR", "FORCE_COLOR", "CI", "GITHUB_", "CONFORMANCE_", "LANG", "LC_", "PYTHON")
# Keys of the notes that `start` and a command share: what the answer depends on, and what was seen of the tree before.
INPUTS, SNAPSHOT = "conformance.inputs", "conformance.snapshot"
# The exit codes of click for a reader that is gone, and of `errors` for a file that cannot be written.
READER_LEFT, UNWRITTEN = 1, 2
MOST_ANSWERS = 24
MOST_CHARACTERS = 16_000_000


class CacheInputs(NamedTuple):
    """What an answer depends on, in the state before it was read; `moment` (ns) is when that was."""

    files: tuple[tuple[str, Stamp | None], ...]
    ground: CheckoutPaths
    tree: TreeState
    moment: int
    reads: "ReadFacts | None" = None


class ReadFacts(NamedTuple):
    """The facts that an answer depends on: the file of the index, and `asked` and `requests` as in `Index`."""

    file: Path
    asked: Mapping[str, tuple[bytes, bytes]]
    requests: Mapping[bytes, tuple[object, ...]]


class TreeSnapshot(NamedTuple):
    """What was seen of the tree while a cached answer turned out to be invalid; the run need not look again."""

    moment: int
    ground: CheckoutPaths
    tree: TreeState
    known_facts: "Index | None" = None


def cache_inputs(files: tuple[Path, ...], ground: CheckoutPaths, snapshot: TreeSnapshot | None = None) -> CacheInputs:
    """Record the state of what an answer depends on, before it is read."""
    moment = time_ns()
    stamps = tuple((os.path.abspath(path), stamp(os.fspath(path))) for path in files)
    if snapshot and snapshot.ground == ground:
        return CacheInputs(stamps, ground, snapshot.tree, snapshot.moment)
    return CacheInputs(stamps, ground, tree_state(ground), moment)


def answer(arguments: list[str], notes: dict[str, object]) -> int | None:
    """Print the cached answer to a command line.

    Args:
        arguments: The command line.
        notes: Where a `TreeSnapshot` is left when the cached answer is not valid any more.

    Returns:
        The exit code; None when there is no valid answer.
    """
    place = _place(arguments)
    cached = cache_file.read(place) if place else None
    if not isinstance(cached, tuple) or place is None or len(cached) != 9 or cached[0] != cache_file.engine():
        return None
    _, files, ground, names, whole, reads, out, err, code = cached
    if any(stamp(path) != known for path, known in files):
        return None
    moment, tree = time_ns(), tree_state(CheckoutPaths(*ground))
    if tree.whole != whole:
        index = _index(place.parent / reads[0]) if reads else None
        notes[SNAPSHOT] = TreeSnapshot(moment, CheckoutPaths(*ground), tree, index)
        if tree.names != names or index is None or not _are_the_same(index, *reads[1:]):
            return None
        if cache_file.is_settled(tree.latest, moment):
            cache_file.write(place, (*cached[:4], tree.whole, *cached[5:]))
    return _printed(out, err, int(code))


def _index(path: Path) -> "Index":
    from import_conformance.reading.cache.index import Index

    return Index(path)


def _are_the_same(index: "Index", asked: dict[str, Any], requests: dict[bytes, Any]) -> bool:
    """Whether the files that were changed still have the same facts."""
    from import_conformance.reading.recheck import facts_are_the_same

    return facts_are_the_same(index, asked, requests)


def _printed(out: str, err: str, code: int) -> int:
    """Print an answer; what standard error does not take is lost and changes nothing.

    Returns:
        The exit code; another one when the reader stops early (`| head`), or the disk is full.
    """
    try:
        _written(sys.stdout, out)
    except OSError as error:
        silence(sys.stdout)
        if isinstance(error, BrokenPipeError):
            return READER_LEFT
        err, code = f"Error: the answer cannot be written: {error.strerror}\n", UNWRITTEN
    try:
        _written(sys.stderr, err)
    except OSError:
        silence(sys.stderr)
    return code


def _written(stream: TextIO, text: str) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")
    stream.write(text)
    stream.flush()


def silence(stream: TextIO) -> None:
    """Redirect a stream that cannot be written to nowhere: what is left in it would raise again when Python ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def is_repeatable(arguments: list[str]) -> bool:
    """Whether the answer to a command line may be cached."""
    return _place(arguments) is not None


def remember(arguments: list[str], inputs: CacheInputs, out: str, err: str, code: int) -> None:
    """Cache an answer for as long as what it depends on stays as it was."""
    from import_conformance.writing.private_files import remove_oldest

    place = _place(arguments)
    latest = [known for _, known in inputs.files if known]
    if not place or len(out) + len(err) > MOST_CHARACTERS:
        return
    if not all(cache_file.is_settled(known, inputs.moment) for known in latest):
        return
    # A change just after another one of the same file might not show in the state of the tree.
    whole = inputs.tree.whole if cache_file.is_settled(inputs.tree.latest, inputs.moment) else b""
    reads = None if inputs.reads is None or _shows_source(arguments) else inputs.reads
    plain = (reads.file.name, dict(reads.asked), dict(reads.requests)) if reads else None
    remove_oldest(place.parent, "answer-*", MOST_ANSWERS - 1)
    cached = (cache_file.engine(), inputs.files, tuple(inputs.ground), inputs.tree.names, whole, plain, out, err, code)
    cache_file.write(place, cached)


def _shows_source(arguments: list[str]) -> bool:
    """Whether an answer may hold more of the source than its facts, as formats for other programs do."""
    return any(argument.split("=", 1)[0] == "--format" for argument in arguments)


def _place(arguments: list[str]) -> Path | None:
    """Return where the answer to a command line is cached; None for one that is not cached."""
    if not arguments or arguments[0] not in COMMANDS:
        return None
    if any(_does_more(argument) for argument in arguments):
        return None
    if not cache_file.is_wanted_here() and "--index" not in arguments:
        return None
    folder = cache_file.folder_for(Path(_topology(arguments)))
    return folder / f"answer-{_question(arguments)}" if folder else None


def _does_more(argument: str) -> bool:
    """Whether a run with this argument is not cached; short options may stand together: `-qv`."""
    is_short = argument.startswith("-") and not argument.startswith("--")
    return not DOES_MORE_IN_SHORT.isdisjoint(argument) if is_short else argument.split("=", 1)[0] in DOES_MORE


def _topology(arguments: list[str]) -> str:
    """Return the last `--topology` that is given."""
    name = "topology.yaml"
    for at, argument in enumerate(arguments):
        if argument.startswith("--topology="):
            name = argument.partition("=")[2]
        elif argument == "--topology" and at + 1 < len(arguments):
            name = arguments[at + 1]
    return name


def _question(arguments: list[str]) -> str:
    """Digest everything that makes two questions different."""
    shown = sorted((key, value) for key, value in os.environ.items() if key.startswith(SHOWS))
    screens = [stream.isatty() for stream in (sys.stdout, sys.stderr)]
    width = os.get_terminal_size(sys.stdout.fileno()).columns if screens[0] else 0
    encoding = (sys.stdout.encoding, sys.stderr.encoding)
    # Waivers end with a date of the local calendar.
    question = repr((arguments, os.getcwd(), shown, screens, width, encoding, today()))
    return blake2b(question.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
