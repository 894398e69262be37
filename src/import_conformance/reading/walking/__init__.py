"""Walk over syntax trees: what names stand for, and when code runs."""
