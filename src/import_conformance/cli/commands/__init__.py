"""The commands, one module each, with their options and what they do; nothing heavy is loaded with a module."""
