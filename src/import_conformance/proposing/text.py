"""A proposal as the text of a topology file, whose comments give the evidence for it."""

import textwrap
from collections.abc import Iterator

from import_conformance.proposing.proposal import Proposal, ProposedEdge, ProposedLaw, ProposedLayer
from import_conformance.proposing.yaml_text import comment, flow, listed, scalar

# In characters; lines of `allow` up to the second have their comments in one column.
WIDTH, MOST_ALIGNED = 118, 70
BASELINE = "topology.baseline.json"


def render(proposal: Proposal) -> str:
    """Return the whole file."""
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


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)


def _commented(text: str, indent: str = "") -> Iterator[str]:
    yield from (f"{indent}# {line}" for line in _wrapped(comment(text), WIDTH - len(indent) - 2))


def _entry(key: str, value: str, texts: tuple[str, ...]) -> Iterator[str]:
    """Write an indented key with its value on one line, or with a block of the texts where that is too long."""
    line = f"{key}: {value}"
    if len(line) <= WIDTH:
        yield line
        return
    indent = " " * (len(key) - len(key.lstrip()) + 2)
    yield f"{key}:"
    yield from (f"{indent}- {scalar(text)}" for text in texts)


def _head(proposal: Proposal) -> Iterator[str]:
    for sentence in proposal.findings:
        yield from _commented(sentence)
    yield "topology: 1"
    yield f"name: {scalar(comment(proposal.name).strip() or 'Project')}"


def _source(proposal: Proposal) -> Iterator[str]:
    yield "source:"
    first, *more = _entry("  roots", listed(proposal.roots), proposal.roots)
    yield first if more else f"{first}   # directories on the import path"
    yield from more
    yield from _entry("  packages", listed(proposal.packages), proposal.packages)
    yield f"  baseline: {BASELINE}" + "   # what is already broken: it may only shrink"
    if proposal.exclude:
        yield "  exclude:"
        for pattern, why in proposal.exclude:
            yield f"    - {scalar(pattern)}   # {comment(why)}"


def _layers(proposal: Proposal) -> Iterator[str]:
    if proposal.layers:
        yield "layers:   # where a module lives, judged by its name; from the top down"
        wide = min(max(len(scalar(layer.name)) for layer in proposal.layers) + 1, 24)
        for layer in proposal.layers:
            yield from _layer(layer, wide)


def _layer(layer: ProposedLayer, wide: int) -> Iterator[str]:
    if layer.comment:
        yield from _commented(layer.comment, "  ")
    title = f"title: {scalar(layer.title)}, " if layer.title else ""
    line = f"  {scalar(layer.name) + ':':<{wide}} {{{title}modules: {flow(layer.patterns)}}}"
    if len(line) <= WIDTH and not layer.optional_because:
        yield line
        return
    yield f"  {scalar(layer.name)}:"
    if layer.title:
        yield f"    title: {scalar(layer.title)}"
    yield from _entry("    modules", flow(layer.patterns), layer.patterns)
    if layer.optional_because:
        yield "    optional: true"
        yield f"    because: {scalar(layer.optional_because)}"


def _axes(proposal: Proposal) -> Iterator[str]:
    if proposal.axes:
        yield "axes:   # what the {names} in the patterns may be; a value that is not declared is a finding"
    for name, values in proposal.axes.items():
        yield from _commented(proposal.axis_comments.get(name, ""), "  ")
        yield from _entry(f"  {name}", listed(values), values)


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
    """Break a line of `allow` that is too long; YAML reads the breaks as spaces."""
    if remark:
        yield f"  # {comment(remark)}"
    if '"' in line:  # in quotes a break means the same, but an escape must not be torn apart
        yield line
    else:
        first, *rest = _wrapped(line, WIDTH - 6)
        yield f"  {first.lstrip()}"
        yield from (f"      {more}" for more in rest)


def _edge(edge: ProposedEdge) -> str:
    text = f"{' '.join(edge.sources)} -> {' '.join(edge.targets)}"
    text = scalar(text) if "{" in text or "*" in text else text
    parts = [f"across: {flow(edge.across)}"] if edge.across else []
    parts += [f"kinds: {listed(edge.kinds)}"] if edge.kinds else []
    parts += [f"because: {scalar(edge.because)}"] if edge.because else []
    return f"  - {{edge: {text}, {', '.join(parts)}}}" if parts else f"  - {text}"


def _laws(proposal: Proposal) -> Iterator[str]:
    section = ""
    for law in sorted(proposal.laws, key=lambda law: law.section):
        if law.section != section:
            section = law.section
            yield f"{section}:"
        yield from _law(law)


def _law(law: ProposedLaw) -> Iterator[str]:
    yield from _commented(law.comment, "  ")
    yield f"  {scalar(law.name)}:"
    for key, value in law.keys.items():
        if isinstance(value, str):
            yield f"    {key}: {scalar(value) if value != 'true' else value}"
        else:
            yield from _entry(f"    {key}", flow(value), value)


def _acyclic(proposal: Proposal) -> Iterator[str]:
    if proposal.acyclic:
        remark = "; ".join(text for _, text in proposal.acyclic if text)
        line = f"acyclic: {listed(tuple(over for over, _ in proposal.acyclic))}"
        yield f"{line}   # {comment(remark)}" if remark else line


def _remarks(proposal: Proposal) -> Iterator[str]:
    for line in proposal.ending:
        yield from _commented(line) if len(line) > WIDTH else [f"# {comment(line)}"]
    if proposal.untranslated:
        yield "# Not translated, or weaker than it was:"
        for sentence in proposal.untranslated:
            first, *rest = _wrapped(comment(sentence), WIDTH - 4)
            yield f"# - {first}"
            yield from (f"#   {line}" for line in rest)
