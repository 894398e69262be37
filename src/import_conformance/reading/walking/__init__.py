"""Walks over a syntax tree: what names stand for, and when code runs."""
