"""A shop of four modules with a topology of its own, in which whole runs of pytest are tried."""

import re
from pathlib import Path

import pytest

from import_conformance.model.debt.ratchet import baseline_of
from import_conformance.model.laws.builtin import FOREIGN, UNMATCHED, Builtin
from import_conformance.reading.topology.load import load_topology
from import_conformance.writing.baseline_file import write_baseline
from tests.support.building import verdict_on_disk

TOPOLOGY = """\
topology: 1
name: shop
source: {roots: [src], packages: [shop], baseline: known.json}
layers:
  api: {modules: "shop.{area}.api"}
  core: {modules: "shop.{area}.core"}
axes: {area: [cart, stock]}
allow: [api -> core, core -> core]
forbid:
  no-pickle: {from: core, to: [pickle], severity: critical, because: strangers write it, fix: use json, optional: true}
"""
CORE = "src/shop/cart/core.py"
# Before 9.0, pytest says so of the plugin, which the run around this one has loaded already.
KNOWN = ("-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning")
BREACH = "from shop.cart import api\n"


class Shop:
    """A tree that conforms, and pytest run in it as a user would, with this plugin and no other."""

    def __init__(self, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2] / "src"))
        for name in ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI"):
            monkeypatch.delenv(name, raising=False)
        self.pytester = pytester
        self.path = pytester.path
        self.write("topology.yaml", TOPOLOGY)
        for area in ("cart", "stock"):
            self.write(f"src/shop/{area}/core.py", "")
            self.write(f"src/shop/{area}/api.py", f"from shop.{area} import core\n")

    def write(self, path: str, text: str) -> None:
        """Put a file into the tree."""
        (self.path / path).parent.mkdir(parents=True, exist_ok=True)
        (self.path / path).write_text(text, encoding="utf-8")

    def accept(self) -> None:
        """Write all findings of now to the baseline."""
        write_baseline(self.path / "known.json", baseline_of(verdict_on_disk(self.path / "topology.yaml").findings, ()))

    def ids(self) -> list[str]:
        """Return the items of the suite for an empty baseline, in their order."""
        areas = ("cart", "stock")
        pairs = ("api-to-api", "api-to-core", "core-to-api", "core-to-core")
        laws = load_topology(self.path / "topology.yaml").of(Builtin)
        # These laws are there only where something breaks them.
        builtin = [law.id for law in laws if law.id not in ("ambiguous-layer", FOREIGN, UNMATCHED)]
        return [
            *(f"test_bans.py::test_ban[{area}:no-pickle]" for area in areas),
            *(f"test_code.py::test_built_in_law[{law}]" for law in builtin),
            "test_contracts.py::test_importlinter_is_current[importlinter]",
            "test_debt.py::test_baseline_is_current[known.json]",
            *(f"test_layers.py::test_layer[{area}:{pair}]" for pair in pairs for area in areas),
        ]

    def red(self) -> dict[str, str]:
        """Return the whole text of the suite about that breach."""
        (finding,) = verdict_on_disk(self.path / "topology.yaml", use_baseline=False).findings
        lines = (
            "high, 1 new: src/shop/cart/core.py:1",
            f"src/shop/cart/core.py:1:1  {finding.message}",
            "law: core-to-api (topology.yaml:8)",
            f"fix: {finding.fix}",
        )
        return {"test_layer[cart:core-to-api]": "\n".join(lines)}

    def run_pytest(self, *arguments: str) -> pytest.RunResult:
        """Run pytest here."""
        options = ("-p", "import_conformance_pytest", "-p", "no:cacheprovider", "--strict-markers", "-Werror", *KNOWN)
        return self.pytester.runpytest_inprocess(*options, *arguments)

    def suite(self, *arguments: str) -> pytest.RunResult:
        """Run the suite here, as a user of the installed package does."""
        return self.run_pytest("--pyargs", "import_conformance.suite", *arguments)


def failures(result: pytest.RunResult) -> dict[str, str]:
    """Return the text of each failure, by the name of its item."""
    text = str(result.stdout).partition("= FAILURES =")[2].partition("\nconformance: ")[0]
    text = text.partition("= short test summary")[0]
    parts = re.split(r"\n_+ (\S+) _+\n(?:\[gw\d.*\n)?", text)
    return dict(zip(parts[1::2], (part.rstrip("=\n ") for part in parts[2::2]), strict=True))


def collected(result: pytest.RunResult) -> list[str]:
    """Return the items that `--collect-only -q` lists."""
    return [line for line in result.outlines if "::" in line]
