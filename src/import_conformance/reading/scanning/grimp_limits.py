"""What grimp's scanner can be asked, where it need not be loaded to know that."""

# The scanner panics, and says so on the terminal, where the dots of an import lead above the top.
MOST_DOTS = 12
# The scanner ends the process where calls, attributes or sums are chained for hundreds of thousands of links (120,000
# are well, and a link takes two characters at least); Python's own parser refuses them.
MOST_SCANNED = 200_000
# The first segment of what a relative import leads to: what no statement can name.
RELATIVE = "0"
