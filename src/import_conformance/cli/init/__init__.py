"""The command `init`: propose a topology for existing code, or translate one, and write it."""
