"""The fixture `tree`, for all tests beside this file."""

from tests.cases.tree import tree

__all__ = ["tree"]
