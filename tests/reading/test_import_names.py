"""What decides when an import happens is what its names are bound to, not how they are spelt."""

from textwrap import dedent

import pytest

from import_conformance.model.codebase import Import
from import_conformance.model.facts import Facts, ImportStatement, Wanted
from import_conformance.reading.resolving.importable import ImportableNames
from import_conformance.reading.resolving.resolution import resolve
from import_conformance.reading.source.facts import facts_of, facts_of_all

FOR_CHECKERS = {
    "by another name": "from typing import TYPE_CHECKING as TC\nif TC:\n    import app.b\n",
    "typing by another name": "import typing as t\nif t.TYPE_CHECKING:\n    import app.b\n",
    "of the extensions": "from typing_extensions import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.b\n",
    "else": "from typing import TYPE_CHECKING\nif not TYPE_CHECKING:\n    pass\nelse:\n    import app.b\n",
    "elif": "import typing\nif not typing.TYPE_CHECKING:\n    pass\nelif x:\n    import app.b\n",
    "is true": "import typing\nif typing.TYPE_CHECKING is True:\n    import app.b\n",
    "equals true": "import typing\nif typing.TYPE_CHECKING == True:\n    import app.b\n",
    "is not false": "import typing\nif typing.TYPE_CHECKING is not False:\n    import app.b\n",
    "not false else": "import typing\nif typing.TYPE_CHECKING is False:\n    pass\nelse:\n    import app.b\n",
    "twice not": "import typing\nif not (not typing.TYPE_CHECKING):\n    import app.b\n",
    "and": "import typing\nif x and typing.TYPE_CHECKING:\n    import app.b\n",
    "else of or": "import typing\nif x or not typing.TYPE_CHECKING:\n    pass\nelse:\n    import app.b\n",
    "while": "from typing import TYPE_CHECKING\nwhile TYPE_CHECKING:\n    import app.b\n",
    "false": "TYPE_CHECKING = False\nif TYPE_CHECKING:\n    import app.b\n",
    "false, annotated": "TYPE_CHECKING: bool = False\nif TYPE_CHECKING:\n    import app.b\n",
    "fallback": (
        "try:\n    from typing import TYPE_CHECKING\nexcept ImportError:\n    TYPE_CHECKING = False\n"
        "if TYPE_CHECKING:\n    import app.b\n"
    ),
    "assigned": "import typing\nTC = typing.TYPE_CHECKING\nif TC:\n    import app.b\n",
    "walrus": "import typing\nif TC := typing.TYPE_CHECKING:\n    import app.b\n",
    "in a function": "def f():\n    from typing import TYPE_CHECKING as TC\n    if TC:\n        import app.b\n",
    "by a call": "from typing import TYPE_CHECKING\nx = TYPE_CHECKING and __import__('app.b')\n",
    "by a call below": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    x = __import__('app.b')\n",
    "behind a star": "from app.c import *\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.b\n",
    "before a star": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.b\nfrom app.c import *\n",
    "a star of typing": "from typing import *\nif TYPE_CHECKING:\n    import app.b\n",
    "in a function behind a star": (
        "from app.c import *\ndef f():\n    from typing import TYPE_CHECKING\n    if TYPE_CHECKING:\n"
        "        import app.b\n"
    ),
    "fallback behind a star": (
        "from app.c import *\ntry:\n    from typing import TYPE_CHECKING\nexcept ImportError:\n"
        "    TYPE_CHECKING = False\nif TYPE_CHECKING:\n    import app.b\n"
    ),
    "assigned before a star": (
        "import typing\nTC = typing.TYPE_CHECKING\nif TC:\n    import app.b\nfrom app.c import *\n"
    ),
    "a star for type checkers": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from other import *\n"
        "def f():\n    if TYPE_CHECKING:\n        import app.b\n"
    ),
    "a star on the line of its condition": "import typing\nif typing.TYPE_CHECKING: from app.b import *\n",
    "a star below its condition": (
        "from typing import TYPE_CHECKING\nif not TYPE_CHECKING:\n    from app.c import *\nelse:\n    import app.b\n"
    ),
    "false behind a star": "from .c import *\nTYPE_CHECKING = False\nif TYPE_CHECKING:\n    import app.b\n",
}
AT_RUN_TIME = {
    "true": "TYPE_CHECKING = True\nif TYPE_CHECKING:\n    import app.b\n",
    "of a class": "class S:\n    TYPE_CHECKING = 1\nif S.TYPE_CHECKING:\n    import app.b\n",
    "of an object": "from app import settings\nif settings.TYPE_CHECKING:\n    import app.b\n",
    "set from here": "import typing\ntyping.TYPE_CHECKING = True\nif typing.TYPE_CHECKING:\n    import app.b\n",
    "set by another name": (
        "import typing as t\nfrom typing import TYPE_CHECKING\nt.TYPE_CHECKING = 1\n"
        "def f():\n    from typing import TYPE_CHECKING\n    if TYPE_CHECKING:\n        import app.b\n"
    ),
    "from elsewhere": "from app.flags import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.b\n",
    "by a star": "from app.flags import *\nif TYPE_CHECKING:\n    import app.b\n",
    "bound again by a star": (
        "from typing import TYPE_CHECKING\nfrom .compat import *\nif TYPE_CHECKING:\n    import app.b\n"
    ),
    "typing by a star": "import typing\nfrom app.c import *\nif typing.TYPE_CHECKING:\n    import app.b\n",
    "another name by a star": (
        "from typing import TYPE_CHECKING as TC\nfrom app.c import *\nif TC:\n    import app.b\n"
    ),
    "a star below a function": (
        "import typing as t\ndef f():\n    if t.TYPE_CHECKING:\n        import app.b\nfrom app.c import *\n"
    ),
    "a star in a condition": (
        "from typing import TYPE_CHECKING\ntry:\n    from app.c import *\nexcept ImportError:\n    pass\n"
        "if not TYPE_CHECKING:\n    pass\nelse:\n    import app.b\n"
    ),
    "a star, and the constant again": (
        "from typing import TYPE_CHECKING\nfrom app.c import *\nif TYPE_CHECKING:\n    import app.b\n"
        "from typing import TYPE_CHECKING\n"
    ),
    "a star in a loop": (
        "from typing import TYPE_CHECKING\nwhile x:\n    if TYPE_CHECKING:\n        import app.b\n"
        "    from app.c import *\n"
    ),
    "a star in the other branch": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    pass\nelse:\n    from app.c import *\n"
        "def f():\n    if TYPE_CHECKING:\n        import app.b\n"
    ),
    "in a class of a function": (
        "def f():\n    class A:\n        if TYPE_CHECKING:\n            import app.b\n"
        "from typing import TYPE_CHECKING\nfrom app.c import *\n"
    ),
    "assigned behind a star": (
        "import typing\nfrom app.c import *\nTC = typing.TYPE_CHECKING\nif TC:\n    import app.b\n"
    ),
    "assigned in a function": (
        "import typing\nfrom app.c import *\ndef f():\n    TC = typing.TYPE_CHECKING\n    if TC:\n"
        "        import app.b\n"
    ),
    "the operand of and": "import typing\nif (x and typing.TYPE_CHECKING) != True:\n    import app.b\n",
    "another typing": "from . import typing\nif typing.TYPE_CHECKING:\n    import app.b\n",
    "either": "from typing import TYPE_CHECKING\nif x:\n    TYPE_CHECKING = x\nif TYPE_CHECKING:\n    import app.b\n",
    "in the next round": (
        "TYPE_CHECKING = False\nfor x in y:\n    if TYPE_CHECKING:\n        import app.b\n    TYPE_CHECKING = True\n"
    ),
    "global": (
        "TYPE_CHECKING = False\ndef f():\n    global TYPE_CHECKING\n    TYPE_CHECKING = True\nf()\n"
        "if TYPE_CHECKING:\n    import app.b\n"
    ),
    "another thing by its name": (
        "from typing import TYPE_CHECKING\nfrom typing import Any as TYPE_CHECKING\nif TYPE_CHECKING:\n"
        "    import app.b\n"
    ),
    "bound by a condition": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING := f():\n    pass\nif TYPE_CHECKING:\n    import app.b\n"
    ),
    "a package by the name of the module": (
        "import typing as app\nimport app.c\nif app.TYPE_CHECKING:\n    import app.b\n"
    ),
    "a tuple": (
        "from typing import (\n    TYPE_CHECKING,\n)\n(\n    TYPE_CHECKING,\n) = x\nif TYPE_CHECKING:\n"
        "    import app.b\n"
    ),
    "a parameter": "import typing\ndef f(typing):\n    if typing.TYPE_CHECKING:\n        import app.b\n",
    "branch that runs": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    pass\nelse:\n    import app.b\n",
    "is false": "import typing\nif typing.TYPE_CHECKING is False:\n    import app.b\n",
    "or": "import typing\nif typing.TYPE_CHECKING or x:\n    import app.b\n",
}
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


def statements(text: str) -> tuple[ImportStatement, ...]:
    """Return the imports of a text, which are the same whether or not a tree is built."""
    facts = facts_of(dedent(text).encode(), Wanted())
    assert isinstance(facts, Facts)
    assert facts_of_all([(dedent(text).encode(), Wanted())]) == [facts]
    return facts.imports


def kind(text: str) -> str:
    """Return the kind of the one import of app.b in a text."""
    return " ".join(str(each.kind) for each in statements(text) if each.module == "app.b")


def reached(text: str, importer: str = "app.a", kinds: tuple[str, ...] = ("dynamic",)) -> str:
    """Return what the calls of a text import."""
    imports = [each for each in statements(text) if each.kind in kinds]
    ends = resolve(importer, imports, KNOWN)
    return " ".join(each.imported if isinstance(each, Import) else f"?{each.target}" for each in ends)


@pytest.mark.parametrize("text", FOR_CHECKERS.values(), ids=FOR_CHECKERS)
def test_an_import_that_only_type_checkers_reach_is_typing(text: str) -> None:
    """Whatever the constant is called, and on whichever side of a condition the import stands."""
    assert kind(text) == "typing"


@pytest.mark.parametrize("text", AT_RUN_TIME.values(), ids=AT_RUN_TIME)
def test_an_import_that_may_run_is_not_typing(text: str) -> None:
    """A name that may be something else than the constant of `typing` hides nothing."""
    assert kind(text) in {"runtime", "lazy"}


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
