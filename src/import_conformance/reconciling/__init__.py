"""Claims about a code base, checked against the findings."""
