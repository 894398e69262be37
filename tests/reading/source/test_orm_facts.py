"""Classes that may be models, and what is written to which of them."""

import ast
from textwrap import dedent

import pytest

from import_conformance.model.base.facts import OrmClass, SourceFacts, Wanted, Write
from import_conformance.reading.source.source_facts import source_of
from import_conformance.reading.text.source_text import parse

HEAD = "from app.models import Post, User\nfrom sqlmodel import select\nimport sqlalchemy as sa\n"


def source(text: str) -> SourceFacts:
    """Return the facts of a text."""
    tree = parse(text)
    assert isinstance(tree, ast.Module), tree
    return source_of(tree, text, Wanted(orm=True))


def written(text: str) -> list[str]:
    """Return operation and model of each write in a text below some imports."""
    return [f"{write.operation} {write.model}" for write in source(HEAD + dedent(text)).writes]


def test_a_write_has_its_place_and_its_model() -> None:
    """Place, model and function are recorded; a relative import keeps its dots, a class of the file its own name."""
    text = "from .m import A\nclass B(A): ...\ndef f(session):\n    session.add(A()); session.merge(B())\n"

    assert written("class C(B):\n @classmethod\n def f(cls): session.add(cls())\n") == ["add C"]
    assert source(text).writes == (Write(4, 5, "add", ".m.A", "f"), Write(4, 23, "merge", "B", "f"))


@pytest.mark.parametrize(
    "text",
    [
        "session.add(User(name=1))",
        "def f(x: User): session.add(x)",
        "def f(x: 'User | None'): session.add(x)",
        "def f(x: Optional[User]): session.add(x)",
        "def f(x: Annotated[User, 'Post']): session.add(x)",
        "x: User = load()\nsession.add(x)",
        "x = session.get(User, 1)\nsession.add(x)",
        "x = session.exec(select(User).where(User.id == 1)).first()\nsession.add(x)",
        "async def f():\n x = (await session.execute(sa.select(User))).scalars().one()\n session.add(x)",
        "x = session.scalar(select(User)) or User()\nsession.add(x)",
        "x = session.query(User).filter(User.id == 1).one_or_none()\nsession.add(x)",
        "for x in session.exec(select(User)).all():\n session.add(x)",
        "def f(rows: list[User]):\n for x in rows:\n  session.add(x)",
        "session.add(x := User())",
        "x = User()\ndef f():\n session.add(x)",
        "x = User.from_orm(y)\nsession.add(x)",
        "def load() -> 'User': ...\nsession.add(load())",
        "class R:\n def get(self) -> User: ...\n def f(self):\n  x = self.get()\n  self.session.add(x)",
        "class R:\n def __init__(self, x: User): self.x = x\n def f(self): self.session.add(self.x)",
        "class B:\n def __init__(self, x: User): self.x = x\nclass R(B):\n def f(self): session.add(self.x)",
        "x = cast('User', y)\nsession.add(x if x else None)",
        "x = None\nif y:\n x = User()\nsession.add(x)",
        "x, n = User(), 1\nsession.add(x)",
    ],
)
def test_the_model_of_a_row_is_known_by_its_origin(text: str) -> None:
    """Constructors, annotations, queries, loops and the methods of the file itself determine the class of a row."""
    assert written(text) == ["add app.models.User"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("session.add_all([User(), Post()])", ["add app.models.User", "add app.models.Post"]),
        ("session.add_all([User(n) for n in names])", ["add app.models.User"]),
        ("rows = [User()]\nsession.bulk_save_objects(rows)", ["add app.models.User"]),
        ("session.bulk_insert_mappings(User, rows)", ["insert app.models.User"]),
        ("session.delete(User())", ["delete app.models.User"]),
        ("session.query(User).filter(x).delete()", ["delete app.models.User"]),
        ("session.query(User).update({})", ["update app.models.User"]),
        ("session.execute(sa.insert(User).values(x=1))", ["insert app.models.User"]),
        ("from sqlalchemy.dialects.postgresql import insert as i\ni(User)", ["insert app.models.User"]),
        ("from sqlmodel import update\nupdate(User).where(x)", ["update app.models.User"]),
        ("User.__table__.insert()", ["insert app.models.User"]),
        ("session.add(load())", ["add None"]),
        ("if a:\n x = User()\nelse:\n x = Post()\nsession.add(x)", ["add app.models.Post", "add app.models.User"]),
        ("x = User()\nsession.add(x)\nx = Post()\nsession.add(x)", ["add app.models.User", "add app.models.Post"]),
    ],
)
def test_every_way_of_writing_counts(text: str, expected: list[str]) -> None:
    """Sessions, queries, statements and tables write; a row of unknown class is said to be so."""
    assert written(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "seen.add(User())",
        "active_sessions.add(User())",
        "cache.delete(key)",
        "def f(session: requests.Session):\n session.delete(url)\nimport requests",
        "session.delete('https://x')",
        "def insert(x): ...\ninsert(User)",
        "from app.text import update\nupdate(User)",
        "d.update(User())",
        "sa.func.insert(User)",
        "'session.add(User())'",
        "session.get(User, 1)",
    ],
)
def test_calls_that_only_look_like_writes_are_none(text: str) -> None:
    """Sets, caches, other sessions and local functions of the same name write to no model."""
    assert written(text) == []


@pytest.mark.parametrize("parameter", ["s: Session", "s: 'AsyncSession'", "s: Annotated[SessionX, Depends(g)]"])
def test_a_session_is_recognised_by_its_class(parameter: str) -> None:
    """The name of the variable does not matter."""
    assert written(f"def f({parameter}):\n s.add(User())") == ["add app.models.User"]


def test_a_class_with_a_base_and_a_table_is_a_model() -> None:
    """It names the table in its own body or keywords."""
    text = """\
        from sqlmodel import SQLModel
        class Base(SQLModel): ...
        class A(Base, table=True): ...
        class B(Generic[T], Base):
            __tablename__ = "b"
        class C(x.declared(), table=False): ...
        class D: ...
        """
    assert source(dedent(text)).orm_classes == (
        OrmClass("A", 3),
        OrmClass("B", 4),
    )
