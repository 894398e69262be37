"""Find the topology in a directory above, for users who are in a folder of the code that it covers."""

import os
from pathlib import Path

from import_conformance.model.topology import TopologyError
from import_conformance.reading.topology.load import file_above, load_topology


def law_above(here: Path, name: str) -> Path | None:
    """Return the nearest topology file above a directory that covers code in or around it, or cannot be read."""
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
