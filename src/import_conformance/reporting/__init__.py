"""The way out: a verdict becomes text for people or JSON for machines; nothing is printed here."""
