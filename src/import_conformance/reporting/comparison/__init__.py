"""Two revisions held against each other, as text, Markdown and JSON."""
