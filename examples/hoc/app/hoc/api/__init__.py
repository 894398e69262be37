"""The HTTP side, by audience and domain."""
