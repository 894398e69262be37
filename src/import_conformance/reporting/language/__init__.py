"""The language of topology.yaml as a JSON Schema and as a page."""
