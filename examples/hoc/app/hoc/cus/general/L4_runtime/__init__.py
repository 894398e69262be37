# Layer: L4 — Runtime
"""The runtime that governs runs for every domain."""
