"""The facts of the files of a ledger: from the index where it has them, from the files otherwise."""

from collections.abc import Iterable, Mapping

from import_conformance.model.base.facts import Facts, Unreadable, Wanted
from import_conformance.model.progress import ProgressCallback
from import_conformance.reading.cache.cache_file import stamp
from import_conformance.reading.cache.index import Index, digest_of, key_of
from import_conformance.reading.source.facts import facts_of_all
from import_conformance.reading.text.source_text import read_bytes
from import_conformance.reading.tree.ledger import Entry

Answers = dict[str, Facts | Unreadable]


def facts_of_files(
    entries: Iterable[Entry], asked: Mapping[str, Wanted], on_progress: ProgressCallback, index: Index | None
) -> tuple[dict[str, Facts], dict[str, Unreadable]]:
    """Return the facts of files by module, and the reasons why files could not be read by path.

    Args:
        entries: The files to read.
        asked: The requested facts by module; of other modules only the imports are read.
        on_progress: Is called with the number of files that have been read.
        index: Is used first, and records the facts that it did not have.
    """
    entries = tuple(entries)
    wanted = {entry.absolute: asked.get(entry.file.module or "", Wanted()) for entry in entries}
    answers = _indexed(entries, wanted, on_progress, index) if index else _read(wanted, on_progress, None)
    facts: dict[str, Facts] = {}
    unreadable: dict[str, Unreadable] = {}
    for entry in entries:
        answer = answers[entry.absolute]
        if isinstance(answer, Unreadable):
            unreadable[entry.file.path] = answer
            continue
        facts[entry.file.module or ""] = answer
        if answer.unread:
            unreadable[entry.file.path] = answer.unread
    return facts, unreadable


def _indexed(
    entries: Iterable[Entry], wanted: Mapping[str, Wanted], on_progress: ProgressCallback, index: Index
) -> Answers:
    """Return the facts of unchanged files from the index, and read those of the others."""
    keys = {each: key_of(each) for each in set(wanted.values())}
    answers: Answers = {}
    for entry in entries:
        path = entry.absolute
        digest = index.digest(path)
        known = index.facts(digest, keys[wanted[path]]) if digest else None
        if digest and known is not None:
            answers[path] = known
            index.asked[path] = digest, keys[wanted[path]]
    index.requests.update((key, each) for each, key in keys.items())
    answers |= _read({path: each for path, each in wanted.items() if path not in answers}, on_progress, index)
    return answers


def _read(wanted: Mapping[str, Wanted], on_progress: ProgressCallback, index: Index | None) -> Answers:
    """Read the facts of files; those of a content that the index has are taken from there."""
    answers: Answers = {}
    contents: dict[str, bytes] = {}
    digests: dict[str, bytes] = {}
    for path, each in wanted.items():
        before = stamp(path) if index else None
        data = read_bytes(path)
        if isinstance(data, Unreadable):
            answers[path] = data
            if index:
                index.is_whole = False
            continue
        if index:
            digests[path] = digest_of(data)
            index.record_state(path, before, digests[path])
            index.asked[path] = digests[path], key_of(each)
            known = index.facts(digests[path], key_of(each))
            if known is not None:
                answers[path] = known
                continue
        contents[path] = data
    found = facts_of_all([(data, wanted[path]) for path, data in contents.items()], on_progress=on_progress)
    for path, facts in zip(contents, found, strict=True):
        answers[path] = facts
        if index:
            index.learn(digests[path], key_of(wanted[path]), facts)
    return answers
