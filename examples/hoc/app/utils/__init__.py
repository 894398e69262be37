# Layer: platform — Platform services
"""Small helpers without state."""
