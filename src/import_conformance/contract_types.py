"""The module that compiled `.importlinter` files name: import-linter finds our contract types here.

import-linter imports this module before it builds its graph, which is when `linting.types` replaces the graph builder.
Up to 2.16 it does so for the types. From 2.17 on it needs the types later, but imports this module to find
`import_conformance.contract_types.graph`, which a compiled file lists among its roots.
"""

import os
import sys

# lint-imports puts the current directory first on the import path. The code under judgement lies there, and none of it
# may be imported in place of a library from here on.
if sys.path and sys.path[0] == os.getcwd():
    sys.path.append(sys.path.pop(0))

from import_conformance.linting.types import BaselineContract, CurrentContract, LawContract, LayersContract

__all__ = ["BaselineContract", "CurrentContract", "LawContract", "LayersContract"]

# There is no submodule; the empty path makes the interpreter import this module when it looks for the one above.
__path__: list[str] = []
