"""Laws about code inside of files: bans on calls, and definitions with one owner."""

from tests.cases.tree import Tree


def test_16b_what_a_ban_says_to_use_may_be_used(tree: Tree) -> None:
    """Only the module that goes past the wrapper is found, though the wrapper passes on the banned names."""
    places = set(tree.check().at())

    assert "app/c.py:2" in places
    assert {place.partition(":")[0] for place in places} == {"app/c.py"}


def test_43_a_ban_follows_what_names_are_bound_to(tree: Tree) -> None:
    """Every use is found, and no other thing of the same name; what a star brings may be missed."""
    found = set(tree.check().at("no-get"))

    must = {"e": [2], "g": [5], "h": [4], "i": [2], "j": [3, 4], "k": [2, 3, 5], "l": [2, 4, 5, 7]}
    required = {f"app/api/{name}_bad.py:{line}" for name, lines in must.items() for line in lines}
    either = {"app/api/h_bad.py:2", "app/api/h_bad.py:3"}
    assert required <= found
    assert found & either
    assert found <= required | either | {"app/api/f_bad.py:2", "app/api/i_bad.py:3"}


def test_44_symbols_with_an_owner_are_those_of_modules(tree: Tree) -> None:
    """A method, a field, a parameter or an import of that name is none; what an `if` or `try` defines is."""
    found = set(tree.check().at("one-clock"))

    required = {"app/api/d_bad.py:4", "app/api/e_bad.py:1", "app/api/f_bad.py:2", "app/api/f_bad.py:3"}
    arguable = {f"app/api/f_bad.py:{line}" for line in (4, 5, 6)} | {"app/api/g_bad.py:3", "app/api/h_bad.py:2"}
    assert required <= found <= required | arguable


def test_59_a_star_passes_names_on(tree: Tree) -> None:
    """A ban on calls finds both, through the module that re-exports by a star."""
    assert tree.check().at("b") == ["app/api.py:4", "app/api.py:5"]
