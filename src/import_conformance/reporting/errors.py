"""What is wrong with the topology, for people: one line for each problem, then how many there are."""

from import_conformance.model.topology import TopologyError
from import_conformance.reporting.escaping import terminal
from import_conformance.reporting.words import counted


def render(error: TopologyError) -> str:
    """Return the problems as `path:line:column: sentence`, which terminals and editors link."""
    lines = [terminal(str(problem)) for problem in error.problems]
    return "\n".join((*lines, f"{counted(len(lines), 'problem')}; nothing was judged.", ""))
