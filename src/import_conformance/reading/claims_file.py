"""Read a claims file into `Claims`, or report every problem of the file."""

from collections.abc import Collection, Iterator
from pathlib import Path

from import_conformance.model.answers.claims import ClaimCategory, ClaimRow, Claims
from import_conformance.model.topology import Position, Problem, Severity, TopologyError
from import_conformance.reading.text.plain_file import read_plain
from import_conformance.reading.text.strict_text import MAX_BYTES, shortened
from import_conformance.reading.topology.section import ProblemCollector, Section
from import_conformance.reading.topology.strict_yaml import read_yaml
from import_conformance.reading.topology.yaml_nodes import Mapping, Node, Scalar

TOP_KEYS = ("claims", "source", "root", "categories", "rows")
CATEGORY_KEYS = ("title", "laws", "explained_by")
ROW_KEYS = ("category", "file", "claim", "count", "models", "severity")
VERSION = "1"
MAX_DIGITS = 6


def load_claims(path: Path, laws: Collection[str]) -> Claims:
    """Read a claims file; its categories may name the given law ids.

    Raises:
        TopologyError: With every problem of the file, in the order of their positions.
    """
    try:
        data = read_plain(path, MAX_BYTES)
    except OSError as error:
        sentence = f"this file of claims cannot be read: {error.strerror}"
        raise TopologyError((Problem(str(path), Position(1), sentence),)) from None
    return parse_claims(data, str(path), laws)


def parse_claims(text: str | bytes, path: str, laws: Collection[str]) -> Claims:
    """Read claims from a text, or its bytes in UTF-8; problems name the file as `path`.

    Raises:
        TopologyError: With every problem of the text, in the order of their positions.
    """
    document = read_yaml(text.encode() if isinstance(text, str) else text, path)
    report = ProblemCollector(path, list(document.problems))
    claims = _claims(document.root, laws, report) if document.root is not None else None
    if report.problems or claims is None:
        order = sorted(set(report.problems), key=lambda p: (p.position.line, p.position.column, p.sentence))
        raise TopologyError(tuple(order))
    return claims


def _claims(root: Node, laws: Collection[str], report: ProblemCollector) -> Claims | None:
    top = Section.open(root, "the file of claims", root.position, TOP_KEYS, report)
    if not top:
        return None
    _check_version(top)
    top.require("source", "say where the claims are from")
    top.require("categories", "name the kinds of claims, each with the laws that state it")
    top.require("rows", "list the claims")
    base = top.scalar("root")
    prefix = base.text if base and _is_below(base, "root", report) else ""
    categories = tuple(_categories(top, laws))
    rows = tuple(_rows(top, prefix, {category.name: category for category in categories}))
    used = {row.category for row in rows}
    if not report.problems:
        for category in categories:
            if category.name not in used:
                report.add(category.position, f"no row is of the category '{shortened(category.name)}'; delete it")
    return Claims(report.path, top.text("source"), prefix, categories, rows)


def _check_version(top: Section) -> None:
    if top.require("claims", f"say which version of the format it is, as in claims: {VERSION}"):
        version = top.scalar("claims")
        if version and version.text != VERSION:
            sentence = f"'claims' must be {VERSION}, the version of the format, but it is '{shortened(version.text)}'"
            top.report.add(version.position, sentence)


def _categories(top: Section, laws: Collection[str]) -> Iterator[ClaimCategory]:
    for name, section in top.sections("categories", CATEGORY_KEYS, "category"):
        if "explained_by" not in section:
            section.require(
                "laws", "name the laws that state such a claim, or those that may explain it in 'explained_by'"
            )
        stating, explaining = (tuple(_law_ids(section, key, laws)) for key in ("laws", "explained_by"))
        yield ClaimCategory(name.text, section.text("title") or name.text, stating, explaining, name.position)


def _law_ids(section: Section, key: str, laws: Collection[str]) -> Iterator[str]:
    for scalar in section.scalars(key):
        if scalar.text not in laws:
            hint = section.report.hint(scalar.text, laws)
            section.report.add(scalar.position, f"no law has the id '{shortened(scalar.text)}'{hint}")
        yield scalar.text


def _rows(top: Section, prefix: str, categories: dict[str, ClaimCategory]) -> Iterator[ClaimRow]:
    node = top.entries["categories"][1] if "categories" in top else None
    names = tuple(node.entries) if isinstance(node, Mapping) else ()
    first: dict[tuple[str, str, str], int] = {}
    for number, item in enumerate(top.items("rows") if "rows" in top else (), 1):
        section = Section.open(item, f"row {number}", item.position, ROW_KEYS, top.report)
        if not section:
            continue
        row = _row(section, number, prefix, names)
        key = row.category, row.path, row.claim
        if key in first and all(key):
            top.report.add(item.position, f"row {number} says the same as row {first[key]}; delete one")
        first.setdefault(key, number)
        _check_comparable(section, categories.get(row.category))
        yield row


def _row(section: Section, number: int, prefix: str, names: tuple[str, ...]) -> ClaimRow:
    report = section.report
    section.require("category", "say which of the categories it is of")
    section.require("file", "say which file it is about, relative to 'root'")
    section.require("claim", "say what is claimed, in the words of the source")
    category, file = section.scalar("category"), section.scalar("file")
    if category and names and category.text not in names:
        hint = report.hint(category.text, names)
        report.add(category.position, f"there is no category '{shortened(category.text)}'{hint}")
    if file:
        _is_below(file, "file", report)
    name = file.text if file else ""
    severity = section.choice("severity", Severity, Severity.LOW) if "severity" in section else None
    return ClaimRow(
        number,
        category.text if category else "",
        name,
        f"{prefix}/{name}" if prefix else name,
        section.text("claim"),
        section.position,
        _count(section),
        tuple(scalar.text for scalar in section.scalars("models")),
        severity,
    )


def _count(section: Section) -> int | None:
    scalar = section.scalar("count")
    if scalar is None:
        return None
    text = scalar.text
    if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS and int(text) > 0 and not scalar.quoted:
        return int(text)
    sentence = f"'count' must be a whole number from 1 on, but it is '{shortened(text)}'"
    section.report.add(scalar.position, sentence)
    return None


def _check_comparable(section: Section, category: ClaimCategory | None) -> None:
    """Report figures that cannot be compared with a law: such a number must not look as if it were confirmed."""
    for key in ("count", "models"):
        if category and not category.laws and key in section:
            sentence = (
                f"'{key}' cannot be compared, for the category '{shortened(category.name)}' has no 'laws'; delete it"
            )
            section.report.add(section.key_position(key), sentence)


def _is_below(scalar: Scalar, key: str, report: ProblemCollector) -> bool:
    """Return whether a path is written with / and stays below the source root; report it otherwise."""
    text = scalar.text
    if "\\" in text or {"..", ".", ""} & set(text.split("/")):
        sentence = (
            f"'{shortened(text)}' in '{key}' is no path below the source root; write one with /, without . and .."
        )
        report.add(scalar.position, sentence)
        return False
    return True
