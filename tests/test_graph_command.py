"""`conformance graph`: what it prints, writes and refuses, on a tiny application and on the sample."""

import re
from pathlib import Path

import pytest

from tests.support import tiny
from tests.support.tiny import run, said

PROJECT = Path(__file__).parents[1]
PAGE = PROJECT / "docs/graph.md"
BY_DOMAIN = ("graph", "--no-baseline", "--by", "domain", "--hide", "no domain")
CHART = """\
flowchart TD
  accTitle: Tiny by layer
  p_top["top<br/>1 module"]
  p_low["low<br/>1 module, 1 finding"]
  p_unplaced["unplaced<br/>2 modules"]
  p_top ~~~ p_low
  p_low ~~~ p_unplaced
  p_top -->|"1"| p_low
  p_low ==>|"1 not allowed"| p_top
  p_unplaced -.->|"1 not judged"| p_low
  linkStyle 4 stroke:#8c959f,stroke-dasharray:1 4,color:#59636e
  linkStyle 3 stroke:#d1242f,stroke-width:3px,color:#d1242f
"""


@pytest.fixture
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a directory that holds the tiny application."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("_here")
def test_layers_are_drawn_by_default() -> None:
    """The default is a Mermaid chart of the layers on standard output, with exit code 0 in spite of findings."""
    assert said(run("graph")) == (0, CHART, "")


@pytest.mark.usefixtures("_here")
def test_a_graph_can_be_written_to_a_file() -> None:
    """With `--output` only the path is printed."""
    assert said(run("graph", "--output", "layers.md")) == (0, "", "The graph is in layers.md\n")
    assert Path("layers.md").read_text() == CHART


@pytest.mark.usefixtures("_here")
def test_known_findings_are_distinguished_from_new_ones() -> None:
    """Findings of the baseline are drawn as known, and as new with `--no-baseline`."""
    run("baseline", "update", "--allow-new", "--reason", "old")

    assert '|"1 not allowed (0 new)"|' in run("graph").stdout
    assert run("graph", "--no-baseline").stdout == CHART


@pytest.mark.usefixtures("_here")
def test_without_layers_packages_are_drawn() -> None:
    """Without layers packages are drawn to the depth that was asked for."""
    Path("topology.yaml").write_text("topology: 1\nname: Tiny\nsource: {roots: [src], packages: [app]}\n")

    assert run("graph", "--depth", "1").stdout == (
        'flowchart TD\n  accTitle: Tiny by package\n  p_app["app<br/>4 modules"]\n'
    )


@pytest.mark.usefixtures("_here")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--by", "dom"], "Invalid value for --by: topology.yaml knows no 'dom'; there are: layer, cell, package"),
        (["--depth", "3"], "--depth cuts the names of packages, and this graph is by layer; add --by package"),
        (["--distance", "2"], "--distance is from --focus PART, which is not given"),
        (
            ["--focus", "lov"],
            "Invalid value for --focus: no part by layer is called 'lov', and no group of parts; nearest: low",
        ),
        (
            ["--collapse", "x"],
            "Invalid value for --collapse: no part by layer is called 'x', and no group of parts; "
            "there are: top, low, unplaced",
        ),
        (
            ["--hide", "tip"],
            "Invalid value for --hide: no part by layer is called 'tip', and no group of parts; nearest: top",
        ),
    ],
)
def test_an_impossible_graph_is_refused_in_a_sentence(words: list[str], sentence: str) -> None:
    """The sentence names what would work, and nothing is printed on standard output."""
    code, out, err = said(run("graph", *words))

    assert (code, out, err.partition("Error: ")[2]) == (2, "", f"{sentence}\n")


def test_omitted_edges_are_reported_on_standard_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A graph that is too large says there and in the picture how much it leaves out."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)
    for number in range(40):
        imports = "".join(f"import app.m{other}\n" for other in range(number))
        Path(f"src/app/m{number}.py").write_text(imports)
    result = run("graph", "--by", "package", "--format", "svg")
    sentence = "483 of 783 edges are left out, the lightest, and with them 15 of 44 parts; "

    assert (result.exit_code, result.stderr) == (
        0,
        f"{sentence}--focus, --collapse, --hide or --only make a smaller graph\n",
    )
    assert sentence in result.stdout


@pytest.mark.parametrize("form", ["mermaid", "dot", "svg", "json"])
def test_the_same_code_gives_the_same_bytes(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The output does not depend on the hash seed."""
    monkeypatch.chdir(PROJECT)
    drawn = set()
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        drawn.add(tiny.python("-m", "import_conformance", "graph", "--by", "cell", "--format", form).stdout)

    assert [bool(text) for text in drawn] == [True]


def test_the_page_shows_the_sample_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The chart and the picture in docs/graph.md are what the commands there print."""
    monkeypatch.chdir(PROJECT)
    page = PAGE.read_text("utf-8")
    charts = re.findall(r"^```mermaid\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    picture = run("graph", "--no-baseline", "--format", "svg").stdout_bytes

    assert charts == [run(*BY_DOMAIN).stdout], "paste what `conformance graph --no-baseline --by domain ...` prints"
    assert (PROJECT / "docs/pictures/sample-by-layer.svg").read_bytes() == picture, (
        "run `conformance graph --no-baseline --format svg --output docs/pictures/sample-by-layer.svg` and look at it"
    )


def test_the_page_names_every_option() -> None:
    """The page names all options of the command and no other."""
    page = PAGE.read_text("utf-8")
    options = set(re.findall(r"--[a-z-]+", run("graph", "--help").stdout)) - {
        "--topology",
        "--source-root",
        "--baseline",
        "--index",
        "--no-index",
    }

    assert set(re.findall(r"--[a-z-]+", page)) - {"--help"} == options - {"--help"}
