"""What a file says about itself is read from its first lines."""

import ast

import pytest

from import_conformance.model.base.facts import Header, SourceFacts, Wanted
from import_conformance.reading.source.source_facts import source_of
from import_conformance.reading.text.source_text import parse


def source(text: str) -> SourceFacts:
    """Return the facts of a text."""
    tree = parse(text)
    assert isinstance(tree, ast.Module), tree
    return source_of(tree, text, Wanted(headers=True, outline=True))


def test_headers_docstring_and_exports_are_read() -> None:
    """Comments of the form `Key: value` count, and so does one without a value."""
    text = '# Layer: L5 — engine\n#Allowed Imports:\n"""The engine.\n\nMore.\n"""\ndef run(): ...\ndef _help(): ...\n'

    assert source(text) == SourceFacts(
        headers=(Header("Layer", "L5 — engine", 1), Header("Allowed Imports", "", 2)),
        doc="The engine.",
        exports=("run",),
    )


@pytest.mark.parametrize(
    "text",
    [
        "# see https://example.org\n",
        "# https://example.org\n",
        "# no key here\n",
        "x = 1  # Layer: L5\n",
        '"""\n# Layer: L5\n"""\n',
        "\n" * 40 + "# Layer: L5\n",
        "# 12: 30\n",
    ],
    ids=["url in a sentence", "url", "plain", "behind code", "in the docstring", "too far down", "number"],
)
def test_text_that_only_looks_like_a_header_is_none(text: str) -> None:
    """Addresses, text and comments further down say nothing about the file."""
    assert source(text).headers == ()


@pytest.mark.parametrize(
    ("text", "exports"),
    [
        ("__all__ = ['a', 'b']\ndef c(): ...\n", ("a", "b")),
        ("__all__: list[str] = ['a']\n__all__ += ('b',)\n", ("a", "b")),
        ("__all__ = names()\nclass C: ...\n", ("C",)),
        ("__all__ = ['a']\n__all__.append('b')\ndef c(): ...\n", ("c",)),
        ("async def a(): ...\nif x:\n    def b(): ...\n", ("a",)),
        ("", ()),
    ],
)
def test_exports_are_the_declared_names_or_the_public_ones(text: str, exports: tuple[str, ...]) -> None:
    """`__all__` wins where all of it is literal."""
    assert source(text).exports == exports
