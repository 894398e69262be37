"""How much of a structure a picture can hold, and the sentence about what it cannot."""

from dataclasses import dataclass, replace

from import_conformance.model.structure.excerpt import Excerpt, heaviest, is_drawn
from import_conformance.reporting.words import counted


@dataclass(frozen=True)
class Drawn:
    """A finished picture, and sentences on what is not in it."""

    text: str
    left_out: tuple[str, ...] = ()


def fitted(excerpt: Excerpt, most: int) -> Excerpt:
    """Return an excerpt of at most so many edges: broken ones come first, then those of most import statements."""
    whole = excerpt.structure
    drawn = heaviest(whole, most)
    if drawn is whole:
        return excerpt
    edges = sum(map(is_drawn, whole.bonds))
    gone = len(whole.parts) - len(drawn.parts)
    parts = f", and with them {gone} of {counted(len(whole.parts), 'part')}" if gone else ""
    sentence = (
        f"{edges - most} of {counted(edges, 'edge')} are left out, the lightest{parts}; "
        f"--focus, --collapse, --hide or --only make a smaller graph"
    )
    return replace(excerpt, structure=drawn, left_out=(*excerpt.left_out, sentence))
