"""The kinds of law that a topology may hold."""
