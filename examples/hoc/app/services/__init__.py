# Layer: legacy — Legacy services
"""Services from before the domains; frozen."""
