"""The version of this package, where every package may import it."""

__version__ = "0.1.0"
