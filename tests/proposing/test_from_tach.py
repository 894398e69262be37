"""Modules of tach, translated: what may import what is asked in tach's order."""

from pathlib import Path

import pytest

from import_conformance.model.contracts.foreign import TachConfig, TachModule
from import_conformance.proposing.proposal import ProposedEdge
from import_conformance.proposing.translating.from_tach import translate
from import_conformance.reading.foreign.importlinter_file import ConfigError
from import_conformance.reading.foreign.tach_file import read_tach

MODULES = frozenset({"app", "app.a", "app.b", "app.c", "app.a.inner"})


def edges(*modules: TachModule, **more: object) -> list[tuple[str, str]]:
    """Return the edges as `(source, targets)`, without those to itself and the line for type checkers."""
    config = TachConfig("tach.toml", (".",), modules, ignores_typing=False, **more)  # type: ignore[arg-type]  # by name
    found = translate(config, "Test", ("app",), MODULES)
    lines = [(edge.sources[0], edge.targets) for edge in found.edges]
    return [(source, " ".join(t for t in targets if t != source)) for source, targets in lines]


def test_dependencies_utilities_and_bans() -> None:
    """What is listed may be imported, a utility by all; a ban wins; without a list everything may."""
    a = TachModule("app.a", ("app.b",))
    b = TachModule("app.b", cannot_depend_on=("app.a",))
    c = TachModule("app.c", (), is_utility=True)

    assert edges(a, b, c) == [("a", "b c"), ("b", "c"), ("c", "")]


def test_layers_win_over_lists_and_closed_ones_are_not_skipped() -> None:
    """Down is free, up is never; past a closed layer nothing may; within one layer the list counts."""
    a, b, c = (TachModule(f"app.{name}", ("app.a",), layer=name) for name in "abc")

    assert edges(a, b, c, layers=(("a", False), ("b", False), ("c", False))) == [("a", "b c"), ("b", "c"), ("c", "")]
    assert edges(a, b, c, layers=(("a", False), ("b", True), ("c", False))) == [("a", "b"), ("b", "c"), ("c", "")]
    assert edges(a, b, layers=(("a", False), ("b", False)), is_explicit=True) == [("a", ""), ("b", "")]


def test_layers_of_a_cycle_are_translated_by_module_patterns() -> None:
    """Two layers cannot both be above the other, so lines name the modules; what that widens is listed."""
    config = TachConfig(
        "tach.toml",
        (".",),
        (TachModule("app.a", ("app.b",)), TachModule("app.b", ("app.a",)), TachModule("app.a.inner", ())),
    )
    found = translate(config, "Test", ("app",), MODULES)

    assert ProposedEdge(("b",), ("app.a",), comment="part of a cycle that tach allows") in found.edges
    assert found.untranslated == (
        "app.b may import app.a, and so here what lies in it: app.a.inner",
        "comments `# tach-ignore` in the code are not read",
    )


def test_untranslatable_modules_are_listed() -> None:
    """Patterns of modules, missing modules and the root module are not translated."""
    config = TachConfig("tach.toml", (".",), (TachModule("<root>"), TachModule("app.*"), TachModule("app.gone")))

    assert [sentence.partition(":")[0] for sentence in translate(config, "T", ("app",), MODULES).untranslated] == [
        "the module <root>",
        "app.*",
        "app.gone",
        "comments `# tach-ignore` in the code are not read",
    ]


TOML = """\
source_roots = ["src"]
layers = ["ui", {name = "core", closed = true}]
exclude = ["**/tests"]
forbid_circular_dependencies = true
exact = true

[[modules]]
paths = ["app.a", "app.b"]
depends_on = ["app.c", {path = "app.d", deprecated = true}]
layer = "ui"

[[modules]]
path = "app.c"
utility = true
visibility = ["app.a"]

[[interfaces]]
expose = ["x"]
"""


def test_the_file_is_read_with_its_shorthands(tmp_path: Path) -> None:
    """`paths` stands for several modules, a dependency may be a table, a layer may be closed."""
    (tmp_path / "tach.toml").write_text(TOML)
    pair = (("app.c", "app.d"), (), "ui")
    config = read_tach(tmp_path)

    assert config.modules == (
        TachModule("app.a", *pair),
        TachModule("app.b", *pair),
        TachModule("app.c", is_utility=True),
    )
    assert (config.roots, config.layers, config.exclude) == (("src",), (("ui", False), ("core", True)), ("**/tests",))
    assert (config.forbids_cycles, config.ignores_typing, config.is_explicit) == (True, True, False)
    assert [sentence.partition(":")[0] for sentence in config.others] == [
        "interfaces",
        "visibility",
        "deprecated dependencies are allowed here as there, but without a warning",
        "exact",
    ]


def test_a_missing_or_broken_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """The sentence says which file, what is wrong, and how to name another."""
    with pytest.raises(ConfigError, match=r"^tach\.toml cannot be read: No such file or directory; name a file"):
        read_tach(tmp_path)
    (tmp_path / "x.toml").write_text("modules = [")
    with pytest.raises(ConfigError, match=r"^x\.toml cannot be read: "):
        read_tach(tmp_path, "x.toml")
