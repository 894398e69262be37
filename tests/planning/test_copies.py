"""Single changes in a copy, fact by fact, and which findings count as the same before and after."""

from dataclasses import replace

from import_conformance.judging.session import Session, session_of
from import_conformance.model.answers.remedy import CodeChange, RemoveDefinition, RemoveImport
from import_conformance.model.base.facts import Wanted
from import_conformance.model.finding import Finding
from import_conformance.model.topology import Topology
from import_conformance.planning.altering import altered, renamed
from import_conformance.planning.remedies import RemedyBuilder
from import_conformance.planning.simulation import Matching, judged
from import_conformance.rules.shared.base import Case
from tests.reporting.verdicts import ABSENT, UPWARD
from tests.support.building import law, material

ALL = Wanted(names=frozenset({"go"}), methods=frozenset({"commit"}), definitions=True, orm=True)
MODEL = "class Bill(Base):\n    __tablename__ = 'bill'\n"
PLAIN: Topology = law("")


def copy_of(sources: dict[str, str], topology: Topology = PLAIN) -> Session:
    """Return a copy of a small code base."""
    return session_of(topology, material(topology, sources, ALL))


def uses(copy: Session, module: str) -> tuple[list[str], list[str], list[str | None]]:
    """Return the references, method calls and writes of a file."""
    source = copy.material.facts[module].source
    assert source
    called = [call.method for call in source.method_calls]
    return [one.name for one in source.references], called, [write.model for write in source.writes]


def after(copy: Session, *changes: CodeChange) -> Session:
    """Return the copy after some changes."""
    return altered(copy, changes)


def test_uses_of_a_removed_import_are_removed_too() -> None:
    """References to its names are removed, and the model of a write becomes unknown; other names stay."""
    text = "from app import m, n\nm.go()\nn.go()\ndef f(session):\n    session.add(m.Bill())\n    session.commit()\n"
    copy = copy_of({"app/m.py": MODEL, "app/n.py": "", "app/a.py": text})
    left = after(copy, RemoveImport("app/a.py", "app.a", 1, "app.m", ("m",)))

    assert uses(copy, "app.a") == (["app.m.go", "app.n.go"], ["commit"], ["app.m.Bill"])
    assert uses(left, "app.a") == (["app.n.go"], ["commit"], [None])
    assert [one.names for one in left.material.facts["app.a"].imports] == [("n",)]


def test_a_removed_definition_takes_its_body_with_it() -> None:
    """References, method calls and writes inside it are removed; those of a function with a longer name stay."""
    body = "    go()\n    session.add(Bill())\n    session.commit()\n"
    text = f"from app.m import Bill, go\ndef f(session):\n{body}def f2(session):\n{body}"
    left = after(copy_of({"app/m.py": MODEL, "app/a.py": text}), RemoveDefinition("app/a.py", "app.a", 2, "f"))

    assert uses(left, "app.a") == (["app.m.go"], ["commit"], ["app.m.Bill"])


def test_a_moved_module_imports_the_same_modules() -> None:
    """Its relative imports are written out, and those by others follow it, relative or not."""
    sources = {
        "app/p/__init__.py": "from .a import go\n",
        "app/p/a.py": "from .b import go\nfrom . import b\ngo()\n",
        "app/p/b.py": "def go(): ...\n",
        "app/q/c.py": "from app.p import a\nimport app.p.a\n",
    }
    moved = renamed(copy_of(sources), {"app.p.a": "app.q.z"})

    assert [(e.importer, e.imported, e.names) for e in moved.codebase.imports] == [
        ("app.p", "app.q.z", ("go",)),
        ("app.q.c", "app.q.z", ("z",)),
        ("app.q.c", "app.q.z", ()),
        ("app.q.z", "app.p.b", ("go",)),
        ("app.q.z", "app.p.b", ("b",)),
    ]
    assert uses(moved, "app.q.z")[0] == ["app.p.b.go"]
    assert moved.codebase.paths["app.q.z"] == "app/q/z.py"
    assert not moved.codebase.unresolved


def test_a_required_import_is_added_in_the_topmost_layer() -> None:
    """Of three files that may have a required import, the one in the layer that the law lists first has it."""
    layers = ", ".join(f'{name}: {{modules: "app.{{domain}}.{name}"}}' for name in ("mid", "east", "west"))
    text = f"""\
    layers: {{{layers}, run: {{modules: app.run}}}}
    axes: {{domain: [a]}}
    allow: [mid east west run -> run]
    require: {{use-run: {{every: domain, must_import: app.run}}}}
    """
    files = ("app/run.py", "app/a/east.py", "app/a/mid.py", "app/a/west.py")
    copy = copy_of(dict.fromkeys(files, ""), law(text))
    changes = RemedyBuilder(Case(copy.topology, copy.codebase)).changes(judged(copy).findings)

    assert list(map(str, changes)) == ["import app.run in app/a/mid.py"]


def test_repeats_of_a_finding_are_matched_one_for_one() -> None:
    """Of three equal ones, one is fixed when two remain, and one more is introduced."""
    matching = Matching([UPWARD] * 3, [UPWARD] * 2, {})
    more = Matching([UPWARD], [UPWARD, ABSENT, UPWARD], {})

    assert (matching.kept([UPWARD] * 3), matching.gone([UPWARD] * 3), matching.brought) == (2, (UPWARD,), ())
    assert more.brought == (ABSENT, UPWARD)


def test_a_finding_about_a_renamed_file_is_the_same() -> None:
    """Its file has another path, and what it imports lies in a package with another name."""
    before = replace(UPWARD, identity="app.a.high.x")
    now: Finding = replace(before, path="app/z/low.py", identity="app.z.high.x")
    new = {"app/a/low.py": "app/z/low.py", "app.a": "app.z"}

    assert Matching([before], [now], new).brought == ()
    assert Matching([before], [now], {}).brought == (now,)
