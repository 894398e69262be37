r"""The kinds of string that a topology holds.

A pattern here never refuses what the loader accepts. Identifiers are those of Python, in any script, so the patterns
list the characters that no identifier has (everything in ASCII but letters, digits and `_`) rather than the letters
that it may have.
"""

import re
import unicodedata

from import_conformance.model.base.law import RUNNING_KINDS, ImportKind, Severity
from import_conformance.model.language.terms import Choice, Text, Texts
from import_conformance.model.patterns.pattern import MAX_LENGTH, NOT_IN_A_NAME

_LETTER = r"[^\s!-/:-@\[-^`{-~]"
_WORD = f"{_LETTER}+"
# A segment of a name, without and with `*`: anything that a file may be called, except characters of `NOT_IN_A_NAME`.
_FILE = rf"[^\s{NOT_IN_A_NAME}*]([^{NOT_IN_A_NAME}*]*[^\s{NOT_IN_A_NAME}*])?"
_STEM = rf"[^\s{NOT_IN_A_NAME}]([^{NOT_IN_A_NAME}]*[^\s{NOT_IN_A_NAME}])?"
_IDENTIFIER = rf"(?![0-9]){_WORD}"
_DOTTED = rf"{_IDENTIFIER}(\.{_IDENTIFIER})*"
_SEGMENT = rf"({_STEM}|\{{[A-Za-z_]{_LETTER}*(={_FILE})?\}})"

_PLAIN = re.compile(r"[A-Za-z0-9_.+-]+")
_GLOB = re.compile(rf"[^{NOT_IN_A_NAME.replace('?', '')}]+")


def is_module_name(text: str) -> bool:
    """Return whether an import statement can hold a dotted name, and Python reads it as written (NFKC, PEP 3131)."""
    return unicodedata.is_normalized("NFKC", text) and all(segment.isidentifier() for segment in text.split("."))


def is_plain_name(text: str) -> bool:
    """Return whether a name needs no escaping in test ids, contracts and reports."""
    return _PLAIN.fullmatch(text) is not None


PROSE = Text("text", "anything but nothing", r"\S")
NAME = Text("name", "letters from A to Z, digits and the signs _ . + -", r"^[A-Za-z0-9_.+-]+$")
AXIS_NAME = Text(
    "axis name", "an identifier in plain letters, and not 'module'", r"^(?!module$)[A-Za-z_][A-Za-z0-9_]*$"
)
AXIS = Text("axis", "the name of an axis, or a word that the key explains", r"^[A-Za-z_][A-Za-z0-9_]*$")
VALUE = Text("axis value", "a name that a module can have, without dots", rf"^{_FILE}$")
PACKAGE = Text("dotted name", "identifiers joined by dots, as in shop.base", rf"^{_DOTTED}$")
PATTERN = Text(
    "pattern",
    "names, * or ** or {axis} or {axis=value}, joined by single dots, as in shop.{team}.core",
    rf"^{_SEGMENT}(\.{_SEGMENT})*$",
    MAX_LENGTH,
)
SELECTOR = Text(
    "selector",
    "a layer (also layer:core), a value of an axis (also team=pay, or pay.folder), or a pattern of module names; in "
    "`to` of `forbid` also a package from outside (also external:redis; external:* for all of them)",
    r"^\S(.*\S)?$",
)
EDGE = Text("edge", "selectors, an arrow between blanks, selectors, as in A B -> C D", r"\S\s+->\s+\S")
PATH = Text(
    "path",
    "below the directory of the topology file, with / and without ..",
    r"^(?!/)(?![A-Za-z]:)(?!(.*/)?\.\.(/|$))[^\\]+$",
)
CALL = Text(
    "call",
    "the qualified name of a function, as in datetime.datetime.utcnow, or the name of a built-in one, as in print, "
    "with () behind it or without",
    rf"^{_IDENTIFIER}(\.{_IDENTIFIER})*(\(\))?$",
)
IDENTIFIER = Text("identifier", "a name as Python has them, without dots", rf"^{_IDENTIFIER}$")
GLOB = Text(
    "glob",
    "a name, with the wildcards * and ? for any or one sign, as in *_engine",
    rf"^[^{NOT_IN_A_NAME.replace('?', '')}]+$",
    is_valid=lambda text: _GLOB.fullmatch(text) is not None,
    refusal="'{}' is no pattern for the last part of a module's name, as in *_engine",
)
DAY = Text("day", "as in 2027-03-31", r"^[0-9]{4}-?([0-9]{2}-?[0-9]{2}|W[0-9]{2}(-?[1-7])?)$")
FINGERPRINT = Text("fingerprint", "sixteen hexadecimal digits, as in the JSON output", r"^[0-9a-f]{16}$")

TEXTS = (
    *(PROSE, NAME, AXIS_NAME, AXIS, VALUE, PACKAGE, PATTERN, SELECTOR, EDGE, PATH),
    *(CALL, IDENTIFIER, GLOB, DAY, FINGERPRINT),
)

SELECTORS = Texts(SELECTOR)
PATTERNS = Texts(PATTERN)

SEVERITIES = Choice(
    tuple(
        zip(
            Severity,
            (
                "the application is wrong or unsafe today",
                "the architecture is broken here",
                "it will cost somebody time",
                "untidy",
            ),
            strict=True,
        )
    )
)
KINDS = Choice(
    tuple(
        zip(
            ImportKind,
            (
                "as the module loads",
                "inside a function, or `lazy import`",
                "under TYPE_CHECKING of typing only",
                "by import_module() or __import__() with a literal name",
            ),
            strict=True,
        )
    ),
    several=True,
)
RUNNING = tuple(kind.value for kind in ImportKind if kind in RUNNING_KINDS)
