"""The rules of other tools: the contracts of import-linter and the modules of tach, as their files state them."""

from collections.abc import Mapping
from dataclasses import dataclass

Options = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class ImportLinterContract:
    """A contract of import-linter.

    Attributes:
        options: The values of each key besides `name`, `type` and `id`, all as strings.
    """

    id: str
    name: str
    type: str
    options: Options

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the values of a key, none when it is not there."""
        return self.options.get(key, ())

    def flag(self, key: str, default: bool) -> bool:
        """Return the value of a key that is true or false."""
        given = self.options.get(key)
        return given[0].strip().lower() == "true" if given else default


@dataclass(frozen=True)
class ImportLinterConfig:
    """A configuration of import-linter: the options of its session, and its contracts in their order."""

    path: str
    session: Options
    contracts: tuple[ImportLinterContract, ...]

    @property
    def packages(self) -> tuple[str, ...]:
        """The root packages."""
        return (*self.session.get("root_package", ()), *self.session.get("root_packages", ()))

    @property
    def ignores_typing(self) -> bool:
        """True when imports under TYPE_CHECKING do not count."""
        return any(text.lower() == "true" for text in self.session.get("exclude_type_checking_imports", ()))


@dataclass(frozen=True)
class TachModule:
    """A module of tach.

    Attributes:
        depends_on: The modules that it may import; None when it may import everything.
    """

    path: str
    depends_on: tuple[str, ...] | None = None
    cannot_depend_on: tuple[str, ...] = ()
    layer: str = ""
    is_utility: bool = False
    is_unchecked: bool = False


@dataclass(frozen=True)
class TachConfig:
    """A configuration of tach.

    Attributes:
        layers: From the top down, each with whether it is closed.
        ignores_typing: Whether imports under TYPE_CHECKING do not count.
        forbids_cycles: Whether import cycles are forbidden.
        is_explicit: Whether an import of a lower layer needs a line in `depends_on` too.
        others: Options that cannot be translated, in words.
    """

    path: str
    roots: tuple[str, ...]
    modules: tuple[TachModule, ...]
    layers: tuple[tuple[str, bool], ...] = ()
    exclude: tuple[str, ...] = ()
    ignores_typing: bool = True
    forbids_cycles: bool = False
    is_explicit: bool = False
    others: tuple[str, ...] = ()
