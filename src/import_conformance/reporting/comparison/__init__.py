"""Two revisions compared, as text, Markdown and JSON."""
