# Layer: L7 — Models
"""The tables of the product."""
