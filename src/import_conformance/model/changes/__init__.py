"""Two revisions, and two topologies, compared."""
