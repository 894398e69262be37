"""The contracts of import-linter as a topology: the same verdict on direct imports, and a list of what is weaker."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from import_conformance.model.contracts.foreign import ImportLinterConfig, ImportLinterContract
from import_conformance.proposing.parts import named
from import_conformance.proposing.proposal import Proposal, ProposedEdge, ProposedLayer
from import_conformance.proposing.translating.expressions import complement, contain_each_other, named_by, pattern_of
from import_conformance.proposing.translating.translation import Translation

# Each of so many modules is forbidden to import each other one by one; more than that makes a law that nobody reads.
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
    """The topology, and by contract the ids of the laws that it became.

    modules: of the code base, namespaces included. externals: top-level packages outside that it imports.
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
    """The contract that becomes the layers of the topology: the longest without several containers."""
    fit = [
        c for c in config.contracts if c.type == "layers" and _container(c) is not None and len(c.texts("layers")) > 1
    ]
    return max(fit, key=lambda contract: len(contract.texts("layers")), default=None)


def _container(contract: ImportLinterContract) -> str | None:
    """What stands before the names of the layers: "" without a container, None with several or a pattern."""
    containers = contract.texts("containers")
    if not containers:
        return ""
    return f"{containers[0]}." if len(containers) == 1 and "*" not in containers[0] else None


@dataclass(frozen=True)
class _Row:
    """A layer of import-linter. members: (name, may be missing); is_independent: they may not import each other."""

    members: tuple[tuple[str, bool], ...]
    is_independent: bool


def _rows(contract: ImportLinterContract) -> list[_Row]:
    rows = []
    for text in contract.texts("layers"):
        mark = "|" if "|" in text else ":"
        names = [name.strip() for name in text.split(mark)]
        members = tuple((name.strip("()").strip(), name.startswith("(")) for name in names if name)
        rows.append(_Row(members, mark == "|" or len(members) == 1))
    return rows


def _as_layers(work: Translation, contract: ImportLinterContract) -> None:
    """The layers and the allow lines of the topology."""
    before = _container(contract) or ""
    rows = [
        _Row(
            tuple((f"{before}{name}", o) for name, o in row.members if _is_there(work, contract, f"{before}{name}", o)),
            row.is_independent,
        )
        for row in _rows(contract)
    ]
    names = {part.prefix: part.name for part in named(name for row in rows for name, _ in row.members)}
    names = {prefix: _clear(name, work) for prefix, name in names.items()}
    levels: list[list[str]] = []
    for row in (row for row in rows if row.members):
        groups = [[member] for member in row.members] if row.is_independent else [list(row.members)]
        levels.append([_add_layer(work, contract, group, names) for group in groups])
    every = [name for level in levels for name in level]
    for at, level in enumerate(levels):
        lower = [name for below in levels[at + 1 :] for name in below]
        for name in level:
            work.edges.append(ProposedEdge((name,), (name, *lower)))
    if work.config.ignores_typing:
        said = "exclude_type_checking_imports"
        work.edges.append(ProposedEdge(tuple(every), tuple(every), because=said, kinds=("typing",)))
    work.laws_of.setdefault(contract.id, []).append("layers")
    _remarks_on_layers(work, contract)


def _add_layer(
    work: Translation, contract: ImportLinterContract, group: Sequence[tuple[str, bool]], names: Mapping[str, str]
) -> str:
    label = "+".join(names[prefix] for prefix, _ in group)
    is_missing = not any(any(True for _ in named_by(prefix, work.modules)) for prefix, _ in group)
    why = "optional for import-linter" if is_missing else ""
    comment = contract.name if not work.layers else ""
    work.layers.append(
        ProposedLayer(label, tuple(prefix for prefix, _ in group), comment=comment, optional_because=why)
    )
    return label


def _clear(name: str, work: Translation) -> str:
    """A layer name that no package has, so that the package can still be named."""
    return f"{name}-package" if name in work.config.packages else name


def _is_there(work: Translation, contract: ImportLinterContract, name: str, is_optional: bool) -> bool:
    if is_optional or any(True for _ in named_by(name, work.modules)):
        return True
    work.note(contract, f"the layer {name} does not exist, so it is left out")
    return False


def _remarks_on_layers(work: Translation, contract: ImportLinterContract) -> None:
    work.note(contract, CHAINS)
    if contract.flag("exhaustive", default=False):
        work.note(contract, "exhaustive; give every module a layer and say `unplaced: error` in `source`")


def _more_layers(work: Translation, contract: ImportLinterContract) -> None:
    """A second order of layers, as bans: whoever is lower may not import what is higher."""
    containers = [""]
    if contract.texts("containers"):
        containers = sorted({f"{m}." for text in contract.texts("containers") for m in named_by(text, work.modules)})
        if any("*" in text for text in contract.texts("containers")):
            work.note(contract, "a container that is added later needs laws of its own")
    for container in containers:
        higher: list[str] = []
        for row in _rows(contract):
            there = [
                f"{container}{name}"
                for name, is_optional in row.members
                if _is_there(work, contract, f"{container}{name}", is_optional)
                and any(True for _ in named_by(f"{container}{name}", work.modules))
            ]
            for member in there:
                beside = [other for other in there if other != member] if row.is_independent else []
                if higher or beside:
                    work.forbid(contract, member, (member,), (*higher, *beside))
            higher += there
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
    for at, (targets_, sources_) in enumerate(by_targets.items()):
        work.forbid(contract, str(at + 1) if at else "", sources_, targets_)
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
        f"siblings below {where} without circles; here `acyclic: {{NAME: {{over: package, in: {where}}}}}` compares "
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
    """The contracts, of those with these ids, that ignore an import."""
    root = imported.partition(".")[0]
    for contract in config.contracts:
        if contract.id not in contracts:
            continue
        for text in contract.texts("ignore_imports"):
            source, _, target = (part.strip() for part in text.partition("->"))
            if any(named_by(source, (importer,))) and any(named_by(target, (imported, root))):
                yield contract
                break
