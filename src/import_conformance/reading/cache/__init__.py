"""What earlier runs learnt, on disk."""
