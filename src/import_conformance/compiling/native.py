"""What import-linter's own `forbidden` contract can say of a ban, and whether that is all of it.

Such a contract, with `allow_indirect_imports` on, names packages and means everything below them. It speaks exactly
where whole subtrees are banned from whole subtrees; what is left over is for a contract type of ours.
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
        """True when the contract reports an import of one by the other."""
        return lies_in_any(importer, self.sources) and lies_in_any(imported, self.forbidden)


class Share(NamedTuple):
    """How much of a ban a native contract has taken; is_whole: nothing is left over."""

    native: Native | None
    is_whole: bool


class Tree:
    """The modules of a code base, by their parents."""

    def __init__(self, modules: Collection[str]) -> None:
        self.modules = frozenset(modules)
        self._children: dict[str, list[str]] = {}
        for module in sorted(self.modules):
            self._children.setdefault(module.rpartition(".")[0], []).append(module)

    def pure(self, chosen: frozenset[str]) -> tuple[tuple[str, ...], bool]:
        """The topmost packages that lie in a set of modules with all they hold, and whether they are all of the set.

        A name is left out that INI files, import-linter or rich would take for more than a name, or that is not ASCII:
        import-linter reads its file in the encoding of the locale.
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
    """The part of a ban on importing the targets that one native contract can take.

    known: imports that the baseline tolerates. A native contract knows no counts, so the package that a tolerated
    import leads to is left out of it. externals: top-level packages outside the code base.
    """
    outside = targets - sources
    left, is_left_whole = tree.pure(sources)
    right, is_right_whole = tree.pure(outside)
    tolerated = [imported for importer, imported in known if importer in sources]
    kept = tuple(name for name in (*right, *sorted(externals)) if not any(lies_in(end, name) for end in tolerated))
    native = Native(left, kept) if left and kept else None
    is_all_named = is_left_whole and is_right_whole and len(outside) == len(targets)
    return Share(native, is_all_named and len(kept) == len(right) + len(externals))
