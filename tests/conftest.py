"""What holds for all tests."""

import os

from hypothesis import settings

# How long an example takes says nothing about behaviour. CI runs the same examples each time: red means broken there.
settings.register_profile("steady", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("steady")
