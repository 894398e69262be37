"""`init`: a topology for code that has none."""
