"""Compare the imports that the tool finds in generated and changed texts with those that each Python finds.

`python -m tests.torture.reading [--seconds N | --rounds N] [--seed N]`; `make fuzz` calls it. A disagreement is written
as a file below the folder `--found`; such a file becomes a seed beside this one.
"""

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from import_conformance.model.base.facts import Facts, ImportStatement, Unreadable, Wanted
from import_conformance.model.topology import ImportKind
from import_conformance.reading.scanning import second_reader
from import_conformance.reading.scanning.imports import scan_imports
from import_conformance.reading.source.facts import facts_of_all
from import_conformance.reading.text.source_text import decode
from tests.torture.reading.texts import GUARDED, Maker

HERE = Path(__file__).parent
BATCH = 200
# An import in the form of a peer's answer.
Row = list[Any]


class Peer:
    """Another Python in its own process."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # a Python
        self.version = json.loads(self._line())
        self.taken = 0

    def ask(self, texts: Sequence[str]) -> None:
        """Send texts; the answer is fetched later, so that all peers work at the same time."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(texts) + "\n")
        self._process.stdin.flush()

    def answer(self) -> list[list[Row] | None]:
        """Return the imports of each text; None for one that this Python does not accept."""
        found: list[list[Row] | None] = json.loads(self._line())
        self.taken += sum(each is not None for each in found)
        return found

    def end(self) -> None:
        """Let the process end."""
        self._process.communicate()

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()


def peers() -> Iterator[Peer]:
    """Yield this Python and one of each other version found, and pyodide where it and node exist."""
    seen: set[tuple[int, ...]] = {sys.version_info[:2]}
    script = str(HERE / "peer.py")
    yield Peer([sys.executable, script])
    versions = sorted(Path.home().glob(".pyenv/versions/3.*/bin/python"))
    named = [shutil.which(f"python3.{minor}") for minor in range(11, 20)]
    for python in [*map(str, versions), *filter(None, named)]:
        printed = subprocess.run(
            [python, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True, check=False
        )  # a Python
        version = tuple(map(int, printed.stdout.split()))
        if version >= (3, 11) and version not in seen:
            seen.add(version)
            yield Peer([python, script])
    for folder in filter(None, os.environ.get("PYODIDE", "").split(os.pathsep)):
        if shutil.which("node") and Path(folder, "pyodide.mjs").is_file():
            yield Peer(["node", str(HERE / "peer.mjs"), str(Path(folder).absolute()), script])


def row(statement: ImportStatement) -> Row:
    """Return an import in the form of a peer's answer."""
    line, column, module, level, names, kind, _ = statement
    return [line, column, module, level, None if names is None else list(names), str(kind)]


def rows(imports: Sequence[ImportStatement]) -> list[Row]:
    """Return the import statements without calls that import, which are no matter of syntax."""
    return sorted((row(each) for each in imports if each.kind is not ImportKind.DYNAMIC), key=lambda each: each[:3])


def same(ours: list[Row], theirs: list[Row], *, with_kinds: bool, is_guarded: bool) -> bool:
    """Return whether two readers agree; is_guarded: TYPE_CHECKING is bound to the real constant."""
    if [each[:5] for each in ours] != [each[:5] for each in theirs]:
        return False
    pairs = ((one[5], other[5]) for one, other in zip(ours, theirs, strict=True))
    return not with_kinds or all(b in ("?", a) or (b == "typing" and not is_guarded) for a, b in pairs)


def say(line: str) -> None:
    """Write a line and flush it."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Run:
    """A comparison of all readers, with its counts."""

    def __init__(self, found: Path, seed: int) -> None:
        self._maker, self._found = Maker(seed), found
        self.peers = [*peers()]
        self.counts: Counter[str] = Counter()

    def compare(self, texts: Sequence[str], *, is_made: bool) -> None:
        """Compare all readers over some texts."""
        for peer in self.peers:
            peer.ask(texts)
        answers = facts_of_all([(text.encode(), Wanted()) for text in texts], processes=1)
        theirs = [peer.answer() for peer in self.peers]
        self.counts["texts"] += len(texts)
        for at, text in enumerate(texts):
            found_by = [answer[at] for answer in theirs]
            if any(each is not None for each in found_by):
                # A star import may bind the name to something else.
                is_guarded = is_made and text.startswith(GUARDED.strip()) and not re.search(r"import[\s\\]*\*", text)
                self._judge(text, answers[at], found_by, is_guarded=is_guarded)

    def _judge(
        self, text: str, answer: Facts | Unreadable, found_by: Sequence[list[Row] | None], *, is_guarded: bool
    ) -> None:
        self.counts["taken by a Python"] += 1
        self.counts["imports"] += max(len(each) for each in found_by if each is not None)
        scanned = decode(text.encode())
        first = scan_imports(scanned) if isinstance(scanned, str) else None
        self.counts["read from the text alone"] += first is not None
        if first is not None and any(
            each is not None and not same(rows(first), each, with_kinds=True, is_guarded=is_guarded)
            for each in found_by
        ):
            self.counts["of these wrong, and not believed"] += 1
            self._keep("not-believed", self.counts["of these wrong, and not believed"], text)
        if isinstance(answer, Unreadable):
            self.counts["reported as unreadable"] += 1
            # Encodings in which code can hide are refused, although Python accepts them.
            wrong = found_by[0] is not None and "its encoding, " not in answer.reason
        else:
            ours, kinds = rows(answer.imports), answer.unread is None and answer.rough is None
            self.counts["reported as unread but for the imports"] += not kinds
            wrong = any(
                each is not None and not same(ours, each, with_kinds=kinds, is_guarded=is_guarded) for each in found_by
            )
        if wrong:
            self.counts["DISAGREEMENTS"] += 1
            self._keep("wrong", self.counts["DISAGREEMENTS"], text)
            say(f"{text!r}\n  ours {answer}\n  theirs {found_by}")

    def _keep(self, what: str, number: int, text: str) -> None:
        self._found.mkdir(parents=True, exist_ok=True)
        (self._found / f"{what}-{number:03}.txt").write_bytes(text.encode())

    def round(self) -> None:
        """Compare a batch of generated texts and one of changed ones."""
        self.compare([self._maker.made() for _ in range(BATCH)], is_made=True)
        self.compare([self._maker.changed() for _ in range(BATCH)], is_made=False)

    def seeds(self) -> None:
        """Compare the texts on which some reader was wrong once."""
        self.compare(self._maker.seeds, is_made=False)


def main() -> int:
    """Run for a time or a number of rounds, and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=0, help="of processor time of this process")
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--found", type=Path, default=Path(".venv/fuzz/reading"))
    asked = parser.parse_args()
    # grimp's scanner is the second reader, however few the texts are.
    second_reader.WORTH_LOADING = 0
    run, done = Run(asked.found, asked.seed), 0
    run.seeds()
    while done < asked.rounds or time.process_time() < asked.seconds:
        run.round()
        done += 1
    for peer in run.peers:
        peer.end()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    say(f"{time.process_time():9.0f} s of processor time here")
    say(f"{children.ru_utime + children.ru_stime:9.0f} s in the other Pythons")
    for what, count in run.counts.items():
        say(f"{count:9,} {what}")
    for peer in run.peers:
        say(f"{peer.taken:9,} taken by Python {peer.version}")
    return 1 if run.counts["DISAGREEMENTS"] else 0


if __name__ == "__main__":
    sys.exit(main())
