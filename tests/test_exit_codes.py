"""Exit code 2 depends on the text of the topology alone; what the tree brings about is a finding, with code 1."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.tiny import run

TOPOLOGY = """\
topology: 1
name: Shop
source: {roots: [src], packages: [shop], baseline: known.json, exclude: shop.drafts}
layers:
  api: {modules: "shop.{team}.api"}
  core: {modules: "shop.{team}.core"}
  base: {modules: shop.base}
axes: {team: [pay, stock]}
allow: [api -> api core base, core -> core base]
forbid: {no-redis: {from: core, to: redis, because: x}}
require: {use-base: {every: team, must_import: base}}
own: {one-base: {owner: base, among: shop}}
ban: {no-print: {calls: print, in: core, except: shop.base}}
acyclic: [team]
names: {no-utils: {in: core, deny: "*_utils"}}
headers: {layer-header: {key: Layer, in: api, required: true}}
quarantine: {aside: {modules: shop.old, at_most: 1}}
limit: {small: {in: core, lines: 50}}
waive: [{law: core-to-api, modules: shop.pay.core, reason: moves, owner: pay, until: 2999-12-31}]
"""
TREE = {
    "shop/__init__.py": "",
    "shop/pay/api.py": "# Layer: api\nimport shop.pay.core\n",
    "shop/pay/core.py": "import shop.base\nimport shop.pay.api\n",
    "shop/stock/api.py": "# Layer: api\nimport redis\n",
    "shop/stock/core.py": "import shop.base\n",
    "shop/base.py": "X = 1\n",
    "shop/old/bill.py": "",
    "shop/drafts.py": "",
}


def gone(*paths: str) -> Callable[[Path], None]:
    """Return a change that deletes files."""

    def change(here: Path) -> None:
        for path in paths:
            (here / "src" / path).unlink()

    return change


def put(path: str, text: str = "") -> Callable[[Path], None]:
    """Return a change that writes a file."""

    def change(here: Path) -> None:
        (here / "src" / path).parent.mkdir(parents=True, exist_ok=True)
        (here / "src" / path).write_text(text)

    return change


STOCK = "shop/stock/api.py", "shop/stock/core.py"
# Changes of the code alone, and the sentence that names what cannot be applied any more; "" where all can.
CHANGES = {
    "a new file": (put("shop/pay/more.py"), ""),
    "a file of no layer": (put("shop/tools/run.py"), ""),
    "a new team": (put("shop/web/api.py", "# Layer: api\n"), ""),
    "an import against the law": (put("shop/base.py", "import shop.pay.api\n"), ""),
    "a file with a syntax error": (put("shop/base.py", "def f(:\n"), ""),
    "a broken import": (put("shop/base.py", "import shop.nowhere\n"), ""),
    "a cycle": (put("shop/stock/core.py", "import shop.base, shop.pay.core\n"), ""),
    "a layer without a file": (gone("shop/base.py"), "the pattern shop.base of layer base matches no module"),
    "an axis value without a file": (gone(*STOCK), "'stock' of axis team has no module"),
    "the last import of a banned package": (put("shop/stock/api.py", "# Layer: api\n"), "redis"),
    "an empty quarantine": (gone("shop/old/bill.py"), "'shop.old' in quarantine.aside names no module"),
    "a full quarantine": (put("shop/old/more.py"), "quarantine.aside may hold 1 modules and holds 2"),
    "a waived finding that is gone": (put("shop/pay/core.py", "import shop.base\n"), "matches no finding any more"),
    "an excluded file that is gone": (gone("shop/drafts.py"), "shop.drafts of source.exclude matches no file"),
    "a package that is renamed": (lambda here: (here / "src/shop").rename(here / "src/store"), "no package 'shop'"),
    "a root that is gone": (lambda here: (here / "src").rename(here / "lib"), "the source root 'src' is not"),
    "no header in any file": (put("shop/pay/api.py", "import shop.pay.core\n"), ""),
}  # fmt: skip
# Mistakes in the text, by what they replace.
MISTAKES = {
    "a section that does not exist": ("limit:", "limits:"),
    "a key that does not exist": ("deny:", "denies:"),
    "a layer that does not exist": ("core -> core base", "cor -> core base"),
    "an axis that does not exist": ("acyclic: [team]", "acyclic: [teem]"),
    "a value that is not declared": ("every: team", "every: team, of: [web]"),
    "a severity that does not exist": ("because: x", "because: x, severity: highest"),
    "a date that is none": ("2999-12-31", "soon"),
    "a waiver without a law": ("law: core-to-api", "law: no-such-law"),
    "a number that is none": ("at_most: 1", "at_most: one"),
    "a limit of nothing": ("{in: core, lines: 50}", "{in: core}"),
    "a law without its target": ("from: core, to: redis", "from: core"),
    "a list that is empty": ("acyclic: [team]", "acyclic: []"),
    "a key twice": ("name: Shop", "name: Shop\nname: Shop"),
    "no mapping": ("ban: {no-print:", "ban: [no-print] #"),
    "a law id twice": ("no-utils:", "no-print:"),
    "a pattern that is none": ("modules: shop.base", "modules: shop..base"),
    "a root that is absolute": ("roots: [src]", "roots: [/src]"),
    "both of two keys": ("owner: base, among", "owner: base, between: team, among"),
    "another version": ("topology: 1", "topology: 7"),
    "no YAML": ("layers:\n", "layers: {\n"),
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A code base that conforms."""
    (tmp_path / "topology.yaml").write_text(TOPOLOGY)
    for path, text in TREE.items():
        put(path, text)(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run("check", "-q").exit_code == 0, run("check").output
    return tmp_path


@pytest.mark.parametrize(("change", "sentence"), CHANGES.values(), ids=CHANGES)
def test_a_change_of_the_code_is_judged(here: Path, change: Callable[[Path], object], sentence: str) -> None:
    """What the topology speaks of may be gone: that is a finding of its law, and all other laws are judged."""
    change(here)

    check = run("check")

    assert check.exit_code in (0, 1), check.output
    assert "laws applied" in check.stdout
    assert sentence in check.stdout
    assert check.exit_code == 1 or not sentence
    for command in ("doctor", "plan", "report", "explain no-redis", "graph", "compile"):
        assert run(*command.split()).exit_code in (0, 1), command


@pytest.mark.parametrize(("old", "new"), MISTAKES.values(), ids=MISTAKES)
@pytest.mark.parametrize("is_empty", [False, True])
def test_a_mistake_in_the_text_is_refused_on_every_tree(here: Path, old: str, new: str, *, is_empty: bool) -> None:
    """The same text gives the same code, whatever the tree holds."""
    assert TOPOLOGY.count(old) >= 1
    (here / "topology.yaml").write_text(TOPOLOGY.replace(old, new, 1))
    for path in TREE if is_empty else ():
        put(path)(here)

    check = run("check")

    assert check.exit_code == 2, check.output
    assert check.stderr.startswith("topology.yaml:")
