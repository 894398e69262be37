"""Answers to questions about a verdict, as values."""
