"""Every change of a law is reported with its effect, and its places in both files."""

from dataclasses import fields, replace
from enum import StrEnum
from typing import Any

import pytest

from import_conformance.model.changes.law_changes import LawEffect, law_changes
from import_conformance.model.changes.loosening import changes, digests
from import_conformance.model.laws.kinds import kind_of
from import_conformance.model.topology import Position, Selector
from tests.support.building import law

TEXT = """\
layers:
  low: {modules: app.low}
  top: {modules: "app.{team}.top"}
axes: {team: [a, b]}
allow:
  - top -> low
  - {edge: low -> low, across: team}
forbid:
  no-orm: {from: top, to: [sqlalchemy, app.low], because: tests, severity: high}
require:
  use-low: {every: team, of: [a, b], must_import: [app.low, app.low.base], via: direct}
own:
  homes: {owner: app.low, among: top, similarity: 0.5}
ban:
  naive: {calls: [datetime.datetime.utcnow], methods: [commit], in: top, except: low, severity: medium}
acyclic: [team]
names:
  plain: {in: top, deny: ["*_x"]}
headers:
  says: {key: Layer, in: app}
quarantine:
  old: {modules: app.old, at_most: 3}
waive:
  - {law: naive, modules: app.low, reason: agreed, owner: me, until: 2027-01-01}
"""


def changed(after: str, before: str = TEXT) -> list[str]:
    """Return the changes from one text to another, each as `effect part: sentence`."""
    return [f"{each.effect} {each.part}: {each.sentence}" for each in law_changes(law(before), law(after))]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("severity: high", "severity: low", ["loosened no-orm: severity: high -> low"]),
        ("severity: high", "severity: critical", ["tightened no-orm: severity: high -> critical"]),
        ("[sqlalchemy, app.low]", "app.low", ["loosened no-orm: to: sqlalchemy taken out"]),
        ("[sqlalchemy, app.low]", "[sqlalchemy, flask, app.low]", ["tightened no-orm: to: flask added"]),
        ("because: tests,", "because: tests, optional: true,", ["loosened no-orm: optional: false -> true"]),
        ("because: tests,", "because: tests, typing_only: allowed,", ["loosened no-orm: kinds: typing taken out"]),
        ("  - top -> low\n", "", ["tightened allow: no longer allows top -> low"]),
        ("- top -> low", "- top -> low top", ["loosened allow: allows top -> top"]),
        ("- top -> low", "- {edge: top -> low, kinds: [lazy, typing]}", [
            "tightened allow: no longer allows top -> low (kinds: dynamic runtime)"
        ]),
        ("- top -> low", "- {edge: top -> low, across: team}", [
            "loosened allow: allows top -> low (across team)"
        ]),
        ("{edge: low -> low, across: team}", "low -> low", [
            "tightened allow: no longer allows low -> low (across team)"
        ]),
        ("of: [a, b], ", "of: [a], ", ["loosened use-low: of: b taken out"]),
        ("of: [a, b], ", "", ["tightened use-low: of: a b -> all values"]),
        ("[app.low, app.low.base]", "app.low", ["tightened use-low: must_import: app.low.base taken out"]),
        ("via: direct", "via: legal", ["loosened use-low: via: direct -> legal"]),
        ("similarity: 0.5", "similarity: 0.9", ["loosened homes: similarity: 0.5 -> 0.9"]),
        (", among: top", "", ["tightened homes: among: top -> everywhere"]),
        ("owner: app.low,", "owner: app.low.x,", ["changed homes: owner: app.low -> app.low.x"]),
        ("[datetime.datetime.utcnow]", "[datetime.datetime.utcnow, time.time()]", [
            "tightened naive: calls: time.time() added"
        ]),
        ("in: top, except: low", "in: top, except: [low, top]", ["loosened naive: except: top added"]),
        ("methods: [commit], in: top", "methods: [commit]", ["tightened naive: in: top -> everywhere"]),
        ("acyclic: [team]\n", "", ["loosened acyclic-team: taken out"]),
        ('deny: ["*_x"]', 'deny: ["*_x"], allow: ["a*"]', ["tightened plain: allow: any name -> a*"]),
        ("key: Layer, in: app", "key: Layer, in: app, required: true", [
            "tightened says: required: false -> true"
        ]),
        ("key: Layer", "key: Role", ["changed says: key: Layer -> Role"]),
        (", at_most: 3", ", at_most: 4", ["loosened old: at_most: 3 -> 4"]),
        (", at_most: 3", "", ["loosened old: at_most: 3 -> no limit"]),
        ("until: 2027-01-01", "until: 2028-01-01", [
            "loosened waiver: naive in app.low: until 2027-01-01 -> 2028-01-01"
        ]),
        ("team: [a, b]", "team: [a, b, c]", ["loosened axis team: values: c added"]),
        ("team: [a, b]", "team: {values: [a, b], optional: [b]}", ["loosened axis team: optional: b added"]),
        ("modules: app.low}", "modules: [app.low, app.base]}", ["changed layer low: modules: app.base added"]),
        ("no-orm:", "no-sql:", ["changed no-sql: was called no-orm"]),
    ],
)  # fmt: skip
def test_each_change_of_a_field_has_its_direction(old: str, new: str, expected: list[str]) -> None:
    """A change that permits more is loosened, one that demands more tightened, and any other changed."""
    assert TEXT.count(old) == 1

    assert changed(TEXT.replace(old, new)) == expected


def test_a_change_and_its_opposite_have_opposite_effects() -> None:
    """Read backwards, what was loosened is tightened."""
    after = TEXT.replace("severity: high", "severity: low").replace("- top -> low", "- top -> low top")

    there = [each.effect for each in law_changes(law(TEXT), law(after))]
    back = [each.effect for each in law_changes(law(after), law(TEXT))]

    assert (there, back) == ([LawEffect.LOOSENED] * 2, [LawEffect.TIGHTENED] * 2)


def test_reasons_and_positions_are_no_change() -> None:
    """Reasons, line numbers and how edges are gathered into lines change nothing."""
    after = TEXT.replace("because: tests", "because: other, fix: do it").replace(
        "  - top -> low\n", "\n  - top -> low low\n".replace("low low", "low")
    )

    assert changed("# moved\n" + after) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("because: tests", "because: tests, owner: a team", "changed no-orm: owner: none -> a team"),
        ("owner: app.low,", "owner: app.low, team: base,", "changed homes: team: none -> base"),
        ("- top -> low\n", "- {edge: top -> low, owner: base}\n", "changed top-to-low: owner: none -> base"),
        ("{modules: app.low}", "{modules: app.low, owner: base}", "changed layer low: owner: none -> base"),
    ],
)
def test_another_owner_is_a_change_that_neither_loosens_nor_tightens(before: str, after: str, expected: str) -> None:
    """Who answers for a law or a layer is part of the law, but finds nothing else; the baseline stays as it is."""
    other = TEXT.replace(before, after)

    assert changed(other) == [expected]
    assert not changes(digests(law(TEXT)), digests(law(other)))


def test_edges_gathered_otherwise_are_the_same_edges() -> None:
    """Two lines in one, or one in two, allow the same."""
    one = (
        "layers: {low: {modules: app.low}, top: {modules: app.top}, mid: {modules: app.mid}}\nallow: [top -> mid low]\n"
    )

    assert changed(one.replace("[top -> mid low]", "[top -> low, top -> mid]"), one) == []


def test_a_change_has_its_places_in_both_files() -> None:
    """A law that is in both files has two places, one that is in one file only has one."""
    after = "# a line more\n" + TEXT.replace("severity: high", "severity: low").replace("acyclic: [team]\n", "")

    found = law_changes(law(TEXT), law(after))

    assert [(each.part, each.before and each.before.line, each.after and each.after.line) for each in found] == [
        ("no-orm", 12, 13),
        ("acyclic-team", 19, None),
    ]


def test_a_new_allow_section_tightens_and_a_removed_one_loosens() -> None:
    """Without the section nothing diverges; with it everything that it does not list does."""
    bare = TEXT[: TEXT.index("allow:")] + TEXT[TEXT.index("forbid:") :]

    assert changed(TEXT, bare) == ["tightened allow: the section is new: from now on every other edge diverges"]
    assert changed(bare) == ["loosened allow: the section is gone: without it no edge diverges any more"]


@pytest.mark.parametrize(
    "section", ["forbid", "require", "own", "ban", "acyclic", "names", "headers", "quarantine", "builtin"]
)
def test_every_changed_field_is_reported(section: str) -> None:
    """Whatever field of a law differs, the law is among the changes; so a new field cannot be forgotten."""
    topology = law(TEXT)
    first = next(law for law in topology.laws if kind_of(law).section.name == section)
    for field in fields(first):
        if field.name not in {"id", "position", "because", "fix", "owner_team"}:
            value: dict[str, Any] = {field.name: _other(getattr(first, field.name))}
            other = replace(first, **value)
            changed = replace(topology, laws=tuple(other if law is first else law for law in topology.laws))
            assert changes(digests(topology), digests(changed)), field.name
            assert {each.part for each in law_changes(topology, changed)} == {first.id}, field.name


def _other(value: object) -> object:
    """Return another value of the same type."""
    if isinstance(value, StrEnum):
        return next(member for member in type(value) if member is not value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, frozenset):
        return frozenset(sorted(value)[:1])
    selector = Selector("other", Position(1), layer="other")
    if isinstance(value, tuple):
        return () if value else (selector,)
    return "other" if isinstance(value, str) else selector if value is None else None
