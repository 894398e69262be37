"""Rules that other distributions bring."""
