"""What the house itself uses."""
