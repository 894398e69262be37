"""Older quarantine, from before the domains were split by audience."""
