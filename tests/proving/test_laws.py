"""Each rule's laws put to the proof, on a shop of a few files."""

from collections.abc import Iterator

import pytest

from import_conformance.judging.session import session_of
from import_conformance.model.answers.proof import Proof
from import_conformance.proving.laws import ProofMaterial, prove_laws
from import_conformance.rules import RULES, own
from import_conformance.rules.shared.base import Case, Judgement
from tests.support.building import law, material

LAYERS = """\
layers:
  api: {modules: "app.{area}.api"}
  core: {modules: "app.{area}.core"}
  old: {modules: app.old}
axes: {area: [cart, stock]}
allow: [api -> core, core -> core, core -> old, old -> old]
"""
LONG = "def total(rows):\n    found = 0\n" + "".join(
    f"    for row in rows:\n        if row.kind == {n}:\n            found += row.price * {n} - len(row.name)\n"
    for n in range(9)
)
MODELS = 'class {0}(Base):\n    __tablename__ = "{0}"\n    key: Mapped[int] = mapped_column()\n'
SOURCES = {
    "app/cart/api.py": "# Layer: api\nimport app.cart.core\n",
    "app/cart/core.py": "# Layer: core\nimport datetime\nimport pickle\nimport app.stock.core\n",
    "app/stock/api.py": "# Layer: api\nfrom app.stock import core\n",
    "app/stock/core.py": "# Layer: core\n" + LONG,
    "app/old.py": "",
    "app/models.py": MODELS.format("Bill") + MODELS.format("Line"),
    "app/loose.py": "",
}


def proofs(sections: str = "", sources: dict[str, str] = SOURCES, layers: str = LAYERS) -> dict[str, Proof]:
    """Return the proof of each law, by its id."""
    topology = law(layers + sections)
    return {proof.id: proof for proof in prove_laws(ProofMaterial(session_of(topology, material(topology, sources))))}


def test_pairs_and_built_in_laws_can_fail() -> None:
    """Each pair of layers falls to an import, each built-in law to a file or an import, and no other law does."""
    found = proofs()

    assert {id_: (proof.change, proof.also) for id_, proof in found.items()} == {
        "api-to-api": ("+ import app.stock.api in app/cart/api.py:3", ()),
        "api-to-core": ("+ import app.stock.core in app/cart/api.py:3", ()),
        "api-to-old": ("+ import app.old in app/cart/api.py:3", ()),
        "core-to-api": ("+ import app.cart.api in app/cart/core.py:5", ()),
        "core-to-core": ("+ import app.stock.core in app/cart/core.py:5", ()),
        "old-to-api": ("+ import app.cart.api in app/old.py:1", ()),
        "old-to-core": ("+ import app.cart.core in app/old.py:1", ()),
        "unresolved-imports": ("+ import app.conformance_proof.missing in app/cart/api.py:3", ()),
        "shadowed-modules": ("+ app/cart/api/conformance_proof.py, beside app/cart/api.py", ()),
        "undeclared-values": ("+ app/conformance_proof/api.py", ()),
        "unparsable-files": ("+ app/cart/conformance_proof.py, which cannot be parsed", ()),
    }


@pytest.mark.parametrize(
    ("sections", "id_", "change"),
    [
        ("forbid: {no-old: {from: api, to: app.old}}", "no-old", "+ import app.old in app/cart/api.py:3"),
        ("forbid: {no-pickle: {from: api, to: pickle}}", "no-pickle", "+ import pickle in app/cart/api.py:3"),
        (
            "require: {use: {every: area, of: [stock], must_import: app.stock.core}}",
            "use",
            "- the import at app/stock/api.py:2, for stock",
        ),
        (
            "require: {whole: {every: module, in: core, when: {writes_models: 2}, must_import: app.old}}",
            "whole",
            "+ writes of app.models.Bill and app.models.Line in app/cart/core.py:1",
        ),
        (
            "own: {stock-owns: {owner: app.stock, among: app}}",
            "stock-owns",
            "+ the code of app/stock/core.py in app/cart/api.py",
        ),
        ("own: {once: {between: area}}", "once", "+ the code of app/stock/core.py in app/cart/api.py"),
        ("own: {total: {owner: app.stock, symbols: [total]}}", "total", "+ def total() in app/cart/api.py:1"),
        ("ban: {now: {calls: [datetime.datetime.now()]}}", "now", "+ datetime.datetime.now() in app/cart/api.py:1"),
        ("ban: {save: {methods: [commit], in: core}}", "save", "+ conformance_proof.commit() in app/cart/core.py:1"),
        ("acyclic: [area]", "acyclic-area", "+ import app.cart.api in app/stock/api.py:3"),
        (
            "acyclic: [module]",
            "acyclic-module",
            "+ import app.loose in app/cart/api.py:3, + import app.cart.api in app/loose.py:1",
        ),
        (
            "acyclic: {x: {over: module, in: app.stock, kinds: [lazy]}}",
            "x",
            "+ import app.stock.core in app/stock/api.py:3 lazily, "
            "+ import app.stock.api in app/stock/core.py:1 lazily",
        ),
        (
            "names: {dull: {in: app.stock, deny: ['*_util?']}}",
            "dull",
            "+ app/stock/conformance_proof_utilx.py",
        ),
        ("names: {only: {in: app.stock, allow: [api, core]}}", "only", "+ app/stock/conformance_proof.py"),
        ("headers: {true: {key: Layer}}", "true", "+ '# Layer: core' in app/cart/api.py:1"),
        ("quarantine: {aside: {modules: app.old}}", "aside", "+ import app.old in app/loose.py:1"),
        ("builtin: {unplaced-modules: {severity: low}}", "unplaced-modules", "+ app/cart/conformance_proof.py"),
    ],
)
def test_every_rule_can_fail(sections: str, id_: str, change: str) -> None:
    """A law of each rule falls to the smallest change that it speaks of."""
    assert proofs(sections)[id_].change == change


def test_an_unmet_obligation_needs_no_change() -> None:
    """What an obligation finds today shows that it can fail."""
    use = proofs("require: {use: {every: area, must_import: app.old}}")["use"]

    assert (use.can_fail, use.change) == (True, "")


def test_side_effects_are_named() -> None:
    """Where no change spares the other laws, the proof says which of them it touches."""
    found = proofs("quarantine: {aside: {modules: app.old}}")

    assert (found["api-to-old"].change, found["api-to-old"].also) == (
        "+ import app.old in app/cart/api.py:3",
        ("quarantine.aside",),
    )


def test_a_law_without_modules_is_reported() -> None:
    """What `optional: true` lets through because it matches nothing cannot fail, and the reason is the name."""
    nothing = proofs("forbid: {gone: {from: app.nowhere, to: app.old, optional: true, because: planned}}")["gone"]

    assert nothing.reason == "'app.nowhere' names no module of the code base"


def test_a_misspelt_pattern_of_a_layer_does_not_keep_the_others_from_being_proven() -> None:
    """A pattern that matches nothing is a finding, which shows that the law about such parts can fail."""
    given = proofs(layers=LAYERS.replace("app.old", "app.odl"))

    assert given["unmatched-parts"].can_fail
    assert [law for law, proof in given.items() if "old" not in law and not proof.can_fail] == []


def test_a_misspelt_pattern_of_an_optional_law_is_reported() -> None:
    """A typo in the scope of a law that may match nothing is found here, and nowhere else."""
    ban = proofs("ban: {save: {methods: [commit], in: app.crat, optional: true, because: planned}}")["save"]

    assert ban.reason == "'app.crat' names no module of the code base"


def test_a_law_that_another_law_hides_is_reported() -> None:
    """A ban that an earlier one always comes before finds nothing: the reason names the earlier one."""
    found = proofs("forbid: {first: {from: api, to: pickle}, second: {from: app.cart.api, to: pickle}}")

    assert found["first"].can_fail
    assert found["second"].reason == (
        "4 changes were tried and found nothing; "
        "`+ import pickle in app/cart/api.py:3` changes the findings of forbid.first"
    )


def test_a_law_about_files_too_short_to_compare_cannot_fail() -> None:
    """Copies of such short files cannot be distinguished from coincidence."""
    short = proofs("own: {old-owns: {owner: app.old, among: app}}")["old-owns"]

    assert short.reason == "no change is known that should break it; is there nothing that it speaks of?"


def test_a_rule_that_finds_nothing_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """The laws of a broken rule that finds nothing cannot fail."""

    def silent(case: Case) -> Iterator[Judgement]:
        for one in own.judge(case):
            yield Judgement(one.id, one.rule, one.severity, one.position, one.subjects)

    rules = tuple(silent if rule is own.judge else rule for rule in RULES)
    monkeypatch.setattr("import_conformance.judging.judge.RULES", rules)
    found = proofs("own: {stock-owns: {owner: app.stock, among: app}}")

    assert [proof.id for proof in found.values() if not proof.can_fail] == ["stock-owns"]
