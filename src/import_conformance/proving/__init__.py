"""Proof that each law and each contract can fail: a copy of the code base is changed, as a value, until it does."""
