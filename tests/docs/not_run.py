"""What the pages show and no test runs, with the reason: the one list; a block that can not run and is not here fails."""

from collections.abc import Mapping

# Commands by how they begin.
COMMANDS: Mapping[str, str] = {
    "make ": "`.ci/run` runs these, each in an environment of its own",
    "pip install ": "an index is not always there; the wheel itself is installed by other tests",
    "$EDITOR": "a person writes",
    "conformance diff BASE": "a form, no call",
    "conformance check --format rdjsonl | reviewdog": "reviewdog is a program of others; tests/test_formats_page.py runs ours",
    "conformance graph --by package --depth 3 --format dot | dot": "Graphviz is not always there; "
    "tests/test_graph_command.py runs ours",
    "conformance check --topology topology.yaml --source-root ../agenticverz_2.0": "the application is not part of this "
    "repository; tests/test_real_hoc.py runs where it is at hand",
    "conformance diff d679f0c1": "as above",
    "conformance report --source-root ../backend": "an example of a path",
}
# Blocks by page and first line.
BLOCKS: Mapping[tuple[str, str], str] = {
    ("docs/diff.md", "one (eafa5f2a13ed) -> two (19b72f08075f): both judged by the topology.yaml of two"): "of two revisions "
    "that tests/test_diff.py makes and compares",
    ("docs/real-hoc.md", "1529 files on disk = 1048 judged + 480 unplaced + 1 shadowed; plain grimp would have missed 388"): (
        "of the application itself; tests/test_real_hoc.py compares where it is at hand"
    ),
}
