"""The module that compiled `.importlinter` files name: import-linter finds our contract types here.

import-linter imports this module before it builds its graph: up to 2.16 for the types; from 2.17 on, which looks at the
types later, because a compiled file lists among its roots `import_conformance.contract_types.graph`, which the
interpreter looks for here. That is the moment at which `linting.types` replaces import-linter's graph builder.
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
