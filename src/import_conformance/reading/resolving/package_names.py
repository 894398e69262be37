"""Complete the facts of packages by whether they bind the names that others import from them.

These names are known only after all imports have been read, so a few files are read a second time; the index caches
the results.
"""

from collections.abc import Iterable, Mapping

from import_conformance.model.base.facts import OPEN_BINDINGS, Bindings, Facts, Unreadable, Wanted
from import_conformance.reading.cache.index import Index, digest_of, key_of
from import_conformance.reading.resolving.importable import ImportableNames, bindings_asked
from import_conformance.reading.source import facts as reader
from import_conformance.reading.text.source_text import read_bytes
from import_conformance.reading.tree.ledger import Entry


def with_bindings(
    facts: Mapping[str, Facts],
    names: ImportableNames,
    entries: Iterable[Entry],
    asked: Mapping[str, Wanted],
    index: Index | None,
) -> dict[str, Facts]:
    """Complete the facts of packages from which names are imported that are no modules."""
    paths = {entry.file.module or "": entry.absolute for entry in entries}
    found = dict(facts)

    def read(module: str, wanted: frozenset[str]) -> Bindings:
        whole = asked.get(module, Wanted())._replace(bindings=wanted)
        known = _facts(paths[module], facts[module], whole, index)
        found[module] = known
        return known.bindings or OPEN_BINDINGS

    bindings_asked(facts, names, read)
    return found


def _facts(path: str, facts: Facts, wanted: Wanted, index: Index | None) -> Facts:
    """Return the facts of a file with what it binds; the facts as they were, if the file has changed meanwhile."""
    digest, key = index.asked.get(path, (b"", b""))[0] if index else b"", key_of(wanted) if index else b""
    if index and digest:
        index.asked[path] = digest, key
        index.requests[key] = wanted
        known = index.facts(digest, key)
        if isinstance(known, Facts):
            return known
    data = read_bytes(path)
    if isinstance(data, Unreadable) or (index and digest_of(data) != digest):
        return facts
    complete = reader.with_bindings(facts, data, wanted)
    if index:
        index.learn(digest, key, complete)
    return complete
