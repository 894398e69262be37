"""What is computed from a verdict, as values."""
