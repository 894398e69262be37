"""What import-linter's own `forbidden` contract can express of a ban, and whether that is all of it.

Such a contract, with `allow_indirect_imports` on, names packages and means everything below them. It is exact where
whole subtrees are banned from whole subtrees; the rest needs a contract type of this project.
"""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from import_conformance.model.dotted import lies_in, lies_in_any

_PLAIN = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")


class Native(NamedTuple):
    """The two sides of a `forbidden` contract: packages, each with everything below it."""

    sources: tuple[str, ...]
    forbidden: tuple[str, ...]

    def covers(self, importer: str, imported: str) -> bool:
        """Return True when the contract reports an import of one by the other."""
        return lies_in_any(importer, self.sources) and lies_in_any(imported, self.forbidden)


class Share(NamedTuple):
    """The part of a ban that a native contract expresses: the contract, if any, and whether it is the whole."""

    native: Native | None
    is_whole: bool


class Tree:
    """The modules of a code base as a tree."""

    def __init__(self, modules: Collection[str]) -> None:
        self.modules = frozenset(modules)
        self._children: dict[str, list[str]] = {}
        for module in sorted(self.modules):
            self._children.setdefault(module.rpartition(".")[0], []).append(module)

    def pure(self, chosen: frozenset[str]) -> tuple[tuple[str, ...], bool]:
        """Return the topmost packages that lie in a set of modules with all their modules.

        A name is left out that is special to INI files, import-linter or rich, or that is not ASCII: import-linter
        reads its file in the encoding of the locale.

        Returns:
            The packages, sorted, and whether they make up the whole set.
        """
        whole: set[str] = set()
        for module in sorted(chosen, key=lambda name: -name.count(".")):
            if all(child in whole for child in self._children.get(module, ())):
                whole.add(module)
        tops = sorted(module for module in whole if module.rpartition(".")[0] not in whole)
        written = tuple(module for module in tops if _PLAIN.fullmatch(module))
        return written, len(whole) == len(chosen) and len(written) == len(tops)


def share(
    tree: Tree,
    sources: frozenset[str],
    targets: frozenset[str],
    known: Iterable[tuple[str, str]] = (),
    externals: Collection[str] = (),
) -> Share:
    """Return the part of a ban on importing the targets that one native contract can express.

    Args:
        tree: All modules.
        sources: The modules that are bound.
        targets: The modules that they must not import.
        known: Imports that the baseline tolerates. A native contract cannot count them, so the package that a tolerated
            import leads to is left out of it.
        externals: Top-level packages outside the code base.
    """
    outside = targets - sources
    left, is_left_whole = tree.pure(sources)
    right, is_right_whole = tree.pure(outside)
    tolerated = [imported for importer, imported in known if importer in sources]
    untouched = tuple(name for name in (*right, *sorted(externals)) if not any(lies_in(end, name) for end in tolerated))
    native = Native(left, untouched) if left and untouched else None
    is_all_named = is_left_whole and is_right_whole and len(outside) == len(targets)
    return Share(native, is_all_named and len(untouched) == len(right) + len(externals))
