"""The plain-language categories that findings fall into, and what a finding looks like in code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from import_conformance.model.finding import Finding, Kind
from import_conformance.model.laws.kinds import BY_CLASS, BY_RULE, KINDS, kind_of
from import_conformance.model.topology import Law, Require, Topology

Shape = tuple[str, bool]
"""What is wrong in the code, and whether that is code rather than words."""


def _message(finding: Finding, _: Law | None) -> Shape:
    return finding.message, False


def _call(finding: Finding, _: Law | None) -> Shape:
    name = str(finding.details.get("call", finding.identity))
    # `datetime.datetime.utcnow` stands in the code as `datetime.utcnow`; a receiver stays as it was written.
    is_method = not finding.details.get("use") and name.startswith("self.")
    text = name if is_method else ".".join(name.split(".")[-2:])
    return (f"{text}()" if finding.details.get("called", True) else text), True


def _import(finding: Finding, _: Law | None) -> Shape:
    return f"import {finding.details.get('imported', finding.identity)}", True


def _missing(_: Finding, law: Law | None) -> Shape:
    targets = [selector.text for selector in law.targets] if isinstance(law, Require) else []
    return "no " + " or ".join(f"import {target}" for target in targets or ["import"]), True


def _written(finding: Finding, _: Law | None) -> Shape:
    models = finding.details.get("models")
    names = models if isinstance(models, list | tuple) else ()
    return ", ".join(str(name).rpartition(".")[2] for name in names), True


def _symbol(finding: Finding, _: Law | None) -> Shape:
    return str(finding.details.get("symbol", finding.identity)), True


def _name(finding: Finding, _: Law | None) -> Shape:
    return finding.identity, True


def _header(finding: Finding, law: Law | None) -> Shape:
    key = getattr(law, "key", "Layer")
    return (f"# {key}: {finding.identity}", True) if finding.identity else (f"no # {key}: ...", True)


def _copy(finding: Finding, _: Law | None) -> Shape:
    return f"copy of {finding.details.get('owner', finding.identity)}", False


@dataclass(frozen=True)
class Category:
    """A group of findings.

    Attributes:
        action: What to do where the findings have no fix in common.
        shape: Shows what is wrong in the code.
    """

    key: str
    title: str
    action: str
    shape: Callable[[Finding, Law | None], Shape] = _message


# Programs know this category by the name that it had first.
CYCLES = "circles"
CATEGORIES = (
    Category("duplicates", "Duplicates", "delete the copies and import the originals", _copy),
    Category("missing", "Missing dependencies", "import what the law requires", _missing),
    Category("writes", "Uncoordinated writes", "hand the writes to one coordinator", _written),
    Category("layering", "Layering", "replace these imports by legal ones", _import),
    Category(CYCLES, "Cycles of imports", "cut these imports: they close the cycles", _import),
    Category("banned-imports", "Banned imports", "do without these imports", _import),
    Category("banned-calls", "Banned calls", "leave these calls to who may make them", _call),
    Category("symbols", "Duplicate definitions", "delete these definitions and import the owner's", _symbol),
    Category("quarantine", "Imports from quarantine", "do without what is set aside", _import),
    Category("broken-imports", "Broken imports", "correct or delete the imports that lead nowhere", _import),
    Category("own-rules", "Rules from outside", "fix each as its rule says"),
    Category("names", "Names", "rename the files", _name),
    Category("headers", "Headers", "correct the headers, or move the files", _header),
    *(Category(*given) for kind in KINDS for given in kind.categories.values() if not isinstance(given, str)),
    Category("laws", "Laws at fault", "correct the topology: each of these laws may mean two things, or nothing"),
    Category("files", "Files outside the law", "make each file readable, importable and placed"),
)
BY_KEY = {category.key: category for category in CATEGORIES}
_BY_KIND = {
    Kind.DUPLICATE: "duplicates",
    Kind.ABSENCE: "missing",
    Kind.WRITE: "writes",
    Kind.CYCLE: CYCLES,
    Kind.CALL: "banned-calls",
    Kind.SYMBOL: "symbols",
    Kind.UNRESOLVED: "broken-imports",
    Kind.CUSTOM: "own-rules",
    Kind.NAME: "names",
    Kind.HEADER: "headers",
    Kind.AT_FAULT: "laws",
}


def category_of(finding: Finding) -> Category:
    """Return the one category of a finding: that of its kind, or else of its rule."""
    key = _BY_KIND.get(finding.kind)
    return BY_KEY[key] if key else category_of_rule(finding.rule)


def category_of_rule(rule: str) -> Category:
    """Return the category of most findings of a rule."""
    given = BY_RULE[rule].categories[rule] if rule in BY_RULE else "files"
    return BY_KEY[given if isinstance(given, str) else given.key]


def laws_by_id(topology: Topology) -> Mapping[str, Law]:
    """Return the laws that the author wrote as entries of their own."""
    return {law.id: law for law in topology.written_laws()}


def is_mechanical(law: Law | None) -> bool:
    """Return whether the fix is the same substitution everywhere: a call with its `use`, a symbol with its owner."""
    return law is not None and type(law) in BY_CLASS and kind_of(law).is_rewritten(law)
