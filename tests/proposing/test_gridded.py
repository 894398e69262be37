"""Laws by a grid: shared domains, kernels, and what lies around."""

from import_conformance.proposing.crossings import hubs
from import_conformance.proposing.gridded import by_grid
from import_conformance.proposing.grids import grids
from import_conformance.proposing.proposal import Proposal, ProposedEdge
from tests.proposing.surveys import grid, surveyed

DOMAINS = ("base", "bills", "carts", "users")
MODULES = [*grid("app", DOMAINS, ("L3_api", "L5_engines", "L6_drivers"), 1), "app.models", "app.base.L5_utils.m0"]


def proposed(imports: dict[tuple[str, str], int]) -> Proposal:
    """The law by the best grid, for imports between `domain.folder` and the like."""
    full = {(_module(s), _module(t)): count for (s, t), count in imports.items()}
    found = surveyed(MODULES, full)
    return by_grid(found, grids(found)[0], "Test", (".",))


def _module(name: str) -> str:
    return f"app.{name}.m0" if "." in name else f"app.{name}"


def test_a_shared_domain_is_open_to_all_at_their_height_and_below() -> None:
    """Others may reach it across domains; not each other."""
    into = {(f"{domain}.L3_api", "base.L5_engines"): 2 for domain in DOMAINS[1:]}
    found = proposed({**into, ("bills.L3_api", "carts.L5_engines"): 1})

    assert found.axis_comments == {"domain": "shared: base, which most of the others import"}
    assert ProposedEdge(("L3",), ("base.L5_engines",), ("domain",), "6 imports") in found.edges
    assert [edge for edge in found.edges if edge.across and "carts" in str(edge.targets)] == []


def test_a_kernel_may_be_imported_by_lower_layers() -> None:
    """A folder of the shared domain that imports nothing and that layers below it use is a kernel."""
    users = {
        (f"{domain}.{folder}", "base.L5_utils"): 2 for domain in DOMAINS[1:] for folder in ("L5_engines", "L6_drivers")
    }
    said = "6 imports; upwards, to what all layers lean on"

    assert ProposedEdge(("L6",), ("base.L5_utils",), ("domain",), said) in proposed(users).edges


def test_a_folder_that_imports_its_users_is_no_kernel() -> None:
    """A folder that imports other domains is not one that all of them depend on."""
    users = {
        (f"{domain}.{folder}", "base.L5_utils"): 2 for domain in DOMAINS[1:] for folder in ("L5_engines", "L6_drivers")
    }
    found = proposed({**users, ("base.L5_utils", "bills.L6_drivers"): 1})

    assert [edge for edge in found.edges if edge.sources == ("L6",) and edge.across] == []


def test_neighbouring_numbered_layers_may_import_each_other() -> None:
    """The edge to the next number is proposed without imports; one that skips a layer needs some."""
    edges = proposed({("bills.L3_api", "models"): 7}).edges

    assert ProposedEdge(("L3",), ("L5",), comment="no import yet; the numbers say so") in edges
    assert ProposedEdge(("L3",), ("models",), comment="7 imports") in edges
    assert not [edge for edge in edges if edge.sources == ("L3",) and edge.targets == ("L6",)]


def test_edges_between_dependent_domains_reach_across() -> None:
    """Where many imports cross domains, the lines reach across and give the number."""
    found = proposed({("bills.L3_api", "carts.L5_engines"): 6, ("carts.L3_api", "carts.L5_engines"): 6})

    assert ProposedEdge(("L3",), ("L5",), ("domain",), "12 imports, 6 of them between domains") in found.edges


def test_a_hub_is_imported_by_most_and_imports_few() -> None:
    """In-degree alone would make a hub of whatever imports everything, too."""
    into = {(domain, "base"): 3 for domain in DOMAINS[1:]}

    assert hubs(into, DOMAINS) == ("base",)
    assert hubs({**into, ("base", "bills"): 4}, DOMAINS) == ()
    assert hubs(dict(list(into.items())[:1]), DOMAINS) == ()
