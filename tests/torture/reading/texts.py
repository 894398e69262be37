"""Texts for import readers: generated ones with imports in odd places, and real ones with changes."""

import random
import re
import sysconfig
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
SEEDS = Path(__file__).with_name("seeds")
LIBRARY = Path(sysconfig.get_paths()["stdlib"])
# Code that makes sure what the name is bound to.
GUARDED = "from typing import TYPE_CHECKING\n"
NAMES = ("a", "b.c", "importing", "_x", "é", "c.d.e", "lazy", "match", "typing", "a.import_")
LINE = re.compile(r"\w+|[^\w\s]|\s")
POOL = (
    *(
        "'",
        '"',
        "'''",
        '"""',
        "f'",
        'f"',
        "f'''",
        "rf'",
        "t'",
        "b'",
        "{",
        "}",
        "{{",
        "}}",
        "(",
        ")",
        "[",
        "]",
        "\\",
        "\\\n",
    ),
    *(
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        "\f",
        "\t",
        " ",
        "    ",
        "#",
        ";",
        ":",
        "import ",
        "import a",
        "from b import c",
        "lazy ",
    ),
    *(
        "import a; ",
        "from . import d\n",
        "def f():",
        "class A:",
        "if TYPE_CHECKING:",
        "else:",
        "if x:",
        "try:",
        "x = ",
        "return",
    ),
)


class Maker:
    """A generator of texts that depends only on its seed number."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311  # the same texts each time
        self._calm = 0.0
        self._real = [path for path in sorted(LIBRARY.rglob("*.py")) if 0 < path.stat().st_size < 12_000]
        self.seeds = [path.read_bytes().decode() for path in sorted(SEEDS.glob("*.txt"))]

    def made(self) -> str:
        """Return a text generated from the language's grammar; most are valid in some Python."""
        # How often the plainest form is chosen, which is the first of several.
        self._calm = self._of((0.0, 0.6, 0.9, 0.97))
        unit = self._of(("    ", "    ", "  ", " ", "\t", "        "))
        lines = [*self._block(unit, 0, self._chance.randint(1, 6))]
        text = GUARDED + self._end() + "".join(line + self._end() for line in lines)
        ending = self._or_odd(("\n", "\n", "\r\n", "\r"))
        return text if ending == "\n" else text.replace("\n", ending)

    def changed(self) -> str:
        """Return a seed, a generated text or a piece of a real one, with some tokens removed or inserted."""
        text = self._of((self._seed, self.made, self._piece, self._piece))()
        tokens = LINE.findall(text)
        for _ in range(self._chance.randint(1, 3)):
            at = self._chance.randrange(len(tokens) + 1)
            until = at + self._of((0, 0, 1, 1, 2))
            tokens[at:until] = self._of(
                ([self._of(POOL)], [], tokens[at:until] * 2, [self._of(POOL), *tokens[at:until], self._of(POOL)])
            )
        return "".join(tokens)

    def _seed(self) -> str:
        return self._of(self.seeds) if self.seeds else self.made()

    def _piece(self) -> str:
        """Return some lines of a module of the standard library."""
        lines = self._of(self._real).read_bytes().decode("utf-8", "replace").splitlines(keepends=True)
        return "".join(lines[: self._chance.choice((20, 60, 400))])

    def _of(self, choices: Sequence[T]) -> T:
        return self._chance.choice(choices)

    def _or_odd(self, choices: Sequence[T]) -> T:
        return choices[0] if self._chance.random() < self._calm else self._chance.choice(choices)

    def _name(self) -> str:
        return self._of(NAMES[:4] if self._chance.random() < self._calm else NAMES)

    def _end(self) -> str:
        return self._or_odd(
            ("\n",) * 12 + ("\n\n", "\n  # import no\n", "\n# it's\n", "\n\f\n", " \n", '  # \'import\' """\n')
        )

    def _block(self, unit: str, depth: int, count: int) -> Iterator[str]:
        indent = unit * depth
        for _ in range(count):
            if depth < 4 and self._chance.random() < 0.35:
                for part in self._of(HEADERS):
                    if part == "$BLOCK":
                        yield from self._block(unit, depth + 1, self._chance.randint(1, 3))
                    else:
                        yield indent + part.replace("$SIMPLE", self._simple()).replace("$VALUE", self._value(1))
            else:
                yield indent + self._simple(depth)

    def _simple(self, depth: int = 1) -> str:
        """Return simple statements on a line, which may continue over several."""
        makers = (self._statement, self._statement, self._expression)
        count = self._or_odd((1, 1, 2, 3))
        ending = self._or_odd(("",) * 6 + (";", "  # import no", " # it's an import", "#'''"))
        return self._of(("; ", ";")).join(self._of(makers)(depth) for _ in range(count)) + ending

    def _statement(self, depth: int = 1) -> str:
        """Return an import."""
        space = self._or_odd((" ",) * 8 + ("  ", "\t", " \\\n", "\\\n  "))
        word = "lazy " if depth == 0 and self._chance.random() < 0.03 else ""
        alias = self._or_odd(("",) * 4 + (" as z", " as  é"))
        if self._chance.random() < 0.4:
            more = self._or_odd(("",) * 4 + (f", {self._name()}", f",{self._name()} as y"))
            return f"{word}import{space}{self._name()}{alias}{more}"
        dots = self._or_odd(("",) * 4 + (".", "..", ". .", "...", ".\\\n."))
        module = self._name() if not dots or self._chance.random() < 0.5 else ""
        names = self._or_odd(
            (
                f"{self._or_odd(('n', 'm', 'é'))}{alias}",
                "n, m as o",
                "(n)",
                "(n, # import no\n  m)",
                "(\n    n,\n    # it's (\n    m as o,\n)",
                "( n as o,\tm, )",
                "(n, \\\n m)",
                "(\n  n\n\n\f, m\n  )",
            )
            + (("*",) if depth == 0 else ())
        )
        behind = space if names[0] not in "(*" else self._of((" ", ""))
        return f"{word}from{space}{dots}{module}{space}import{behind}{names}"

    def _expression(self, _: int = 1) -> str:
        """Return a statement without import, with strings and brackets that may look like one."""
        return self._of(("x = ", "", "f", "return_ = ", "del_ = lambda: ")) + "(" + self._value(3) + ")"

    def _value(self, depth: int) -> str:
        def inner() -> str:
            return self._value(depth - 1) if depth else "y"

        forms: tuple[Callable[[], str], ...] = (
            lambda: "y",
            lambda: "'import a'",
            lambda: '"it\'s"',
            lambda: f'"""import a\n{self._of(("", "  import b", "def f():", "if x:"))}\n"""',
            lambda: "'''\nfrom a import b  # \"\"\"\n'''",
            lambda: "'a\\\nimport b'",
            lambda: f"[{inner()},\nimport_ if y\nelse z, {inner()}]",
            lambda: f"{{'import': {inner()},\n'from': {inner()}}}",
            lambda: f"({inner()}\n  )",
            lambda: self._formatted(inner),
            lambda: self._formatted(inner),
            lambda: f"{inner()} {self._of(('+', 'and', 'if y else', ', '))} {inner()}",
            lambda: f"y[{inner()}:\n{inner()}]",
            lambda: f"lambda: {inner()}",
            lambda: "rb'\\'import '",
            lambda: "'''it\\'''' '''",
            lambda: '"\\\\" "#"',
        )
        return self._or_odd(forms)()

    def _formatted(self, inner: Callable[[], str]) -> str:
        prefix = self._of(("f", "f", "F", "rf", "fR", "t"))
        quote = self._of(("'", '"', "'''", '"""'))
        before = self._of(("", "it", "{{", "}}", "import a ", "\\\\", "# "))
        values: tuple[Callable[[], str], ...] = (
            inner,
            inner,
            lambda: "y",
            lambda: "'q'",
            lambda: '"q"',
            lambda: "\ny",
            lambda: "y  # }\n",
        )
        rest = self._of(("", "", "", "!r", ":>10", ":{w}", "="))
        field = f"{{{self._of(('', ' ', chr(10)))}{self._of(values)()}{rest}}}"
        return f"{prefix}{quote}{before}{field}{self._of(('', ' tail', '}}'))}{quote}"


# What begins blocks: $BLOCK stands for one, $SIMPLE for simple statements, $VALUE for an expression over lines.
HEADERS: tuple[tuple[str, ...], ...] = (
    ("def f(a, *, b=(lambda: 1)):", "$BLOCK"),
    ("async def f(\n    a,\n    b: 'x' = [],\n) -> None:", "$BLOCK"),
    ("class A(B,\n  metaclass=C):", "$BLOCK"),
    ("with a as b, c: # import no", "$BLOCK"),
    ("with (\n  a as b,\n  c,\n):", "$BLOCK"),
    ("for x in y:", "$BLOCK"),
    ("while x[1:\n  2]:", "$BLOCK"),
    ("if x :", "$BLOCK"),
    ("if (\n x and # :\n y\n):", "$BLOCK"),
    ("if TYPE_CHECKING:", "$BLOCK"),
    ("if TYPE_CHECKING : # why", "$BLOCK"),
    ("if TYPE_CHECKING:", "$BLOCK", "else:", "$BLOCK"),
    ("if x:", "$BLOCK", "elif TYPE_CHECKING:", "$BLOCK", "else:", "$BLOCK"),
    ("if $VALUE:", "$BLOCK", "else :", "$BLOCK"),
    ("try:", "$BLOCK", "except ImportError:", "$BLOCK", "finally:", "$BLOCK"),
    ("try:", "$BLOCK", "except* (A, B) as c:", "$BLOCK"),
    ("match x:", " case 1:\n  $SIMPLE", " case _:\n  $SIMPLE"),
    ("@a(\n  b)", "@c", "def f(): # :", "$BLOCK"),
    ("if x: $SIMPLE",),
    ("class A: $SIMPLE",),
    ("def f(): $SIMPLE",),
    ("def f():", "$BLOCK", '# import no\n\n"""tail"""'),
    ("def f[T: (int, str)](x: T) -> T:", "$BLOCK"),
)
