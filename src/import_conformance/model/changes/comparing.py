"""The findings of two revisions held against each other: which came, which went, which stayed.

A finding is the same one when law, kind, file and identity are the same; lines do not count. A file that is the same,
byte for byte, under another path is followed there, and so is what names it or its module.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from import_conformance.model.by_key import by_key
from import_conformance.model.finding import Finding, Kind

Key = tuple[str, ...]
LineOf = Callable[[Finding], str]
# These speak of a whole value or module, and stand at whichever of its files comes first.
_PLACELESS = frozenset({Kind.ABSENCE, Kind.UNDECLARED})


@dataclass(frozen=True)
class Moves:
    """Files that stand under another path in the later revision: new by old, for paths and for modules.

    keep_names: what findings name is taken as it is, and only where they stand is followed.
    """

    paths: Mapping[str, str] = field(default_factory=dict)
    modules: Mapping[str, str] = field(default_factory=dict)
    keep_names: bool = False

    def identity(self, text: str) -> str:
        """A finding's identity as the later revision would have it."""
        return text if self.keep_names else self.modules.get(text) or self.paths.get(text) or text

    def path(self, path: str) -> str:
        """A path as the later revision has it."""
        return self.paths.get(path, path)


@dataclass(frozen=True)
class MatchedFindings:
    """What became of findings.

    introduced: only later; fixed: only before; kept: on both sides, as (before, later).
    unread: only before, in files that cannot be read later, so that nobody can tell what became of them.
    """

    introduced: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()
    kept: tuple[tuple[Finding, Finding], ...] = ()
    unread: tuple[Finding, ...] = ()


def breach(finding: Finding, moves: Moves | None = None) -> Key:
    """What makes two findings one and the same; moves: for a finding of the earlier revision."""
    moves = moves or Moves()
    place = "" if finding.kind in _PLACELESS else moves.path(finding.path)
    return finding.law, finding.rule, finding.kind, place, moves.identity(finding.identity)


def breach_under_any_law(finding: Finding, moves: Moves | None = None) -> Key:
    """As `breach`, whatever the law is called; one import is one breach, whichever rule finds it."""
    key = breach(finding, moves)
    return key[2:] if finding.kind is Kind.DIVERGENCE else key[1:]


def match(
    before: Iterable[Finding],
    later: Iterable[Finding],
    moves: Moves,
    lines: tuple[LineOf, LineOf],
    key: Callable[[Finding, Moves | None], Key] = breach,
) -> MatchedFindings:
    """Pair the findings of two revisions, one for one.

    lines: for each side, the text of the line that a finding points at. Where a breach occurs on one side more often
    than on the other, those on lines of the same text are paired first, then from the top of the file down.
    """
    kept, fixed, introduced = _paired(before, later, moves, lines, key)
    # Where a module has become a package, its name may still be said there, and mean what it holds.
    more, fixed, introduced = _paired(fixed, introduced, replace(moves, keep_names=True), lines, key)
    kept += more
    dark = {finding.path for finding in introduced if finding.kind is Kind.UNPARSABLE}
    unread = [finding for finding in fixed if moves.path(finding.path) in dark]
    return MatchedFindings(
        tuple(sorted(introduced, key=_order)),
        tuple(sorted((finding for finding in fixed if moves.path(finding.path) not in dark), key=_order)),
        tuple(sorted(kept, key=lambda pair: _order(pair[1]))),
        tuple(sorted(unread, key=_order)),
    )


def _paired(
    before: Iterable[Finding],
    later: Iterable[Finding],
    moves: Moves,
    lines: tuple[LineOf, LineOf],
    key: Callable[[Finding, Moves | None], Key],
) -> tuple[list[tuple[Finding, Finding]], list[Finding], list[Finding]]:
    """The pairs, and what is left on either side."""
    old = _grouped(before, lambda finding: key(finding, moves))
    new = _grouped(later, lambda finding: key(finding, None))
    kept: list[tuple[Finding, Finding]] = []
    fixed: list[Finding] = []
    introduced: list[Finding] = []
    for each in dict.fromkeys((*old, *new)):
        pairs, gone, come = _pairs(old.get(each, []), new.get(each, []), lines)
        kept += pairs
        fixed += gone
        introduced += come
    return kept, fixed, introduced


def _order(finding: Finding) -> tuple[int, str, int, int, str, str]:
    return finding.order


def _grouped(findings: Iterable[Finding], key: Callable[[Finding], Key]) -> dict[Key, list[Finding]]:
    return by_key((key(finding), finding) for finding in sorted(findings, key=_order))


def _pairs(
    old: list[Finding], new: list[Finding], lines: tuple[LineOf, LineOf]
) -> tuple[list[tuple[Finding, Finding]], list[Finding], list[Finding]]:
    """The pairs of one breach, and what is left on either side."""
    if len(old) == len(new) or not old or not new:
        count = min(len(old), len(new))
        return list(zip(old[:count], new[:count], strict=True)), old[count:], new[count:]
    pairs = list(_alike(old, new, lines))
    left = [finding for finding in old if all(finding is not one for one, _ in pairs)]
    come = [finding for finding in new if all(finding is not other for _, other in pairs)]
    pairs += zip(left, come, strict=False)
    count = min(len(left), len(come))
    return pairs, left[count:], come[count:]


def _alike(
    old: Iterable[Finding], new: Iterable[Finding], lines: tuple[LineOf, LineOf]
) -> Iterator[tuple[Finding, Finding]]:
    """Occurrences on lines of the same text, in their order."""
    waiting = by_key((lines[0](finding).rstrip(), finding) for finding in old)
    for finding in new:
        same = waiting.get(lines[1](finding).rstrip())
        if same:
            yield same.pop(0), finding


def moves_of(removed: Mapping[str, bytes], added: Mapping[str, bytes], modules: tuple[Mapping[str, str], ...]) -> Moves:
    """Which of the files that are gone are those that came, by their content.

    removed, added: a digest of the content by path, blank files left out. modules: the module by path, of the earlier
    and of the later revision. Of several files with one content those are paired whose paths end most alike.
    """
    came = by_key((content, path) for path, content in added.items())
    pairs = [(old, new) for old, content in removed.items() for new in came.get(content, ())]
    paths: dict[str, str] = {}
    taken: set[str] = set()
    for old, new in sorted(pairs, key=lambda pair: (-_alike_ends(*pair), min(pair), max(pair))):
        if old not in paths and new not in taken:
            paths[old] = new
            taken.add(new)
    before, later = modules
    names = {before[old]: later[new] for old, new in paths.items() if old in before and new in later}
    return Moves(dict(sorted(paths.items())), names)


def _alike_ends(one: str, other: str) -> int:
    """How many of the last parts of two paths are the same."""
    same = 0
    for mine, theirs in zip(reversed(one.split("/")), reversed(other.split("/")), strict=False):
        if mine != theirs:
            break
        same += 1
    return same
