"""A proposal as the text of a topology file: it reads like the law, and its comments say what speaks for it."""

import textwrap
from collections.abc import Iterator

from import_conformance.proposing.proposal import Proposal, ProposedEdge, ProposedLaw, ProposedLayer
from import_conformance.proposing.yaml_text import comment, flow, listed, scalar

WIDTH, MOST_ALIGNED = 118, 70
BASELINE = "topology.baseline.json"


def render(proposal: Proposal) -> str:
    """The whole file."""
    blocks = (
        _head(proposal),
        _source(proposal),
        _layers(proposal),
        _axes(proposal),
        _allow(proposal),
        _laws(proposal),
        _acyclic(proposal),
        _remarks(proposal),
    )
    texts = ("\n".join(block) for block in map(tuple, blocks) if block)
    return "\n\n".join(texts) + "\n"


def _said(text: str, indent: str = "") -> Iterator[str]:
    for line in textwrap.wrap(comment(text), WIDTH - len(indent) - 2, break_on_hyphens=False, break_long_words=False):
        yield f"{indent}# {line}"


def _head(proposal: Proposal) -> Iterator[str]:
    for sentence in proposal.findings:
        yield from _said(sentence)
    yield "topology: 1"
    yield f"name: {scalar(comment(proposal.name).strip() or 'Project')}"


def _source(proposal: Proposal) -> Iterator[str]:
    yield "source:"
    yield from _list("roots", proposal.roots, "directories on the import path")
    yield from _list("packages", proposal.packages)
    yield f"  baseline: {BASELINE}" + "   # what is already broken: it may only shrink"
    if proposal.exclude:
        yield "  exclude:"
        for pattern, why in proposal.exclude:
            yield f"    - {scalar(pattern)}   # {comment(why)}"


def _list(key: str, texts: tuple[str, ...], remark: str = "") -> Iterator[str]:
    line = f"  {key}: {listed(texts)}"
    if len(line) <= WIDTH:
        yield f"{line}   # {remark}" if remark else line
        return
    yield f"  {key}:"
    yield from (f"    - {scalar(text)}" for text in texts)


def _layers(proposal: Proposal) -> Iterator[str]:
    if not proposal.layers:
        return
    yield "layers:   # where a module lives, told by its name; from the top down"
    wide = min(max(len(scalar(layer.name)) for layer in proposal.layers) + 1, 24)
    for layer in proposal.layers:
        yield from _layer(layer, wide)


def _layer(layer: ProposedLayer, wide: int) -> Iterator[str]:
    if layer.comment:
        yield from _said(layer.comment, "  ")
    title = f"title: {scalar(layer.title)}, " if layer.title else ""
    line = f"  {scalar(layer.name) + ':':<{wide}} {{{title}modules: {flow(layer.patterns)}}}"
    if len(line) <= WIDTH and not layer.optional_because:
        yield line
        return
    yield f"  {scalar(layer.name)}:"
    if layer.title:
        yield f"    title: {scalar(layer.title)}"
    line = f"    modules: {flow(layer.patterns)}"
    if len(line) <= WIDTH:
        yield line
    else:
        yield "    modules:"
        yield from (f"      - {scalar(pattern)}" for pattern in layer.patterns)
    if layer.optional_because:
        yield "    optional: true"
        yield f"    because: {scalar(layer.optional_because)}"


def _axes(proposal: Proposal) -> Iterator[str]:
    if not proposal.axes:
        return
    yield "axes:   # what the {names} in the patterns may be; a value that is not declared is a finding"
    for name, values in proposal.axes.items():
        if proposal.axis_comments.get(name):
            yield from _said(proposal.axis_comments[name], "  ")
        line = f"  {name}: {listed(values)}"
        if len(line) <= WIDTH:
            yield line
        else:
            yield f"  {name}:"
            yield from (f"    - {scalar(value)}" for value in values)


def _allow(proposal: Proposal) -> Iterator[str]:
    if not proposal.edges:
        return
    scope = f", within one {' and one '.join(proposal.axes)}" if proposal.axes else ""
    yield f"allow:   # what may import what{scope}; everything else between the layers diverges"
    lines = [(_edge(edge), edge.comment) for edge in proposal.edges]
    wide = max((len(line) for line, _ in lines if len(line) <= MOST_ALIGNED), default=0)
    for line, remark in lines:
        text = f"{line:<{wide}}   # {comment(remark)}" if remark else line
        yield from [text] if len(text) <= WIDTH else _folded(line, remark)


def _folded(line: str, remark: str) -> Iterator[str]:
    """A line of `allow` that is too long, on several: YAML reads the breaks as blanks."""
    if remark:
        yield f"  # {comment(remark)}"
    if '"' in line:  # in quotes a break means the same, but an escape must not be torn apart
        yield line
    else:
        first, *rest = textwrap.wrap(line, WIDTH - 6, break_long_words=False, break_on_hyphens=False)
        yield f"  {first.lstrip()}"
        yield from (f"      {more}" for more in rest)


def _edge(edge: ProposedEdge) -> str:
    text = f"{' '.join(edge.sources)} -> {' '.join(edge.targets)}"
    if not (edge.across or edge.because or edge.kinds):
        return f"  - {scalar(text) if '{' in text or '*' in text else text}"
    parts = [f"edge: {scalar(text) if '{' in text or '*' in text else text}"]
    parts += [f"across: {flow(edge.across)}"] if edge.across else []
    parts += [f"kinds: {listed(edge.kinds)}"] if edge.kinds else []
    parts += [f"because: {scalar(edge.because)}"] if edge.because else []
    return f"  - {{{', '.join(parts)}}}"


def _laws(proposal: Proposal) -> Iterator[str]:
    section = ""
    for law in sorted(proposal.laws, key=lambda law: law.section):
        if law.section != section:
            section = law.section
            yield f"{section}:"
        yield from _law(law)


def _law(law: ProposedLaw) -> Iterator[str]:
    if law.comment:
        yield from _said(law.comment, "  ")
    yield f"  {scalar(law.name)}:"
    for key, value in law.keys.items():
        if isinstance(value, str):
            yield f"    {key}: {scalar(value) if value != 'true' else value}"
            continue
        line = f"    {key}: {flow(value)}"
        if len(line) <= WIDTH:
            yield line
        else:
            yield f"    {key}:"
            yield from (f"      - {scalar(text)}" for text in value)


def _acyclic(proposal: Proposal) -> Iterator[str]:
    if proposal.acyclic:
        remark = "; ".join(said for _, said in proposal.acyclic if said)
        yield f"acyclic: [{', '.join(over for over, _ in proposal.acyclic)}]" + (
            f"   # {comment(remark)}" if remark else ""
        )


def _remarks(proposal: Proposal) -> Iterator[str]:
    for line in proposal.ending:
        yield from _said(line) if len(line) > WIDTH else [f"# {comment(line)}"]
    if proposal.untranslated:
        yield "# Not translated, or weaker than it was:"
        for sentence in proposal.untranslated:
            first, *rest = textwrap.wrap(comment(sentence), WIDTH - 4, break_on_hyphens=False, break_long_words=False)
            yield f"# - {first}"
            yield from (f"#   {line}" for line in rest)
