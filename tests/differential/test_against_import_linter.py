"""Our verdict on random graphs against import-linter's own contracts, run in this process on the same graph.

Both are asked about direct imports: import-linter would also follow chains through modules that no contract names, so
such modules (`app.source`, `app.sink`) are given imports in one direction only, and no chain leads through them.
Each test looks at `GRAPHS` graphs with laws drawn for each of them: 4000 graphs and laws in all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, product

from grimp import ImportGraph
from hypothesis import given, settings
from hypothesis import strategies as st
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.independence import IndependenceContract
from importlinter.contracts.layers import LayersContract
from importlinter.domain.contract import Contract, ContractCheck

import import_conformance.contract_types  # noqa: F401  # configures import-linter, as its own command line does
from import_conformance.model.codebase import Codebase, Import, Place
from import_conformance.model.finding import Kind
from import_conformance.model.placement import place
from import_conformance.model.topology import ImportKind, Topology
from import_conformance.rules import forbid, layers
from import_conformance.rules.shared.base import Case
from tests.support.building import law

GRAPHS = 800
PARTS = ("app.a", "app.b", "app.c", "app.d")
INSIDE = tuple(f"{part}{below}" for part in PARTS for below in ("", ".x", ".x.z", ".y"))
MODULES = ("app", "app.source", "app.sink", *INSIDE)
OUTSIDE = ("orm", "orm.session", "requests")
EXPRESSIONS = ("app.*", "app.*.x", "app.*.*", "app.a.*", *INSIDE)

Pair = tuple[str, str]
Pairs = frozenset[Pair]

many = settings(max_examples=GRAPHS, deadline=None)

_inner = st.tuples(st.sampled_from(INSIDE), st.sampled_from(INSIDE)).filter(lambda pair: pair[0] != pair[1])
_outer = st.one_of(
    st.tuples(st.just("app.source"), st.sampled_from(INSIDE)), st.tuples(st.sampled_from(INSIDE), st.just("app.sink"))
)
graphs = st.frozensets(st.one_of(_inner, _inner, _inner, _outer), max_size=14)
externals = st.frozensets(st.tuples(st.sampled_from(INSIDE), st.sampled_from(OUTSIDE)), max_size=4)


@cache
def placed(text: str) -> tuple[Topology, Mapping[str, Place]]:
    """Return a law and the layers of the modules under it."""
    topology = law(text)
    found = {module: place(module, topology) for module in MODULES}
    return topology, {module: at for module, at in found.items() if isinstance(at, Place)}


def case(text: str, pairs: Iterable[Pair], outer: Iterable[Pair] = ()) -> Case:
    """A law and a code base that has just these imports."""
    topology, places = placed(text)
    edges, external = ([Import(*pair, 1, 1, ImportKind.RUNTIME) for pair in sorted(of)] for of in (pairs, outer))
    paths = {module: f"{module.replace('.', '/')}.py" for module in MODULES}
    return Case(topology, Codebase((), frozenset(MODULES), paths, places, edges, external, (), {}))


def diverging(judged: Case) -> Pairs:
    """Importer and imported of each finding of the rules about imports; a law at fault has none."""
    judgements = (*layers.judge(judged), *forbid.judge(judged))
    findings = (finding for judgement in judgements for finding in judgement.findings)
    return frozenset((f.module, str(f.details["imported"])) for f in findings if f.kind is not Kind.AT_FAULT)


def graph_of(pairs: Iterable[Pair], outer: Iterable[Pair] = ()) -> ImportGraph:
    """The same imports as grimp's graph; packages from outside are whole, as import-linter has them."""
    graph = ImportGraph()
    for module in MODULES:
        graph.add_module(module)
    for module in {module.partition(".")[0] for module in OUTSIDE}:
        graph.add_module(module, is_squashed=True)
    for importer, imported in pairs:
        graph.add_import(importer=importer, imported=imported, line_number=1, line_contents="any")
    for importer, imported in outer:
        root = imported.partition(".")[0]
        graph.add_import(importer=importer, imported=root, line_number=1, line_contents="any")
    return graph


def checked(kind: type[Contract], graph: ImportGraph, **options: str | Sequence[str]) -> tuple[bool, Pairs]:
    """Return whether one of import-linter's contracts is kept, and the direct imports that break it."""
    session = {"root_packages": ["app"], "include_external_packages": "true"}
    check = kind(name="any", session_options=session, contract_options=options).check(graph, verbose=False)
    return check.kept, frozenset(_direct(check))


def _direct(check: ContractCheck) -> Iterator[Pair]:
    dependencies = check.metadata.get("invalid_chains", check.metadata.get("invalid_dependencies", ()))
    for chain in (chain for found in dependencies for chain in found.get("chains", found.get("routes"))):
        middle, *rest = (chain["chain"], chain["extra_firsts"], chain["extra_lasts"]) if "chain" in chain else (chain,)
        if len(middle) == 1:
            yield from ((link["importer"], link["imported"]) for links in (middle, *rest) for link in links)


def among(parts: Iterable[str], pairs: Pairs) -> Pairs:
    """Return the imports between some parts, and between them and the modules that no chain leads through."""
    ends = (*parts, "app.source", "app.sink")
    return frozenset(pair for pair in pairs if all(end.startswith(ends) for end in pair))


@st.composite
def stacks(draw: st.DrawFn) -> list[tuple[str, list[str]]]:
    """Draw the parts in layers from the top down, and the sign that joins those of one layer (`|` or `:`)."""
    parts = draw(st.permutations(PARTS))
    cuts = [0, *sorted(draw(st.sets(st.integers(1, 3)))), 4]
    sign = st.sampled_from("|:")
    return [(draw(sign), list(parts[low:high])) for low, high in pairwise(cuts)]


@many
@given(stack=stacks(), pairs=graphs)
def test_layers_agree_with_a_layers_contract(stack: list[tuple[str, list[str]]], pairs: Pairs) -> None:
    """Parts that may import what is below them diverge on the imports that break a LayersContract.

    Ours: a layer for each part, with `allow` lines to itself, to each part below it, and to its fellows in a `:` layer.
    Theirs: `layers` with these parts from the top down, joined by `:` or by `|`.
    """
    names = {part: part[-1] for part in PARTS}
    lines = [f"  {names[part]} -> {names[part]}" for part in PARTS]
    for at, (sign, parts) in enumerate(stack):
        below = [part for _, lower in stack[at + 1 :] for part in lower]
        fellows = parts if sign == ":" else []
        lines += [f"  {names[a]} -> {names[b]}" for a, b in product(parts, (*below, *fellows)) if a != b]
    text = "layers:\n" + "".join(f"  {names[part]}: {{modules: {part}}}\n" for part in PARTS)
    text += "allow:\n" + "".join(f"  - {line.strip()}\n" for line in lines)

    found = diverging(case(text, pairs))
    stacked = [f" {sign} ".join(parts) for sign, parts in stack]
    assert checked(LayersContract, graph_of(pairs), layers=stacked) == (not found, found)


@many
@given(order=st.permutations(("x", "y")), chosen=st.sets(st.sampled_from(PARTS), min_size=2), pairs=graphs)
def test_layers_on_an_axis_are_layers_in_containers(order: list[str], chosen: set[str], pairs: Pairs) -> None:
    """Layers within the values of an axis diverge on what breaks a LayersContract with containers or independence.

    Ours: layers `app.{part}.x` and `app.{part}.y`, with `allow` lines that do not reach `across` the axis.
    Theirs: `layers` with the values as `containers` for imports within a value, and `independence` of the values for
    the others.
    """
    high, low = order
    values = sorted(part[-1] for part in chosen)
    text = "layers:\n" + "".join(f'  {name}: {{modules: ["app.{{part}}.{name}"]}}\n' for name in order)
    text += f"axes: {{part: {list('abcd')}}}\nallow: [{high} -> {high} {low}, {low} -> {low}]\n"
    inner = frozenset(p for p in pairs if all(_is_on(end, values) for end in p))

    found = diverging(case(text, inner))
    containers = [f"app.{value}" for value in values]
    stacked = checked(LayersContract, graph_of(inner), layers=[high, low], containers=containers)
    apart = checked(IndependenceContract, graph_of(inner), modules=containers)
    assert (stacked[0] and apart[0], stacked[1] | apart[1]) == (not found, found)


def _is_on(module: str, values: Iterable[str]) -> bool:
    """True for a module of one of the layers of some parts; the part's own package is in no layer."""
    return module.count(".") > 1 and module.split(".")[1] in values


@many
@given(chosen=st.sets(st.sampled_from(PARTS), min_size=2), pairs=graphs)
def test_values_of_an_axis_agree_with_an_independence_contract(chosen: set[str], pairs: Pairs) -> None:
    """A layer that may import itself within each value of an axis diverges on what breaks independence of the values.

    Ours: one layer `app.{part=a}`, `app.{part=b}`..., with the one line `parts -> parts`, not `across` the axis.
    Theirs: `independence` of the same modules. Other parts import nothing here: no chain leads through them.
    """
    modules = [f"app.{{part={part[-1]}}}" for part in sorted(chosen)]
    text = f"layers: {{parts: {{modules: {modules}}}}}\naxes: {{part: {list('abcd')}}}\nallow: [parts -> parts]\n"
    judged = among(chosen, pairs)

    found = diverging(case(text, judged))
    assert checked(IndependenceContract, graph_of(judged), modules=sorted(chosen)) == (not found, found)


@many
@given(chosen=st.sets(st.sampled_from(PARTS), min_size=2), pairs=graphs)
def test_mutual_bans_agree_with_an_independence_contract(chosen: set[str], pairs: Pairs) -> None:
    """Parts that are forbidden to import each other break the ban by the imports that break their independence.

    Ours: a `forbid` law for each part, `from` it, `to` all the others. Theirs: `independence` of the parts.
    """
    text = "forbid:\n" + "".join(
        f"  ban-{part[-1]}: {{from: {part}, to: {sorted(chosen - {part})}}}\n" for part in sorted(chosen)
    )
    judged = among(chosen, pairs)

    found = diverging(case(text, judged))
    assert checked(IndependenceContract, graph_of(judged), modules=sorted(chosen)) == (not found, found)


@many
@given(
    sources=st.sets(st.sampled_from(EXPRESSIONS), min_size=1, max_size=3),
    targets=st.sets(st.sampled_from((*EXPRESSIONS, "orm", "requests")), min_size=1, max_size=3),
    exact=st.booleans(),
    pairs=graphs,
    outer=externals,
)
def test_a_ban_agrees_with_a_forbidden_contract(
    sources: set[str], targets: set[str], exact: bool, pairs: Pairs, outer: Pairs
) -> None:
    """A ban is broken by the imports that break the ForbiddenContract of the same modules, but where they overlap.

    Ours: a `forbid` law `from` and `to` modules with everything below them, or exactly them (`app.a.__init__`); and to
    packages from outside. Theirs: `forbidden` with `allow_indirect_imports`, and `as_packages = false` for exact ones.
    The differences that are meant: where a source lies in a target or the other way about, their contract passes over
    the pair; our ban may pass over what a module of a target imports.
    """
    ending = ".__init__" if exact else ""
    to = [f"{each}{ending}" if each.startswith("app.") else each for each in sorted(targets)]
    text = f"forbid:\n  ban: {{from: {[f'{each}{ending}' for each in sorted(sources)]}, to: {to}}}\n"

    found = diverging(case(text, pairs, outer))
    whole = frozenset((a, b if b.startswith("app.") else b.partition(".")[0]) for a, b in found)
    kept, broken = checked(
        ForbiddenContract,
        graph_of(pairs, outer),
        source_modules=sorted(sources),
        forbidden_modules=sorted(targets),
        allow_indirect_imports="true",
        as_packages=str(not exact).lower(),
    )
    judged = pairs | frozenset((importer, imported.partition(".")[0]) for importer, imported in outer)
    passed_over = frozenset(pair for pair in judged if _overlaps(pair, sources, targets, exact))
    inside = frozenset(pair for pair in judged if _is_held(pair[0], targets, exact))
    assert kept == (not broken)
    assert broken - inside == whole - passed_over - inside


def _is_held(module: str, expressions: set[str], exact: bool) -> bool:
    return any(_holds(end, module, exact) for end in MODULES for each in expressions if _is(end, each))


def _overlaps(pair: Pair, sources: set[str], targets: set[str], exact: bool) -> bool:
    """True when the ends of an import are held by sources and targets, and each such two overlap."""
    known = {*MODULES, *(module.partition(".")[0] for module in OUTSIDE)}
    held = [
        {module for each in of for module in known if _is(module, each) and _holds(module, end, exact)}
        for of, end in zip((sources, targets), pair, strict=True)
    ]
    meetings = [_holds(source, target, exact) or _holds(target, source, exact) for source, target in product(*held)]
    return bool(meetings) and all(meetings)


def _is(module: str, expression: str) -> bool:
    names, wanted = module.split("."), expression.split(".")
    return len(names) == len(wanted) and all(want in ("*", name) for name, want in zip(names, wanted, strict=True))


def _holds(package: str, module: str, exact: bool) -> bool:
    return module == package or (not exact and module.startswith(package + "."))
