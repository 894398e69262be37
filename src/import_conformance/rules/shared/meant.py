"""Names in a law that may mean own code or a package from outside, so that the law may miss the latter."""

import sys
from collections.abc import Iterator

from import_conformance.model.base.law import EXTERNAL_PREFIX, LAYER_PREFIX
from import_conformance.model.finding import Finding
from import_conformance.model.topology import Forbid, Selector
from import_conformance.rules.shared.base import Case, LawFault

# Modules of the standard library that only some releases of Python from 3.11 on have: a verdict must not depend on the
# one that runs the tool.
# fmt: off
OF_SOME_RELEASES = frozenset({
    "aifc", "annotationlib", "asynchat", "asyncore", "audioop", "cgi", "cgitb", "chunk", "compression", "crypt",
    "distutils", "imghdr", "imp", "lib2to3", "mailcap", "msilib", "nis", "nntplib", "ossaudiodev", "pipes",
    "profiling", "smtpd", "sndhdr", "spwd", "sunau", "telnetlib", "uu", "xdrlib",
})
# fmt: on
STANDARD_LIBRARY = OF_SOME_RELEASES | sys.stdlib_module_names


def ambiguous_targets(case: Case, law: Forbid, rule: str, label: str) -> Iterator[Finding]:
    """Yield a fault for each target of a law that names own code, and is also the name of a package from outside."""
    for selector in law.targets:
        reason = _outside(case, selector) if selector.is_bare else ""
        if reason:
            fix = f"write {' or '.join(_spellings(case, selector))}"
            what = f"{_what(selector)} and may as well be a package from outside"
            sentence = f"'{selector.text}' in {label} is {what}: {reason}; {fix}"
            yield case.fault(law, rule, LawFault("ambiguous-name", selector.position, sentence, fix, selector.text))


def _what(selector: Selector) -> str:
    return "a layer" if selector.layer else "the value of an axis"


def _spellings(case: Case, selector: Selector) -> list[str]:
    """Return the unambiguous ways to write what the name may mean."""
    value, dot, rest = selector.text.partition(".")
    axes = [axis.name for axis in case.topology.axes if value in axis.values]
    layers = [f"{LAYER_PREFIX}{selector.text}"] if selector.text in case.topology.layer_by_name else []
    return [*layers, *(f"{axis}={value}{dot}{rest}" for axis in axes), f"{EXTERNAL_PREFIX}{selector.text}"]


def _outside(case: Case, selector: Selector) -> str:
    """Return why a name may be that of a package from outside; "" where no such package is known."""
    parts = selector.text.split(".")
    if not all(part.isidentifier() for part in parts) or _is_own(case, parts[0]):
        return ""
    if parts[0] in STANDARD_LIBRARY:
        return f"{'it' if len(parts) == 1 else parts[0]} is in the standard library of Python"
    if parts[0] in case.codebase.declared:
        return f"{case.codebase.declared[parts[0]]} declares it"
    importer = next((edge for edge in case.codebase.externals if edge.imported.partition(".")[0] == parts[0]), None)
    return f"{case.codebase.paths[importer.importer]}:{importer.line} imports it" if importer else ""


def _is_own(case: Case, top: str) -> bool:
    """Return True where an import of the name leads to the code base in any case."""
    return top in case.topology.source.packages
