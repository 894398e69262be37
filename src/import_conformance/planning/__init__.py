"""What would be: changes are made in a copy of what was read, as values, and the copy is judged by the same law."""
