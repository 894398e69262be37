"""Headers are comments, found in the text as Python's own tokenizer finds them."""

import io
import tokenize
from itertools import product

import pytest

from import_conformance.reading.scanning.headers import scan_headers
from import_conformance.reading.source.header_facts import headers_of

PIECES = [
    "# Layer: a\n",
    "  # Layer:b\n",
    "x = 1  # Layer: c\n",
    "'''\n# Layer: d\n'''\n",
    's = r"""\\\n# Layer: e\n"""\n',
    "s = 'f\\\n# Layer: f'\n",
    "s = (f'{x}' '''\n''' \"'\\\"\"\n# Layer: g\n)\n",
    'f"""{x}\n# Layer: h\n{y:>{z}}"""\n',
    "s = '#'; t = '\"\"\"'\n",
]


def by_tokens(text: str) -> list[tuple[str, int]]:
    """The comments that stand alone on their line, as Python's tokenizer sees them."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    alone = (token for token in tokens if token.type == tokenize.COMMENT and token.line.lstrip().startswith("#"))
    return [(token.string.rpartition(":")[2].strip(), token.start[0]) for token in alone]


@pytest.mark.parametrize("first", PIECES)
def test_headers_are_the_comments_that_the_tokenizer_sees(first: str) -> None:
    """Whatever strings of every form stand around them: all sequences of three pieces."""
    for rest in product(PIECES, repeat=2):
        text = "".join((first, *rest))
        found, expected = scan_headers(text), by_tokens(text)

        assert found is not None or "{y:>{z}}" in text, text
        for headers in (found, headers_of(text)):
            assert headers is None or [(header.value, header.line) for header in headers] == expected, text
