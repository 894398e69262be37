"""The architecture review: what is violated, what is missing and what to do first, as values, Markdown and JSON."""
