"""List the files below the source roots, and decide which module each of them is."""
