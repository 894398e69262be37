"""The ledger: every file on disk with its one fate, so that none was skipped silently."""

from collections import Counter
from collections.abc import Iterator, Sequence

from import_conformance.model.by_key import by_key
from import_conformance.model.codebase import Fate, SourceFile
from import_conformance.model.locate import shown
from import_conformance.reporting.html.words import bar, fold, section, table
from import_conformance.reporting.markup import Markup, element
from import_conformance.reporting.scoreboard import ledger as sentence
from import_conformance.reviewing.page_content import PageContent

MOST = 40
"""So many files of one fate are named one by one; of more, the folders."""
DEPTH = 2
MEANING = {
    Fate.JUDGED: "read, placed in a layer, and checked against every law",
    Fate.UNPLACED: "read and checked against the laws that need no layer; no layer claims it",
    Fate.UNPARSABLE: "could not be read as Python",
    Fate.EXCLUDED: "left out by the topology; imports of it are judged",
    Fate.GENERATED: "made by a build, as the topology states; imports of it are judged",
    Fate.OPAQUE: "a module without source, compiled or a stub; imports of it are judged",
    Fate.NOT_REGULAR: "a link that is not followed, a pipe or the like",
    Fate.NOT_IMPORTABLE: "cannot be imported under any name",
    Fate.SHADOWED: "never imported, for another file has its name",
    Fate.LINKED: "another name, by a link, of a file that is counted already",
}


def ledger(content: PageContent) -> Markup:
    """Return the sum of all fates, and the files that were not judged."""
    counts = content.verdict.ledger
    rows = [_row(fate, number, counts.on_disk) for fate, number in counts.by_fate.items()]
    rows.append([element("b", "On disk"), "", counts.on_disk, ""])
    grid = table("Files by fate", ("Fate", "What it means", ">Files", "Share"), rows, "fates")
    files = by_key((file.fate, file) for file in content.verdict.files if file.fate is not Fate.JUDGED)
    lists = [_list(fate, files[fate]) for fate in counts.by_fate if fate in files]
    return section("ledger", "Ledger of files", f"{sentence(counts)}.", grid, *lists)


def _row(fate: Fate, number: int, total: int) -> list[str | int]:
    share = f"{100 * number / total:.0f} %"
    return [_name(fate), MEANING[fate], number, bar(number / total, share)]


def _name(fate: Fate) -> str:
    return fate.replace("_", " ").capitalize()


def _list(fate: Fate, files: Sequence[SourceFile]) -> Markup:
    title = element("span", f"{_name(fate)}: {len(files)}")
    if len(files) > MOST:
        rows = list(_folders(files))
        return fold(title, table(f"{_name(fate)} files by folder", ("Folder", ">Files"), rows))
    named = [[element("code", shown(file.path, file.root)), file.reason] for file in files]
    return fold(title, table(f"{_name(fate)} files", ("File", "Why"), named))


def _folders(files: Sequence[SourceFile]) -> Iterator[list[str | int]]:
    counts = Counter("/".join(file.path.split("/")[:-1][:DEPTH]) or "." for file in files)
    for folder, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield [element("code", f"{folder}/"), number]
