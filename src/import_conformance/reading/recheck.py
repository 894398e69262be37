"""Whether files that were changed still have the facts that an answer rests on: then the answer holds, unasked."""

from collections.abc import Mapping

from import_conformance.model.facts import Unreadable, Wanted
from import_conformance.reading.cache.cache_file import stamp
from import_conformance.reading.cache.index import Index, digest_of
from import_conformance.reading.source.facts import facts_of_all, read_bytes

# After a change of so many files, reading and judging everything anew is no slower.
MOST_FILES = 64


def facts_are_the_same(
    index: Index, asked: Mapping[str, tuple[bytes, bytes]], wishes: Mapping[bytes, tuple[object, ...]]
) -> bool:
    """True when each file is as it was, or has the same facts as it had.

    index: it is told what is found on the way, and written down when the answer is yes; after a no, more is to come.
    asked: digest and key of what was wanted, by file; wishes: by key, the fields of `Wanted`.
    """
    changed = {path: known for path, known in asked.items() if index.digest(path) != known[0]}
    if len(changed) > MOST_FILES:
        return False
    wanted = {key: Wanted(*fields) for key, fields in wishes.items()}  # type: ignore[arg-type]  # in their order
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
    now = digest_of(data)
    index.saw(path, before, now)
    if index.encoded(now, key) is None:
        index.learn(now, key, facts_of_all([(data, wanted)])[0])
    return index.encoded(now, key) == index.encoded(digest, key) is not None
