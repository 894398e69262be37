"""Read the layout and the dependencies of a project from its configuration files."""
