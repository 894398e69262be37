"""The items of the pytest suite."""
