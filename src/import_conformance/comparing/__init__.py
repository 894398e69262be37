"""Two revisions of a code base and of its topology, compared."""
