"""The entry point pytest: the items of the suite."""
