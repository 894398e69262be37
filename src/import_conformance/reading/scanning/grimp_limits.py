"""The limits of grimp's scanner, in a module of their own so that they are known without loading it."""

# Where the dots of an import lead above the top-level package, the scanner panics and prints that on the terminal.
MOST_DOTS = 12
# In characters. The scanner kills the process on chains of hundreds of thousands of calls, attributes or sums (120,000
# links are fine, and a link takes at least two characters); Python's own parser refuses them.
MOST_SCANNED = 200_000
# Stands for the first segment of the target of a relative import: no statement can name it.
RELATIVE = "0"
