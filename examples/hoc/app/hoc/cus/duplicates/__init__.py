"""Modules in quarantine: nobody may import them, and their number may only fall."""
