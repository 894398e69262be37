"""What a project's own files say of its layout and dependencies."""
