"""Read a topology file into values, or report every problem of the file."""
