"""Known and waived findings: the debt that is tolerated."""
