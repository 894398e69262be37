"""Resolve the names in laws by the layers, axes and packages that a topology declares."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from import_conformance.model.base.law import EVERYTHING, EXTERNAL_PREFIX, LAYER_PREFIX
from import_conformance.model.by_key import by_key
from import_conformance.model.dotted import lies_in_any
from import_conformance.model.language.texts import is_module_name
from import_conformance.model.patterns.pattern import Pattern, PatternError
from import_conformance.model.topology import External, LocatedPattern, Position, Selector
from import_conformance.reading.text.strict_text import shortened
from import_conformance.reading.topology.section import ProblemCollector
from import_conformance.reading.topology.yaml_nodes import Scalar


@dataclass(frozen=True)
class DeclaredNames:
    """Everything that a law may name.

    Attributes:
        are_complete: False when a section that declares names could not be read, so that an unknown name may be right.
    """

    report: ProblemCollector
    layers: tuple[str, ...] = ()
    axes: Mapping[str, tuple[str, ...]] | None = None
    packages: tuple[str, ...] = ()
    are_complete: bool = True

    def located(self, scalar: Scalar) -> LocatedPattern | None:
        """Read a pattern of a layer or of `exclude`, which must begin in one of the packages, or with a wildcard."""
        pattern = self.pattern(scalar.text, scalar.position)
        if not pattern:
            return None
        if self.are_complete and not any(_may_lie_in(pattern, package) for package in self.packages):
            sentence = f"'{shortened(scalar.text)}' lies in none of source.packages"
            self.report.add(scalar.position, sentence + self.report.hint(pattern.segments[0], self.packages))
        return LocatedPattern(pattern, scalar.position)

    def selectors(self, scalars: tuple[Scalar, ...]) -> tuple[Selector, ...]:
        """Resolve names that stand for modules of the code base; the unknown ones are problems."""
        found = (self.selector(scalar.text, scalar.position) for scalar in scalars)
        return tuple(selector for selector in found if selector)

    def selector(self, text: str, position: Position) -> Selector | None:
        """Resolve a name that stands for modules of the code base; None, and a problem, when it is unknown."""
        if text.startswith(EXTERNAL_PREFIX):
            sentence = f"'{shortened(text)}' is a package from outside, which can stand only in 'to' of 'forbid'"
            self.report.add(position, sentence)
            return None
        if text in self._known_layers or text.startswith(LAYER_PREFIX):
            return self._layer(text, position)
        return self._value_or_pattern(text, position)

    def _value_or_pattern(self, text: str, position: Position) -> Selector | None:
        """Resolve a name that is not a layer."""
        head, dot, rest = text.partition(".")
        axis, equals, value = head.partition("=")
        if equals and "{" not in axis:
            is_valid = self.declares_axis(axis, position) and self.declares_value(axis, value, position)
            return self._value(text, position, rest if dot else None) if is_valid else None
        owners = self._axes_of.get(head, ())
        if len(owners) > 1:
            forms = " or ".join(f"'{name}={shortened(text)}'" for name in owners)
            self.report.add(position, f"'{head}' is a value of the axes {' and '.join(owners)}; write {forms}")
        elif owners:
            return self._value(text, position, rest if dot else None)
        elif head in self._tops or _begins_with_a_wildcard(text):
            pattern = self.pattern(text, position)
            return Selector(text, position, pattern=pattern) if pattern else None
        else:
            self._report_unknown(text, position)
        return None

    def target(self, text: str, position: Position) -> Selector | External | None:
        """Resolve a name that may also stand for a package outside the code base."""
        if text.startswith(EXTERNAL_PREFIX):
            return self._external(text.removeprefix(EXTERNAL_PREFIX), position)
        if text == EVERYTHING:
            sentence = f"'{text}' says too little; write {EXTERNAL_PREFIX}{EVERYTHING} for all packages from outside"
            self.report.add(position, sentence)
            return None
        head = text.partition(".")[0]
        is_own = text in self._known_layers or head in self._tops or head in self._axes_of
        if is_module_name(text) and not is_own:
            return External(text, position)
        return self.selector(text, position)

    def _layer(self, text: str, position: Position) -> Selector | None:
        """Resolve the name of a layer, with or without the prefix for layers."""
        name = text if text in self._known_layers else text.removeprefix(LAYER_PREFIX)
        if name in self._known_layers:
            return Selector(text, position, layer=name)
        if self.are_complete:
            self.report.add(position, f"'{shortened(name)}' is not a layer{self.report.hint(name, self.layers)}")
        return None

    def _external(self, name: str, position: Position) -> External | None:
        """Resolve a name with the prefix for packages from outside."""
        if name != EVERYTHING and not is_module_name(name):
            sentence = f"'{shortened(name)}' is not a name that an import can have, nor * for everything from outside"
            self.report.add(position, sentence)
            return None
        if lies_in_any(name, self.packages):
            self.report.add(position, f"'{shortened(name)}' lies in source.packages, so it does not come from outside")
            return None
        return External(name, position)

    def pattern(self, text: str, position: Position) -> Pattern | None:
        """Parse a pattern; None, and a problem, when it is not valid or names undeclared axes."""
        try:
            pattern = Pattern.parse(text)
        except PatternError as error:
            self.report.add(position, shortened(str(error), 200))
            return None
        is_valid = True
        for segment in pattern.segments:
            if segment.startswith("{"):
                axis, equals, value = segment[1:-1].partition("=")
                is_valid &= self.declares_axis(axis, position)
                is_valid &= not equals or self.declares_value(axis, value, position)
        return pattern if is_valid else None

    def _value(self, text: str, position: Position, rest: str | None) -> Selector | None:
        """Return the selector of an axis value and, if there is a rest, of the folders below it."""
        value = text.partition(".")[0]
        if rest is None:
            return Selector(text, position, value=value)
        if "{" in rest or "**" in rest:
            self.report.add(position, f"'{shortened(text)}': after an axis value only names and * may follow")
            return None
        below = self.pattern(rest, position)
        return Selector(text, position, value=value, below=below) if below else None

    def declares_axis(self, axis: str, position: Position, *also: str) -> bool:
        """Return whether an axis is declared, or one of the words valid in its place; report it otherwise."""
        if axis in self._axes:
            return True
        if self.are_complete:
            hint = self.report.hint(axis, [*self._axes, *also]) or "; declare it in 'axes'"
            self.report.add(position, f"'{shortened(axis)}' is not a declared axis{hint}")
        return False

    def declares_value(self, axis: str, value: str, position: Position) -> bool:
        """Return whether a value of an axis is declared; report an undeclared value of a declared axis."""
        if axis not in self._axes or value in self._axes[axis]:
            return axis in self._axes
        if self.are_complete:
            hint = self.report.hint(value, self._axes[axis])
            self.report.add(position, f"'{shortened(value)}' is not a declared value of the axis '{axis}'{hint}")
        return False

    def _report_unknown(self, text: str, position: Position) -> None:
        if not self.are_complete:
            return
        if any(whitespace in text.strip() for whitespace in " \t\n"):
            advice = "; several names are a list: [A, B]"
        else:
            # A name with folders after it is most likely a mistyped value, so its first part is compared as well.
            _, dot, rest = text.partition(".")
            known = chain(self.layers, self._values(), self.packages)
            with_rest = (f"{name}{dot}{rest}" for name in chain(self._values(), self.packages))
            advice = self.report.hint(text, known, with_rest)
        sentence = f"'{shortened(text)}' is not a layer, nor an axis value, nor a module of source.packages"
        self.report.add(position, sentence + advice)

    @cached_property
    def _known_layers(self) -> frozenset[str]:
        return frozenset(self.layers)

    @cached_property
    def _tops(self) -> frozenset[str]:
        """Return the first parts of the names of the packages."""
        return frozenset(package.partition(".")[0] for package in self.packages)

    @cached_property
    def _axes_of(self) -> Mapping[str, tuple[str, ...]]:
        """Return the axes that have a value, by the value."""
        found = by_key((value, name) for name, values in self._axes.items() for value in values)
        return {value: tuple(names) for value, names in found.items()}

    @property
    def _axes(self) -> Mapping[str, tuple[str, ...]]:
        return self.axes or {}

    def _values(self) -> Iterator[str]:
        for values in self._axes.values():
            yield from values


def _begins_with_a_wildcard(text: str) -> bool:
    """Return whether a pattern begins with a wildcard and has more than that, so that any package may match."""
    return text.startswith("*") and text.strip("*.") != ""


def _may_lie_in(pattern: Pattern, package: str) -> bool:
    """Return whether a pattern can match a package, a module in it, or a parent of it."""
    for segment, name in zip(pattern.segments, package.split("."), strict=False):
        if "*" in segment or segment.startswith("{"):
            return True
        if segment != name:
            return False
    return True
