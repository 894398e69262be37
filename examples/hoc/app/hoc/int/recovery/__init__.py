"""Remedies for failures seen before."""
