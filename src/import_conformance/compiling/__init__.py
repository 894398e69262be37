"""The law translated: a topology as contracts of import-linter."""
