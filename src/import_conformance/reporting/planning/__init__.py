"""The code as it might be: waves of work, cuts and what-if answers, for people, documents and machines."""
