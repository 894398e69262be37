"""Read the data files that are part of this package."""
