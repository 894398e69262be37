"""The architecture review: what is violated, what is missing and what to do first, as values, as Markdown and as JSON."""
