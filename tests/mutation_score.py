"""Write the table of docs/quality.md from what `mutmut run` left in mutants/, and name the unexplained survivors.

A survivor is explained when docs/quality.md has the changed line, as `mutmut show` prints it, between backquotes. An
explanation of what does not survive is out of date, and is named, too.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/quality.md"
RESULTS = ROOT / "mutants/src/import_conformance"
EXPLAINED = re.compile(r"^- `(.*)`$", re.MULTILINE)
TABLE = re.compile(r"(?<=<!-- written by make mutation -->\n).*?(?=<!-- end -->)", re.DOTALL)
# The exit codes that mutmut stores: a test failed, or it timed out (a signal, or mutmut's own clock).
FATES = {
    1: "failed",
    3: "failed",
    0: "survived",
    5: "untested",
    33: "untested",
    **dict.fromkeys((-24, 24, 36, 152, 255), "time"),
}


def fates(results: Path) -> dict[str, dict[str, str]]:
    """Return the outcome of each mutant, by file and name."""
    found = {}
    for file in sorted(results.rglob("*.meta")):
        codes = json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
        source = file.relative_to(results).as_posix().removesuffix(".meta")
        found[source] = {name: FATES.get(code, "unknown") for name, code in codes.items()}
    return {file: mutants for file, mutants in found.items() if mutants}


def table(found: Mapping[str, Mapping[str, str]], explained: Mapping[str, int]) -> str:
    """Return the figures of each file and of all, as Markdown; explained: equivalent survivors of each file."""
    counts = {file: Counter(mutants.values()) for file, mutants in found.items()}
    lines = [
        "| file | mutants | found | survived | of these equivalent | score |",
        "|--|--:|--:|--:|--:|--:|",
        *(_row(f"`{file}`", count, explained.get(file, 0)) for file, count in counts.items()),
        _row("**all**", sum(counts.values(), Counter()), sum(explained.values())),
    ]
    return "\n".join(lines) + "\n"


def _row(name: str, count: Counter[str], equivalent: int) -> str:
    killed = count["failed"] + count["time"]
    score = f"{100 * killed / count.total():.1f} %"
    return f"| {name} | {count.total()} | {killed} | {count.total() - killed} | {equivalent} | {score} |"


def changed_line(name: str) -> str:
    """Return the changed line of a mutant beside the original one, in one line."""
    command = [sys.executable, "-m", "mutmut", "show", name]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    lines = [line for line in shown.splitlines() if not line.startswith(("+++", "---"))]
    added = [line[1:].strip() for line in lines if line.startswith("+")]
    removed = [line[1:].strip() for line in lines if line.startswith("-")]
    return " ".join(added) or f"without {' '.join(removed)}"


def _unexplained(found: Mapping[str, Mapping[str, str]], page: str, explained: Counter[str]) -> Iterator[str]:
    lines = set(EXPLAINED.findall(page))
    idle = set(lines)
    for file, mutants in found.items():
        for name, fate in mutants.items():
            if fate not in ("failed", "time"):
                line = changed_line(name)
                idle.discard(line)
                explained[file] += line in lines
                if line not in lines:
                    yield f"{fate}: {name}: {line}"
    yield from (f"explained, and does not survive: {line}" for line in sorted(idle))


def main() -> int:
    """Write the table; return 1 when a survivor is unexplained or an explanation is out of date."""
    found, page, explained = fates(RESULTS), PAGE.read_text(encoding="utf-8"), Counter[str]()
    unexplained = list(_unexplained(found, page, explained))
    written = table(found, explained)
    PAGE.write_text(TABLE.sub(lambda _: written, page), encoding="utf-8")
    sys.stdout.write(written + "".join(f"{line}\n" for line in unexplained))
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
