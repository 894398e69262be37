"""The two ends of the edges that a law is about."""

from collections.abc import Iterator, Sequence

from import_conformance.model.language.phrases import MOST_NAMED, enumerated, in_kinds, names_of, texts
from import_conformance.model.laws.allow import Allow
from import_conformance.model.laws.forbid import Forbid
from import_conformance.rules.shared.base import Case, Side


def ends(case: Case, law: Allow | Forbid, may: str, outside: Sequence[str] = ()) -> Iterator[Side]:
    """Yield what a law says of the modules that import, and of those that are imported.

    Args:
        case: The code.
        law: The law.
        may: `may` or `may not`.
        outside: Packages from outside that the law names besides modules.
    """
    kinds = in_kinds(law.kinds)
    targets = enumerated((*names_of(law.targets), *outside), MOST_NAMED)
    yield f"{may} import {targets}{kinds}", case.select.any_of(law.sources)
    if law.targets:
        yield f"{may} be imported by {texts(law.sources)}{kinds}", case.select.any_of(law.targets)
