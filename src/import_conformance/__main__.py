"""`python -m import_conformance`, the same as the command `conformance`.

`python -m` looks for modules in the current directory first. That is the code under judgement, and none of it may pass
for a library: the directory goes before anything else is imported. What Python itself loads before it comes here, and
an `import_conformance.py` there, only `python -P -m` keeps out.
"""

import sys

# With -P, -I or PYTHONSAFEPATH no directory was put in front.
if sys.path and not sys.flags.safe_path:
    del sys.path[0]

from import_conformance.cli.entry import command

command()
