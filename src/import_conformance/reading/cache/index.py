"""What earlier runs have learnt of files, by their content: only what has changed is read again.

Two tables: the state in which a file was last seen (size, times, inode) with the digest of what it then held; and for
a digest, and what was wanted of the file, the facts. A state is believed only when it is older than the moment at which
it was written down by more than the clock of any file system may be coarse (as git does with its own index): a file
that was changed within the same tick is read again. Facts are found by content alone, so a branch that comes back, or a
tree laid anew, is known.
"""

import time
from collections.abc import Mapping
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from import_conformance.model.facts import Facts, Unreadable, Wanted
from import_conformance.model.likeness import Likeness
from import_conformance.reading.cache import cache_file
from import_conformance.reading.cache.cache_file import Stamp, stamp
from import_conformance.reading.cache.fact_codec import decode, encode
from import_conformance.reading.text.switches import is_parser_alone

# Facts that so many writings have not used are thrown away.
PATIENCE = 20


def digest_of(data: bytes) -> bytes:
    """By what a content is known."""
    return blake2b(data, digest_size=16).digest()


class Index:
    """The tables of one topology. path: where they are kept; None for one that only lives as long as the process.

    asked: the digest, and the key of what was wanted, of each file whose facts were asked for; wishes: by that key.
    is_whole: False when a file could not be read, so that nothing is known of it.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._began = time.time_ns()
        self._engine = cache_file.engine() if path else b""
        self._turn, self._written = 0, 0
        self._states: Mapping[str, tuple[Stamp, bytes]] = {}
        self._facts: dict[tuple[bytes, bytes], tuple[int, bytes]] = {}
        kept = cache_file.read(path) if path else None
        if isinstance(kept, tuple) and len(kept) == 5 and kept[0] == self._engine:
            _, self._turn, self._written, self._states, self._facts = kept
        self._seen: dict[str, tuple[Stamp, bytes]] = {}
        self._used: set[tuple[bytes, bytes]] = set()
        self._is_changed = False
        self.asked: dict[str, tuple[bytes, bytes]] = {}
        self.requests: dict[bytes, Wanted] = {}
        self.is_whole = True

    @cached_property
    def likeness(self) -> Likeness:
        """How alike contents are, as far as it is known."""
        kept = cache_file.read(self._beside()) if self.path else None
        if isinstance(kept, tuple) and len(kept) == 4 and kept[0] == self._engine:
            return Likeness(kept[1], kept[2], kept[3])
        return Likeness()

    def save_likeness(self) -> None:
        """Write down what a comparison has found."""
        known = self.likeness
        if self.path and known.is_news:
            cache_file.write(self._beside(), (self._engine, known.least, known.compared, known.indices))
            known.is_news = False

    def _beside(self) -> Path:
        """Where likeness is kept: it changes more seldom than the facts."""
        return Path(f"{self.path}-alike")

    def digest(self, path: str) -> bytes | None:
        """The digest of a file that is as it was when it was last read; None when it must be read.

        Each file is looked at once: what it was then, it is for as long as this index lives.
        """
        if path in self._seen:
            return self._seen[path][1]
        now = stamp(path)
        known = self._states.get(path)
        if known is None or now is None or known[0] != now or not cache_file.is_settled(now, self._written):
            return None
        self._seen[path] = known
        return known[1]

    def record_state(self, path: str, before: Stamp | None, digest: bytes) -> None:
        """Note what a file holds; before: its state before it was read."""
        if before is not None:
            self._seen[path] = (before, digest)
            self._is_changed = True

    def encoded(self, digest: bytes, wanted: bytes) -> bytes | None:
        """The facts of a content as they are kept: equal for equal facts; None when they are not known."""
        known = self._facts.get((digest, wanted))
        return known[1] if known else None

    def facts(self, digest: bytes, wanted: bytes) -> Facts | Unreadable | None:
        """The facts of a content; None when they are not known."""
        known = self._facts.get((digest, wanted))
        if known is None:
            return None
        self._used.add((digest, wanted))
        return decode(known[1])

    def learn(self, digest: bytes, wanted: bytes, facts: Facts | Unreadable) -> None:
        """Note the facts of a content."""
        self._facts[digest, wanted] = (self._turn, encode(facts))
        self._used.add((digest, wanted))
        self._is_changed = True

    def save(self) -> None:
        """Write down what is new."""
        if self.path is None or not (self._is_changed or self._seen.keys() != self._states.keys()):
            return
        turn = self._turn + 1
        kept = {
            key: (turn if key in self._used else used, data)
            for key, (used, data) in self._facts.items()
            if key in self._used or used + PATIENCE > turn
        }
        cache_file.write(self.path, (self._engine, turn, self._began, self._seen, kept))


def usual_index(topology: Path) -> Index | None:
    """The index of a topology, for a door at which nobody says whether there shall be one; None where there is none."""
    folder = cache_file.folder_for(topology) if cache_file.is_wanted_here() else None
    return Index(folder / "facts") if folder else None


def key_of(wanted: Wanted) -> bytes:
    """By what a set of wanted facts is known: facts that another reader has found are not the answer."""
    definitions = wanted.definitions if isinstance(wanted.definitions, bool) else sorted(wanted.definitions)
    told = (wanted.shape, sorted(wanted.names), sorted(wanted.methods), definitions)
    rest = (wanted.orm, wanted.models, wanted.headers, wanted.outline, sorted(wanted.bindings))
    return blake2b(repr((told, rest, is_parser_alone())).encode(), digest_size=8).digest()
