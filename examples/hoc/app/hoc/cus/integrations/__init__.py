"""Connections to the systems of a customer."""
