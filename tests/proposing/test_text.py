"""Proposals as text: whatever stands in them, the strict reader reads it back."""

from hypothesis import given
from hypothesis import strategies as st

from import_conformance.model.laws.allow import Allow
from import_conformance.proposing.proposal import Proposal, ProposedEdge, ProposedLaw, ProposedLayer
from import_conformance.proposing.text import WIDTH, render
from import_conformance.proposing.yaml_text import comment, scalar
from import_conformance.reading.topology.load import parse_topology
from import_conformance.reading.topology.strict_yaml import read_yaml
from import_conformance.reading.topology.yaml_nodes import Mapping, Scalar

WHOLE = """\
# The packages have an order.
topology: 1
name: My Shop

source:
  roots: [src]   # directories on the import path
  packages: [shop]
  baseline: topology.baseline.json   # what is already broken: it may only shrink
  exclude:
    - "shop.**.tests"   # 3 modules of tests

layers:   # where a module lives, judged by its name; from the top down
  # All of them.
  api:    {title: "APIs, all", modules: "shop.{part}.api"}
  models: {modules: [shop.models, shop.tables]}

axes:   # what the {names} in the patterns may be; a value that is not declared is a finding
  # shared: base
  part: [base, cart]

allow:   # what may import what, within one part; everything else between the layers diverges
  - api -> models   # 27 imports, 2 against
  - {edge: api -> base, across: part, because: "a reason, with a comma"}   # 5 imports

forbid:
  # One
  ban:
    from: shop
    to: [orm, django]
    optional: true
    because: nothing yet

acyclic: [part]   # holds today

# The end.
# Not translated, or weaker than it was:
# - chains
"""


def test_a_whole_proposal_is_as_expected() -> None:
    """Each part has its place, its comments, and the form that people write."""
    proposal = Proposal(
        name="My Shop",
        roots=("src",),
        packages=("shop",),
        headline="",
        findings=("The packages have an order.",),
        exclude=(("shop.**.tests", "3 modules of tests"),),
        layers=(
            ProposedLayer("api", ("shop.{part}.api",), "APIs, all", "All of them."),
            ProposedLayer("models", ("shop.models", "shop.tables")),
        ),
        axes={"part": ("base", "cart")},
        axis_comments={"part": "shared: base"},
        edges=(
            ProposedEdge(("api",), ("models",), comment="27 imports, 2 against"),
            ProposedEdge(("api",), ("base",), ("part",), "5 imports", "a reason, with a comma"),
        ),
        laws=(
            ProposedLaw(
                "forbid",
                "ban",
                {"from": "shop", "to": ("orm", "django"), "optional": "true", "because": "nothing yet"},
                "One",
            ),
        ),
        acyclic=(("part", "holds today"),),
        ending=("The end.",),
        untranslated=("chains",),
    )

    assert render(proposal) == WHOLE
    assert parse_topology(render(proposal), "topology.yaml").name == "My Shop"


def test_long_lists_and_edges_are_folded_and_mean_the_same() -> None:
    """No line is longer than people read, and the folded edge names every layer."""
    names = tuple(f"a_rather_long_name_{at:02}" for at in range(12))
    whole = ProposedLayer("whole", tuple(f"shop.other_{name}" for name in names))
    layers = (*(ProposedLayer(name, (f"shop.{name}",)) for name in names), whole)
    edges = (ProposedEdge((names[0],), names[1:]), ProposedEdge(names, names, because="typing", kinds=("typing",)))
    text = render(Proposal("Shop", ("src",), ("shop",), "", layers=layers, edges=edges))
    allow = parse_topology(text, "topology.yaml").of(Allow)

    assert max(map(len, text.splitlines())) <= WIDTH
    assert [selector.text for selector in allow[0].targets] == list(names[1:])
    assert [selector.text for selector in allow[1].sources] == list(names)


@given(st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=20))
def test_any_string_is_read_back_as_it_was_written(text: str) -> None:
    """Quoting and escaping lose nothing, whatever characters a string holds."""
    document = read_yaml(f"key: {scalar(text)}\n".encode(), "topology.yaml")
    node = document.root.entries["key"][1] if isinstance(document.root, Mapping) else None

    assert (document.problems, isinstance(node, Scalar) and node.text) == ((), text)


@given(st.text(max_size=20))
def test_line_breaks_and_invisible_characters_are_escaped(text: str) -> None:
    """They are escapes in a value and spaces in a comment."""
    assert all(each.isprintable() for each in (scalar(text), comment(text)))
