"""The way in: the only room that touches the disk."""
