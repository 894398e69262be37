"""The imports of a text, found without a syntax tree; checked by a second reader."""
