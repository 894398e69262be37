"""Generate docs/reliability.md from the corpus: the outcome of each case here and in other tools."""
# ruff: noqa: E501  # paragraphs of a page

from collections import Counter

from tests.torture.corpus.case import CRASH, FOUND, LOST, MISSED, SKIPPED, Case
from tests.torture.corpus.every import CASES
from tests.torture.hostile_topologies import DOCUMENTS

NAMES = ("import-linter", "tach", "pytestarch", "pytest-archon", "deply")
FATES = {
    "unparsable": "reported with file, line and column, the rest judged",
    "not_regular": "in the ledger with the reason, not opened",
    "not_importable": "in the ledger with the reason",
    "shadowed": "reported: Python imports another file",
}
HEAD = f"""\
# Reliability

A gate has to survive any tree and any pull request. This page says what was tried, what happens, and where the limits are.
It is made from the tests (`make docs`); each row is one of them.

## What stands on disk

Each case is laid on disk with an import beside it that has to be found, and its exact outcome (the line of the ledger for each file,
each edge, each finding with file:line:column) is pinned; all cases together go through `conformance check`, `pytest` and `lint-imports`.
One bad file is one finding, and the run goes on. The other tools were measured on cases of the same kind, on Python 3.11: {", ".join(f"{name} {release}" for name, release in zip(NAMES, ("2.16", "0.35.3", "5.1", "0.0.7", "1.3"), strict=True))}.

- **{FOUND}**: the imports are found. **{SKIPPED}**: the file is named, the rest is judged. **{LOST}**: nothing is judged, a sentence says why.
- **{CRASH}**: nothing is judged, a traceback or a panic. **{MISSED}**: green, and nothing is reported.
"""
TAIL = f"""\

What the source text does not state is not reported ([limits of static imports](explanation/limits-of-static-imports.md)): `import_module("app." + name)`, `exec("import app")`, imports by a framework from names in
other files. A literal name is read as the import that it is.

## Two readers

What one reader finds in a file is believed only where a second, independent one finds the same imports: the scan of grimp, or, in small trees,
Python's own parser. Where they differ, the parser decides; where the Python that runs cannot parse the file, the imports are those that grimp's scan
reports, and the file is a finding of `unparsable-files`. A grimp that does not answer as it must is not asked. `make fuzz` compares the outcome with
what each Python at hand finds by its own `ast`: [the figures](quality.md#two-readers-of-imports). The first minute of it, always the same, is part of CI.

An encoding is looked for as CPython looks for it: in the first two lines, of which a lone CR ends one. Encodings in which characters of ASCII do not stand
for themselves (UTF-7, escapes, ISO 2022, UTF-16 by a cookie and the like) are a finding, since a reviewer sees other code there than Python runs. A file in
no UTF-8 without a cookie is a finding as well, although an import of it works where the odd bytes stand in comments alone: run as a script, it fails.

## What stands in the files that configure the tool

{len(DOCUMENTS)} hostile documents (`tests/torture/hostile_topologies.py`):
aliases that explode, merge keys, duplicate keys, tags that run code, 50,000 brackets, texts of 900 KB, control characters, right-to-left
overrides, wrong encodings, patterns that explode in other matchers, paths that leave the repository. Each is a topology, or an error with
line and column, all of them together in less than a gigabyte. Baselines, claims and what is kept between runs are fuzzed likewise
(`make fuzz`).

- No regular expression comes from a user, and no name in a configuration makes code run, but for
  [installed rules](api.md) that the topology names.
- A path in a topology cannot leave its folder. Links are followed within the repository (the git work tree around the topology, or its
  folder); a source root, a package or a baseline that leads out of it is a finding, and not read.
- Configuration is read from regular files alone: no pipe is waited for, no device read without end.

## What is printed

Names of files and modules, sentences of the topology and lines of source are taken to be hostile: every output of every command is run
over names such as `<img src=x onerror=alert(1)>`, `::error::x`, links that run a script, escape sequences and bytes that are no text,
and is then parsed as its reader would: JSON, SARIF, XML, HTML, CommonMark, DOT, INI, workflow commands.

## What is done

An audit hook (PEP 578) watches each command: nothing of the tree is imported, compiled or run; no file is opened but the law, the code
below its roots, the files that say what git ignores, what is kept between runs, and what is written; no socket; no process but git, for `diff`.

## What goes wrong around a run

| fault | outcome |
|--|--|
| killed at any moment while it writes a baseline, contracts or a report (40 times each) | the file is the old one, or the whole new one |
| killed at any moment while it keeps what it has learnt (40 times) | the next answer is that of the code as it is |
| disk full, read-only, or files limited in size | one sentence, exit code 2; the old file stays |
| cache folder that cannot be written, is relative, or holds files of others | nothing is kept there or read from there; the answer is the same |
| eight runs at once | eight equal answers |
| files that come, go, and become pipes or folders while they are read | a verdict on what was there |
| clocks that go back, files from the future, edits without a change of time or length | seen |
| closed streams, a full standard output, a current directory that is gone | the exit code, or one sentence |

## Load

Measured with `make torture` on two cores, Python 3.11, without anything kept from an earlier run:

| code base | command | processor time | memory |
|--|--|--|--|
| 50,000 modules, 1,000,000 imports, 10,000 findings | `check` | 14 s | 500 MB |
| the same | `check --format sarif` (15 MB) | 12 s | 560 MB |
| the same | `report` | 42 s | 700 MB |
| 20,000 packages in a ring, 40,000 files | `check` with `acyclic` | 5 s | 270 MB |
| 3,000 packages, 123,000 imports between them | `check` with `acyclic` | 10 s | 300 MB |

A file of more than 5 MB is not read but reported. Cycles list at most 100 of their parts in JSON; `explain` shows ten imports at either end
of a chain.
"""


def markdown() -> str:
    """Return the whole page."""
    rows = (f"| {case.title} | {' | '.join(_others(case))} | {_ours(case)} |" for case in CASES)
    head = f"| on disk | {' | '.join(NAMES)} | conformance |"
    return "\n".join((HEAD, head, "|--" * (len(NAMES) + 2) + "|", *rows, TAIL))


def _others(case: Case) -> tuple[str, ...]:
    """Return the outcome of a case in the other tools; a dash where it was not measured."""
    return case.others or ("-",) * len(NAMES)


def _ours(case: Case) -> str:
    """Return our outcome in the words of the page."""
    fates = Counter(line.split(" ", 1)[0] for line in case.made)
    imports = sum(line.startswith(".") for line in case.made)
    unresolved = sum(line.startswith("! unresolved") for line in case.made)
    said = [FOUND] if imports == 1 else [f"{FOUND} ({imports})"] if imports else []
    said += [f"reported: {unresolved} lead nowhere"] if unresolved else []
    said += [words for fate, words in FATES.items() if fates[fate]]
    return "; ".join(said)
