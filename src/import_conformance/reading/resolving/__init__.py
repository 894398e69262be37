"""Which module an import reaches."""
