"""The names that a topology declares, and what a text in one of its laws means by them."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from import_conformance.model.by_key import by_key
from import_conformance.model.dotted import lies_in_any
from import_conformance.model.laws.law import EVERYTHING, EXTERNAL_PREFIX, LAYER_PREFIX
from import_conformance.model.patterns.pattern import Pattern, PatternError
from import_conformance.model.topology import External, LocatedPattern, Position, Selector
from import_conformance.reading.text.strict_text import shortened
from import_conformance.reading.topology.section import ProblemCollector
from import_conformance.reading.topology.yaml_nodes import Scalar


@dataclass(frozen=True)
class DeclaredNames:
    """Everything that a law may call by name.

    axes: the values of each axis. are_whole: False when a section that declares names could not be read, so that a name
    that is not here may yet be right.
    """

    report: ProblemCollector
    layers: tuple[str, ...] = ()
    axes: Mapping[str, tuple[str, ...]] | None = None
    packages: tuple[str, ...] = ()
    are_whole: bool = True

    def located(self, scalar: Scalar) -> LocatedPattern | None:
        """A pattern of a layer or of `exclude`: it begins in one of the packages, or with a wildcard."""
        pattern = self.pattern(scalar.text, scalar.position)
        if not pattern:
            return None
        if self.are_whole and not any(_may_lie_in(pattern, package) for package in self.packages):
            sentence = f"'{shortened(scalar.text)}' lies in none of source.packages"
            self.report.add(scalar.position, sentence + self.report.hint(pattern.segments[0], self.packages))
        return LocatedPattern(pattern, scalar.position)

    def selectors(self, scalars: tuple[Scalar, ...]) -> tuple[Selector, ...]:
        """What texts mean that each name modules of the code base."""
        found = (self.selector(scalar.text, scalar.position) for scalar in scalars)
        return tuple(selector for selector in found if selector)

    def selector(self, text: str, position: Position) -> Selector | None:
        """What a text means that names modules of the code base; None, and a problem, when it names nothing."""
        if text.startswith(EXTERNAL_PREFIX):
            sentence = f"'{shortened(text)}' is a package from outside, which can stand only in 'to' of 'forbid'"
            self.report.add(position, sentence)
            return None
        if text in self._known_layers or text.startswith(LAYER_PREFIX):
            return self._layer(text, position)
        return self._value_or_pattern(text, position)

    def _value_or_pattern(self, text: str, position: Position) -> Selector | None:
        """What a text means that is no layer."""
        head, dot, rest = text.partition(".")
        axis, equals, value = head.partition("=")
        if equals and "{" not in axis:
            good = self.declares_axis(axis, position) and self.declares_value(axis, value, position)
            return self._value(text, position, rest if dot else None) if good else None
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
            self._complain_of(text, position)
        return None

    def target(self, text: str, position: Position) -> Selector | External | None:
        """What a text means that may also name a package outside the code base."""
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
        """A layer by its bare name, or one that is said to be a layer."""
        name = text if text in self._known_layers else text.removeprefix(LAYER_PREFIX)
        if name in self._known_layers:
            return Selector(text, position, layer=name)
        if self.are_whole:
            self.report.add(position, f"'{shortened(name)}' is not a layer{self.report.hint(name, self.layers)}")
        return None

    def _external(self, name: str, position: Position) -> External | None:
        """A package that is said to come from outside."""
        if name != EVERYTHING and not is_module_name(name):
            sentence = f"'{shortened(name)}' is not a name that an import can have, nor * for everything from outside"
            self.report.add(position, sentence)
            return None
        if lies_in_any(name, self.packages):
            self.report.add(position, f"'{shortened(name)}' lies in source.packages, so it does not come from outside")
            return None
        return External(name, position)

    def pattern(self, text: str, position: Position) -> Pattern | None:
        """A pattern whose axes are all declared."""
        try:
            pattern = Pattern.parse(text)
        except PatternError as error:
            self.report.add(position, shortened(str(error), 200))
            return None
        good = True
        for segment in pattern.segments:
            if segment.startswith("{"):
                axis, equals, value = segment[1:-1].partition("=")
                good &= self.declares_axis(axis, position)
                good &= not equals or self.declares_value(axis, value, position)
        return pattern if good else None

    def _value(self, text: str, position: Position, rest: str | None) -> Selector | None:
        """A selector of an axis value and, if there is a rest, the folders below it."""
        value = text.partition(".")[0]
        if rest is None:
            return Selector(text, position, value=value)
        if "{" in rest or "**" in rest:
            self.report.add(position, f"'{shortened(text)}': after an axis value only names and * may follow")
            return None
        below = self.pattern(rest, position)
        return Selector(text, position, value=value, below=below) if below else None

    def declares_axis(self, axis: str, position: Position, *also: str) -> bool:
        """True for a declared axis; a problem otherwise. also: words that would do as well."""
        if axis in self._axes:
            return True
        if self.are_whole:
            hint = self.report.hint(axis, [*self._axes, *also]) or "; declare it in 'axes'"
            self.report.add(position, f"'{shortened(axis)}' is not a declared axis{hint}")
        return False

    def declares_value(self, axis: str, value: str, position: Position) -> bool:
        """True for a declared value of a declared axis; a problem when only the value is not."""
        if axis not in self._axes or value in self._axes[axis]:
            return axis in self._axes
        if self.are_whole:
            hint = self.report.hint(value, self._axes[axis])
            self.report.add(position, f"'{shortened(value)}' is not a declared value of the axis '{axis}'{hint}")
        return False

    def _complain_of(self, text: str, position: Position) -> None:
        if not self.are_whole:
            return
        if any(blank in text.strip() for blank in " \t\n"):
            advice = "; several names are a list: [A, B]"
        else:
            # A name with folders after it is most likely a mistyped value, so it is compared by its head, too.
            _, dot, rest = text.partition(".")
            known = chain(self.layers, self._values(), self.packages)
            with_rest = (f"{name}{dot}{rest}" for name in chain(self._values(), self.packages))
            advice = self.report.hint(text, known, with_rest)
        said = f"'{shortened(text)}' is not a layer, nor an axis value, nor a module of source.packages"
        self.report.add(position, said + advice)

    @cached_property
    def _known_layers(self) -> frozenset[str]:
        return frozenset(self.layers)

    @cached_property
    def _tops(self) -> frozenset[str]:
        """The first parts of the names of the packages."""
        return frozenset(package.partition(".")[0] for package in self.packages)

    @cached_property
    def _axes_of(self) -> Mapping[str, tuple[str, ...]]:
        """The axes that have a value, by the value."""
        found = by_key((value, name) for name, values in self._axes.items() for value in values)
        return {value: tuple(names) for value, names in found.items()}

    @property
    def _axes(self) -> Mapping[str, tuple[str, ...]]:
        return self.axes or {}

    def _values(self) -> Iterator[str]:
        for values in self._axes.values():
            yield from values


def is_module_name(text: str) -> bool:
    """True for a dotted name that an import statement can say and that Python reads as it is written."""
    return unicodedata.is_normalized("NFKC", text) and all(segment.isidentifier() for segment in text.split("."))


def _begins_with_a_wildcard(text: str) -> bool:
    """True for a pattern that any package may match; a wildcard alone says nothing and is none."""
    return text.startswith("*") and text.strip("*.") != ""


def _may_lie_in(pattern: Pattern, package: str) -> bool:
    """True when the pattern can match the package, something in it, or a parent of it."""
    for segment, name in zip(pattern.segments, package.split("."), strict=False):
        if "*" in segment or segment.startswith("{"):
            return True
        if segment != name:
            return False
    return True
