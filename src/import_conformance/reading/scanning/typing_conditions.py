"""Find out without a syntax tree whether a condition is `TYPE_CHECKING` of `typing`, or a constant.

That is certain only where no other line of the text can change it: the constant, or the module that has it, is imported
at the left margin, and otherwise occurs in conditions and comments alone. For the rest `Unsure` is raised.
"""

import re
from enum import Enum, auto
from functools import cached_property

from import_conformance.reading.scanning.strings import Unsure
from import_conformance.reading.text.prefilter import may_fold
from import_conformance.reading.walking.star_names import has_star

_NAME = "TYPE_CHECKING"
_MODULES = frozenset({"typing", "typing_extensions"})
_IMPORT = re.compile(r"import (typing|typing_extensions)(?: as (\w+))? *(?:#.*)?", re.ASCII)
_CONDITION = re.compile(rf"(?:el)?if (not )?((?:\w+\.)?{_NAME}) *: *(?:#.*)?", re.ASCII)
# Lines on which the constant is imported, or used without being bound.
_HARMLESS = re.compile(
    rf" *(?:#|(?:el)?if (?:not )?(?:\w+\.)?{_NAME} *:(?!=)|from (?:typing|typing_extensions) import )", re.ASCII
)
_ALONE = re.compile(rf" +{_NAME},? *(?:#.*)?", re.ASCII)
_RENAMED = re.compile(rf"{_NAME}\s+as\b|\bas\s+{_NAME}")
# A constant as a condition or a part of one, such as an empty list: after a keyword, with or without brackets.
_CONSTANT = re.compile(
    r"(?:\b(?:(?:el)?if|while|and|or|(?<!is )not)\b|:=)[\s(\\+-]*(?:(?:True|False|None)\b|\.?\d|\.\.\.|[\[{)]|"
    r"""[bBrRuUfFtT]{0,2}(?:"[^"\n]*"|'[^'\n]*')(?!\s*(?:not\s+)?in\b)|\Z)"""
)


_TRUE = re.compile(r"[^\n]*\bTrue *:")
_OTHERWISE = re.compile(r"\b(?:else|elif|not)\b")


def may_skip_code(text: str) -> bool:
    """Return False only when no constant of the text can keep code from running, or leave it to type checkers."""
    if _NAME in text or may_fold(text):
        return True
    found = [each.start() for each in _CONSTANT.finditer(text)]
    # The body of `if True:` runs; that of its `else` does not.
    return any(not _TRUE.match(text, offset) for offset in found) or bool(found and _OTHERWISE.search(text))


class ConditionKind(Enum):
    """What a condition means for type checkers: nothing, "only for them", or "not for them"."""

    OTHER = auto()
    TYPING = auto()
    NOT_TYPING = auto()


class TypingScan:
    """The constant `TYPE_CHECKING` in one text, as far as its imports have been read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.is_named = _NAME in text
        self._modules: set[str] = set()
        self._known_modules: dict[str, bool] = {}
        self._is_imported = False
        self._lists = 0

    def note(self, line: str, module: str, names: tuple[str, ...] | None) -> None:
        """Record an import at the left margin of a line; `names` is None for `import module`."""
        if module not in _MODULES:
            return
        if names is None:
            found = _IMPORT.fullmatch(line)
            self._modules |= {found[2] or found[1]} if found else set()
        elif _NAME in names:
            self._is_imported = True
            self._lists += "(" in line and _NAME not in line

    def test(self, code: str) -> ConditionKind:
        """Return the kind of the condition on a line.

        Raises:
            Unsure: When it may be a constant, or the constant of `typing` in another form.
        """
        if _NAME not in code:
            if _CONSTANT.search(code) or not self._is_certain:
                raise Unsure
            return ConditionKind.OTHER
        found = _CONDITION.fullmatch(code)
        if found is None or not self._is_known(found[2]):
            raise Unsure
        return ConditionKind.NOT_TYPING if found[1] else ConditionKind.TYPING

    @cached_property
    def _is_certain(self) -> bool:
        """Whether the constant has no other name, and its name no other meaning."""
        return not self.is_named or (not has_star(self._text) and self._is_only_used())

    def _is_known(self, name: str) -> bool:
        module = name.rpartition(".")[0]
        if not module:
            return self._is_certain and self._is_imported
        if module not in self._known_modules:
            self._known_modules[module] = module in self._modules and self._is_only_a_module(module)
        return self._is_certain and self._known_modules[module]

    def _is_only_used(self) -> bool:
        """Return whether the constant occurs in imports of it, conditions and comments alone."""
        text, alone, offset = self._text, 0, self._text.find(_NAME)
        while offset >= 0:
            start, end = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
            line = text[start : end if end >= 0 else len(text)]
            alone += bool(_ALONE.fullmatch(line))
            if not (_ALONE.fullmatch(line) or (_HARMLESS.match(line) and line.count(_NAME) == 1)):
                return False
            offset = text.find(_NAME, offset + len(_NAME))
        return alone == self._lists and not _RENAMED.search(text)

    def _is_only_a_module(self, name: str) -> bool:
        """Return whether the name of a module is used for nothing else, and never bound again."""
        if re.search(rf"\bimport\b[^\n]*(?<![\w.]){name}\.", self._text, re.ASCII):
            return False
        used = re.compile(rf"(?<![\w.'\\]){name}\b(?!\.\w)(?! import )", re.ASCII)
        return len(used.findall(self._text)) == (1 if name not in _MODULES or f"import {name}" in self._text else 0)
