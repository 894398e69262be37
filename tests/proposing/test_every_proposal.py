"""Whatever a code base looks like, each law that is proposed for it can be applied, and none of its lines is empty."""

from hypothesis import given, settings
from hypothesis import strategies as st

from import_conformance.judging.consistency import contradictions
from import_conformance.judging.session import session_of
from import_conformance.proposing.candidates import candidates
from import_conformance.proposing.text import render
from import_conformance.reading.topology.load import parse_topology
from tests.support.building import HEAD, code

WORDS = ("api", "core", "models", "utils", "plugins", "L3_web", "L5_engines", "L6_db", "bills", "carts", "users")
MORE = ("general", "entry", "base", "null", "größe", "_private", "adapters", "module")
names = st.lists(st.sampled_from((*WORDS, *MORE)), min_size=1, max_size=4).map(".".join)


@st.composite
def sources(draw: st.DrawFn) -> dict[str, str]:
    """Draw modules of the package `app`, by path, and their imports of each other."""
    modules = draw(st.lists(names, min_size=1, max_size=40, unique=True))
    wide = [f"single{at}" for at in range(draw(st.sampled_from((0, 0, 0, 30, 250))))]
    every = [f"app.{name}" for name in (*modules, *wide)]
    imports = draw(st.lists(st.tuples(st.sampled_from(every), st.sampled_from(every)), max_size=80))
    texts = {name: "".join(f"import {target}\n" for source, target in imports if source == name) for name in every}
    parents = {name for name in every if any(other.startswith(f"{name}.") for other in every)}
    return {f"{n.replace('.', '/')}{'/__init__' if n in parents else ''}.py": text for n, text in texts.items()}


@settings(max_examples=150, deadline=None)
@given(texts=sources())
def test_every_proposal_can_be_applied(texts: dict[str, str]) -> None:
    """It is read without a problem, does not contradict itself, and every part of it names some module."""
    plain = code(parse_topology(HEAD, "topology.yaml"), texts)
    for law in candidates(plain, "Test", (".",), ("app",)):
        topology = parse_topology(render(law), "topology.yaml")

        assert list(contradictions(topology)) == []
        assert session_of(topology, code(topology, texts)).judgements
