"""Keys of the customers' programs."""
