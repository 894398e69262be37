"""What runs do."""
