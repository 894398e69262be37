"""Python that lies beside the declared packages: no law judges it, but it is counted.

Files directly in a source root, or in a folder above a dotted package; and folders there that hold Python. Left out are
hidden folders, environments (with a `pyvenv.cfg`), and what git ignores.
"""

import os
from collections.abc import Iterable, Sequence

from import_conformance.model.codebase import Beside
from import_conformance.reading.tree.around import candidates


def beside(homes: Sequence[tuple[str, str]], packages: Iterable[str]) -> tuple[Beside, ...]:
    """What lies beside the packages, sorted. homes: the source roots, each with its directory."""
    held, places = tuple(packages), [home for _, home in homes]
    found = [(root, home, path) for root, home in homes for path in candidates(home, held, places)]
    if not found:
        return ()
    # Loaded here, for most source roots hold packages alone.
    from import_conformance.reading.tree.git_ignore import Ignored

    ignored = Ignored()
    return tuple(sorted(Beside(path, root) for root, home, path in found if not ignored(os.path.join(home, path))))
