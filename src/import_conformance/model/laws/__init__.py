"""The laws that a topology may hold."""
