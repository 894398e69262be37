"""The contracts that a topology needs: native ones where they are equivalent, our own types for the rest."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from import_conformance.compiling.cells import Cell, cells
from import_conformance.compiling.contract import Contract, plain_name, plain_text
from import_conformance.compiling.native import Native, Share, Tree, share
from import_conformance.model.base.law import EVERYTHING
from import_conformance.model.codebase import Codebase
from import_conformance.model.finding import Finding
from import_conformance.model.laws.builtin import FOREIGN, UNMATCHED
from import_conformance.model.laws.kinds import BY_RULE
from import_conformance.model.permission import is_large
from import_conformance.model.placement import Selection
from import_conformance.model.topology import ALL_KINDS, Allow, Forbid, Law, Selector, Topology


def contracts(  # noqa: PLR0913  # each is known to the caller alone
    topology: Topology,
    codebase: Codebase,
    known: Iterable[Finding],
    applied: Iterable[tuple[str, str]],
    *,
    faulty: Collection[str] = (),
    has_baseline: bool,
) -> tuple[Contract, ...]:
    """Return every contract, in the order of the file.

    Each import law is expressed by one contract, or by two that share it.

    Args:
        topology: The topology.
        codebase: The code.
        known: The findings that are tolerated.
        applied: Rule and id of each law that is judged; those that are not about single imports get a contract of this
            project, whatever their rule.
        faulty: The ids of the laws that are at fault, which no native contract can report.
        has_baseline: Whether there is a baseline.
    """
    tolerated = tuple(known)
    tree = Tree(codebase.modules)
    found = [
        *_guards(topology, has_baseline=has_baseline),
        *_layers(topology, codebase, tree, _edges(tolerated, "layers")),
        *_bans(topology, codebase, tree, tolerated, faulty),
        *_others(topology, applied),
    ]
    return tuple(_with_unique_ids(found))


def _guards(topology: Topology, *, has_baseline: bool) -> Iterator[Contract]:
    """Yield the contracts that belong to no law: the file is current, and the baseline counts no more than there is."""
    line = topology.source.position.line
    yield Contract(
        "conformance-current",
        "This file is what the topology and the modules of today compile to",
        "conformance_current",
        (line,),
        guidance=(
            "Why: contracts name modules exactly, so a new or moved package can escape an old file.",
            "Fix: run `conformance compile` and commit the result.",
        ),
    )
    if has_baseline:
        yield Contract(
            "conformance-baseline",
            "The baseline knows no finding that is gone",
            "conformance_baseline",
            (line,),
            guidance=(
                "Why: an entry for debt that was paid lets the same debt come back unseen.",
                "Fix: run `conformance baseline prune` and commit the result.",
            ),
        )


def _layers(topology: Topology, codebase: Codebase, tree: Tree, known: Sequence[tuple[str, str]]) -> Iterator[Contract]:
    """Yield a native contract for each cell that may not import everything, and one of ours for what is left over."""
    is_ours = bool(topology.of(Allow)) and is_large(topology)
    partial: set[str] = {layer.name for layer in topology.layers} if is_ours else set()
    ids: Counter[str] = Counter()
    for cell in cells(topology, codebase):
        part = share(tree, cell.modules, cell.forbidden, known)
        if cell.depends or (cell.forbidden and not part.is_whole):
            partial.add(cell.place.layer)
        if part.native:
            yield _of_cell(topology, cell, part.native, ids)
    for layer in topology.layers:
        if layer.name in partial:
            yield Contract(
                f"{layer.name}-rest",
                plain_name(f"{layer.name} imports only what allow permits: what native contracts cannot say"),
                "conformance_layers",
                (_allow_line(topology), layer.position.line),
                {"layer": layer.name},
                _permissions(topology, layer.name),
            )


def _of_cell(topology: Topology, cell: Cell, native: Native, ids: Counter[str]) -> Contract:
    ids[cell.name] += 1
    number = "" if ids[cell.name] == 1 else f"-{ids[cell.name]}"
    layer = topology.layer_by_name[cell.place.layer]
    return _native(
        f"{cell.name}{number}",
        f"{cell.place} imports only what allow permits" + (f" ({number[1:]})" if number else ""),
        (_allow_line(topology), layer.position.line),
        native,
        _permissions(topology, layer.name),
    )


def _bans(
    topology: Topology, codebase: Codebase, tree: Tree, known: Sequence[Finding], faulty: Collection[str]
) -> Iterator[Contract]:
    """Yield a native contract for each ban that it can express, and one of ours where that is not all."""
    select = Selection(codebase.modules, codebase.places)
    earlier: list[Forbid] = []
    for law in topology.of(Forbid):
        targets = ", ".join((*(s.text for s in law.targets), *(external.text for external in law.externals)))
        title = f"{_texts(law.sources)} must not import {targets}"
        part = Share(None, is_whole=False)
        is_ours = law.id in faulty or any(waiver.law == law.id for waiver in topology.waive)
        if law.kinds == ALL_KINDS and not is_ours and not any(_rivals(one, law, select) for one in earlier):
            part = _share_of_ban(law, codebase, tree, select, _edges(known, "forbid", law.id))
        if part.native:
            yield _native(law.id, f"{law.id}: {title}", (law.position.line,), part.native, _guidance(law))
        if not part.native or not part.is_whole:
            rest = _law("forbid", law, title)
            yield replace(rest, id=f"{law.id}-rest") if part.native else rest
        earlier.append(law)


def _rivals(first: Forbid, second: Forbid, select: Selection) -> bool:
    """Return True when an import may break both bans: it is then reported under the first alone."""
    if not select.any_of(first.sources) & select.any_of(second.sources):
        return False
    one, other = ({each.name.partition(".")[0] for each in law.externals} for law in (first, second))
    is_everything = EVERYTHING in one | other and one and other
    return bool(is_everything or one & other or select.any_of(first.targets) & select.any_of(second.targets))


def _share_of_ban(
    law: Forbid, codebase: Codebase, tree: Tree, select: Selection, known: Sequence[tuple[str, str]]
) -> Share:
    """Return the part of a ban that a native contract can express.

    It can name only those external packages that are top-level and imported somewhere. Of a ban whose ends overlap, it
    binds the modules that lie in `from` alone: those that lie in both may import what it would forbid them.
    """
    sources, targets = select.any_of(law.sources), select.any_of(law.targets)
    if sources >= targets and targets:
        return Share(None, is_whole=False)
    imported = {statement.imported.partition(".")[0] for statement in codebase.externals}
    externals = {external.name for external in law.externals}
    named = sorted(name for name in externals & imported if name not in tree.modules and name.isascii())
    part = share(tree, sources - targets, targets, known, named)
    return part._replace(is_whole=part.is_whole and len(named) == len(externals) and not sources & targets)


def _others(topology: Topology, applied: Iterable[tuple[str, str]]) -> Iterator[Contract]:
    """Yield a contract of ours for each law that is judged and is neither `allow` nor `forbid`."""
    laws = {law.id: law for law in topology.laws}
    for rule, law_id in dict.fromkeys(applied):
        # No contract can vouch for the file that it is in, or for what loads that file.
        if rule not in ("layers", "forbid") and law_id not in (FOREIGN, UNMATCHED):
            law = laws.get(law_id, Law(law_id, topology.source.position))
            yield _law(rule, law, _title(rule, law))


def _native(id_: str, name: str, lines: tuple[int, ...], native: Native, guidance: tuple[str, ...]) -> Contract:
    options: dict[str, str | tuple[str, ...]] = {
        "source_modules": native.sources,
        "forbidden_modules": native.forbidden,
        "allow_indirect_imports": "true",
    }
    return Contract(id_, plain_name(name), "forbidden", lines, options, guidance)


def _law(section: str, law: Law, title: str) -> Contract:
    name = plain_name(f"{law.id}: {title}")
    options = {"law": f"{section}.{law.id}"}
    return Contract(law.id, name, "conformance_law", (law.position.line,), options, _guidance(law))


def _title(rule: str, law: Law) -> str:
    """Return the subject of the law in a few words."""
    return BY_RULE[rule].title(law) if rule in BY_RULE else rule


def _guidance(law: Law) -> tuple[str, ...]:
    """Return why the law exists, how to satisfy it and who answers for it, as its author wrote it."""
    texts = (("Why", law.because), ("Fix", law.fix), ("Owner", law.owner_team))
    return tuple(f"{label}: {plain_text(text)}" for label, text in texts if text)


def _permissions(topology: Topology, layer: str) -> tuple[str, ...]:
    """Return who answers for a layer, and what it may import instead: the allow lines that name it as a source."""
    team = topology.layer_by_name[layer].owner_team
    owner = (f"Owner: {plain_text(team)}",) if team else ()
    lines = [line for line in topology.of(Allow) if any(selector.layer == layer for selector in line.sources)]
    if not lines:
        return (*owner, f"Fix: no allow line lets {layer} import anything that is placed.")
    return (*owner, f"Fix: {layer} may import what these lines of allow say:", *map(_permission, lines))


def _permission(line: Allow) -> str:
    scope = f" across {' and '.join(sorted(line.across))}" if line.across else ""
    kinds = f" ({', '.join(sorted(line.kinds))} only)" if line.kinds != ALL_KINDS else ""
    why = f": {plain_text(line.because)}" if line.because else ""
    edge = plain_name(f"{_texts(line.sources)} -> {_texts(line.targets)}")
    return f"line {line.position.line}: {edge}{scope}{kinds}{why}"


def _texts(selectors: Iterable[Selector]) -> str:
    return " ".join(selector.text for selector in selectors)


def _allow_line(topology: Topology) -> int:
    return topology.allow_position.line if topology.allow_position else 1


def _edges(known: Iterable[Finding], rule: str, law: str | None = None) -> list[tuple[str, str]]:
    """Return importer and imported module of the tolerated imports."""
    return [
        (finding.module, str(finding.details.get("imported", "")))
        for finding in known
        if finding.rule == rule and law in (None, finding.law)
    ]


def _with_unique_ids(found: Iterable[Contract]) -> Iterator[Contract]:
    """Yield the contracts with unique ids.

    import-linter keeps both of two contracts with one id, but `--contract` could not distinguish them.
    """
    taken: set[str] = set()
    for contract in found:
        candidates = chain((contract.id,), (f"{contract.id}-{n}" for n in range(2, len(taken) + 3)))
        chosen = next(candidate for candidate in candidates if candidate not in taken)
        taken.add(chosen)
        yield replace(contract, id=chosen)
