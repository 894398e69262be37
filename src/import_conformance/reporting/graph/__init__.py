"""The parts of a code base and what binds them, drawn for people or written for other programs."""
