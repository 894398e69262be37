"""What the founders use."""
