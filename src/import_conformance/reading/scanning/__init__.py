"""Find the imports of a text without a syntax tree, and check them with a second reader."""
