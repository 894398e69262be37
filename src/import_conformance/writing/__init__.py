"""The only room that creates, replaces and removes files and folders."""
