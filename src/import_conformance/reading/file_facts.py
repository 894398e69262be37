"""The facts of the files of a ledger: from the index what it knows, from the files the rest."""

from collections.abc import Iterable, Mapping

from import_conformance.model.facts import Facts, Unreadable, Wanted
from import_conformance.model.progress import Tell
from import_conformance.reading.cache.cache_file import stamp
from import_conformance.reading.cache.index import Index, digest_of, key_of
from import_conformance.reading.source.facts import facts_of_all, read_bytes
from import_conformance.reading.tree.ledger import Entry

Answers = dict[str, Facts | Unreadable]


def facts_of_files(
    entries: Iterable[Entry], asked: Mapping[str, Wanted], tell: Tell, index: Index | None
) -> tuple[dict[str, Facts], dict[str, Unreadable]]:
    """Facts by module, and by path what kept a file from having any.

    asked: what is wanted of each module. tell: is told how many are read. index: it is asked first, and told what was
    found without it.
    """
    held = tuple(entries)
    wanted = {entry.absolute: asked.get(entry.file.module or "", Wanted()) for entry in held}
    answers = _known(held, wanted, tell, index) if index else _read(wanted, tell, None)
    facts: dict[str, Facts] = {}
    unreadable: dict[str, Unreadable] = {}
    for entry in held:
        answer = answers[entry.absolute]
        if isinstance(answer, Unreadable):
            unreadable[entry.file.path] = answer
            continue
        facts[entry.file.module or ""] = answer
        if answer.unread:
            unreadable[entry.file.path] = answer.unread
    return facts, unreadable


def _known(entries: Iterable[Entry], wanted: Mapping[str, Wanted], tell: Tell, index: Index) -> Answers:
    """What the index knows of unchanged files, and the facts of the others."""
    keys = {each: key_of(each) for each in set(wanted.values())}
    answers: Answers = {}
    for entry in entries:
        path = entry.absolute
        digest = index.digest(path)
        known = index.facts(digest, keys[wanted[path]]) if digest else None
        if digest and known is not None:
            answers[path] = known
            index.asked[path] = digest, keys[wanted[path]]
    index.wishes.update((key, each) for each, key in keys.items())
    answers |= _read({path: each for path, each in wanted.items() if path not in answers}, tell, index)
    return answers


def _read(wanted: Mapping[str, Wanted], tell: Tell, index: Index | None) -> Answers:
    """The facts of files by their contents; contents that the index knows are not looked into."""
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
            index.saw(path, before, digests[path])
            index.asked[path] = digests[path], key_of(each)
            known = index.facts(digests[path], key_of(each))
            if known is not None:
                answers[path] = known
                continue
        contents[path] = data
    found = facts_of_all([(data, wanted[path]) for path, data in contents.items()], tell=tell)
    for path, facts in zip(contents, found, strict=True):
        answers[path] = facts
        if index:
            index.learn(digests[path], key_of(wanted[path]), facts)
    return answers
