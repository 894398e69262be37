"""The formats of `conformance graph`: their text, its readers, and its limits."""

import json
import shlex
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from import_conformance.cli.commands.graph import FORMATS, GraphOptions, excerpt, rendered
from import_conformance.cli.options import Target
from import_conformance.cli.session import open_session
from import_conformance.judging.session import Session
from import_conformance.model.structure.excerpt import Excerpt
from import_conformance.model.structure.structure import Dependency, Part, assembled
from import_conformance.reporting import escaping
from import_conformance.reporting.graph import dot, drawing, json_format, mermaid
from import_conformance.reporting.graph.labels import levels
from import_conformance.reporting.graph.limits import fitted
from tests.support.pinned import is_pinned

PROJECT = Path(__file__).parents[2]
PINNED = Path(__file__).parent / "graphs"
EVIL = '"<b>& `x` #34; ]]> %% \\n | end\n'
PARTS = (Part("a L1", "L1", ("a",), 1, 2, 1), Part("b L1", "L1", ("b",), 2), Part("L2", "L2", (), 1))
BONDS = (
    Dependency("a L1", "a L1", 1, 1, 1, laws=("one",)),
    Dependency("a L1", "b L1", 2),
    Dependency("a L1", "L2", 1, 2, 0, 3, laws=("one", "two")),
    Dependency("L2", "b L1", 0, 1, 1, laws=("one",)),
)
CELLS = Excerpt(assembled("cell", PARTS, BONDS), "Shop", {"L1": "Top", "L2": ""})
needs_graphviz = pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz is not installed")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def sample() -> Session:
    """The sample, judged."""
    return open_session(Target(PROJECT / "topology.yaml", use_baseline=False))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("by", ["layer", "cell", "domain", "package"])
def test_the_sample_is_drawn_as_pinned(sample: Session, by: str, form: str) -> None:
    """Each whole graph of the sample equals the pinned one, with nothing left out."""
    drawn = rendered(excerpt(sample, GraphOptions(by=by)), form)

    assert is_pinned(PINNED / f"{by}.{form}", drawn.text), "UPDATE_SNAPSHOTS=1 writes it again; look at the picture"
    assert drawn.left_out == ()


def test_mermaid_shows_cells_in_frames() -> None:
    """Edges against the law are bold and red, missing ones dashed; within a part only breaches are shown."""
    assert mermaid.render(CELLS).text == (
        "flowchart TD\n"
        "  accTitle: Shop by cell\n"
        '  subgraph g1["a"]\n'
        '  p_a_L1["a L1<br/>1 module, 2 findings (1 new)"]\n'
        "  end\n"
        '  subgraph g2["b"]\n'
        '  p_b_L1["b L1<br/>2 modules"]\n'
        "  end\n"
        '  p_L2["L2<br/>1 module"]\n'
        '  p_a_L1 ==>|"1 of 2 not allowed"| p_a_L1\n'
        '  p_a_L1 -->|"2"| p_b_L1\n'
        '  p_a_L1 ==>|"2 of 3 not allowed (0 new)"| p_L2\n'
        '  p_a_L1 -.->|"3 missing"| p_L2\n'
        '  p_L2 ==>|"1 not allowed"| p_b_L1\n'
        "  linkStyle 0,2,4 stroke:#d1242f,stroke-width:3px,color:#d1242f\n"
        "  linkStyle 3 stroke:#9a6700,stroke-width:2px,color:#9a6700\n"
    )


def test_layers_show_their_titles() -> None:
    """A layer is labelled with name and title, or with its name if it has no title."""
    layers = assembled("layer", (Part("L1", "L1"), Part("L2", "L2"), Part("unplaced")), ())
    lines = mermaid.render(Excerpt(layers, "Shop", {"L1": "Top", "L2": ""})).text.splitlines()

    assert [line.partition("[")[2] for line in lines[2:5]] == [
        '"L1: Top<br/>0 modules"]',
        '"L2<br/>0 modules"]',
        '"unplaced<br/>0 modules"]',
    ]


def test_mermaid_marks_the_focus() -> None:
    """The focus has its own shape and border, and is named in the title."""
    text = mermaid.render(replace(CELLS, around=("a",), focus=frozenset({"a L1"}))).text

    assert "  accTitle: Shop by cell, around a\n" in text
    assert '  p_a_L1(["a L1<br/>1 module, 2 findings (1 new)"])\n' in text
    assert text.endswith("  classDef focus stroke-width:4px\n  class p_a_L1 focus\n")


@given(st.lists(st.text(st.characters(codec="ascii"), max_size=6), unique=True, max_size=8))
def test_mermaid_identifiers_are_valid_and_unique(keys: list[str]) -> None:
    """They are letters, digits and underscores after `p_`, so that none is a keyword of Mermaid."""
    given_names = mermaid.identifiers(keys)

    assert list(given_names) == keys
    assert len(set(given_names.values())) == len(keys)
    assert all(name.startswith("p_") and name.isidentifier() for name in given_names.values())


def test_each_format_escapes_markup() -> None:
    """Each format has its own way to write a quote, a bracket and a line break."""
    assert escaping.mermaid(EVIL) == (
        "#34;#60;b#62;#38; #96;x#96; #35;34#59; #93;#93;#62; #37;#37; #92;#8288;n #124; end#92;#8288;u000a"
    )
    assert escaping.dot(EVIL) == '\\"<b>&amp; `x` #34; ]]> %% \\\\n | end\\\\u000a'
    assert escaping.html(EVIL) == "&quot;&lt;b&gt;&amp; `x` #34; ]]&gt; %% \\n | end\\u000a"


def graphviz(text: str) -> list[list[str]]:
    """Return Graphviz's reading of a DOT file, as the words of its lines; warnings are allowed, as releases differ."""
    run = subprocess.run(["dot", "-Tplain"], input=text, capture_output=True, text=True, check=False)
    assert (run.returncode, [line for line in run.stderr.splitlines() if not line.startswith("Warning: ")]) == (0, [])
    return [shlex.split(line) for line in run.stdout.splitlines()]


@needs_graphviz
def test_graphviz_keeps_the_order_of_the_layers(sample: Session) -> None:
    """All cells of a layer are on one level, below those of the layer above, though some import upwards."""
    chosen = excerpt(sample, GraphOptions(by="cell"))
    height = {line[1]: float(line[3]) for line in graphviz(dot.render(chosen).text) if line[0] == "node"}
    rows = [{height[part.key] for part in parts} for parts in levels(chosen).values()]

    assert [len(row) for row in rows] == [1] * len(rows)
    assert sorted(rows, key=max, reverse=True) == rows


@needs_graphviz
@pytest.mark.parametrize("name", ["Shop", EVIL])
def test_graphviz_reads_the_dot_file(name: str) -> None:
    """It has three boxes, an edge for each look of each dependency, and one invisible edge."""
    words = [line[0] for line in graphviz(dot.render(replace(CELLS, name=name)).text)]

    assert (words.count("node"), words.count("edge")) == (len(PARTS), len(BONDS) + 2)


def test_the_drawing_is_one_file_of_xml_without_script() -> None:
    """It has a title and a description for screen readers, and refers to nothing outside."""
    text = drawing.render(replace(CELLS, name=EVIL)).text
    root = ElementTree.fromstring(text)  # noqa: S314  # our own text

    assert root.findtext(f"{SVG}title") == f"{EVIL.rstrip()}\\u000a by cell"
    assert root.findtext(f"{SVG}desc") == (
        "3 parts; 6 import statements between them, 4 of all not allowed, 3 required ones missing"
    )
    assert [
        word for word in ("<script", "href", "@import", "url(h", "http:") if word in text.replace(SVG[1:-1], "")
    ] == []


def test_each_edge_of_the_drawing_can_be_read_without_colour() -> None:
    """An edge has a cross or a word, or dashes, and its full description as a tooltip."""
    root = ElementTree.fromstring(drawing.render(CELLS).text)  # noqa: S314  # our own text
    groups = [(group.get("class"), group.findtext(f"{SVG}title")) for group in root.iter(f"{SVG}g")]
    labels = [group.findtext(f"{SVG}text") for group in root.iter(f"{SVG}g") if "label" in group.get("class", "")]

    assert sorted(words for look, words in groups if words and look and look.startswith("edge")) == [
        "L2 \u2192 b L1: 1 not allowed (one)",
        "a L1 \u2192 L2: 2 of 3 not allowed (0 new) (one, two)",
        "a L1 \u2192 L2: 3 missing (one, two)",
        "a L1 \u2192 a L1: 1 of 2 not allowed (one)",
        "a L1 \u2192 b L1: 2",
    ]
    assert labels == ["\u00d7 1 of 2", "2", "\u00d7 2 of 3 (0 new)", "missing 3", "\u00d7 1"]


def test_json_has_all_parts_and_dependencies() -> None:
    """Parts have their coupling, and dependencies their statements."""
    content = json.loads(json_format.render(replace(CELLS, focus=frozenset({"L2"}))).text)

    assert {key: content[key] for key in ("version", "name", "by", "focus")} == {
        "version": 1,
        "name": "Shop",
        "by": "cell",
        "focus": ["L2"],
    }
    assert content["parts"][0] == {
        "key": "a L1",
        "layer": "L1",
        "group": ["a"],
        "modules": 1,
        "findings": 2,
        "new": 1,
        "afferent": 0,
        "efferent": 5,
        "instability": 1.0,
    }
    assert content["bonds"][2] == {
        "source": "a L1",
        "target": "L2",
        "statements": 3,
        "convergences": 1,
        "divergences": 2,
        "new": 0,
        "absences": 3,
        "laws": ["one", "two"],
        "unjudged": 0,
    }


def many(parts: int) -> Excerpt:
    """Return parts that all import each other, one of them against the law."""
    keys = [f"part_{number:03}" for number in range(parts)]
    bonds = [Dependency(one, other, convergences=1) for one in keys for other in keys if one != other]
    bonds[-1] = replace(bonds[-1], convergences=0, divergences=1)
    return Excerpt(assembled("package", map(Part, keys), bonds), "Many")


def test_a_chart_that_is_too_large_says_so() -> None:
    """Chart and caller get the number of omitted edges, and edges against the law are kept."""
    drawn = mermaid.render(many(20))
    sentence = "180 of 380 edges are left out, the lightest; --focus, --collapse, --hide or --only make a smaller graph"

    assert drawn.left_out == (sentence,)
    assert f'  left_out["{escaping.mermaid(sentence)}"]:::note\n' in drawn.text
    assert drawn.text.count("-->") == 199
    assert drawn.text.count("==>") == 1


def test_a_chart_of_long_names_stays_within_the_limit_of_mermaid() -> None:
    """Edges are left out until the text fits."""
    keys = [f"{'x' * 400}{number}" for number in range(60)]
    whole = assembled("package", map(Part, keys), [Dependency(keys[0], key, 1) for key in keys[1:]])
    drawn = mermaid.render(Excerpt(whole, "Long"))

    assert len(drawn.text) <= mermaid.MOST_CHARACTERS
    assert drawn.text.count("-->") == 27
    assert drawn.left_out[0].startswith("32 of 59 edges are left out, the lightest, and with them 32 of 60 parts; ")


def test_an_empty_graph_says_so() -> None:
    """An empty picture would look like an internal error."""
    nothing = Excerpt(assembled("layer", (), ()), "Shop")

    assert [form for form in FORMATS if "nothing here is of that kind" in rendered(nothing, form).text] == [
        "mermaid",
        "dot",
        "svg",
    ]


def test_an_excerpt_that_fits_is_left_alone() -> None:
    """Nothing is left out of an excerpt within the limit."""
    assert fitted(CELLS, len(BONDS)) is CELLS
