"""The code as it might be: waves of work, cuts and suppositions, for people, for documents and for machines."""
