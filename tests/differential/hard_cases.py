"""A tree of cases that are easy to get wrong: each file is one of them."""

import os
from pathlib import Path

SOURCES = {
    "app/__init__.py": "from . import a\nfrom .a import *\nfrom . import later\n",
    "app/a.py": "def f():\n    import app.ns.deep\n    async def g():\n        from app import b, c, d\n",
    "app/b.py": (
        "from typing import TYPE_CHECKING as T\nimport typing as t\nif t.TYPE_CHECKING and 1:\n"
        "    import app.a\nelif t.TYPE_CHECKING:\n    import app.c\nelse:\n    import app.d\n"
        "    def f(): import app.ns\n"
    ),
    "app/c.py": (
        "try:\n    import app.a as x\nexcept* OSError:\n    from app.missing import y\nfinally:\n"
        "    import app.gone.far\n"
    ),
    "app/d.py": "from ... import above\nfrom .. import above\n",
    "app/calls.py": (
        "import importlib as i\nfrom importlib import import_module as load\ni.import_module('app.a')\n"
        "load('.b', 'app')\nload(name='..c', package='app.ns')\n__import__('app.d')\n"
        "load('.a', __package__)\nload('.a', x)\nload(x)\nx.load('os.path')\n"
        "x = [__import__('app.b') for y in z if __import__('app.c')]\ndef f(x=__import__('app.a')): pass\n"
    ),
    "app/names.py": (
        "from typing import TYPE_CHECKING as T\nimport typing\nif T:\n    import app.a\nif not typing.TYPE_CHECKING:\n"
        "    import app.b\nelse:\n    import app.c\n__import__('app', fromlist=['d', 'x'])\n"
        "__import__('ns.deep', globals(), locals(), ['inner'], 1)\nx.import_module('app.a')\n"
        "import builtins as b, builtins\nbuiltins.__import__('app.match')\n"
    ),
    "app/match.py": (
        "match x:\n    case 1 if y:\n        from app.ns import deep, nothing\n    case _:\n        from .ns import *\n"
    ),
    "app/several.py": (
        "import app.a, os, app.b; import app.a\nfor x in y:\n    from app.a import (\n        one,\n"
        "        two\n    )\nelse:\n    with z: import app\n\x0cclass C:\n    import app.a\n"
        "    def f(self):\n        import app.b\n"
    ),
    "app/ns/deep/__init__.py": (
        "from . import inner\nfrom .. import deep\nfrom ...a import x\nfrom .inner import y as z\n"
    ),
    "app/ns/deep/inner.py": "import apple, app.a.below, application.app\n",
    "app/both.py": "import app.a\n",
    "app/both/__init__.py": "import app.b\n",
    "app/hidden.py": "",
    "app/hidden/inside.py": "import app.a\n",
    "app/0001_initial.py": "from . import b\n",
    "app/my-mod/x.py": "from .. import both\nfrom . import y\n",
    "app/broken.py": "import app.a\ndef f(:\n",
    "app/zero.py": "import app.a\x00\n",
    "app/a.b.py": "import app.a\n",
    "app/two.d/x.py": "import app.a\n",
    "app/stub.pyi": "import app.a\n",
    "app/note.ipynb": "{}",
    "app/__pycache__/a.py": "import app.a\n",
    "app/coded.py": "# coding: latin-1\nimport app.a # é\n'é'; import app.b\n",
}
LINKS = {
    "app/inside_link.py": "a.py",
    "app/leaves.py": "../../outside.py",
    "app/nothing.py": "nowhere.py",
    "app/loop": ".",
    "app/folder.py": "ns",
}


def build(root: Path) -> Path:
    """Write the tree below a folder that is still empty."""
    (root / "outside.py").touch()
    for name, text in SOURCES.items():
        file = root / "src" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("latin-1"))
    for name, target in LINKS.items():
        os.symlink(target, root / "src" / name)
    return root / "src"
