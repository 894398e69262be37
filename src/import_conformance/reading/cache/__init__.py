"""The cache of facts on disk."""
