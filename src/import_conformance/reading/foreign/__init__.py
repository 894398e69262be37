"""Read the configuration files of other tools."""
