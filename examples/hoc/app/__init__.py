"""HOC in miniature."""
