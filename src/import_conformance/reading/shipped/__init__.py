"""Files that are part of this package."""
