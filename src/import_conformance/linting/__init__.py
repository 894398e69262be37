"""The entry point `lint-imports`: our contract types, and the graph that they judge."""
