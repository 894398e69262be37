"""List Python beside the declared packages: no law judges it, but it is counted.

That are files directly in a source root, or in a folder above a dotted package, and folders there that hold Python.
Hidden folders, environments (with a `pyvenv.cfg`), the suite that `init` writes, and what git ignores are left out.
"""

import os
from collections.abc import Iterable, Sequence

from import_conformance.model.codebase import Beside
from import_conformance.reading.tree.around import candidates


def beside(homes: Sequence[tuple[str, str]], packages: Iterable[str]) -> tuple[Beside, ...]:
    """List the files and folders beside the packages, sorted."""
    packages, directories = tuple(packages), [home for _, home in homes]
    found = [(root, home, path) for root, home in homes for path in candidates(home, packages, directories)]
    if not found:
        return ()
    # Loaded only here, because most source roots hold packages alone.
    from import_conformance.reading.tree.git_ignore import Ignored

    ignored = Ignored()
    return tuple(sorted(Beside(path, root) for root, home, path in found if not ignored(os.path.join(home, path))))
