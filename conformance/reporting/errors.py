"""What is wrong with the law, for people: one line for each problem, then how many there are."""

from conformance.model.topology import TopologyError
from conformance.reporting.escaping import terminal
from conformance.reporting.words import counted


def render(error: TopologyError) -> str:
    """The problems as `path:line:column: sentence`, which terminals and editors link."""
    lines = [terminal(str(problem)) for problem in error.problems]
    return "\n".join((*lines, f"{counted(len(lines), 'problem')}; nothing was judged.", ""))
