"""The few words that all rules share."""

import pytest

from import_conformance.model.language.phrases import enumerated
from import_conformance.model.laws.forbid import Forbid
from import_conformance.rules.shared.base import Case
from tests.support.building import case

LAW = """\
layers:
  core: {modules: "app.{team}.core"}
axes: {team: [pay]}
forbid:
  aside: {from: app.loose, to: [core, app.gone]}
"""
SOURCES = {"app/pay/core.py": "", "app/loose.py": "", "app/x__init__.py": ""}


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, ""),
        (1, "a"),
        (2, "a and b"),
        (3, "a, b and c"),
        (6, "a, b, c, d, e and f"),
        (7, "a, b, c, d, e and 2 more"),
        (9, "a, b, c, d, e and 4 more"),
    ],
)
def test_words_are_enumerated_as_people_do(count: int, text: str) -> None:
    """Six words at most stand in a sentence; beyond that, five and how many more."""
    assert enumerated("abcdefghi"[:count]) == text


def test_a_module_is_named_with_its_layer() -> None:
    """The text names the layer of a module, or says that it is in none."""
    given = case(LAW, SOURCES)

    assert [given.describe(module) for module in ("app.pay.core", "app.loose")] == [
        "app.pay.core (pay core)",
        "app.loose (in no layer)",
    ]
    assert [given.who(module) for module in ("app.pay.core", "app.loose")] == ["pay core", "app.loose"]


def test_a_module_without_a_place_has_an_empty_standing() -> None:
    """Layer, subject and axes are empty where no layer claims the module."""
    assert case(LAW, SOURCES).location("app.loose") == {"module": "app.loose", "subject": "", "layer": "", "axes": {}}


def test_without_axes_there_is_one_subject() -> None:
    """A placed module of a law without axes, and one whose place captures nothing, count under no name."""
    bare = case("layers: {core: {modules: app.core}}\n", {"app/core.py": ""})
    placed = case(LAW.replace("axes:", "  hub: {modules: app.hub}\naxes:"), {"app/hub.py": ""})

    assert [bare.subject("app.core"), placed.subject("app.hub")] == ["", ""]


def test_a_package_is_an_init_file() -> None:
    """Only a file of that very name is a package; a folder without one, and what is not there, is none."""
    given = case(LAW, SOURCES | {"app/pay/__init__.py": ""})

    assert [module for module in sorted(given.codebase.modules) if given.is_package(module)] == ["app.pay"]
    assert not given.is_package("app.nowhere")


def test_a_selector_without_modules_is_reported_at_its_place() -> None:
    """Each selector without a module is a problem, unless the law is optional."""
    given = case(LAW, SOURCES)
    optional = case(LAW.replace("app.gone]", "app.gone], optional: true, because: soon"), SOURCES)

    def problems(given: Case) -> list[str]:
        (ban,) = given.topology.of(Forbid)
        return [str(problem) for problem in given.unmatched(ban, "it", ban.targets)]

    assert problems(given) == ["topology.yaml:8:39: 'app.gone' in it names no module of the code base"]
    assert problems(optional) == []
