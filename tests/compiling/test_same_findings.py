"""The same breaches of import laws at every entry point: those of the engine and of the compiled contracts."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, note, settings
from hypothesis import strategies as st

import import_conformance.contract_types  # noqa: F401  # as `lint-imports` does before it builds a graph
from import_conformance.cli.main import cli
from import_conformance.model.topology import TopologyError
from import_conformance.testing.suite import Suite, SuiteSettings
from tests.support.linting import (
    PROJECT,
    compile_into,
    plant,
    report_here,
    reported_by_contracts,
    reported_by_engine,
    tolerate,
)

DOMAINS = ("sales", "stock")
KINDS = ("runtime", "lazy", "typing", "dynamic")
OUTSIDE = ("orm", "orm.session", "requests")
FORMS = {
    "runtime": "import {0}\n",
    "lazy": "def later():\n    import {0}\n",
    "typing": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import {0}\n",
    "dynamic": "import importlib\nimportlib.import_module('{0}')\n",
}


@st.composite
def laws(draw: st.DrawFn) -> str:
    """Draw a topology of 2 to 4 layers, two domains, and allow and forbid lines that do not contradict each other."""
    layers = [f"L{number}" for number in range(draw(st.integers(2, 4)))]
    kinds = st.one_of(st.just(KINDS), st.lists(st.sampled_from(KINDS), min_size=1, max_size=3, unique=True))
    lines = ["topology: 1", "name: Any", "source: {roots: [.], packages: [app], baseline: known.json}", "layers:"]
    for number, layer in enumerate(layers):
        within = layers[(number + 1) % len(layers)]
        patterns = [f"app.{{domain}}.{layer}", *([f"app.{{domain}}.{within}.inner"] if draw(st.booleans()) else [])]
        lines.append(f"  {layer}: {{modules: [{', '.join(map(repr, patterns))}], optional: true, because: any}}")
    lines += ["axes:", f"  domain: {{values: [{', '.join(DOMAINS)}], optional: [{', '.join(DOMAINS)}]}}", "allow:"]
    ends = [*layers, "sales", "stock.L0", "app.stock"]
    for _ in range(draw(st.integers(1, 5))):
        low = draw(st.integers(0, len(layers) - 1))
        source = draw(st.sampled_from([layers[low], *ends[len(layers) :]]))
        target = draw(st.sampled_from(layers[low:] + ends[len(layers) :]))
        across = draw(st.sampled_from(["", ", across: domain"]))
        lines.append(
            f"  - {{edge: {source} -> {target}{across}, kinds: [{', '.join(draw(kinds))}], "
            "optional: true, because: any}"
        )
    forbid = draw(st.integers(0, 3))
    lines += ["forbid:"] if forbid else []
    for number in range(forbid):
        source = draw(st.sampled_from([*ends, "app", "app.loose"]))
        targets = draw(
            st.lists(st.sampled_from([*ends, "app", "app.loose", *OUTSIDE]), min_size=1, max_size=2, unique=True)
        )
        lines.append(
            f"  ban{number}: {{from: {source}, to: [{', '.join(targets)}], kinds: [{', '.join(draw(kinds))}], "
            "optional: true, because: any}"
        )
    return "\n".join(lines) + "\n"


@st.composite
def trees(draw: st.DrawFn) -> dict[str, str]:
    """Draw files of up to 4 layers in two domains, with nested folders, some of them without `__init__.py`."""
    paths = [
        f"app/{domain}/L{number}/{name}"
        for domain, number, name in product(
            DOMAINS, range(4), ("__init__.py", "a.py", "inner/b.py", "inner/__init__.py")
        )
    ]
    chosen = draw(st.lists(st.sampled_from([*paths, "app/__init__.py", "app/loose.py"]), min_size=3, unique=True))
    modules = [path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in chosen]
    imports = st.tuples(st.sampled_from(KINDS), st.sampled_from([*modules, *OUTSIDE]))
    return {
        path: "".join(FORMS[kind].format(target) for kind, target in draw(st.lists(imports, max_size=6)))
        for path in chosen
    }


@settings(max_examples=100, deadline=None)
@given(law=laws(), sources=trees(), known=st.integers(0, 6))
def test_contracts_report_what_the_engine_finds(law: str, sources: dict[str, str], known: int) -> None:
    """Each new breach of an import law is reported by exactly one contract, and nothing else is."""
    with _inside() as root:
        plant(root, {**sources, "topology.yaml": law})
        try:
            if known:
                tolerate(root, known)
            note(compile_into(root))
        except TopologyError as error:
            note(str(error))
            return
        report, session = report_here()
        reported = [entry for entries in reported_by_contracts(report, session) for entry in set(entries)]
        assert sorted(reported) == sorted(set(reported_by_engine(session.verdict.new, session)))
        assert not session.difference


@contextmanager
def _inside() -> Iterator[Path]:
    """Work in a new directory."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        try:
            yield Path(name)
        finally:
            os.chdir(before)


def test_the_sample_has_the_same_import_findings_at_all_entry_points(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a baseline `check --format json`, the contracts and pytest report the same."""
    shutil.copytree(PROJECT / "examples/hoc", tmp_path / "examples/hoc")
    law = (PROJECT / "topology.yaml").read_text(encoding="utf-8")
    (tmp_path / "topology.yaml").write_text(law.replace("  baseline: topology.baseline.json\n", ""), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    compile_into(tmp_path)
    report, session = report_here()
    reported = {entry for entries in reported_by_contracts(report, session) for entry in set(entries)}
    printed = json.loads(CliRunner().invoke(cli, ["check", "--format", "json"]).stdout)["findings"]
    by_check = {
        (f["law"], f["path"], f["line"], f["imported"])
        for f in printed
        if "imported_layer" in f and f["rule"] in ("layers", "forbid")
    }
    suite = Suite(SuiteSettings(tmp_path / "topology.yaml", tmp_path))
    by_pytest = {
        line for test in ("test_layer", "test_ban") for item in suite.items(test) for line in item.breach().split()
    }

    assert reported == by_check == set(reported_by_engine(session.verdict.new, session))
    assert len(by_check) == 9
    assert {f"examples/hoc/{path}:{line}" for _, path, line, _ in by_check} == {
        word.rpartition(":")[0] for word in by_pytest if word.count(":") == 2 and word.startswith("examples/")
    }
