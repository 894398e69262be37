"""The laws that hold in every code base, those of your own rules, and all others."""

from import_conformance.suite.rules import *  # noqa: F403
