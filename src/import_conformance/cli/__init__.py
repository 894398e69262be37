"""The command line `conformance`: one module per command in `commands`, and what the commands share."""
