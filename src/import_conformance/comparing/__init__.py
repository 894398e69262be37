"""Compare two revisions of the code and of the law that applies to them."""
