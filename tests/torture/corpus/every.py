"""Inputs that break or mislead architecture checkers, as data: the files, our outcome, the outcome of others.

Outcomes of others were measured on cases of the same kind, each alone in a small tree with an import that has to be
found beside it: grimp 3.19 and import-linter 2.16, tach 0.35.3, pytestarch 5.1, pytest-archon 0.0.7, deply 1.3, on
Python 3.11.
"""

from tests.torture.corpus.case import Case
from tests.torture.corpus.imports import IMPORTS
from tests.torture.corpus.names import NAMES
from tests.torture.corpus.place import PLACE
from tests.torture.corpus.size import SIZE
from tests.torture.corpus.text import TEXT
from tests.torture.corpus.traps import TRAPS

CASES: tuple[Case, ...] = (*TEXT, *SIZE, *PLACE, *NAMES, *IMPORTS, *TRAPS)
