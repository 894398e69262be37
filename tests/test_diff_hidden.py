"""A change of the topology that takes code out of its scope is LOOSENED and fails `--fail-on-loosened`."""

import json
from collections.abc import Mapping

import pytest

from import_conformance.comparing.revisions import JudgedRevision, RevisionCheckout, RevisionJudge
from import_conformance.model.topology import Position, Problem, Topology, TopologyError
from tests.support.history import History, diff

LAW = """\
topology: 1
name: Shop
source: {roots: [src], packages: [shop]}
layers:
  api: {modules: "shop.{area}.api"}
  core: {modules: "shop.{area}.core"}
axes: {area: [cart, stock]}
allow:
  - api -> core
  - core -> core
forbid:
  no-pickle: {from: core, to: pickle, optional: true, because: not yet}
ban:
  no-print: {calls: [builtins.print], in: core}
"""
CODE = {
    "src/shop/cart/api.py": "import shop.cart.core\n",
    "src/shop/cart/core.py": "TOTAL = 0\n",
    "src/shop/stock/api.py": "import shop.stock.core\n",
    "src/shop/stock/core.py": "TOTAL = 1\n",
    "src/shop/jobs.py": "import shop.cart.core\n",
}
PICKLES = {"src/shop/cart/core.py": "import pickle\n"}
UPWARD = {"src/shop/cart/core.py": "import shop.cart.api\n"}
ACROSS = {"src/shop/cart/core.py": "import shop.stock.core\n"}
TWO_ROOTS = LAW.replace("[src]", "[src, lib]")
TOOLS = {"lib/tools/core.py": "print(1)\n", "lib/shop/tools.py": "import shop.cart.core\n"}
TOOL_LAW = TWO_ROOTS.replace("[shop]", "[shop, tools]").replace(
    '"shop.{area}.core"', '["shop.{area}.core", tools.core]'
)
CLEAN_COPY = {path.replace("src/", "decoy/"): text for path, text in CODE.items()}
STRICT = LAW.replace("[shop]}", "[shop], unplaced: error}")

Files = Mapping[str, str | None]


def edited(law: str, *changes: tuple[str, str]) -> str:
    """Return the topology with some of its text replaced."""
    for old, new in changes:
        assert old in law, old
        law = law.replace(old, new)
    return law


LOOSENINGS: dict[str, tuple[str, str, Files]] = {
    "another layer claims the module": (
        LAW, edited(LAW, ('"shop.{area}.api"', '["shop.{area}.api", shop.cart.core]')), PICKLES
    ),
    "a root with a clean copy": (LAW, edited(LAW, ("[src]", "[decoy]")), PICKLES | CLEAN_COPY),
    "a clean copy that comes first": (LAW, edited(LAW, ("[src]", "[decoy, src]")), PICKLES | CLEAN_COPY),
    "a root left out": (TWO_ROOTS, edited(TWO_ROOTS, ("[src, lib]", "[src]")), {}),
    "a package left out": (TOOL_LAW, edited(TOOL_LAW, ("[shop, tools]", "[shop]"), (", tools.core]", "]")), {}),
    "a package narrowed": (LAW, edited(LAW, ("[shop]", "[shop.cart]"), ("cart, stock", "cart")), {
        "src/shop/stock/core.py": "import pickle\n"
    }),
    "an exclusion": (LAW, edited(LAW, ("[shop]}", "[shop], exclude: [shop.cart.core]}")), PICKLES),
    "a layer taken out": (LAW, edited(
        LAW, ('  api: {modules: "shop.{area}.api"}\n', ""), ("  - api -> core\n", "")
    ), {}),
    "a narrower pattern": (LAW, edited(LAW, ('"shop.{area}.core"', '"shop.{area=cart}.core"')), {}),
    "a pattern that takes no value of the axis": (
        LAW, edited(LAW, ('"shop.{area}.core"', '"shop.*.core"')), ACROSS
    ),
    "two layers made one": (LAW, edited(
        LAW,
        ('  api: {modules: "shop.{area}.api"}\n', ""),
        ('{modules: "shop.{area}.core"}', '{modules: ["shop.{area}.core", "shop.{area}.api"]}'),
        ("  - api -> core\n", ""),
    ), UPWARD),
    "a new layer that may do more": (LAW, edited(
        LAW, ("axes:", "  free: {modules: shop.cart.core}\naxes:"), ("allow:\n", "allow:\n  - free -> api\n")
    ), UPWARD),
    "a new layer that a ban does not see": (LAW, edited(
        LAW, ("axes:", "  free: {modules: shop.cart.core}\naxes:"),
        ("from: core", "from: [core, free]"),
        ("allow:\n", "allow:\n  - free -> core\n  - api -> free\n"),
    ), {}),
    "a module moved before it breaks a law": (
        LAW, edited(LAW, ('"shop.{area}.api"', '["shop.{area}.api", shop.cart.core]')), {}
    ),
    "a layer that may match nothing": (LAW, edited(
        LAW, ('{modules: "shop.{area}.api"}', '{modules: "shop.{area}.api", optional: true, because: x}')
    ), {}),
    "an axis value that may match nothing": (
        LAW, edited(LAW, ("[cart, stock]", "{values: [cart, stock], optional: [stock]}")), {}
    ),
    "one more value of an axis": (
        LAW, edited(LAW, ("[cart, stock]", "[cart, stock, jobs]")),
        {"src/shop/jobs/core.py": "", "src/shop/jobs.py": None},
    ),
    "an axis taken out": (LAW, edited(LAW, ("axes: {area: [cart, stock]}\n", ""), ("{area}", "*")), ACROSS),
    "modules in no layer are only reported": (STRICT, LAW, {}),
}  # fmt: skip


@pytest.mark.parametrize("name", LOOSENINGS)
def test_a_change_that_hides_code_is_loosened(history: History, name: str) -> None:
    """The change is listed as loosened and the exit code is 1, also when it hides no finding yet."""
    before, after, files = LOOSENINGS[name]
    _commit(history, before, after, files)

    result = diff("base", "head", "--fail-on-loosened", "--format", "json")

    assert result.stdout, result.stderr
    found = json.loads(result.stdout)
    assert (result.exit_code, bool(found["law"]["loosened"])) == (1, True), found["law"]


def _commit(history: History, before: str, after: str, files: Files) -> None:
    tools = TOOLS if "lib" in before else {}
    history.commit("base", {"topology.yaml": before, **CODE, **tools})
    history.commit("head", {"topology.yaml": after, **files})


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_hidden_finding_names_the_file_that_breaks_the_law(history: History, form: str) -> None:
    """It names the real file, not the copy that is judged instead, and fails in every format."""
    _commit(history, *LOOSENINGS["a root with a clean copy"])

    result = diff("base", "head", "--fail-on-loosened", "--format", form)

    assert result.exit_code == 1
    assert "src/shop/cart/core.py:1" in result.stdout or '"repository_path": "src/shop/cart/core.py"' in result.stdout
    assert "decoy/shop/cart/core.py" not in result.stdout


def test_a_finding_in_file_and_copy_is_shown_in_the_hidden_file(history: History) -> None:
    """When both are judged, the file that only the old topology covers is shown."""
    _commit(history, *LOOSENINGS["a clean copy that comes first"])

    (hidden,) = json.loads(diff("base", "head", "--format", "json").stdout)["law"]["hidden"]

    assert hidden["repository_path"] == "src/shop/cart/core.py"


def test_a_hiding_change_lists_the_modules_that_it_hides(history: History) -> None:
    """A module moved to another layer or out of an area is named with the laws that no longer apply to it."""
    _commit(history, *LOOSENINGS["another layer claims the module"])

    lines = diff("base", "head").stdout.splitlines()

    at = lines.index("LAW LOOSENED: 1 change")
    assert lines[at + 1] == (
        "    topology.yaml:5 (was :5)  layer api: modules: shop.cart.core added; "
        "no-pickle and no-print no longer see shop.cart.core, `allow` and `forbid` deny less of shop.cart.core"
    )


HONEST: dict[str, tuple[str, str, Files]] = {
    "a layer for modules that had none": (LAW, edited(
        LAW, ("axes:", "  jobs: {modules: shop.jobs}\naxes:"), ("allow:\n", "allow:\n  - jobs -> core\n")
    ), {}),
    "a layer for modules that must have one": (STRICT, edited(
        STRICT, ("axes:", "  jobs: {modules: shop.jobs}\naxes:"), ("allow:\n", "allow:\n  - jobs -> core\n")
    ), {}),
    "a layer of another name": (LAW, edited(
        LAW, ("  core:", "  heart:"), ("api -> core", "api -> heart"), ("core -> core", "heart -> heart"),
        ("from: core", "from: heart"), ("in: core", "in: heart"),
    ), {}),
    "a layer split in two, with all laws for both": (LAW, edited(
        LAW, ("axes:", '  store: {modules: "shop.{area=stock}.core"}\naxes:'),
        ("api -> core", "api -> core store"), ("core -> core", "core -> core\n  - store -> store"),
        ("from: core", "from: [core, store]"), ("in: core", "in: [core, store]"),
    ), {}),
    "a ban on an import that `allow` denies already": (LAW, edited(
        LAW, ("forbid:\n", "forbid:\n  no-up: {from: core, to: api}\n")
    ), UPWARD),
    "a stricter ban": (LAW, edited(LAW, ("to: pickle", "to: [pickle, marshal]")), {}),
    "one more root": (LAW, TWO_ROOTS, TOOLS),
    "a root of another name, with its files": (LAW, edited(LAW, ("[src]", "[source]")), {
        path.replace("src/", "source/"): text for path, text in CODE.items()
    }),
    "a module that the old law would not place alone": (LAW, edited(
        LAW, ("axes:", '  web: {modules: "shop.{area}.web"}\naxes:'), ("allow:\n", "allow:\n  - web -> api\n")
    ), {"src/shop/cart/web.py": "import shop.cart.api\n"}),
    "an exclusion taken back": (edited(LAW, ("[shop]}", "[shop], exclude: [shop.jobs]}")), LAW, {}),
}  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_a_change_that_hides_nothing_is_not_loosened(history: History, name: str) -> None:
    """New layers, tighter laws and renames pass, also where existing debt is still found."""
    before, after, files = HONEST[name]
    _commit(history, before, after, files)
    if "source/" in str(files):
        history.commit("head-2", dict.fromkeys(CODE))
        history.git("tag", "--force", "head")

    result = diff("base", "head", "--fail-on-loosened", "--law", "own", "--format", "json")

    assert result.stdout, result.stderr
    found = json.loads(result.stdout)["law"]
    assert (found["loosened"], found["hidden"], found["unplaced"], found["untold"]) == ([], [], [], "")


def test_a_topology_that_cannot_be_compared_fails(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--fail-on-loosened` fails when the old topology cannot be applied to the new code."""
    _commit(history, LAW, edited(LAW, ("to: pickle", "to: marshal")), {})
    judge = RevisionJudge.judge

    def refusing(judging: RevisionJudge, checkout: RevisionCheckout, law: Topology) -> JudgedRevision:
        if checkout.name == "head" and law is not checkout.law.topology:
            raise TopologyError((Problem("topology.yaml", Position(1), "it cannot be tried"),))
        return judge(judging, checkout, law)

    monkeypatch.setattr(RevisionJudge, "judge", refusing)

    assert "what the change of the law hides" in diff("base", "head").stdout

    assert diff("base", "head", "--fail-on-loosened").exit_code == 1


def test_a_first_topology_is_not_loosened(history: History) -> None:
    """Nothing is loosened when the earlier revision has no topology."""
    history.commit("bare", {"topology.yaml": None})
    history.commit("adopted", {"topology.yaml": LAW, **CODE})

    assert diff("bare", "adopted", "--fail-on-loosened").exit_code == 0


CONTRACTS = "# T: generated by `conformance compile` from topology.yaml\n[importlinter]\nroot_package = shop\n"
COMPILED = {".importlinter": CONTRACTS}


@pytest.mark.parametrize("text", [None, "[importlinter]\nroot_package = shop\n"])
def test_removed_or_replaced_contracts_are_loosened(history: History, text: str | None) -> None:
    """Without the compiled contracts, or with others, `lint-imports` applies no law of the topology."""
    history.commit("base", {"topology.yaml": LAW, **CODE, **COMPILED})
    history.commit("head", {".importlinter": text})

    result = diff("base", "head", "--fail-on-loosened")

    assert (result.exit_code, "contracts: .importlinter is " in result.stdout) == (1, True)


@pytest.mark.parametrize("path", ["import_conformance.py", "import_conformance_pytest/__init__.py", "setup.cfg"])
@pytest.mark.parametrize("is_committed", [True, False])
def test_a_file_that_overrides_lint_imports_is_introduced(history: History, path: str, *, is_committed: bool) -> None:
    """It is introduced in a commit and in the work tree, and fixed when it is removed."""
    history.commit("base", {"topology.yaml": LAW, **CODE, **COMPILED})
    files = {path: "[importlinter]\n"}
    if is_committed:
        history.commit("head", files)
    history.write(files)

    (found,) = json.loads(diff("base", *(["head"] if is_committed else []), "--format", "json").stdout)["introduced"]

    assert (found["law"], found["repository_path"]) == ("foreign-configuration", path)
    if is_committed:
        assert diff("head", "base").stdout.endswith("0 findings introduced, 1 fixed, 0 already there.\n")
