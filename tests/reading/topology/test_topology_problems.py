"""Problems of a broken topology: each is a sentence with its place, and all are reported at once."""

from pathlib import Path

import pytest

from import_conformance.model.laws.sections import TOPOLOGY
from import_conformance.model.topology import TopologyError
from import_conformance.reading.topology.load import load_topology, parse_topology

VALID = """\
topology: 1
name: Shop
source:
  roots: [src]
  packages: [shop]
layers:
  api:
    modules: shop.{team}.api
  core:
    modules: [shop.core, shop.db]
  L2.1:
    modules: shop.{team}.{tier}.views
axes:
  team: [pay, stock]
  tier: [pay, web]
allow:
  - api -> core
forbid:
  no-orm: {from: api, to: [sqlalchemy, core]}
require:
  reach: {every: team, of: [stock], must_import: shop.core}
own:
  kernel: {owner: shop.core, similarity: 0.5}
builtin:
  unresolved-imports: {severity: low}
"""


def problems_of(text: str | bytes) -> str:
    """Return all problems of a topology, one a line."""
    with pytest.raises(TopologyError) as error:
        parse_topology(text, "topology.yaml")
    return str(error.value)


def broken_topologies() -> list[object]:
    """Yield the rows of the table beside this file: the text, its replacement, and the expected problems."""
    blocks = Path(__file__).with_name("topology_problems.txt").read_text("utf-8").split("\n> ")[1:]
    # The sections are listed by the description of the language.
    blocks = [block.replace("{sections}", ", ".join(TOPOLOGY)) for block in blocks]
    changes = [
        (change, "\n".join(map(str.strip, lines))) for change, *lines in (b.rstrip().split("\n") for b in blocks)
    ]
    return [pytest.param(*change.replace("¶", "\n").split(" =>", 1), lines, id=change) for change, lines in changes]


@pytest.mark.parametrize(("valid", "broken", "expected"), broken_topologies())
def test_each_mistake_is_reported_at_its_place(valid: str, broken: str, expected: str) -> None:
    """The sentence says what was found, where, and what would be valid; nothing else is reported."""
    assert valid in VALID

    assert problems_of(VALID.replace(valid, broken.removeprefix(" "), 1)) == expected


def test_all_problems_are_reported_in_the_order_of_the_file() -> None:
    """Mistakes in different sections, and of text and meaning alike, come out of one reading."""
    text = VALID.replace("api -> core", "api -> cor").replace("src", "/src").replace("name:", "name: X\nname:")

    assert problems_of(text).splitlines() == [
        "topology.yaml:3:1: duplicate key 'name' on line 3, first set on line 2; keep one",
        "topology.yaml:5:11: '/src' in 'roots' is absolute; write a path below this file's directory, with /",
        "topology.yaml:18:12: 'cor' is not a layer, nor an axis value, nor a module of source.packages; "
        "did you mean 'core'?",
    ]


@pytest.mark.parametrize(
    ("text", "place", "kind"), [("[a]", "1:1", "a list"), ("a", "1:1", "a single text"), ("---", "1:4", "empty")]
)
def test_a_topology_is_a_mapping(text: str, place: str, kind: str) -> None:
    """The message for a file that is YAML but no mapping says what it should be."""
    assert (
        problems_of(text)
        == f"topology.yaml:{place}: the topology must be a mapping of keys to values, but it is {kind}"
    )


def test_a_missing_source_hides_no_other_problem() -> None:
    """Without packages no name is called wrong, and the rest is still checked."""
    text = "topology: 1\nname: Shop\nbuiltin: {unplaced-modules: {severity: hgh}}\nforbid: {f: {from: x, to: y}}\n"

    assert problems_of(text).splitlines() == [
        "topology.yaml:1:1: the topology has no 'source': say in it where the code is, with 'roots' and 'packages'",
        "topology.yaml:3:40: 'severity' cannot be 'hgh'; did you mean 'high'?",
    ]


def test_an_undeclared_axis_is_reported_with_the_place_to_declare_it() -> None:
    """Without any axes there is no nearest name, so the sentence says where to declare one."""
    text = "topology: 1\nname: Shop\nsource: {roots: src, packages: shop}\nlayers: {l: {modules: 'shop.{team}'}}\n"

    assert problems_of(text) == "topology.yaml:4:23: 'team' is not a declared axis; declare it in 'axes'"


def test_many_names_are_not_listed() -> None:
    """With more than twenty names to choose from the sentence ends before the list."""
    layers = "".join(f"  l{number}{{modules: shop.l{number}}}\n".replace("{", ": {", 1) for number in range(20))

    assert problems_of(VALID.replace("layers:\n", "layers:\n" + layers).replace("-> core", "-> django")) == (
        "topology.yaml:37:12: 'django' is not a layer, nor an axis value, nor a module of source.packages"
    )


def test_a_report_and_a_law_for_unplaced_modules_contradict_each_other() -> None:
    """The author who says both is asked which one is meant."""
    text = VALID.replace("[src]", "[src]\n  unplaced: report").replace("unresolved-imports", "unplaced-modules")

    assert problems_of(text) == (
        "topology.yaml:5:3: 'unplaced' only reports what builtin.unplaced-modules makes a finding; "
        "delete one of the two"
    )


def test_there_are_at_most_20000_patterns() -> None:
    """The 20,001st pattern of the file is refused, whichever section holds it."""
    modules = ",\n".join(f"shop.m{number}" for number in range(19_994))
    text = VALID.replace("from: api", "from: stock.x")

    parse_topology(text.replace("shop.db", modules), "t")
    assert problems_of(text.replace("shop.db", modules + ", shop.x")) == (
        "topology.yaml:20016:19: this is pattern 20001; a topology may hold 20000"
    )


def test_a_text_that_is_a_pile_of_mistakes_is_refused_in_reasonable_time() -> None:
    """The search for nearest names stops where there are too many problems to be typing errors."""
    text = VALID.replace("api -> core", "api -> " + " ".join(f"core{number}" for number in range(1000)))

    lines = problems_of(text).splitlines()
    assert (len(lines), "did you mean" in lines[0], "did you mean" in lines[-1]) == (1000, True, False)


def test_a_missing_file_is_reported_with_the_command_that_creates_one(tmp_path: Path) -> None:
    """The message says how to get a first topology."""
    path = tmp_path / "topology.yaml"
    with pytest.raises(TopologyError) as error:
        load_topology(path)

    advice = "write one with `conformance init`, or name another with --topology FILE"
    assert str(error.value) == f"{path}: there is no such topology file; {advice}"


def test_a_missing_file_that_lies_above_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the topology above the current directory."""
    (tmp_path / "topology.yaml").write_text(VALID)
    (tmp_path / "src/shop").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "src/shop")
    with pytest.raises(TopologyError) as error:
        load_topology(Path("topology.yaml"))

    advice = "one lies above: --topology ../../topology.yaml"
    assert str(error.value) == f"topology.yaml: there is no such topology file; {advice}"


def test_a_directory_is_no_topology(tmp_path: Path) -> None:
    """The message distinguishes a directory from a file that does not exist."""
    with pytest.raises(TopologyError) as error:
        load_topology(tmp_path)

    assert str(error.value) == f"{tmp_path}:1:1: this is a directory; name another with --topology FILE"


def test_a_device_is_not_opened() -> None:
    """Reading never waits on a file that has no end."""
    with pytest.raises(TopologyError) as error:
        load_topology(Path("/dev/zero"))

    assert str(error.value) == "/dev/zero:1:1: this is not a regular file; name another with --topology FILE"


@pytest.mark.parametrize(("name", "reason"), [("a" * 300, "File name too long"), ("a\0b", "its name holds a NUL byte")])
def test_a_file_that_cannot_be_opened_is_reported_with_the_reason(tmp_path: Path, name: str, reason: str) -> None:
    """The reason is that of the operating system; Python's own wording differs between releases and is left out."""
    with pytest.raises(TopologyError) as error:
        load_topology(tmp_path / name)

    said = f"this file cannot be read ({reason}); name another with --topology FILE"
    assert [problem.sentence for problem in error.value.problems] == [said]
