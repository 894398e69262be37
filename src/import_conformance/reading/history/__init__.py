"""Revisions in a git repository."""
