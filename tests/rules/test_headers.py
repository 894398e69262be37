"""What files say of their layer."""

from dataclasses import replace

import pytest

from import_conformance.model.finding import Finding, Kind
from import_conformance.model.topology import Severity
from import_conformance.rules.headers import judge
from tests.support.building import brief, case

LAW = """\
layers:
  L2.1: {modules: app.facade}
  L5: {modules: app.engine}
headers:
  says: {key: Layer}
"""
FACADE = {"app/facade.py": "# Layer: L2.1 — Facades"}


def found(text: str, law: str = LAW) -> list[str]:
    """Return the findings when app.engine has this text."""
    (judgement,) = judge(case(law, FACADE | {"app/engine.py": text}))
    assert judgement.problems == ()
    return [brief(finding).removeprefix("says app/engine.py:") for finding in judgement.findings]


@pytest.mark.parametrize(
    ("value", "claimed"),
    [
        ("L6", "L6"),
        ("L6 — Drivers", "L6"),
        ("L5.1", "L5.1"),
        ("L55", "L55"),
        ("l5", "l5"),
        ("the L5", "the"),
        ("—", ""),
    ],
)
def test_a_header_that_names_another_layer_is_found(value: str, claimed: str) -> None:
    """The first word after the key is the claim; a longer or differently spelt name is another layer."""
    said = f"# Layer: {claimed}".rstrip()

    assert found(f"# Project: X\n# Layer: {value}\n") == [f"2 this file says '{said}' and lies in L5"]


@pytest.mark.parametrize(
    "text",
    [
        "# Layer: L5",
        "# Layer: L5 — Engines",
        "# Layer: L5, engines",
        "# Layer: L5—Engines",
        "# Layer: `L5` (engines)",
        "# Layer: L5\n# Layer: L6",
        "# Layers: L6",
        "# layer: L5\n# Layer: L6",
        'T = """\n# Layer: L6\n"""',
        "T = (b'''\n# Layer: L6\n''')",
        "T = 'a\\\n# Layer: L6'",
        'T = f"""\n# Layer: L6\n{x}\n# Layer: L6"""',
        '"doc"; T = r"""\n# Layer: L6\n\\\\"""',
        "# Layer://L6",
        '"""\n# Layer: L6\n"""',
        "x = 1  # Layer: L6",
        "",
    ],
)
def test_a_true_header_and_none_are_silent(text: str) -> None:
    """Only the first header of the key counts, however its line goes on; a file may say nothing."""
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "#Layer:L6",
        "#Layer: L6",
        "# layer: L6",
        "#  LAYER :L6",
        "## Layer:\tL6",
        '"""One."""\n# Layer: L6',
        'T = """\n"""\n# Layer: L6',
        "T = ('a'  # '\n# Layer: L6\n 'b')",
        "x = 1  # it's\n# Layer: L6",
        'T = """\n# Layer: L5\n"""\n# Layer: L6',
        "T = f'{x}' f'''\n{x!r:>{y}}\n# Layer: L5'''\n# Layer: L6",
    ],
)
def test_a_header_is_known_however_it_is_spaced(text: str) -> None:
    """Spaces and the case of the key are free; comments between and behind strings are comments."""
    assert [each.partition(" ")[2] for each in found(text)] == ["this file says '# Layer: L6' and lies in L5"]


def test_the_key_of_the_law_may_be_spelt_freely() -> None:
    """`key: layer` reads `# Layer: ...`, and a key of two words whatever lies between them."""
    law = LAW.replace("key: Layer", "key: home LAYER")
    sources = {"app/facade.py": "# Home  Layer: L2.1", "app/engine.py": "#home layer:L6"}
    (judgement,) = judge(case(law, sources))

    assert [finding.identity for finding in judgement.findings] == ["L6"]


def test_a_header_may_be_required() -> None:
    """With `required: true` a file that says nothing is a finding, also where no file says anything."""
    law = LAW.replace("Layer}", "Layer, required: true, in: L5}")

    assert found("", law) == ["1 this file has no '# Layer: ...' and lies in L5"]
    assert [p for j in judge(case(law, FACADE | {"app/engine.py": ""})) for p in j.problems] == []


def test_a_file_without_a_layer_may_say_what_it_likes() -> None:
    """A module in no layer cannot have a wrong header."""
    (judgement,) = judge(case(LAW, FACADE | {"app/loose.py": "# Layer: L5"}))

    assert judgement.findings == ()


def test_a_folder_has_no_header() -> None:
    """A folder without a file of its own is not judged."""
    (judgement,) = judge(case(LAW, FACADE | {"app/engine/bill.py": "# Layer: L5"}))

    assert (judgement.findings, judgement.problems) == ((), ())


def test_a_finding_is_the_law_applied_to_a_place() -> None:
    """The whole value; reader and author get a reason and a remedy even where the law has none."""
    (judgement,) = judge(case(LAW, FACADE | {"app/engine.py": "# Layer: L6"}))
    expected = Finding(
        law="says",
        rule="headers",
        kind=Kind.HEADER,
        severity=Severity.LOW,
        law_line=8,
        path="app/engine.py",
        line=1,
        column=1,
        module="app.engine",
        identity="L6",
        message="this file says '# Layer: L6' and lies in L5",
        layer="L5",
        because="a reader believes the header, the tools believe the path",
        fix="correct the header to L5, or move the file",
        details={"claimed": "L6"},
    )

    assert judgement.findings == (expected,)
    law = LAW.replace("Layer}", "Layer, because: b, fix: f}")
    (judgement,) = judge(case(law, FACADE | {"app/engine.py": "# Layer: L6"}))
    assert judgement.findings == (replace(expected, because="b", fix="f"),)


@pytest.mark.parametrize(
    ("law", "problems"),
    [
        ("key: Layr", ["8:3: headers.says finds no '# Layr: ...' in any file of its scope"]),
        ("key: Layer, in: app.loose", ["8:3: headers.says binds no module: no file of its scope is in a layer"]),
        (
            "key: Layer, in: [L5, app.gone]",
            [
                "8:31: 'app.gone' in headers.says names no module of the code base",
                "8:3: headers.says finds no '# Layer: ...' in any file of its scope",
            ],
        ),
        ("key: Layer, in: app.gone", ["8:26: 'app.gone' in headers.says names no module of the code base"]),
        ("key: Layr, optional: true, because: later", []),
    ],
)
def test_a_law_that_reads_no_header_is_a_problem(law: str, problems: list[str]) -> None:
    """A misspelt key, a scope without layers and one without modules are reported, unless the law is optional."""
    sources = FACADE | {"app/engine.py": "", "app/loose.py": "# Layer: L5"}
    judged = judge(case(LAW.replace("key: Layer", law), sources))

    assert [str(p) for j in judged for p in j.problems] == [f"topology.yaml:{problem}" for problem in problems]
