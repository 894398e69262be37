"""Proposing a law for code that has none: from a code base, or another tool's configuration, to a topology's text."""
