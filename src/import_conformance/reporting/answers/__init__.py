"""Answers to questions about a verdict, for people and for machines."""
