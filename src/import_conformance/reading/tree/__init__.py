"""Which files lie below the source roots, and which module each of them is."""
