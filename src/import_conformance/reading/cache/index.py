"""The facts that earlier runs found, by the content of the files: only files that have changed are read again.

There are two tables: the state in which a file was last seen (size, times, inode) with the digest of its content then;
and the facts, by digest and by the facts that were asked for. A state is trusted only when it is older than the moment
of writing by more than the coarsest clock of any file system (as git does with its own index): a file that was changed
within the same tick is read again. Facts are found by content alone, so those of a branch that comes back, or of a
fresh checkout, are known.
"""

import time
from collections.abc import Mapping
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from import_conformance.model.base.facts import Facts, Unreadable, Wanted
from import_conformance.model.likeness import Likeness
from import_conformance.reading.cache import cache_file
from import_conformance.reading.cache.cache_file import Stamp, stamp
from import_conformance.reading.cache.fact_codec import decode, encode
from import_conformance.reading.text.switches import is_parser_alone

# Facts that were not used while the index was written this many times are dropped.
PATIENCE = 20


def digest_of(data: bytes) -> bytes:
    """Return the digest under which a content is known."""
    return blake2b(data, digest_size=16).digest()


class Index:
    """The tables of one topology.

    Attributes:
        path: The file that stores them; None for tables that live as long as the process.
        asked: For each file whose facts were asked for, its digest and the key of the request.
        requests: The requests by their keys.
        is_whole: False when a file could not be read, so that nothing is known of it.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._began = time.time_ns()
        self._engine = cache_file.engine() if path else b""
        self._turn, self._written = 0, 0
        self._states: Mapping[str, tuple[Stamp, bytes]] = {}
        self._facts: dict[tuple[bytes, bytes], tuple[int, bytes]] = {}
        stored = cache_file.read(path) if path else None
        if isinstance(stored, tuple) and len(stored) == 5 and stored[0] == self._engine:
            _, self._turn, self._written, self._states, self._facts = stored
        self._seen: dict[str, tuple[Stamp, bytes]] = {}
        self._used: set[tuple[bytes, bytes]] = set()
        self._is_changed = False
        self.asked: dict[str, tuple[bytes, bytes]] = {}
        self.requests: dict[bytes, Wanted] = {}
        self.is_whole = True

    @cached_property
    def likeness(self) -> Likeness:
        """The similarities of contents that earlier runs computed."""
        stored = cache_file.read(self._similarity_path()) if self.path else None
        if isinstance(stored, tuple) and len(stored) == 4 and stored[0] == self._engine:
            return Likeness(stored[1], stored[2], stored[3])
        return Likeness()

    def save_likeness(self) -> None:
        """Store the similarities that a comparison has found."""
        known = self.likeness
        if self.path and known.is_news:
            cache_file.write(self._similarity_path(), (self._engine, known.least, known.compared, known.indices))
            known.is_news = False

    def _similarity_path(self) -> Path:
        """Return the file for similarities, which change more seldom than the facts."""
        return Path(f"{self.path}-alike")

    def digest(self, path: str) -> bytes | None:
        """Return the digest of a file that is unchanged since it was last read; None when it must be read.

        The state of each file is asked once, and holds for as long as this index lives.
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
        """Note the digest of a file, and the state that it had before it was read."""
        if before is not None:
            self._seen[path] = (before, digest)
            self._is_changed = True

    def encoded(self, digest: bytes, wanted: bytes) -> bytes | None:
        """Return the stored bytes of a content's facts, equal for equal facts; None when they are not known."""
        known = self._facts.get((digest, wanted))
        return known[1] if known else None

    def facts(self, digest: bytes, wanted: bytes) -> Facts | Unreadable | None:
        """Return the facts of a content; None when they are not known."""
        known = self._facts.get((digest, wanted))
        if known is None:
            return None
        self._used.add((digest, wanted))
        return decode(known[1])

    def learn(self, digest: bytes, wanted: bytes, facts: Facts | Unreadable) -> None:
        """Record the facts of a content."""
        self._facts[digest, wanted] = (self._turn, encode(facts))
        self._used.add((digest, wanted))
        self._is_changed = True

    def save(self) -> None:
        """Store what is new."""
        if self.path is None or not (self._is_changed or self._seen.keys() != self._states.keys()):
            return
        turn = self._turn + 1
        remaining = {
            key: (turn if key in self._used else used, data)
            for key, (used, data) in self._facts.items()
            if key in self._used or used + PATIENCE > turn
        }
        cache_file.write(self.path, (self._engine, turn, self._began, self._seen, remaining))


def usual_index(topology: Path) -> Index | None:
    """Return the index of a topology for entry points that have no option for it; None where indexes are not used."""
    folder = cache_file.folder_for(topology) if cache_file.is_wanted_here() else None
    return Index(folder / "facts") if folder else None


def key_of(wanted: Wanted) -> bytes:
    """Return the key of a request for facts; the reader takes part, since another one may find other facts."""
    definitions = wanted.definitions if isinstance(wanted.definitions, bool) else sorted(wanted.definitions)
    asked = (wanted.shape, sorted(wanted.names), sorted(wanted.methods), definitions)
    rest = (wanted.orm, wanted.models, wanted.headers, wanted.outline, sorted(wanted.bindings), wanted.lines)
    return blake2b(repr((asked, rest, is_parser_alone())).encode(), digest_size=8).digest()
