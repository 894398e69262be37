"""Read a git repository without writing to it: no hook, filter, helper or pager runs, and no lock is taken.

Only plumbing that reads objects is called, with the object's name after `--end-of-options`. Objects that a partial
clone left out are never fetched, because that would run commands from the repository's configuration.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from import_conformance.reading.text.plain_file import MOST_CONFIGURATION

# A repository is found from its folder; variables that a hook sets for another repository must not count.
_DROPPED = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_TRACE"}
)
_SET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    # Before git 2.45 only this keeps it from fetching what a partial clone does not have: no protocol has this name.
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
}
_OPTIONS = ("--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
SUBMODULE, LINK = "160000", "120000"


class GitError(Exception):
    """Git cannot answer; the message states what would help."""


@dataclass(frozen=True)
class TreeEntry:
    """A file of a revision: its path from the top of the repository, with `/`, and its mode in octal, as git has it."""

    path: str
    mode: str
    oid: str


@dataclass(frozen=True)
class Repository:
    """A repository with a work tree, whose real path is `top`."""

    top: Path

    @classmethod
    def around(cls, folder: Path) -> "Repository | None":
        """Return the repository that a folder lies in; None when it lies in none.

        Raises:
            GitError: when git is missing, refuses the repository, or it has no work tree.
        """
        done = _run(folder, "rev-parse", "--show-toplevel")
        if done.returncode == 0 and done.stdout:
            return cls(Path(os.path.realpath(os.fsdecode(done.stdout.removesuffix(b"\n")))))
        message = _message(done)
        if "not a git repository" in message:
            return None
        if "must be run in a work tree" in message:
            raise GitError(f"{folder} lies in a bare repository, which holds no files to compare; clone it")
        raise GitError(f"git cannot read the repository around {folder}: {message}")

    def commit(self, name: str) -> str:
        """Return the whole hash of the commit that a revision names; raise GitError when there is none."""
        if name and not name.startswith("-") and "\0" not in name:
            done = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
            if done.returncode == 0:
                return done.stdout.decode("ascii").strip()
        raise GitError(f"{self.top} has no commit '{name}'; {self._advice()}")

    def merge_base(self, one: str, other: str) -> str:
        """Return the common ancestor at which two histories part; raise GitError when there is none."""
        done = self._git("merge-base", "--end-of-options", one, other)
        if done.returncode == 0:
            return done.stdout.decode("ascii").split()[0]
        raise GitError(f"{one[:12]} and {other[:12]} have no commit in common; {self._advice()}")

    def items(self, commit: str) -> tuple[TreeEntry, ...]:
        """Return every file of a commit, links and submodules included, in the order of their paths.

        Raises:
            GitError: when the clone does not have some of its folders.
        """
        done = self._git("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit)
        if done.returncode:
            raise GitError(f"git cannot list the files of {commit[:12]}: {_message(done)}; {_WHOLE}")
        return tuple(_item(entry) for entry in done.stdout.split(b"\0") if entry)

    def contents(self, oids: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """Yield each object's name with its content, or None for one that this clone does not have."""
        wanted = list(dict.fromkeys(oids))
        with tempfile.TemporaryFile() as questions:
            questions.write("".join(f"{oid}\n" for oid in wanted).encode("ascii"))
            questions.seek(0)
            with subprocess.Popen(  # noqa: S603 - git itself, with arguments of our own
                _command(self.top, "cat-file", "--batch"),
                stdin=questions,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            ) as process:
                assert process.stdout  # noqa: S101 - a pipe was asked for
                try:
                    for oid in wanted:
                        yield oid, _answer(process.stdout)
                finally:
                    process.kill()

    def large_file(self, digest: str) -> bytes | None:
        """Return the content that Git LFS stores under a SHA-256 digest; None where this clone does not have it."""
        done = self._git("rev-parse", "--git-common-dir")
        place = self.top / os.fsdecode(done.stdout.removesuffix(b"\n"))
        try:
            return (place / "lfs" / "objects" / digest[:2] / digest[2:4] / digest).read_bytes()
        except OSError:
            return None

    def _git(self, *words: str) -> "subprocess.CompletedProcess[bytes]":
        return _run(self.top, *words)

    def _advice(self) -> str:
        """Return the advice how to get a missing commit."""
        if self._git("rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
            return "this clone is shallow: `git fetch --unshallow` brings the rest (in GitHub Actions: fetch-depth: 0)"
        return "name a commit, branch or tag (`git fetch` brings those of the remote, as in origin/main)"


_WHOLE = "this clone is partial: `git fetch --refetch --no-filter` brings the rest"


def missing_content(path: str, commit: str) -> GitError:
    """Return the error about a clone that does not have the content of a file."""
    return GitError(f"the content of {path} at {commit[:12]} is not in this clone; {_WHOLE}")


def _item(entry: bytes) -> TreeEntry:
    about, _, path = entry.partition(b"\t")
    mode, _, oid = about.decode("ascii").split(" ")[:3]
    return TreeEntry(os.fsdecode(path), mode, oid)


def _answer(stream: IO[bytes]) -> bytes | None:
    """Read one answer of `cat-file --batch`: a header line, the content, and an end of line.

    Of a content longer than any file that is read here, only the beginning is returned.
    """
    words = stream.readline().split()
    if len(words) != 3 or words[1] != b"blob":
        if len(words) == 3:
            stream.read(int(words[2]) + 1)
        return None
    size = int(words[2])
    data = stream.read(min(size, MOST_CONFIGURATION + 1))
    left = size + 1 - len(data)
    while left > 0 and (skipped := stream.read(min(left, 1 << 20))):
        left -= len(skipped)
    return data


def _run(folder: Path, *words: str) -> "subprocess.CompletedProcess[bytes]":
    command = _command(folder, *words)
    # Words that others chose come after --end-of-options, or are a folder.
    return subprocess.run(command, capture_output=True, env=_environment(), check=False)  # noqa: S603 - git itself


def _command(folder: Path, *words: str) -> list[str]:
    program = shutil.which("git")
    if program is None:
        raise GitError("git was not found; install it, or put it on the PATH")
    return [program, *_OPTIONS, "-C", str(folder), *words]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _DROPPED} | _SET


def _message(done: "subprocess.CompletedProcess[bytes]") -> str:
    """Return git's error message in one line."""
    return " ".join(done.stderr.decode("utf-8", "replace").split()).removeprefix("fatal: ") or "it does not say why"
