"""The failure texts of the suite; each path opens from where pytest was started."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from import_conformance.model.by_key import by_key
from import_conformance.model.contracts.contract_text import bare
from import_conformance.model.finding import Finding
from import_conformance.model.locate import Locate
from import_conformance.model.verdict import KnownFinding, StaleEntry
from import_conformance.reporting.escaping import terminal
from import_conformance.reporting.words import counted, with_owner

PRUNE = "remove it with `conformance baseline prune`"

Notice = tuple[int, str, int, str, str]
"""A finding for GitHub, as plain values that go between processes: rank of severity, path, line, title, message."""


@dataclass(frozen=True)
class SuiteSentences:
    """The sentences about one topology and its code.

    Attributes:
        topology: The path of its file, as it is shown.
        path: Shows a path below a source root as it opens from the folder of the run.
    """

    topology: str
    path: Locate

    def line(self, finding: Finding, note: str = "") -> str:
        """Return a finding in one line."""
        return terminal(
            f"{self.path(finding.path, finding.root)}:{finding.line}:{finding.column}  {finding.message}{note}"
        )

    def notice(self, finding: Finding) -> Notice:
        """Return a finding as GitHub annotates it."""
        message = with_owner(finding.message, finding)
        path, law, message = map(terminal, (self.path(finding.path, finding.root), finding.law, message))
        return finding.severity.rank, path, finding.line, law, message

    def breach(self, new: Sequence[Finding], found: Counter[str]) -> str:
        """Return the failure text for new findings of one law, of which pytest's summary shows the first line alone.

        found: How often each fingerprint was found, known ones included.
        """
        worst = min(new, key=lambda finding: finding.order)
        lines = [terminal(f"{worst.severity}, {len(new)} new: {self.path(worst.path, worst.root)}:{worst.line}")]
        fresh = Counter(finding.fingerprint for finding in new)
        for (line, *_), findings in _by_reason(new).items():
            for finding in findings:
                total, known = found[finding.fingerprint], found[finding.fingerprint] - fresh[finding.fingerprint]
                lines.append(self.line(finding, f" ({total} found, {known} known)" if known else ""))
            lines += self._law(findings[0], line)
        return "\n".join(lines)

    def _law(self, finding: Finding, line: int) -> Iterator[str]:
        unwritten = finding.rule == "builtin" and line <= 1
        place = "built in" if unwritten else f"{self.topology}:{line}"
        yield terminal(f"law: {finding.law} ({place})")
        for label, text in (("why", finding.because), ("fix", finding.fix), ("owner", finding.owner)):
            if text:
                yield terminal(f"{label}: {text}")

    def paid(self, entry: KnownFinding) -> str:
        """Return what to do about a baseline entry whose finding is gone."""
        return terminal(f"{self.path(entry.path, entry.root)}: this finding is gone; {PRUNE}")

    def stale(self, stale: Sequence[StaleEntry], baseline: str) -> str:
        """Return the failure text for baseline entries that list more findings than there are."""
        lines = [f"{counted(len(stale), 'baseline entry')} for more than there is: run `conformance baseline prune`"]
        for each in stale:
            known = each.known
            left = f"{each.found} of {known.count} left"
            lines.append(f"{self.path(known.path, known.root)}  {known.law}: {left}: {known.message}")
        lines.append(f"baseline: {baseline}")
        return "\n".join(map(terminal, lines))

    def difference(self, name: str, text: str, wanted: str) -> str:
        """Return where a compiled file differs from what it should be; "" when it does not."""
        pairs = zip_longest(bare(text), bare(wanted), fillvalue=(text.count("\n") + 1, "(the file ends)"))
        unequal = (pair for pair in pairs if pair[0][1] != pair[1][1])
        (line, is_), (_, should) = next(unequal, ((0, ""), (0, "")))
        if not line:
            return ""
        lines = [f"{name}:{line} is not what the topology compiles to: run `conformance compile`"]
        return "\n".join(map(terminal, (*lines, f"{name} has:  {is_}", f"compiled:  {should}")))


def _by_reason(findings: Iterable[Finding]) -> dict[tuple[int, str, str, str], list[Finding]]:
    """Group findings by the line of their law, why, fix and owner, so that these are stated once."""
    return by_key(((found.law_line, found.because, found.fix, found.owner), found) for found in findings)
