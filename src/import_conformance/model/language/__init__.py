"""The language of topology.yaml, described once: the loader, the JSON Schema and the reference are made from it."""
