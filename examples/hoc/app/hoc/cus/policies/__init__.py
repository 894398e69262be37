"""Contracts, policies and how they come about."""
