"""Apply the laws of a topology to a code base and conclude a verdict."""
