"""The ledger: every file on disk with its one fate, so that nothing was passed over in silence."""

from collections import Counter
from collections.abc import Iterator, Sequence

from import_conformance.model.codebase import Fate, SourceFile
from import_conformance.model.locate import shown
from import_conformance.reporting.html.values import Subject
from import_conformance.reporting.html.words import bar, fold, section, table
from import_conformance.reporting.markup import Markup, element

# So many files of one fate are named one by one; of more, the folders.
MOST = 40
DEPTH = 2
MEANING = {
    Fate.JUDGED: "read, placed in a layer, and held against every law",
    Fate.UNPLACED: "read and held against the laws that need no layer; no layer claims it",
    Fate.UNPARSABLE: "could not be read as Python",
    Fate.EXCLUDED: "left out by the topology; imports of it are judged",
    Fate.GENERATED: "made by a build, as the topology states; imports of it are judged",
    Fate.OPAQUE: "a module without source, compiled or a stub; imports of it are judged",
    Fate.NOT_REGULAR: "a link that is not followed, a pipe or the like",
    Fate.NOT_IMPORTABLE: "cannot be imported under any name",
    Fate.SHADOWED: "never imported, for another file has its name",
    Fate.LINKED: "another name, by a link, of a file that is counted already",
}


def ledger(subject: Subject) -> Markup:
    """The sum of all fates, and the files that were not judged."""
    files = subject.verdict.files
    counts = Counter(file.fate for file in files)
    rows = [_row(fate, counts[fate], len(files)) for fate in Fate if counts[fate]]
    rows.append([element("b", "On disk"), "", len(files), ""])
    grid = table("Files by fate", ("Fate", "What it means", ">Files", "Share"), rows, "fates")
    others = [fate for fate in Fate if counts[fate] and fate is not Fate.JUDGED]
    lists = [_list(fate, [file for file in files if file.fate is fate]) for fate in others]
    return section("ledger", "Ledger of files", f"{subject.report.ledger.sentence}.", grid, *lists)


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
