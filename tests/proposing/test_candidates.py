"""Which law is proposed first: a grid that the code is made of, else the packages."""

from import_conformance.proposing.candidates import candidates
from import_conformance.reading.topology.load import parse_topology
from tests.support.building import HEAD, code

DOMAINS = ("bills", "carts", "users")


def headlines(sources: list[str]) -> list[str]:
    """Return how the laws of a code base of empty files begin, the likeliest first."""
    codebase = code(parse_topology(HEAD, "topology.yaml"), dict.fromkeys(sources, ""))
    return [law.headline.partition(":")[0] for law in candidates(codebase, "Test", (".",), ("app",))]


def test_a_dense_grid_comes_first() -> None:
    """Where most domains have most layers, they are the architecture."""
    dense = [f"app/{domain}/{layer}/m.py" for domain in DOMAINS for layer in ("api", "models")]

    assert headlines(dense) == ["by domain", "by package"]


def test_a_thin_grid_comes_after_the_packages() -> None:
    """Names that some of the packages share are only one way to see it."""
    pairs = [("a", "api"), ("b", "models"), ("c", "views"), ("d", "forms"), ("e", "urls"), ("f", "services")]
    thin = [f"app/{domain}/{layer}/m.py" for domain in "ghi" for layer in ("api", "models")]
    wide = [f"app/{domain}/{layer}/m.py" for domain, layer in pairs]
    layers = [f"app/{domain}/{layer}/m.py" for domain in "jkl" for layer in ("views", "forms", "urls", "services")]

    assert headlines([*thin, *wide, *layers]) == ["by package", "by domain"]


def test_a_grid_of_few_modules_comes_after_the_packages() -> None:
    """A grid in a small part of the code is not its architecture."""
    corner = [f"app/{domain}/{layer}/m.py" for domain in DOMAINS for layer in ("api", "models")]
    rest = [f"app/rest/m{at}.py" for at in range(60)]

    assert headlines([*corner, *rest]) == ["by package", "by domain"]
