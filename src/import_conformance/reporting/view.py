"""How a reader sees a verdict: colours, width, how much of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from import_conformance.model.finding import Finding, State
from import_conformance.model.locate import Locate, as_is
from import_conformance.model.topology import Severity
from import_conformance.reporting.escaping import terminal

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "magenta": "35"}
PAINT = {Severity.CRITICAL: "magenta", Severity.HIGH: "red", Severity.MEDIUM: "yellow", Severity.LOW: "dim"}
INDENT = "    "


@dataclass(frozen=True)
class View:
    """The options of a reader, none of which changes the verdict.

    Attributes:
        color: Use ANSI colours.
        width: Columns of the screen; None for a file or a pipe, in which no line is ever broken.
        limit: How many findings of each law are shown, None for all.
        show_known: Show findings that the baseline knows, too.
        severity: Hide findings that are less severe.
        quiet: Show only the closing sentence.
        locate: Turns a path below a source root into one that opens from the reader's folder.
        options: What a suggested `conformance` command needs to judge the same code.
        baseline: A name for the file of known findings, "" where the topology names one.
    """

    color: bool = False
    width: int | None = None
    limit: int | None = None
    show_known: bool = False
    severity: Severity = Severity.LOW
    quiet: bool = False
    locate: Locate = as_is
    options: str = ""
    baseline: str = ""

    def paint(self, text: str, *looks: str) -> str:
        """Return the text, safe to show, in colours where the reader uses them."""
        codes = ";".join(_CODES[look] for look in looks)
        return f"\x1b[{codes}m{terminal(text)}\x1b[0m" if self.color and codes else terminal(text)

    def is_shown(self, finding: Finding) -> bool:
        """Return whether the reader asked for a finding."""
        return finding.severity.rank <= self.severity.rank and (self.show_known or finding.state is State.NEW)

    def place(self, finding: Finding) -> str:
        """Return the place of a finding, as an editor opens it."""
        return self.paint(f"{self.locate(finding.path, finding.root)}:{finding.line}:{finding.column}", "bold")

    def item(self, place: str, text: str, indent: str = INDENT, hang: int = 0) -> Iterator[str]:
        """Yield the lines of one entry of a list: its text beside the place, or below it where lines are broken."""
        if self.width is None:
            yield f"{indent}{place}: {terminal(text)}"
        else:
            yield f"{indent}{place}"
            yield from self.block(text, indent + INDENT, hang)

    def more(self, number: int, indent: str = INDENT, advice: str = "--limit 0 shows all") -> Iterator[str]:
        """Yield a line about the entries of a list that are not shown, if any; number: how many there are in all."""
        if self.limit is not None and number > self.limit:
            yield self.paint(f"{indent}... and {number - self.limit} more ({advice})", "dim")

    def labelled(self, *texts: tuple[str, str], indent: str = INDENT, hang: int = 0) -> Iterator[str]:
        """Yield the lines of texts behind their labels; a label without a text is left out."""
        for label, text in texts:
            if text:
                yield from self.block(f"{label}: {text}", indent, hang)

    def block(self, text: str, indent: str = INDENT, hang: int = 0) -> list[str]:
        """Return the text as indented lines that fit the screen: words are never cut, so names can be copied.

        hang: How much deeper the lines after the first are indented, so that the next entry of a list stands out.
        """
        safe = terminal(text)
        if self.width is None:
            return [indent + safe]

        hanging = indent + " " * (5 if safe.startswith(("why: ", "fix: ")) else hang)
        room = max(self.width, 40)
        return wrap(
            safe, room, initial_indent=indent, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
        )
