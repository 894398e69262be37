"""The answer to a question that was asked before, while nothing has changed that it depends on.

A question is a command line, the place where it was asked, and what of the environment shows in an answer. Its answer
(what was printed, and the exit code) holds as long as the law, the baseline, the compiled contracts, this package and
every file below the source roots are in the state in which they were when they were read; also when files were changed,
but still have the facts that were asked of them. Nothing heavy is imported here: this is what a run costs that has
nothing to do.
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
# With these, a run does more than answer, or its answer is about the run itself.
DOES_MORE = ("--output", "--timings", "--help", "--no-index", "--verbose")
DOES_MORE_IN_SHORT = frozenset("hv")
# What of the environment shows in an answer.
SHOWS = ("COLUMNS", "TERM", "NO_COLOR", "FORCE_COLOR", "CI", "GITHUB_", "CONFORMANCE_", "LANG", "LC_", "PYTHON")
# Under these keys of the context, a command leaves the basis of its answer, and finds what was seen before it began.
BASIS, SEEN = "conformance.basis", "conformance.seen"
# As click and `cli_frame` have it.
READER_LEFT, UNWRITTEN = 1, 2
MOST_ANSWERS = 24
MOST_CHARACTERS = 16_000_000


class Basis(NamedTuple):
    """What an answer rests on, as it was before it was read.

    files: each with its state, None for one that does not exist; ground: where the code lies; tree: its state.
    moment: when that was (ns). reads: what was read of the code.
    """

    files: tuple[tuple[str, Stamp | None], ...]
    ground: CheckoutPaths
    tree: TreeState
    moment: int
    reads: "Reads | None" = None


class Reads(NamedTuple):
    """What was read of the code. file: of the index; asked, wishes: as in `Index`, in plain values."""

    file: Path
    asked: Mapping[str, tuple[bytes, bytes]]
    wishes: Mapping[bytes, tuple[object, ...]]


class Seen(NamedTuple):
    """What was seen while an answer was looked for that does not hold any more: it need not be looked at again.

    moment, ground, tree: as in `Basis`. learnt: by earlier runs, in part held against the files already.
    """

    moment: int
    ground: CheckoutPaths
    tree: TreeState
    learnt: "Index | None" = None


def basis(files: tuple[Path, ...], ground: CheckoutPaths, seen: Seen | None = None) -> Basis:
    """The state of things before they are read. files: the topology and what else is read besides the code."""
    moment = time_ns()
    stamps = tuple((os.path.abspath(path), stamp(os.fspath(path))) for path in files)
    if seen and seen.ground == ground:
        return Basis(stamps, ground, seen.tree, seen.moment)
    return Basis(stamps, ground, tree_state(ground), moment)


def answer(arguments: list[str], notes: dict[str, object]) -> int | None:
    """Print the known answer to a command line and return its exit code; None when it must be worked out.

    notes: there it leaves what it has seen by then.
    """
    place = _place(arguments)
    kept = cache_file.read(place) if place else None
    if not isinstance(kept, tuple) or place is None or len(kept) != 9 or kept[0] != cache_file.engine():
        return None
    _, files, ground, names, whole, reads, out, err, code = kept
    if any(stamp(path) != known for path, known in files):
        return None
    moment, tree = time_ns(), tree_state(CheckoutPaths(*ground))
    if tree.whole != whole:
        index = _index(place.parent / reads[0]) if reads else None
        notes[SEEN] = Seen(moment, CheckoutPaths(*ground), tree, index)
        if tree.names != names or index is None or not _are_the_same(index, *reads[1:]):
            return None
        if cache_file.is_settled(tree.latest, moment):
            cache_file.write(place, (*kept[:4], tree.whole, *kept[5:]))
    return _printed(out, err, int(code))


def _index(kept: Path) -> "Index":
    from import_conformance.reading.cache.index import Index

    return Index(kept)


def _are_the_same(index: "Index", asked: dict[str, Any], wishes: dict[bytes, Any]) -> bool:
    """Whether the files that were changed still have the same facts."""
    from import_conformance.reading.recheck import facts_are_the_same

    return facts_are_the_same(index, asked, wishes)


def _printed(out: str, err: str, code: int) -> int:
    """Print what was printed; another exit code when the reader has seen enough (`| head`), or the disk is full.

    What standard error does not take is lost, and changes nothing: the exit code speaks of the code under judgement.
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
    """Let a stream that cannot be written lead nowhere: what is left in it would raise again when Python ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def is_repeatable(arguments: list[str]) -> bool:
    """Whether the answer to a command line may be kept."""
    return _place(arguments) is not None


def remember(arguments: list[str], on: Basis, out: str, err: str, code: int) -> None:
    """Keep an answer for as long as what it rests on stays as it was."""
    from import_conformance.writing.private_files import remove_oldest

    place = _place(arguments)
    latest = [known for _, known in on.files if known]
    if not place or len(out) + len(err) > MOST_CHARACTERS:
        return
    if not all(cache_file.is_settled(known, on.moment) for known in latest):
        return
    # Where a file was changed just before, a change just after might not show in the state of the tree.
    whole = on.tree.whole if cache_file.is_settled(on.tree.latest, on.moment) else b""
    reads = None if on.reads is None or _shows_source(arguments) else on.reads
    told = (reads.file.name, dict(reads.asked), dict(reads.wishes)) if reads else None
    remove_oldest(place.parent, "answer-*", MOST_ANSWERS - 1)
    known = (cache_file.engine(), on.files, tuple(on.ground), on.tree.names, whole, told, out, err, code)
    cache_file.write(place, known)


def _shows_source(arguments: list[str]) -> bool:
    """Whether an answer may hold more of the source than its facts, as formats for other programs do."""
    return any(argument.split("=", 1)[0] == "--format" for argument in arguments)


def _place(arguments: list[str]) -> Path | None:
    """Where the answer to a command line is kept; None for one that has to be worked out each time."""
    if not arguments or arguments[0] not in COMMANDS:
        return None
    if any(_does_more(argument) for argument in arguments):
        return None
    if not cache_file.is_wanted_here() and "--index" not in arguments:
        return None
    folder = cache_file.folder_for(Path(_topology(arguments)))
    return folder / f"answer-{_question(arguments)}" if folder else None


def _does_more(argument: str) -> bool:
    """Short options may stand together: `-qv`."""
    is_short = argument.startswith("-") and not argument.startswith("--")
    return not DOES_MORE_IN_SHORT.isdisjoint(argument) if is_short else argument.split("=", 1)[0] in DOES_MORE


def _topology(arguments: list[str]) -> str:
    """The last `--topology` that is given."""
    name = "topology.yaml"
    for at, argument in enumerate(arguments):
        if argument.startswith("--topology="):
            name = argument.partition("=")[2]
        elif argument == "--topology" and at + 1 < len(arguments):
            name = arguments[at + 1]
    return name


def _question(arguments: list[str]) -> str:
    shown = sorted((key, value) for key, value in os.environ.items() if key.startswith(SHOWS))
    screens = [stream.isatty() for stream in (sys.stdout, sys.stderr)]
    width = os.get_terminal_size(sys.stdout.fileno()).columns if screens[0] else 0
    encoding = (sys.stdout.encoding, sys.stderr.encoding)
    # Waivers end with a day on the reader's calendar.
    told = repr((arguments, os.getcwd(), shown, screens, width, encoding, today()))
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
