"""Check whether changed files still have the facts that a stored answer was computed from, so that it stays valid."""

from collections.abc import Mapping

from import_conformance.model.base.facts import Unreadable, Wanted
from import_conformance.reading.cache.cache_file import stamp
from import_conformance.reading.cache.index import Index, digest_of
from import_conformance.reading.source.facts import facts_of_all
from import_conformance.reading.text.source_text import read_bytes

# After a change of more files than this, reading and judging everything again is no slower.
MOST_FILES = 64


def facts_are_the_same(
    index: Index, asked: Mapping[str, tuple[bytes, bytes]], requests: Mapping[bytes, tuple[object, ...]]
) -> bool:
    """Return True when each file is unchanged, or still has the same facts.

    Args:
        index: Records the facts that are read here. It is saved only if the result is True: after a False, the caller
            reads more and saves it later.
        asked: By path, the digest of the content and the key of the requested facts.
        requests: By key, the fields of the `Wanted`.
    """
    changed = {path: known for path, known in asked.items() if index.digest(path) != known[0]}
    if len(changed) > MOST_FILES:
        return False
    wanted = {key: Wanted(*fields) for key, fields in requests.items()}  # type: ignore[arg-type]  # in their order
    same = [_has_same_facts(index, path, *known, wanted[known[1]]) for path, known in changed.items()]
    if not all(same):
        return False
    index.save()
    return True


def _has_same_facts(index: Index, path: str, digest: bytes, key: bytes, wanted: Wanted) -> bool:
    before = stamp(path)
    data = read_bytes(path)
    if isinstance(data, Unreadable):
        return False
    current = digest_of(data)
    index.record_state(path, before, current)
    if index.encoded(current, key) is None:
        index.learn(current, key, facts_of_all([(data, wanted)])[0])
    return index.encoded(current, key) == index.encoded(digest, key) is not None
