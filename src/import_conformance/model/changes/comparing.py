"""The findings of two revisions compared: which were introduced, which were fixed, which remain.

A finding is the same one when law, kind, file and identity are the same; lines do not count. A file with the same bytes
under another path counts as moved, and findings that name it or its module are matched there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from import_conformance.model.by_key import by_key
from import_conformance.model.finding import Finding, Kind

Key = tuple[str, ...]
LineOf = Callable[[Finding], str]
# Findings of these kinds concern a whole axis value or package, and are reported at the first of its files.
_PLACELESS = frozenset({Kind.ABSENCE, Kind.UNDECLARED})


@dataclass(frozen=True)
class Moves:
    """Files that have another path in the later revision: new paths and module names by the old ones.

    Attributes:
        keep_names: Whether only the places of findings are mapped, and the names in their identities are left as they
            are.
    """

    paths: Mapping[str, str] = field(default_factory=dict)
    modules: Mapping[str, str] = field(default_factory=dict)
    keep_names: bool = False

    def identity(self, text: str) -> str:
        """Return a finding's identity as the later revision would have it."""
        return text if self.keep_names else self.modules.get(text) or self.paths.get(text) or text

    def path(self, path: str) -> str:
        """Return a path as the later revision has it."""
        return self.paths.get(path, path)


@dataclass(frozen=True)
class MatchedFindings:
    """What became of the findings of two revisions.

    Attributes:
        kept: In both, as (before, later).
        unread: Only in the earlier one, in files that cannot be read in the later one, so that it is unknown what
            became of them.
    """

    introduced: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()
    kept: tuple[tuple[Finding, Finding], ...] = ()
    unread: tuple[Finding, ...] = ()


def breach(finding: Finding, moves: Moves | None = None) -> Key:
    """Return the key that is equal for findings of the same breach.

    Args:
        finding: The finding.
        moves: For a finding of the earlier revision, the files that moved since.
    """
    moves = moves or Moves()
    place = "" if finding.kind in _PLACELESS else moves.path(finding.path)
    return finding.law, finding.rule, finding.kind, place, moves.identity(finding.identity)


def breach_under_any_law(finding: Finding, moves: Moves | None = None) -> Key:
    """Return the key that is equal for findings of the same breach, whatever their law is called.

    One import is one breach, whichever rule finds it.
    """
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

    Where a breach occurs on one side more often than on the other, those on lines of the same text are paired first,
    then from the top of the file down.

    Args:
        before: The findings of the earlier revision.
        later: The findings of the later revision.
        moves: The files that moved in between.
        lines: For each side, a function that gives the text of the line that a finding points at.
        key: What makes two findings one and the same.
    """
    kept, fixed, introduced = _paired(before, later, moves, lines, key)
    # Where a module has become a package, findings may still name it and mean what is in it.
    more, fixed, introduced = _paired(fixed, introduced, replace(moves, keep_names=True), lines, key)
    kept += more
    unparsable = {finding.path for finding in introduced if finding.kind is Kind.UNPARSABLE}
    unread = [finding for finding in fixed if moves.path(finding.path) in unparsable]
    return MatchedFindings(
        tuple(sorted(introduced, key=_order)),
        tuple(sorted((finding for finding in fixed if moves.path(finding.path) not in unparsable), key=_order)),
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
    """Return the pairs, and the findings without a partner on either side."""
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
    """Return the pairs of one breach, and the findings without a partner on either side."""
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
    """Yield pairs of occurrences on lines of the same text, in their order."""
    waiting = by_key((lines[0](finding).rstrip(), finding) for finding in old)
    for finding in new:
        same = waiting.get(lines[1](finding).rstrip())
        if same:
            yield same.pop(0), finding


def moves_of(removed: Mapping[str, bytes], added: Mapping[str, bytes], modules: tuple[Mapping[str, str], ...]) -> Moves:
    """Match files that are gone with files that were added, by content.

    Args:
        removed: A digest of the content by path, without files that have no content but whitespace.
        added: The same for the later revision.
        modules: The module by path, of the earlier and of the later revision.

    Returns:
        The moves. Of several files with one content, those are paired whose paths end most alike.
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
    """Return how many of the last parts of two paths are the same."""
    same = 0
    for left, right in zip(reversed(one.split("/")), reversed(other.split("/")), strict=False):
        if left != right:
            break
        same += 1
    return same
