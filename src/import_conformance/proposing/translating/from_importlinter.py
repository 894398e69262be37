"""The contracts of import-linter as a topology: the same verdict on direct imports, and a list of weaker laws."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from import_conformance.model.contracts.foreign import ImportLinterConfig, ImportLinterContract
from import_conformance.proposing.parts import named
from import_conformance.proposing.proposal import Proposal, ProposedEdge, ProposedLayer
from import_conformance.proposing.translating.expressions import (
    complement,
    contain_each_other,
    named_by,
    names_any,
    pattern_of,
)
from import_conformance.proposing.translating.translation import Translation

# Each of so many modules is forbidden to import each other one by one; more than that is too long to be read.
MOST_INDEPENDENT = 12
CHAINS = (
    "import-linter also follows chains of imports through modules that the contract does not name; here direct imports "
    "are judged"
)


def translate(
    config: ImportLinterConfig,
    name: str,
    roots: tuple[str, ...],
    modules: frozenset[str],
    externals: frozenset[str],
) -> tuple[Proposal, Mapping[str, Sequence[str]]]:
    """Translate a configuration.

    Args:
        config: Of import-linter.
        name: Of the project.
        roots: Of the topology's `source`.
        modules: Of the code base, namespaces included.
        externals: Top-level packages outside that it imports.

    Returns:
        The topology, and by contract the ids of the laws that it became.
    """
    work = Translation(config, modules, externals)
    main = _main_layers(config)
    for contract in config.contracts:
        translator = _TRANSLATORS.get(contract.type)
        if contract is main:
            _as_layers(work, contract)
        elif translator:
            translator(work, contract)
        else:
            work.note(contract, f"the contract type {contract.type!r} is not one of import-linter's own")
    proposal = Proposal(
        name=name,
        roots=roots,
        packages=config.packages,
        headline=f"{len(config.contracts)} contracts of {config.path}",
        findings=(f"Translated from the contracts in {config.path}; each law names the contract that it was.",),
        layers=tuple(work.layers),
        edges=tuple(work.edges),
        laws=tuple(work.spelled()),
        untranslated=tuple(work.untranslated),
    )
    return proposal, work.laws_of


def _main_layers(config: ImportLinterConfig) -> ImportLinterContract | None:
    """Return the contract that becomes the layers of the topology: the longest without several containers."""
    fit = [
        c for c in config.contracts if c.type == "layers" and _container(c) is not None and len(c.texts("layers")) > 1
    ]
    return max(fit, key=lambda contract: len(contract.texts("layers")), default=None)


def _container(contract: ImportLinterContract) -> str | None:
    """Return the prefix of the layers' names: "" without a container, None with several or a pattern."""
    containers = contract.texts("containers")
    if not containers:
        return ""
    return f"{containers[0]}." if len(containers) == 1 and "*" not in containers[0] else None


@dataclass(frozen=True)
class _Row:
    """Layers of import-linter at one height; independent ones may not import each other."""

    members: tuple[str, ...]
    is_independent: bool


def _rows(work: Translation, contract: ImportLinterContract, before: str) -> list[_Row]:
    """Read the layers of a contract; those that do not exist and are not optional are noted and left out."""
    rows = []
    for text in contract.texts("layers"):
        mark = "|" if "|" in text else ":"
        names = [name for name in map(str.strip, text.split(mark)) if name]
        members = []
        for name in names:
            member = f"{before}{name.strip('()').strip()}"
            if name.startswith("(") or names_any(member, work.modules):
                members.append(member)
            else:
                work.note(contract, f"the layer {member} does not exist, so it is left out")
        rows.append(_Row(tuple(members), mark == "|" or len(names) == 1))
    return rows


def _as_layers(work: Translation, contract: ImportLinterContract) -> None:
    """Make the layers and the allow lines of the topology."""
    rows = [row for row in _rows(work, contract, _container(contract) or "") if row.members]
    names = {part.prefix: part.name for part in named(name for row in rows for name in row.members)}
    # A layer must not have the name of a package, so that the package can still be named.
    names = {p: f"{name}-package" if name in work.config.packages else name for p, name in names.items()}
    levels: list[list[str]] = []
    for row in rows:
        groups = [(member,) for member in row.members] if row.is_independent else [row.members]
        levels.append([_add_layer(work, contract, group, names) for group in groups])
    every = [name for level in levels for name in level]
    for index, level in enumerate(levels):
        lower = [name for below in levels[index + 1 :] for name in below]
        for name in level:
            work.edges.append(ProposedEdge((name,), (name, *lower)))
    if work.config.ignores_typing:
        because = "exclude_type_checking_imports"
        work.edges.append(ProposedEdge(tuple(every), tuple(every), because=because, kinds=("typing",)))
    work.laws_of.setdefault(contract.id, []).append("layers")
    _remarks_on_layers(work, contract)


def _add_layer(
    work: Translation, contract: ImportLinterContract, group: tuple[str, ...], names: Mapping[str, str]
) -> str:
    label = "+".join(names[prefix] for prefix in group)
    is_missing = not any(names_any(prefix, work.modules) for prefix in group)
    why = "optional for import-linter" if is_missing else ""
    comment = contract.name if not work.layers else ""
    work.layers.append(ProposedLayer(label, group, comment=comment, optional_because=why))
    return label


def _remarks_on_layers(work: Translation, contract: ImportLinterContract) -> None:
    work.note(contract, CHAINS)
    if contract.flag("exhaustive", default=False):
        work.note(contract, "exhaustive; give every module a layer and say `unplaced: error` in `source`")


def _more_layers(work: Translation, contract: ImportLinterContract) -> None:
    """Turn a second order of layers into bans: a lower layer may not import a higher one."""
    containers = [""]
    if contract.texts("containers"):
        containers = sorted({f"{m}." for text in contract.texts("containers") for m in named_by(text, work.modules)})
        if any("*" in text for text in contract.texts("containers")):
            work.note(contract, "a container that is added later needs laws of its own")
    for container in containers:
        higher: list[str] = []
        for row in _rows(work, contract, container):
            present = [member for member in row.members if names_any(member, work.modules)]
            for member in present:
                beside = [other for other in present if other != member] if row.is_independent else []
                if higher or beside:
                    work.forbid(contract, member, (member,), (*higher, *beside))
            higher += present
    _remarks_on_layers(work, contract)


def _forbidden(work: Translation, contract: ImportLinterContract) -> None:
    is_package = contract.flag("as_packages", default=True)
    sources = work.existing(contract, contract.texts("source_modules"))
    forbidden = work.existing(contract, contract.texts("forbidden_modules"))
    by_targets: dict[tuple[str, ...], list[str]] = {}
    for source in sources:
        # import-linter passes over a pair of which one lies in the other.
        targets = [t for t in forbidden if not (is_package and contain_each_other(source, t)) and t != source]
        patterns = tuple(t if work.is_external(t) else pattern_of(t, is_package=is_package) for t in targets)
        if patterns:
            by_targets.setdefault(patterns, []).append(pattern_of(source, is_package=is_package))
    for number, (targets_, sources_) in enumerate(by_targets.items(), 1):
        work.forbid(contract, str(number) if number > 1 else "", sources_, targets_)
    if not contract.flag("allow_indirect_imports", default=False):
        work.note(contract, CHAINS)


def _independence(work: Translation, contract: ImportLinterContract) -> None:
    expressions = work.existing(contract, contract.texts("modules"))
    modules = sorted({m for expression in expressions for m in named_by(expression, work.modules)})
    if len(modules) > MOST_INDEPENDENT:
        example = f"a layer `{modules[0].rpartition('.')[0]}.{{part}}` with an axis `part` says it in three lines"
        work.note(contract, f"{len(modules)} independent modules are too many for bans one by one; {example}")
        return
    if any("*" in expression for expression in expressions):
        work.note(contract, "a module that is added later needs a law of its own")
    for module in modules:
        others = [other for other in modules if not contain_each_other(module, other)]
        if others:
            work.forbid(contract, module, (module,), others)
    work.note(contract, CHAINS)


def _protected(work: Translation, contract: ImportLinterContract) -> None:
    is_package = contract.flag("as_packages", default=True)
    protected = work.existing(contract, contract.texts("protected_modules"))
    importers = work.existing(contract, contract.texts("allowed_importers"))
    allowed = {m for expression in importers for m in named_by(expression, work.modules)}
    for expression in protected:
        for module in sorted(named_by(expression, work.modules)) if not work.is_external(expression) else [expression]:
            own = {module} if is_package else set()
            sources = complement(work.config.packages, work.modules, frozenset(allowed | own))
            if sources:
                target = module if work.is_external(module) else pattern_of(module, is_package=is_package)
                work.forbid(contract, module if len(protected) > 1 else "", sources, (target,))
    work.note(contract, "packages that are added later at the top must be added to `from`")
    if not is_package:
        work.note(contract, "as_packages is off: modules below an allowed importer are taken as allowed, too")


def _acyclic_siblings(work: Translation, contract: ImportLinterContract) -> None:
    where = ", ".join(contract.texts("ancestors"))
    work.note(
        contract,
        f"siblings below {where} without cycles; here `acyclic: {{NAME: {{over: package, in: {where}}}}}` compares "
        "each package with each other, which is stricter, so it is left to you",
    )


_TRANSLATORS = {
    "layers": _more_layers,
    "forbidden": _forbidden,
    "independence": _independence,
    "protected": _protected,
    "acyclic_siblings": _acyclic_siblings,
}


def ignored_by(
    config: ImportLinterConfig, importer: str, imported: str, contracts: Sequence[str]
) -> Iterator[ImportLinterContract]:
    """Yield the contracts, of those with these ids, that ignore an import."""
    ends = (importer,), (imported, imported.partition(".")[0])
    for contract in config.contracts:
        pairs = [text.partition("->") for text in contract.texts("ignore_imports") if contract.id in contracts]
        if any(
            names_any(source.strip(), ends[0]) and names_any(target.strip(), ends[1]) for source, _, target in pairs
        ):
            yield contract
