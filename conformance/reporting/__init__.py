"""The way out: a verdict becomes text for people or JSON for machines, one file for each format, nothing is printed here."""
