"""The facts of one source file, independent of its path: the same text gives the same facts."""

from typing import Literal, NamedTuple

from import_conformance.model.base.law import Guard, ImportKind


class ImportStatement(NamedTuple):
    """An import as written.

    Attributes:
        line: From 1.
        column: From 1.
        module: The dotted name after `from` or `import`; "" for `from . import x`.
        level: The number of leading dots; negative for a name that is relative to the module's own name, whether or not
            the module is a package (`import_module(".x", __name__)`).
        names: The names taken (`("*",)` for a star import); None for `import module`.
        kind: When the import happens.
        guard: Whether the code handles its failure (`except ImportError`), or never runs it (`if False:`).
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

    Attributes:
        digest: Digest of the whole syntax tree.
        shingles: Hashes of each run of neighbouring tokens of the tree, with all local variables named alike.
        functions: (qualified name, digest) of each function, in the order of the file, with all local variables named
            alike.
        outline: Digest of the whole tree, with all local variables named alike.
        statements: The number of statements, nested ones included, without docstrings and imports.
    """

    digest: bytes
    shingles: frozenset[int]
    functions: tuple[tuple[str, bytes], ...]
    outline: bytes = b""
    statements: int = 0


class Reference(NamedTuple):
    """A use of something imported or built in.

    Attributes:
        line: From 1.
        column: From 1.
        name: Qualified through the imports and aliases of the file, with the dots of a relative import
            (`..time.utc_now`); `*.x` when the file does not bind x, so that it must come from a star import.
        called: Whether it is called.
        arguments: The number of positional arguments, -1 with a starred one, None where the call is not visible. Known
            for a call, and for a function that is passed to `partial` or `to_thread`.
        keywords: The names of the keyword arguments, `**` for an unpacked mapping; known where `arguments` is.
        function: The enclosing function; "" outside any.
        passes: Whether it is called with any argument but None.
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
    """A call of a method of something that is not imported, or any method that is passed on to be called.

    Attributes:
        line: From 1.
        column: From 1.
        receiver: As written, `self.session`; "" when it is not a dotted name; the qualified name for something
            imported.
        arguments: As in `Reference`.
        function: The enclosing function; "" outside any.
        called: False for a method that is passed on.
    """

    line: int
    column: int
    method: str
    receiver: str
    arguments: int
    function: str
    called: bool = True


class Definition(NamedTuple):
    """A function, class or variable of a module or class, or a name there for an import under another name.

    Attributes:
        name: Qualified inside the file.
        line: From 1.
        origin: The qualified name of what this is only an alias of, as in `Reference`; "" for a definition of its own.
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
    """A statement that changes rows of a database.

    Attributes:
        line: From 1.
        column: From 1.
        model: The qualified name of the ORM class as far as the file shows it; None when it does not.
        function: The enclosing function; "" outside any.
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
    """The facts of a file's code that were requested, each in the order of the file.

    Attributes:
        headers: Comments `# Key: value` in the first lines.
        doc: The first line of the module's docstring.
        exports: `__all__`, or the public functions and classes.
        lines: The number of physical lines.
    """

    references: tuple[Reference, ...] = ()
    method_calls: tuple[MethodCall, ...] = ()
    definitions: tuple[Definition, ...] = ()
    orm_classes: tuple[OrmClass, ...] = ()
    writes: tuple[Write, ...] = ()
    headers: tuple[Header, ...] = ()
    doc: str = ""
    exports: tuple[str, ...] = ()
    lines: int = 0


class Bindings(NamedTuple):
    """The names that a module binds at its top level, and whether it may have others.

    Attributes:
        names: The names, sorted; all of them if `is_whole`, otherwise those that were requested.
        is_whole: Whether a name that is missing from `names` is not bound.
        is_open: Whether it may have names that its text does not show, as by `__getattr__`.
        makes_modules: Whether modules come into being below it as it runs, as `six.moves` does.
        has_portions: Whether modules below it may lie elsewhere, because it changes its `__path__`.
        stars: The modules that it star-imports, as (number of dots, name).
        exports: The names in its `__all__` that it does not bind itself.
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
    """The facts of a file that some law needs besides its imports.

    Attributes:
        names: Last names of the references worth keeping.
        methods: Names of the method calls worth keeping; a call of such a name on something imported is kept as a
            reference.
        definitions: All (True), none (False), or those with these last names.
        orm: The writes, and the classes that are models.
        models: Only the classes that are models.
        outline: The docstring and the exports.
        bindings: Names that other modules import from it; see `bindings_of`.
        lines: The number of lines.
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
    lines: bool = False

    @property
    def fields(self) -> tuple[object, ...]:
        """The values of the fields as plain types, in the order of the constructor."""
        definitions = self.definitions if isinstance(self.definitions, bool) else frozenset(self.definitions)
        rest = (definitions, self.orm, self.models, self.headers, self.outline, frozenset(self.bindings), self.lines)
        return (self.shape, self.names, self.methods, *rest)

    @property
    def source(self) -> bool:
        """True when any part of `SourceFacts` is requested."""
        by_name = self.names or self.methods or self.definitions
        return bool(by_name or self.orm or self.models or self.headers or self.outline or self.lines)

    def __or__(self, other: "Wanted") -> "Wanted":
        """Return the request for everything that either side needs."""
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
            self.lines or other.lines,
        )


class Unreadable(NamedTuple):
    """Why a file has no facts, in one sentence, and where the reason applies, both from 1."""

    reason: str
    line: int = 1
    column: int = 1


class Facts(NamedTuple):
    """All facts of one file; `shape`, `source` and `bindings` are None when they were not requested.

    Attributes:
        unread: Why only the imports could be read, as in a file written for a newer Python than the one that runs.
        rough: Why only the imports could be read, and only approximately; set where nothing else was requested.
    """

    imports: tuple[ImportStatement, ...] = ()
    shape: Shape | None = None
    source: SourceFacts | None = None
    unread: Unreadable | None = None
    bindings: Bindings | None = None
    rough: Unreadable | None = None
