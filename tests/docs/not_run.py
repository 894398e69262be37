"""What the pages show and no test runs, with the reason.

This is the one list: a block or a command that cannot run and does not stand here fails its page.
"""

from collections.abc import Mapping
from inspect import signature

from importlinter.application.use_cases import lint_imports

# Commands by how they begin.
COMMANDS = {
    "make ": "`.ci/run` runs these, each in an environment of its own",
    "pip install ": "an index is not always there; the wheel itself is installed by other tests",
    "_CONFORMANCE_COMPLETE": "writes to the reader's home; test_completing.py asks for completions",
    "conformance diff BASE": "a form, no call",
    "conformance check --format rdjsonl | reviewdog": "reviewdog is of others; test_formats_page.py runs ours",
    "conformance graph --by package --depth 3 --format dot | dot": "Graphviz is not always there; "
    "test_graph_command.py runs ours",
    "conformance check --topology topology.yaml --source-root ../agenticverz_2.0": "the application is not in this "
    "repository; test_real_hoc.py runs where it is at hand",
    "conformance diff d679f0c1": "of the same application",
    "conformance report --source-root ../backend": "a path of the reader's",
    "conformance check --source-root ../other-checkout": "a path of the reader's",
}
if "config_filenames" not in signature(lint_imports).parameters:
    COMMANDS["lint-imports --no-logo --no-cache plain.importlinter"] = "import-linter takes files so from 2.17 on"
# Pages of rules, by name.
RULE_PAGES: Mapping[str, str] = {
    "rules": "its rule is made up; that of docs/api.md is installed and judged by in test_outside_rules.py",
}
# Blocks by page and how their first line begins.
BLOCKS: Mapping[tuple[str, str], str] = {
    ("ARCHITECTURE.md", "   topology.yaml"): "a picture; test_paths.py looks for the files that the page names",
    ("docs/first-five-minutes.md", ""): "transcripts of code bases of others",
    ("README.md", "$ pip install import-conformance"): "the tutorial runs these three",
    ("docs/init.md", "$ conformance demo"): "the tutorial runs it",
    ("docs/init.md", "$ conformance init"): "each writes the same files; test_init.py runs all of them",
    ("docs/init.md", "allow:"): "an excerpt of what is written, without its layers",
    ("docs/completion.md", 'eval "$(_CONFORMANCE'): "a shell of the reader's; test_completing.py asks for completions",
    ("docs/completion.md", "_CONFORMANCE_COMPLETE=fish"): "a shell of the reader's",
    ("docs/diff.md", "one (eafa5f2a13ed) -> two"): "of two revisions that test_diff.py makes and compares",
    (
        "docs/real-hoc.md",
        "1529 files on disk",
    ): "of the application; test_real_hoc.py compares where it is at hand",
}
