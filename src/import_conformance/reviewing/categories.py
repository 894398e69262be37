"""The plain-language categories that findings fall into, and what a finding looks like in code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from import_conformance.model.finding import Finding, Kind
from import_conformance.model.topology import Law, Require, Topology


@dataclass(frozen=True)
class Category:
    """A group of findings; action: what to do where its findings have no fix in common."""

    key: str
    title: str
    action: str


CATEGORIES = (
    Category("duplicates", "Duplicates", "delete the copies and import the originals"),
    Category("missing", "Missing dependencies", "import what the law requires"),
    Category("writes", "Uncoordinated writes", "hand the writes to one coordinator"),
    Category("layering", "Layering", "replace these imports by legal ones"),
    Category("circles", "Circles of imports", "cut these imports: they close the circles"),
    Category("banned-imports", "Banned imports", "do without these imports"),
    Category("banned-calls", "Banned calls", "leave these calls to who may make them"),
    Category("symbols", "Symbols with a second home", "delete these definitions and import the owner's"),
    Category("quarantine", "Imports from quarantine", "do without what is set aside"),
    Category("broken-imports", "Broken imports", "correct or delete the imports that lead nowhere"),
    Category("own-rules", "Rules from outside", "mend each as its rule says"),
    Category("names", "Names", "rename the files"),
    Category("headers", "Headers", "correct the headers, or move the files"),
    Category("laws", "Laws at fault", "correct the topology: each of these laws may mean two things, or nothing"),
    Category("files", "Files outside the law", "make each file readable, importable and placed"),
)
BY_KEY = {category.key: category for category in CATEGORIES}
_BY_KIND = {
    Kind.DUPLICATE: "duplicates",
    Kind.ABSENCE: "missing",
    Kind.WRITE: "writes",
    Kind.CYCLE: "circles",
    Kind.CALL: "banned-calls",
    Kind.SYMBOL: "symbols",
    Kind.UNRESOLVED: "broken-imports",
    Kind.CUSTOM: "own-rules",
    Kind.NAME: "names",
    Kind.HEADER: "headers",
    Kind.AT_FAULT: "laws",
}
_BY_RULE = {"layers": "layering", "forbid": "banned-imports", "quarantine": "quarantine"}


def category_of(finding: Finding) -> Category:
    """The one category of a finding."""
    return BY_KEY[_BY_KIND.get(finding.kind) or _BY_RULE.get(finding.rule) or "files"]


def laws_by_id(topology: Topology) -> Mapping[str, Law]:
    """The laws that the author wrote as entries of their own."""
    return {law.id: law for law in topology.written_laws()}


def is_mechanical(law: Law | None) -> bool:
    """True when mending is the same substitution everywhere: a call with its `use`, a symbol with its owner."""
    return bool(getattr(law, "use", "") or getattr(law, "symbols", ()))


def shape_of(finding: Finding, law: Law | None) -> tuple[str, bool]:
    """What the finding is about, and whether that is code rather than words."""
    shaped = _SHAPES.get(category_of(finding).key)
    return shaped(finding, law) if shaped else (finding.message, False)


def _last(name: object) -> str:
    return str(name).rpartition(".")[2]


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _call(finding: Finding, _: Law | None) -> tuple[str, bool]:
    name = str(finding.details.get("call", finding.identity))
    # `datetime.datetime.utcnow` stands in the code as `datetime.utcnow`; a receiver is kept as it was written.
    is_method = not finding.details.get("use") and name.startswith("self.")
    text = name if is_method else ".".join(name.split(".")[-2:])
    return (f"{text}()" if finding.details.get("called", True) else text), True


def _import(finding: Finding, _: Law | None) -> tuple[str, bool]:
    return f"import {finding.details.get('imported', finding.identity)}", True


def _missing(_: Finding, law: Law | None) -> tuple[str, bool]:
    targets = [selector.text for selector in law.targets] if isinstance(law, Require) else []
    return "no " + " or ".join(f"import {target}" for target in targets or ["import"]), True


def _written(finding: Finding, _: Law | None) -> tuple[str, bool]:
    return ", ".join(map(_last, _listed(finding.details.get("models")))), True


def _symbol(finding: Finding, _: Law | None) -> tuple[str, bool]:
    return str(finding.details.get("symbol", finding.identity)), True


def _name(finding: Finding, _: Law | None) -> tuple[str, bool]:
    return finding.identity, True


def _header(finding: Finding, law: Law | None) -> tuple[str, bool]:
    key = getattr(law, "key", "Layer")
    return (f"# {key}: {finding.identity}", True) if finding.identity else (f"no # {key}: ...", True)


def _copy(finding: Finding, _: Law | None) -> tuple[str, bool]:
    return f"copy of {finding.details.get('owner', finding.identity)}", False


_SHAPES: Mapping[str, Callable[[Finding, Law | None], tuple[str, bool]]] = {
    "duplicates": _copy,
    "missing": _missing,
    "writes": _written,
    "layering": _import,
    "circles": _import,
    "banned-imports": _import,
    "banned-calls": _call,
    "symbols": _symbol,
    "quarantine": _import,
    "broken-imports": _import,
    "names": _name,
    "headers": _header,
}
