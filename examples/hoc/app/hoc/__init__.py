"""The product, by audience."""
