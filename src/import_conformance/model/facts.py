"""What one source file says, independent of where it lies: the same text gives the same facts."""

from typing import Literal, NamedTuple

from import_conformance.model.topology import Guard, ImportKind


class ImportStatement(NamedTuple):
    """An import as written.

    module: the dotted name after `from` or `import`, "" for `from . import x`; level: the number of leading dots;
    below zero, that of a name relative to the module's own, package or not (`import_module(".x", __name__)`).
    names: the names taken (`("*",)` for a star); None for `import module`. line, column: from 1.
    guard: whether the code handles its failure (`except ImportError`), or never runs it (`if False:`).
    """

    line: int
    column: int
    module: str
    level: int
    names: tuple[str, ...] | None
    kind: ImportKind
    guard: Guard = Guard.NONE


class Shape(NamedTuple):
    """The structure of a file's code, without comments, docstrings and layout.

    digest: of the whole syntax tree. shingles: hashes of each run of neighbouring tokens of the tree, with the names of
    local variables all alike. functions: (qualified name, digest) of each function, in the order of the file, local
    names alike. outline: a digest of the whole tree, local names alike. statements: how many there are, nested ones
    included, without docstrings and without imports.
    """

    digest: bytes
    shingles: frozenset[int]
    functions: tuple[tuple[str, bytes], ...]
    outline: bytes = b""
    statements: int = 0


class Reference(NamedTuple):
    """A use of something imported or built in.

    name: qualified through the imports and aliases of the file, with the dots of a relative import (`..time.utc_now`);
    `*.x` when the file does not bind x, so that it must come from a star import. line, column: from 1.
    arguments: the number of positional ones, -1 with a starred one, None where nothing says with which it is called.
    keywords: the names of the others, `**` for an unpacked mapping. Both are known of a call, and of what `partial` or
    `to_thread` is given to be called. function: the one around, "" outside any. passes: whether it is called with
    anything but None.
    """

    line: int
    column: int
    name: str
    called: bool
    arguments: int | None
    keywords: tuple[str, ...]
    function: str
    passes: bool = False


class MethodCall(NamedTuple):
    """A call of a method of something that is not imported, or any method that is handed on to be called.

    receiver: as written, `self.session`; "" when it is not a dotted name; of something imported its qualified name.
    arguments, function: as for a reference. called: False for a method that is handed on.
    """

    line: int
    column: int
    method: str
    receiver: str
    arguments: int
    function: str
    called: bool = True


class Definition(NamedTuple):
    """A function, class, or variable of a module or class, or a name there for an import of something named otherwise.

    name: qualified inside the file. origin: the qualified name of what it is only another name for, as in a reference.
    """

    name: str
    line: int
    kind: Literal["function", "class", "variable", "import"]
    origin: str = ""


class OrmClass(NamedTuple):
    """A class that is an ORM model: it has a base, and its own body or keywords name a table."""

    name: str
    line: int


class Write(NamedTuple):
    """A statement about a database: what is done to which model.

    model: the qualified name of the class as far as the file tells, None when it does not.
    """

    line: int
    column: int
    operation: Literal["add", "merge", "delete", "insert", "update"]
    model: str | None
    function: str


class Header(NamedTuple):
    """A comment `# Key: value` in the first lines of a file."""

    key: str
    value: str
    line: int


class SourceFacts(NamedTuple):
    """What a file's code does and says, as far as it was asked for; each in the order of the file.

    doc: the first line of the module's docstring. exports: `__all__`, or the public functions and classes.
    """

    references: tuple[Reference, ...] = ()
    method_calls: tuple[MethodCall, ...] = ()
    definitions: tuple[Definition, ...] = ()
    orm_classes: tuple[OrmClass, ...] = ()
    writes: tuple[Write, ...] = ()
    headers: tuple[Header, ...] = ()
    doc: str = ""
    exports: tuple[str, ...] = ()


class Bindings(NamedTuple):
    """What a module binds at its top level, and whether more may come to it.

    Attributes:
        names: What it binds, sorted; all of it if `is_whole`, otherwise all that was asked for.
        is_whole: Whether a name that is not there is not bound.
        is_open: Whether it may have names that its text does not show, as by `__getattr__`.
        makes_modules: Whether modules come into being below it as it runs, as `six.moves` does.
        has_portions: Whether modules below it may lie elsewhere: it changes its `__path__`.
        stars: The modules whose names it takes all, as (number of dots, name).
        exports: The names in its `__all__` that it does not bind to anything itself.
    """

    names: tuple[str, ...] = ()
    is_whole: bool = True
    is_open: bool = False
    makes_modules: bool = False
    has_portions: bool = False
    stars: tuple[tuple[int, str], ...] = ()
    exports: tuple[str, ...] = ()


# What can be asked of a module besides names: the modules that its `__all__` names, and whether it makes modules.
STAR, PATH = "*", "__path__"
OPEN_BINDINGS = Bindings((), is_open=True, makes_modules=True)


class NamespaceDeclaration(NamedTuple):
    """That a package declares itself a namespace as it runs; is_alone: whether its file does nothing else."""

    is_alone: bool


class Wanted(NamedTuple):
    """Which facts of a file some law asks for, besides its imports.

    names: last names of the references worth keeping. methods: names of the method calls worth keeping; a call of such
    a name on something imported is kept as a reference. definitions: all, none, or those with these last names.
    orm: writes, and the classes that are models. models: only those classes. headers: comments near the
    top. outline: the docstring and the exports. bindings: names that others take from it; see `bindings_of`.
    """

    shape: bool = False
    names: frozenset[str] = frozenset()
    methods: frozenset[str] = frozenset()
    definitions: bool | frozenset[str] = False
    orm: bool = False
    models: bool = False
    headers: bool = False
    outline: bool = False
    bindings: frozenset[str] = frozenset()

    @property
    def fields(self) -> tuple[object, ...]:
        """All of it as plain values, in the order in which a new one takes them."""
        definitions = self.definitions if isinstance(self.definitions, bool) else frozenset(self.definitions)
        rest = (definitions, self.orm, self.models, self.headers, self.outline, frozenset(self.bindings))
        return (self.shape, self.names, self.methods, *rest)

    @property
    def source(self) -> bool:
        """True when anything of `SourceFacts` is asked for."""
        told = self.names or self.methods or self.definitions
        return bool(told or self.orm or self.models or self.headers or self.outline)

    def __or__(self, other: "Wanted") -> "Wanted":
        """What either asks for."""
        definitions: bool | frozenset[str] = True
        if not (self.definitions is True or other.definitions is True):
            definitions = (self.definitions or frozenset()) | (other.definitions or frozenset())
        return Wanted(
            self.shape or other.shape,
            self.names | other.names,
            self.methods | other.methods,
            definitions,
            self.orm or other.orm,
            self.models or other.models,
            self.headers or other.headers,
            self.outline or other.outline,
            self.bindings | other.bindings,
        )


class Unreadable(NamedTuple):
    """Why a file has no facts: a sentence, and the line and column (from 1) that it is about."""

    reason: str
    line: int = 1
    column: int = 1


class Facts(NamedTuple):
    """All facts of one file; `shape`, `source` and `bindings` are None when they are not asked for.

    unread: why only the imports could be read, as in a file written for a later Python than the one that runs.
    rough: why only the imports could be read, and not exactly, where nothing else was asked for.
    """

    imports: tuple[ImportStatement, ...] = ()
    shape: Shape | None = None
    source: SourceFacts | None = None
    unread: Unreadable | None = None
    bindings: Bindings | None = None
    rough: Unreadable | None = None
