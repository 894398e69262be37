"""What other tools were told: the contracts of import-linter and the modules of tach, as they stand in their files."""

from collections.abc import Mapping
from dataclasses import dataclass

Options = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class ImportLinterContract:
    """A contract of import-linter. options: the texts of each key besides `name`, `type` and `id`; flags are texts."""

    id: str
    name: str
    type: str
    options: Options

    def texts(self, key: str) -> tuple[str, ...]:
        """The values of a key, none when it is not there."""
        return self.options.get(key, ())

    def flag(self, key: str, default: bool) -> bool:
        """A yes or no."""
        given = self.options.get(key)
        return given[0].strip().lower() == "true" if given else default


@dataclass(frozen=True)
class ImportLinterConfig:
    """A configuration of import-linter: path as it was named, session options, contracts in the order of the file."""

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
    """A module of tach. depends_on: None when it may import everything. layer: "" without one."""

    path: str
    depends_on: tuple[str, ...] | None = None
    cannot_depend_on: tuple[str, ...] = ()
    layer: str = ""
    is_utility: bool = False
    is_unchecked: bool = False


@dataclass(frozen=True)
class TachConfig:
    """A configuration of tach.

    layers: from the top down, each with whether it is closed. flags: the top-level keys that are true. others: what is
    said besides, in words, for it cannot be translated.
    """

    path: str
    roots: tuple[str, ...]
    modules: tuple[TachModule, ...]
    layers: tuple[tuple[str, bool], ...] = ()
    exclude: tuple[str, ...] = ()
    ignores_typing: bool = True
    forbids_circles: bool = False
    is_explicit: bool = False
    others: tuple[str, ...] = ()
