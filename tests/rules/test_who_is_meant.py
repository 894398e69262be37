"""Names that may mean own code or a package from outside: such a law is red, and says how to write what is meant."""

import pytest

from import_conformance.model.finding import Finding, Kind
from import_conformance.model.topology import TopologyError
from import_conformance.reading.topology.load import parse_topology
from import_conformance.rules.forbid import judge
from import_conformance.rules.layers import judge as layers
from import_conformance.rules.shared.base import Case
from tests.support.building import HEAD, brief, case, code, law

SHOP = """\
layers: {domain: {modules: app.domain}, adapters: {modules: "app.adapters.{tech}"}, email: {modules: app.mail}}
axes: {tech: [redis, kafka]}
forbid: {pure: {from: domain, to: TO}}
"""
SOURCES = {
    "app/domain/order.py": "import redis\nimport app.adapters.redis.client\n",
    "app/adapters/redis/client.py": "",
    "app/adapters/kafka.py": "",
    "app/mail.py": "import app.adapters.kafka\n",
}


def found(to: str, sources: dict[str, str] = SOURCES, text: str = SHOP) -> list[Finding]:
    """Return the findings of the ban."""
    return [each for judged in judge(case(text.replace("TO", to), sources)) for each in judged.findings]


def faults(to: str, sources: dict[str, str] = SOURCES) -> list[str]:
    """Return the problems of the ban itself."""
    return [each.message for each in found(to, sources) if each.kind is Kind.AT_FAULT]


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("redis", "app/domain/order.py:1 imports it; write tech=redis or external:redis"),
        ("email", "it is in the standard library of Python; write layer:email or external:email"),
        ("redis.client", "app/domain/order.py:1 imports it; write tech=redis.client or external:redis.client"),
    ],
)
def test_a_name_of_own_code_and_of_a_package_makes_the_law_red(to: str, said: str) -> None:
    """Imported from outside, or in the standard library: the law says what the name may mean and how to write it."""
    (message,) = faults(to)

    assert message.startswith(f"'{to}' in forbid.pure is ")
    assert message.endswith(said)


def test_a_fault_stands_at_the_name_in_the_topology() -> None:
    """Its place is that of the name, it belongs to the law, and to no file of the code."""
    (fault,) = (each for each in found("[kafka, redis]") if each.kind is Kind.AT_FAULT)

    assert (fault.law, fault.rule, fault.path, fault.line, fault.column) == ("pure", "forbid", "", 6, 43)


@pytest.mark.parametrize("to", ["kafka", "tech=redis", "layer:email", "external:redis", "external:email", "adapters"])
def test_a_name_with_one_meaning_is_no_problem(to: str) -> None:
    """A spelled-out name, and a name that no external package has, are unambiguous."""
    assert faults(to, SOURCES | {"app/x.py": "import email"}) == []


@pytest.mark.parametrize(
    ("to", "imported"),
    [("tech=redis", ["app.adapters.redis.client"]), ("external:redis", ["redis"]), ("external:*", ["redis"])],
)
def test_each_spelling_means_what_it_says(to: str, imported: list[str]) -> None:
    """An axis value, the package of the same name, and everything from outside."""
    assert [each.identity for each in found(to)] == imported


def test_everything_from_outside_is_modules_of_the_standard_library_too() -> None:
    """And nothing of the own code, also relative or of the same name as a package."""
    sources = SOURCES | {
        "app/domain/order.py": "import os.path\nfrom django import db\nfrom . import order\nimport app"
    }

    assert [each.identity for each in found("external:*", sources)] == ["os.path", "django"]


def test_a_package_beside_the_own_part_of_a_namespace_can_be_named() -> None:
    """`external:` reaches what a bare name takes for own code."""
    text = HEAD.replace("[app]", "[acme.app]") + "forbid: {f: {from: acme.app, to: external:acme.db}}"
    topology = parse_topology(text, "topology.yaml")
    base = code(topology, {"acme/app/a.py": "import acme.db.x\n"})

    assert [brief(f) for judged in judge(Case(topology, base)) for f in judged.findings] == [
        "f acme/app/a.py:1 acme.app.a imports acme.db.x; f forbids it"
    ]


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ("forbid: {f: {from: external:os, to: core}}", "'external:os' is a package from outside, which can stand only"),
        ("allow: [core -> external:os]", "'external:os' is a package from outside, which can stand only"),
        ("forbid: {f: {from: core, to: external:app.core}}", "'app.core' lies in source.packages"),
        ("forbid: {f: {from: core, to: external:my-lib}}", "'my-lib' is not a name that an import can have"),
        ('forbid: {f: {from: core, to: "external:"}}', "'' is not a name that an import can have"),
        ("forbid: {f: {from: layer:cora, to: app}}", "'cora' is not a layer; did you mean 'core'?"),
        ('allow: ["layer:core -> layer:"]', "'' is not a layer"),
    ],
)
def test_a_spelling_that_cannot_mean_anything_is_refused(section: str, sentence: str) -> None:
    """The message names the right spelling."""
    with pytest.raises(TopologyError) as refused:
        law(f"layers: {{core: {{modules: app.core}}}}\n{section}")

    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    "section",
    [
        "allow: [layer:core -> layer:core]",
        "ban: {b: {methods: commit, in: layer:core}}",
        "quarantine: {q: {modules: layer:core}}",
        "require: {r: {every: module, in: layer:core, must_import: layer:core}}",
        "names: {n: {in: layer:core, deny: x}}",
        "headers: {h: {key: Layer, in: layer:core}}",
        "own: {o: {owner: layer:core}}",
    ],
)
def test_a_layer_can_be_spelled_out_wherever_modules_are_named(section: str) -> None:
    """`layer:core` is the layer core."""
    law(f"layers: {{core: {{modules: app.core}}}}\n{section}")


def test_a_mistyped_layer_in_a_ban_is_pointed_out() -> None:
    """What is imported nowhere and nearly a layer's name was most likely meant to be the layer."""
    judged = list(judge(case("layers: {store: {modules: app.store}}\nforbid: {f: {from: app.a, to: stroe}}", STORE)))

    assert [problem.sentence for each in judged for problem in each.problems] == [
        "'stroe' in forbid.f is imported nowhere, so the ban cannot be distinguished from a misspelt name (did you "
        "mean 'store'?); correct it, or say `optional: true` with a `because`"
    ]


STORE = {"app/a.py": "", "app/store.py": ""}


@pytest.mark.parametrize(("value", "section"), [("spine.services", "allow"), ("team=spine", "allow")])
def test_a_value_whose_files_are_in_no_layer_is_reported_with_that_reason(value: str, section: str) -> None:
    """Files lie in folders of that name, and have no layer, so no value."""
    text = f"""\
        layers: {{core: {{modules: "app.{{team}}.core"}}}}
        axes: {{team: {{values: [pay, spine], optional: [spine]}}}}
        {section}: [core -> {value}]
        """
    sources = {"app/pay/core.py": "", "app/spine/services/a.py": "", "app/spine/services/b.py": ""}
    problems = [problem.sentence for judged in layers(case(text, sources)) for problem in judged.problems]

    assert problems == [
        f"'{value}' in the allow line core-to-{value.replace('=', '-')} names no module of the code base; 2 files that "
        "no layer claims lie in folders of that name (app.spine.services.a), and a module in no layer has no value on "
        "any axis"
    ]
