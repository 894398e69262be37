"""The law of a directory above, for whoever stands in a folder of the code that it speaks of."""

import os
from pathlib import Path

from import_conformance.model.topology import TopologyError
from import_conformance.reading.topology.load import file_above, load_topology


def law_above(here: Path, name: str) -> Path | None:
    """The nearest file of that name above a directory, relative to it, if its law is about code here, or is none."""
    found = file_above(here / name)
    if found is None:
        return None
    home = os.path.realpath(here)
    try:
        source = load_topology(here / found).source
    except TopologyError:
        return found
    places = (
        os.path.realpath((here / found).parent / root / package.replace(".", "/"))
        for root in source.roots
        for package in source.packages
    )
    return found if any(os.path.commonpath((place, home)) in {place, home} for place in places) else None
