"""Identity for the whole house."""
