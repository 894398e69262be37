"""Load rules that other distributions provide."""
