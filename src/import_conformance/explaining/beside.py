"""The examination of Python code beside the declared packages."""

from collections.abc import Iterable, Iterator

from import_conformance.model.answers.diagnosis import DiagnosisGroup, DiagnosisItem, Examination, Health
from import_conformance.model.codebase import Beside
from import_conformance.model.dotted import names_above
from import_conformance.rules.shared.base import Case


def beside(case: Case) -> Iterator[Examination]:
    """Yield an examination of Python code beside the declared packages, if there is any, and of imports of it."""
    found = case.codebase.beside
    if not found:
        return
    names = {each.module: each for each in found}
    paths, roots = case.codebase.paths, case.codebase.roots
    imports = tuple(
        DiagnosisItem(f"imports {edge.imported}", paths[edge.importer], edge.line, roots.get(edge.importer, ""))
        for edge in case.codebase.externals
        if not names.keys().isdisjoint((*names_above(edge.imported), edge.imported))
    )
    reach = (
        f", which {count_of(imports, 'own import')} {'reaches' if len(imports) == 1 else 'reach'}" if imports else ""
    )
    groups = (
        DiagnosisGroup("beside the packages", tuple(map(_item, found))),
        *([DiagnosisGroup("own imports of them", imports)] if imports else []),
    )
    summary = f"{len(found)} beside the packages, judged by no law{reach}"
    advice = "add them to `source.packages`, where they are part of the application"
    yield Examination("beside", Health.NOTE, summary, groups, advice)


def _item(each: Beside) -> DiagnosisItem:
    return DiagnosisItem("a folder that holds Python" if each.path.endswith("/") else "", each.path, root=each.root)


def count_of(things: Iterable[object] | int, noun: str) -> str:
    """Return a number and what it counts, in its right form."""
    number = things if isinstance(things, int) else sum(1 for _ in things)
    return f"{number} {noun}{'' if number == 1 else 's'}"
