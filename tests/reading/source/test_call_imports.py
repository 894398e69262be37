"""A call imports by what its function is bound to, not by how it is spelt; literal names are read."""

import pytest

from import_conformance.model.codebase import Import
from import_conformance.reading.resolving.importable import ImportableNames
from import_conformance.reading.resolving.resolution import resolve
from tests.support.import_statements import statements

CALLS = {
    "a literal without fields": ("import importlib\nimportlib.import_module(f'app.b')\n", "app.b"),
    "in two parts": ("import importlib\nimportlib.import_module('app' '.b')\n", "app.b"),
    "another name for the function": ("import importlib\nq = importlib.import_module\nq('app.b')\n", "app.b"),
    "another name for the built-in": ("q = __import__\nq('app.b')\n", "app.b"),
    "behind a star": ("import importlib\nfrom .c import *\nq = importlib.import_module\nq('app.b')\n", "app.b"),
    "a name by walrus": ("import importlib\n(q := importlib.import_module)('app.b')\nq('app.c')\n", "app.b app.c"),
    "one of two": ("import importlib\nq = importlib.import_module if x else print\nq('app.b')\n", "app.b"),
    "a member": (
        "import importlib\nclass A:\n    load = staticmethod\n    def __init__(self):\n"
        "        self.load = importlib.import_module\n    def f(self):\n        self.load('app.b')\n",
        "app.b",
    ),
    "the module of built-ins": ("import builtins\nbuiltins.__import__('app.b')\n", "app.b"),
    "importlib's own": ("import importlib\nimportlib.__import__('app.b')\n", "app.b"),
    "renamed": ("from importlib import import_module as im\nim('app.b')\n", "app.b"),
    "a list of names": ("__import__('app', fromlist=['b'])\n", "app.b"),
    "a tuple by place": ("__import__('app', globals(), locals(), ('b', 'name'), 0)\n", "app.b app"),
    "levels": ("__import__('b', globals(), locals(), ['x'], 1)\n", "app.b"),
    "levels by name": ("__import__('', globals(), level=1, fromlist=('b',))\n", "app.b"),
    "the file's package": ("import importlib\nimportlib.import_module('.b', __package__)\n", "app.b"),
    "the package of the spec": ("import importlib\nimportlib.import_module('.b', __spec__.parent)\n", "app.b"),
    "a literal package": ("import importlib\nimportlib.import_module('.b', package='app')\n", "app.b"),
    "the file's name": ("import importlib\nimportlib.import_module('..b', package=__name__)\n", "app.b"),
    "a lazy loader": ("import lazy_loader as lazy\nst = lazy.load('app.b')\n", "app.b"),
}
# The ways in which a name comes to stand for what imports, each below `import builtins, importlib`.
BOUND = {
    "a global that a function binds": (
        "def use():\n    return q('app.b')\ndef start():\n    global q\n    q = importlib.import_module\n"
    ),
    "a global that a nested function binds": (
        "q = None\ndef use():\n    def inner():\n        q('app.b')\ndef start():\n    def inner():\n"
        "        global q\n        q = importlib.import_module\n"
    ),
    "a static method": (
        "class A:\n    load = staticmethod(importlib.import_module)\n    def f(self):\n        self.load('app.b')\n"
    ),
    "a static method from outside": ("class A:\n    load = staticmethod(__import__)\ndef f():\n    A.load('app.b')\n"),
    "a loop": "for f in (importlib.import_module,):\n    f('app.b')\n",
    "a comprehension": "x = [f('app.b') for f in [print, importlib.import_module]]\n",
    "a context": "import contextlib\nwith contextlib.nullcontext(importlib.import_module) as f:\n    f('app.b')\n",
    "a capture": "match importlib.import_module:\n    case f:\n        f('app.b')\n",
    "a capture as": "match importlib.import_module:\n    case object() as f:\n        f('app.b')\n",
    "a condition by walrus": "if f := importlib.import_module:\n    f('app.b')\n",
    "a default": "from importlib import import_module\ndef g(f=import_module):\n    f('app.b')\n",
    "a default by keyword": "def g(x, *, f=importlib.import_module, y):\n    f('app.b')\n",
    "a default of a lambda": "g = lambda f=__import__: f('app.b')\n",
    "the table of built-ins": "__builtins__['__import__']('app.b')\n",
    "the names of a module": "builtins.__dict__['__import__']('app.b')\n",
    "the variables of a module": "vars(importlib)['import_module']('app.b')\n",
    "an attribute by text": "getattr(builtins, '__import__')('app.b')\n",
    "an attribute by text, kept": "q = getattr(importlib, 'import_module', None)\nq('app.b')\n",
}
# What a call gives, after `from importlib import import_module`, in the module app.a.
GIVEN = {
    "import_module(*['app.b'])": "app.b",
    "import_module(*('.b', 'app'))": "app.b",
    "import_module(**{'name': 'app.b'})": "app.b",
    "import_module('.b', **{'package': __package__})": "app.b",
    "__import__('app', fromlist='b')": "app.b",
    "__import__('app', fromlist='bc')": "app.b app.c",
    "__import__('app', fromlist={'b': 1})": "app.b",
    "__import__('app', fromlist=['b'] + ['c'])": "app.b app.c",
    "__import__('app', fromlist=('b',) + ('c',))": "app.b app.c",
    "__import__('app', fromlist=[*('b', 'c')])": "app.b app.c",
    "P = __package__; import_module(P + '.b')": "app.b",
    "N = 'app.b'; import_module(N)": "app.b",
    "N = 'b'; M = f'{__package__}.{N}'; import_module(name=M)": "app.b",
    "import_module('app.' + 'b')": "app.b",
    "import_module(f'{__package__}.b')": "app.b",
    "import_module(f'{__package__!s}.{\"b\"}')": "app.b",
    "import_module(__name__.rpartition('.')[0] + '.b')": "app.b",
    "import_module('.b', __name__.rpartition('.')[0])": "app.b",
    "import_module('.b', __package__)": "app.b",
    "import_module(__name__ + '.b')": "?app.a.b",
    "import_module('{}.b'.format(__package__))": "app.b",
    "import_module('{0}.{name}'.format(__package__, name='b'))": "app.b",
    "import_module('%s.b' % __package__)": "app.b",
    "import_module('%s.%s' % (__package__, 'b'))": "app.b",
    "import_module('.'.join(['app', 'b']))": "app.b",
    "import_module('.'.join((__package__, 'b')))": "app.b",
    "import_module('app.b' if x else 'app.c')": "app.b app.c",
    "[import_module(m) for m in ('app.b', 'app.c')]": "app.b app.c",
    "ALL = ('app.b', 'app.c'); [import_module(m) for m in ALL]": "app.b app.c",
    "__import__(f'{__package__}.b', fromlist=['x'])": "app.b",
}
# Names that no text says, and calls that say too little or what Python refuses.
UNKNOWN = {
    "import_module(*names)",
    "import_module(*['app.b', *names])",
    "import_module(**given)",
    "import_module('b' + __package__)",
    "import_module(__package__ + 'b')",
    "import_module(__package__[1:] + '.b')",
    "import_module('{0.x}.b'.format('app'))",
    "import_module('{:>3}.b'.format('app'))",
    "import_module('%d.b' % 3)",
    "import_module('{}.b'.format(*names))",
    "import_module('{}{}'.format('app.b'))",
    "import_module('%s.b' % ('app', 'b'))",
    "N = read(); import_module(N)",
    "def f(n='app.b'): import_module(n)",
    "N = 'app.b'; N += x; import_module(N)",
    "N = 'app.b'; N = x; import_module(N)",
    "import_module('.b')",
    "import_module('..b', 'app')",
    "import_module(getattr(x, 'b'))",
    "load = getattr(x, 'import_module'); load('app.b')",
    "(lambda import_module=print: import_module('app.b'))()",
}
NO_IMPORTS = {
    "a function": "def import_module(x): ...\nimport_module('app.b')\n",
    "a built-in's name": "def __import__(n): ...\n__import__('app.b')\n",
    "a method": "class L:\n    def import_module(self, n): ...\nL().import_module('app.b')\n",
    "a parameter": "def g(import_module):\n    import_module('app.b')\n",
    "an object": "importlib = object()\nimportlib.import_module('app.b')\n",
    "from elsewhere": "from .core import import_module\nimport_module('app.b')\n",
    "of an object": "def g(self):\n    self.loader.import_module('app.b')\n",
    "a loop": "for import_module in x:\n    import_module('app.b')\n",
    "load of something else": "import json\njson.load('app.b')\nimport lazy_loader\n",
}
KNOWN = ImportableNames(
    modules=frozenset({"app", "app.a", "app.b", "app.c", "app.core"}),
    packages=frozenset({"app"}),
    namespaces=frozenset(),
    roots=("app",),
)


def reached(text: str, importer: str = "app.a", kinds: tuple[str, ...] = ("dynamic",)) -> str:
    """Return what the calls of a text import."""
    imports = [each for each in statements(text) if each.kind in kinds]
    ends = resolve(importer, imports, KNOWN)
    return " ".join(each.imported if isinstance(each, Import) else f"?{each.target}" for each in ends)


@pytest.mark.parametrize(("text", "modules"), CALLS.values(), ids=CALLS)
def test_a_call_of_what_imports_is_an_import(text: str, modules: str) -> None:
    """However the function is reached, and however the module's name is written down."""
    assert reached(text) == modules


@pytest.mark.parametrize("text", BOUND.values(), ids=BOUND)
def test_a_function_that_imports_is_followed_through_what_binds_it(text: str) -> None:
    """Loops, contexts, defaults, globals and tables of names hand on the function as an assignment does."""
    assert reached(f"import builtins, importlib\n{text}") == "app.b"


@pytest.mark.parametrize(("text", "modules"), GIVEN.items())
def test_a_name_that_the_text_makes_is_read(text: str, modules: str) -> None:
    """Strings, the own name and the own package are combined as Python combines them."""
    assert reached(f"from importlib import import_module\n{text}\n") == modules


@pytest.mark.parametrize("text", sorted(UNKNOWN))
def test_a_name_that_the_text_does_not_make_is_not_guessed(text: str) -> None:
    """A name that only the running program knows is no import of the text."""
    assert "app" not in reached(f"from importlib import import_module\n{text}\n")


@pytest.mark.parametrize(
    "call", ["__import__('.')", "__import__('.b')", "__import__('app..b')", "__import__('app.', {}, {}, ['b'])"]
)
def test_a_name_that_no_module_can_have_is_no_import(call: str) -> None:
    """Python raises an error for it, in `import_module`, too."""
    assert not statements(f"{call}\n")
    assert not statements(f"import importlib\nimportlib.import_module('app..b')\nx = {call}\n")[1:]


@pytest.mark.parametrize(
    ("name", "module"), [("__name__ + '.b'", "app.b"), ("__package__ + '.b'", "app.b"), ("__package__", "")]
)
def test_in_a_package_the_own_name_is_the_package(name: str, module: str) -> None:
    """So what stands below it is one of its modules, and it does not import itself."""
    assert reached(f"from importlib import import_module\nimport_module({name})\n", "app") == module


def test_a_name_that_keeps_growing_is_given_up() -> None:
    """Strings that double in each line cost no more than other lines."""
    doubled = "N = N + N\n" * 2_000

    assert reached(f"from importlib import import_module\nN = 'app'\n{doubled}import_module(N)\n") == ""


@pytest.mark.parametrize("text", NO_IMPORTS.values(), ids=NO_IMPORTS)
def test_a_function_of_that_name_imports_nothing(text: str) -> None:
    """What is defined here, given, or taken from elsewhere is not Python's function."""
    assert reached(text) == ""


@pytest.mark.parametrize(("importer", "module"), [("app", "app.b"), ("app.a", "?app.a.b")])
def test_a_name_relative_to_the_own_name_starts_there(importer: str, module: str) -> None:
    """In `__init__.py`, `__name__` is the package; elsewhere it is a module that has nothing below it."""
    text = "from importlib import import_module\nimport_module('.b', package=__name__)\n"

    assert reached(text, importer).split()[0] == module


def test_a_package_that_loads_its_parts_lazily_imports_them() -> None:
    """The literal lists of `lazy_loader.attach` are imports of a package's own modules."""
    text = "import lazy_loader\na, b, c = lazy_loader.attach(__name__, ['b'], {'c': ['x'], 'core': ['y']})\n"
    keywords = "import lazy_loader as l\na, b, c = l.attach(__name__, submodules={'b'}, submod_attrs={'c': ['x']})\n"

    assert reached(text, "app") == "app.b app.c app.core"
    assert reached(keywords, "app") == "app.b app.c"


@pytest.mark.parametrize(
    "name", ["name", "'app.' + name", "f'app.{name}'", "'.b', package", "*names", "'', level=x", "'x', a, b, c"]
)
def test_a_computed_name_is_no_import(name: str) -> None:
    """A name that the text does not give is not guessed."""
    assert "app" not in reached(f"from importlib import import_module\nimport_module({name})\n")
