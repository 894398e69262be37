"""What customers use."""
