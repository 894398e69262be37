"""From a topology file to its values, or to all that is wrong with it."""
