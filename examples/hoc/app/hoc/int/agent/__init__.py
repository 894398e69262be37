"""The agents and their scheduler."""
