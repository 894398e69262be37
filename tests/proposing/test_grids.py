"""Grids by names: which package holds domains, and what their layers are."""

from import_conformance.proposing.grids import grids
from tests.proposing.surveys import grid, surveyed

DOMAINS = ("bills", "carts", "users")


def test_numbered_folders_make_one_layer_for_each_number_in_their_order() -> None:
    """`L5_engines` and `L5_schemas` are the layer L5, even where only one domain has them."""
    modules = [*grid("app", DOMAINS, ("L6_drivers", "L5_engines")), "app.bills.L5_schemas.x", "app.carts.L3_api.x"]
    (found,) = grids(surveyed(modules))

    assert found.domains == DOMAINS
    assert dict(found.columns) == {"L3": ("L3_api",), "L5": ("L5_engines", "L5_schemas"), "L6": ("L6_drivers",)}
    assert found.covered == 20
    assert found.cell("app.bills.L5_schemas.x") == ("bills", "L5", "L5_schemas")
    assert found.cell("app.bills.other.x") is None


def test_words_for_layers_beat_a_larger_grid_of_other_names() -> None:
    """Audiences that hold the same domains are a grid, too, but its columns are no layers."""
    inner = [
        f"app.{audience}.{m.removeprefix('app.')}"
        for audience in ("x", "y", "z")
        for m in grid("app", DOMAINS, ("api", "models"))
    ]
    best, *_, last = grids(surveyed(inner))

    assert best.parent == "app.x"
    assert (last.parent, tuple(last.columns), last.score) == ("app", DOMAINS, 0)


def test_two_domains_or_one_shared_name_are_no_grid() -> None:
    """Three domains with two shared names are the least that cannot be chance."""
    assert grids(surveyed(grid("app", DOMAINS[:2], ("api", "models")))) == ()
    assert grids(surveyed(grid("app", DOMAINS, ("api",)))) == ()


def test_tests_and_private_names_are_no_layers() -> None:
    """What every package has anyway says nothing about an architecture."""
    assert grids(surveyed(grid("app", DOMAINS, ("tests", "_impl", "api")))) == ()
