"""The fixture `read`, for all tests beside this file."""

from tests.support.resolving import read

__all__ = ["read"]
