"""The terms that the other values of the model are made of: laws in general, and the facts of a source text."""
